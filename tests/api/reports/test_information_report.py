"""Counted from the events, in the register book, in the report on information service
and in its workbook: the same numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Any

import pytest

from api import information_register as register
from api.pages import glossary
from api.pages.indonesian import capital
from api.reports import information_report, lines, pdf, workbook
from domain import information_request_events as happened
from projections.filters import Filters
from projections.information_list import entries
from projections.listing import Listing
from projections.visibility import Visibility
from tests.api.reports.test_same_figures import PERIODS, chosen, read

if TYPE_CHECKING:
    from api.reports.period import Period
    from api.reports.report import Report
    from tests.api.reports.conftest import Store

OUTCOMES = ("granted", "partly_granted", "refused", None)
Sheets = dict[str, dict[str, list[Any]]]


def counted(store: Store, period: Period, day: date) -> dict[str, Any]:
    """By hand, of the events of each request up to the end of that day."""
    found: dict[str, Any] = {
        name: Counter()
        for name in ("number", "outcome", "month", "ground", "reason", "answer")
    }
    number, found["timing"], found["late"] = found["number"], Counter(), set()
    for events in store.asked.values():
        run = list(takewhile(lambda one: store.day(one.occurred_at) <= day, events))
        if not run or not period.first <= store.day(run[0].occurred_at) <= period.last:
            continue
        asked = run[0]
        assert isinstance(asked, happened.Requested)
        by = {type(event): event for event in run}
        number["received"] += 1
        number["extended"] += happened.Extended in by
        number["delivered"] += happened.Delivered in by
        decided: Any = by.get(happened.Decided)
        outcome = decided and decided.outcome
        found["outcome"][outcome] += 1
        found["month"][f"{store.day(asked.occurred_at):%Y-%m}", outcome] += 1
        for ground in {one.ground for one in (decided.withheld if decided else ())}:
            found["ground"][ground, outcome] += 1
        due = [
            promise.due_on
            for event in run
            for promise in (*event.started, *(m.promise for m in event.moved))
            if promise.clock == "written_notice"
        ][-1]
        waits = any(event.paused_on for event in run) and happened.Completed not in by
        if decided:
            in_time = store.day(decided.occurred_at) <= due
            number["met" if in_time else "late"] += 1
        elif not waits and due < day:
            number["overdue"] += 1
            found["late"].add(asked.case_number)
        if objected := by.get(happened.Objected):
            number["objected"] += 1
            answered: Any = by.get(happened.ObjectionAnswered)
            found["answer"][answered and answered.outcome] += 1
            for reason in objected.reasons:  # type: ignore[attr-defined]  # it has some
                found["reason"][reason] += 1
            [until] = [p.due_on for p in objected.started]
            if answered is None and until < day:
                found["late"].add(asked.case_number)
        for event in run:
            if isinstance(event, happened.Disputed):
                found["timing"][event.timing] += 1
    return found


@pytest.fixture(scope="module", params=PERIODS)
def told(
    store: Store, request: pytest.FixtureRequest
) -> tuple[dict[str, Any], Report, Period, date]:
    period, day = chosen(store, request.param)
    made = information_report.made(store.here, period, day, None)
    return counted(store, period, day), made, period, day


Told = tuple[dict[str, Any], "Report", "Period", date]


def test_its_workbook_holds_what_happened(told: Told) -> None:
    hand, report, _, _ = told
    sheets = read(workbook.written(report))
    number, asked = hand["number"], sheets["Ringkasan permohonan"]
    noticed = sum(hand["outcome"][outcome] for outcome in OUTCOMES[:-1])
    assert asked["Diterima"][0] == number["received"]
    assert asked["Diberi pemberitahuan tertulis"][1:3] == [noticed, number["received"]]
    for name, outcome in (
        ("Dikabulkan seluruhnya", "granted"),
        ("Dikabulkan sebagian", "partly_granted"),
        ("Ditolak", "refused"),
    ):
        assert asked[name][1:3] == [hand["outcome"][outcome], noticed]
    judged = number["met"] + number["late"] + number["overdue"]
    assert asked["Tepat waktu"][1:3] == [number["met"], judged]
    assert asked["Diperpanjang"][1] == number["extended"]
    assert asked["Informasi diberikan"][0] == number["delivered"]
    assert asked["Keberatan"][1] == number["objected"]
    times = sheets["Waktu pemberitahuan tertulis"]["Semua permohonan"]
    assert times[2:5] == [number["overdue"], number["met"], number["late"]]


def test_its_tables_hold_what_happened(told: Told) -> None:
    hand, report, _, _ = told
    sheets = read(workbook.written(report))
    months = Counter(month for month, _ in hand["month"].elements())
    assert sorted(cells[0] for cells in sheets["Bulan"].values()) == sorted(
        months.values()
    )
    by_outcome = [sum(cells[n] for cells in sheets["Bulan"].values()) for n in range(5)]
    assert by_outcome[1:] == [hand["outcome"][outcome] for outcome in OUTCOMES]
    for letter, word in glossary.WORDS["exclusion_ground"].items():
        row = sheets["Alasan penolakan"].get(f"Pasal 17 huruf {letter}: {word}", [0, 0])
        kept = [hand["ground"][letter, o] for o in ("refused", "partly_granted")]
        assert row[:2] == kept
    for letter, word in glossary.WORDS["objection_reason"].items():
        row = sheets["Keberatan menurut alasan"].get(f"Huruf {letter}: {word}", [0])
        assert row[0] == hand["reason"][letter]
    answers = [cells[0] for cells in sheets["Jawaban atasan PPID"].values()]
    assert answers == [hand["answer"][outcome] for outcome in OUTCOMES]
    assert {
        name: cells[0] for name, cells in sheets["Sengketa di Komisi Informasi"].items()
    } == {
        capital(word): hand["timing"][timing]
        for timing, word in glossary.WORDS["timing"].items()
    }
    assert set(sheets["Lewat jangka waktu"]) == hand["late"]


def test_each_group_adds_up_to_all(told: Told) -> None:
    hand, report, _, _ = told
    sheets = read(workbook.written(report))
    for name in ("Bulan", "Saluran", "Pemohon", "Instansi", "Keadaan permohonan"):
        numbers = [cells[0] for cells in sheets[name].values()]
        assert sum(numbers) == hand["number"]["received"], name


def test_the_register_book_of_today_counts_the_same(store: Store, told: Told) -> None:
    hand, _, period, day = told
    if day != store.here.today():
        hand = counted(store, period, store.here.today())
    days = Filters(received_from=period.first, received_to=period.last)
    listing = Listing(today=store.here.today(), filters=days)
    entries, _ = register.all_of(store.here, listing, Visibility(restricted=True))
    assert Counter(entry.notice for entry in entries) == hand["outcome"]
    reasons = (reason for entry in entries for reason in entry.objection_reasons)
    assert Counter(reasons) == hand["reason"]


def test_the_glance_on_the_page_is_that_of_the_report(store: Store, told: Told) -> None:
    hand, _, period, day = told
    found = information_report.at_a_glance(store.here, period, day, None)
    assert found["received"] == hand["number"]["received"]
    assert found["objected"] == hand["number"]["objected"]
    assert found["overdue"] == len(hand["late"])


def test_an_agency_is_told_of_its_own(store: Store) -> None:
    period, day = chosen(store, "this year")
    whole = information_report.gathered(store.here, period, day, None).asked
    own = information_report.gathered(store.here, period, day, "dpupr").asked
    assert own.requests
    assert own.requests == [r for r in whole.requests if r.agency == "dpupr"]


def test_it_has_the_chapters_of_the_yearly_report_and_no_name(store: Store) -> None:
    period, day = chosen(store, "this year")
    made = information_report.made(store.here, period, day, None)
    assert [one.chapter for one in made.sections if one.chapter] == [
        "Gambaran umum kebijakan",
        "Sarana dan prasarana",
        "Permohonan informasi",
        "Keberatan dan sengketa",
        "Kendala",
        "Rekomendasi dan rencana tindak lanjut",
    ]
    assert pdf.of_report(made) == pdf.of_report(made)
    again = information_report.made(store.here, period, day, None)
    assert lines.written(made) == lines.written(again)
    text = lines.written(made).decode()
    assert "Palangka Raya" not in text
    assert "Pemberitahuan tertulis (P-03)" in text
    assert "UU 14/2008 Pasal 22(7)" in text


def test_the_means_of_an_agency_are_its_own_lists_and_its_officers(
    store: Store,
) -> None:
    period, day = chosen(store, "this year")
    reference = store.here.app.reference()
    found = Counter(entry.agency for entry in entries(reference, day))
    agency = min(found)
    assert len(found) > 1

    def counted(of: str | None) -> int:
        report = information_report.made(store.here, period, day, of)
        [table] = [s.table for s in report.sections if s.title == "Petugas dan sarana"]
        return sum(
            int(number.text)
            for name, number, _ in table.rows
            if name.text.startswith("Daftar informasi")
        )

    assert counted(None) == found.total()
    assert counted(agency) == found[agency]
