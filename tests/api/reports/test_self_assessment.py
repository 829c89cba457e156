"""The openness self-assessment: what it counts is what the lists say, what it cannot
count is what the PPID answered, and the total is the sum that it shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from api import information_register as register
from api.information_list import all_rows
from api.reports import assessed, lines, pdf, self_assessment, workbook
from api.reports.period import Period
from api.seeding import rows
from domain import information_request_events as happened
from projections.filters import Filters
from projections.listing import Listing
from projections.visibility import Visibility
from tests.api.reports.test_information_report import counted
from tests.api.reports.test_same_figures import PERIODS, chosen, read

if TYPE_CHECKING:
    from api.reports.assessed import Assessed, Mark
    from tests.api.reports.conftest import Store


@pytest.fixture(scope="module")
def year(store: Store) -> Period:
    return chosen(store, "this year")[0]


@pytest.fixture(scope="module")
def found(store: Store, year: Period) -> Assessed:
    return assessed.assessed(store.here, year, store.here.today(), None)


def by_code(found: Assessed) -> dict[str, Mark]:
    return {mark.question.code: mark for mark in found.marks}


def part(mark: Mark) -> tuple[int, int]:
    assert mark.measured
    return mark.measured.part, mark.measured.whole


def test_lists_of_information_count_as_everybody_reads_them(
    store: Store, found: Assessed
) -> None:
    today, marks = store.here.today(), by_code(found)
    shown = all_rows(store.here.app.reference(), today)
    kinds = Counter(row["category"] for row in shown)
    late = Counter(
        row["category"] for row in shown if row["due_on"] and row["due_on"] < today
    )
    for code, kind in (("berkala", "periodic"), ("serta-merta", "immediate")):
        assert kinds[kind] > 0
        assert part(marks[code]) == (kinds[kind] - late[kind], kinds[kind])
    items = [row for row in shown if row["category"] != "excluded"]
    linked = sum(row["link"] is not None for row in items)
    assert 0 < linked < len(items)
    assert part(marks["tautan"]) == (linked, len(items))
    assert part(marks["uji-konsekuensi"]) == (kinds["excluded"], kinds["excluded"])
    decrees = store.here.app.reference().public_information.decrees
    assert part(marks["daftar-ditetapkan"]) == (int(today.year in decrees), 1)


def test_an_exclusion_whose_period_is_over_counts_against_it(
    store: Store, found: Assessed
) -> None:
    known = part(by_code(found)["uji-konsekuensi"])[1]
    long_after = store.here.today() + timedelta(days=60 * 366)
    told = assessed.assessed(store.here, found.period, long_after, None)
    assert part(by_code(told)["uji-konsekuensi"]) == (0, known)
    assert by_code(told)["uji-konsekuensi"].points == 0


@pytest.mark.parametrize("name", PERIODS)
def test_requests_count_as_in_the_register_book_and_its_events(
    store: Store, name: str
) -> None:
    period, day = chosen(store, name)
    marks = by_code(assessed.assessed(store.here, period, day, None))
    hand = counted(store, period, day)["number"]
    judged = hand["met"] + hand["late"] + hand["overdue"]
    assert part(marks["pemberitahuan"]) == (hand["met"], judged)
    days = Filters(received_from=period.first, received_to=period.last)
    listing = Listing(today=day, filters=days)
    entries, _ = register.all_of(store.here, listing, Visibility(restricted=True))
    if day >= period.last or day == store.here.today():
        assert part(marks["register"])[1] == len(entries)
    assert part(marks["register"])[1] == hand["received"]


def test_an_objection_counts_as_its_events_say(store: Store, found: Assessed) -> None:
    today, number = store.here.today(), Counter[bool]()
    for events in store.asked.values():
        by = {type(event): event for event in events}
        objected = by.get(happened.Objected)
        if store.day(events[0].occurred_at) < found.period.first or not objected:
            continue
        [until] = [promise.due_on for promise in objected.started]
        if answered := by.get(happened.ObjectionAnswered):
            number[store.day(answered.occurred_at) <= until] += 1
        elif until < today and happened.Withdrawn not in by:
            number[False] += 1
    assert part(by_code(found)["keberatan"]) == (number[True], number.total())


def test_what_the_record_does_not_know_is_what_the_ppid_said(found: Assessed) -> None:
    marks = by_code(found)
    given = {
        code: one.answered.answer if one.answered else None
        for code, one in marks.items()
        if not one.measured
    }
    assert given == {
        "profil": "yes",
        "anggaran": "partly",
        "pengadaan": "yes",
        "formulir": "yes",
        "sarana": None,
        "sk-ppid": "yes",
        "sop": "partly",
        "komitmen": None,
        "situs": "yes",
        "media-sosial": "no",
    }
    points = [
        marks[code].points for code in ("profil", "sop", "media-sosial", "sarana")
    ]
    assert points == [10_000, 5_000, 0, 0]
    assert found.unanswered == 2
    assert marks["sop"].evidence == "https://ppid.contoh.example/sop.pdf"
    assert marks["sarana"].evidence is None


def test_the_total_and_the_class_are_those_of_the_marks_it_shows(
    found: Assessed,
) -> None:
    told = assessed.told(found, "head")
    judged = [item for item in told["items"] if item["points"] is not None]
    assert len(judged) == len(told["items"]) - told["unjudged"]
    weighed = sum(round(100 * item["points"]) * item["weight"] for item in judged)
    assert round(100 * told["total"]) == weighed // sum(i["weight"] for i in judged)
    bounds = [
        (row["class"], int(row["at_least"])) for row in rows("assessment_classes")
    ]
    reached = [name for name, bound in bounds if told["total"] >= bound]
    assert told["class"] == reached[0]
    assert told["self_assessed"] is True


def test_a_past_day_knows_neither_later_answers_nor_later_items(
    store: Store, found: Assessed, year: Period
) -> None:
    before = store.here.today() - timedelta(days=25)
    marks = by_code(assessed.assessed(store.here, year, before, None))
    if before.year == year.first.year:  # else the answers of then are of another year
        assert marks["profil"].answered is not None
    assert marks["sop"].answered is None
    early = date(2024, 6, 3)
    first = assessed.assessed(store.here, Period.of("2024"), early, None)
    assert part(by_code(first)["berkala"]) == (0, 0)
    assert by_code(first)["berkala"].points == 0
    assert by_code(first)["serta-merta"].points is None
    assert first.total == 0


def test_before_the_first_sheet_nothing_is_judged_and_that_is_said(
    store: Store,
) -> None:
    made = self_assessment.made(store.here, Period.of("2019"), date(2019, 12, 31), None)
    text = lines.written(made).decode()
    assert "Hasil,Nilai,Isi,\r\n" in text
    assert made.sections[0].finding.startswith("Belum ada lembar penilaian")


def test_an_agency_is_told_of_its_own(store: Store, year: Period) -> None:
    own = assessed.assessed(store.here, year, store.here.today(), "dinkes")
    shown = all_rows(store.here.app.reference(), store.here.today())
    mine = [r for r in shown if r["agency"] == "dinkes" and r["category"] == "periodic"]
    assert part(by_code(own)["berkala"])[1] == len(mine) > 0
    assert by_code(own)["profil"].answered is None
    assert by_code(own)["laporan-tahunan"].points is None
    assert "agency=dinkes" in (by_code(own)["register"].evidence or "")


def test_the_yearly_report_is_judged_by_its_term(store: Store) -> None:
    # As published, by the 31st of March, or not; before that day nobody is late.
    known = store.here.app.reference().public_information
    code = "laporan-layanan-informasi"
    published = known.by_code[code].published_on
    year = published.year if published else 0
    march = date(year, 3, 31)
    assert published
    told = {
        day: part(
            by_code(assessed.assessed(store.here, Period.of(str(year)), day, None))[
                "laporan-tahunan"
            ]
        )
        for day in (published - timedelta(days=1), published, march + timedelta(days=1))
    }
    in_time = published <= march
    before = published - timedelta(days=1)
    assert told[before] == (0, int(before > march))
    assert told[published][0] == int(in_time)
    assert told[march + timedelta(days=1)] == (int(in_time), 1)


def test_the_files_hold_every_question_and_say_whose_judgement_it_is(
    store: Store, found: Assessed, year: Period
) -> None:
    made = self_assessment.made(store.here, year, store.here.today(), None)
    sheets = read(workbook.written(made))
    assert sheets["Hasil"]["Sifat"] == [self_assessment.NATURE]
    assert sheets["Hasil"]["Nilai"] == [found.total and found.total / 100]
    for n, (area, marks) in enumerate(assessed.areas(found), start=1):
        sheet = sheets[f"Bidang {n}, {area}"[:31]]
        assert list(sheet) == [mark.question.text for mark in marks]
    asked = sheets["Asal angka"]
    assert (
        f"GET /v1/reports/self-assessment?period={year.code}" in asked["Pertanyaan"][0]
    )
    assert asked["Sampai peristiwa ke-"] == [str(found.position)]
    assert asked["Akar (SHA-256, base64)"][0]
    text = lines.written(made).decode()
    assert self_assessment.NATURE in text
    assert "/publik/permohonan?received_from=" in text
    again = self_assessment.made(store.here, year, store.here.today(), None)
    assert pdf.of_report(made) == pdf.of_report(again)
    assert workbook.written(made) == workbook.written(again)
    assert lines.written(made) == lines.written(again)


def test_areas_that_are_called_alike_have_a_sheet_each(
    found: Assessed, store: Store
) -> None:
    areas = ("hasil", "Hasil", "hasil", "Hasil")
    marks = [
        replace(mark, question=replace(mark.question, area=area))
        for area, mark in zip(areas, found.marks, strict=False)
    ]
    told = replace(found, marks=tuple(marks))
    names = [title for title, _ in assessed.areas(told)]
    assert tuple(names) == areas
    sections = self_assessment.sections(told, "")
    made = self_assessment.made(store.here, found.period, found.day, None)
    assert len(read(workbook.written(replace(made, sections=sections)))) == 8
