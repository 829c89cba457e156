"""Counted from the events, on the dashboard, in the report and in its workbook: the
same numbers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from api.exporting.figures import PUBLISHED
from api.pages import glossary
from api.pages.indonesian import capital
from api.reports import lines, recap, workbook
from api.reports.period import Period, months, quarters, years
from projections.dashboard import dashboard
from projections.filters import Filters

if TYPE_CHECKING:
    from api.reports.report import Report
    from domain.complaint import Complaint
    from tests.api.reports.conftest import Store

PERIODS = ("this year", "this quarter", "the last quarter", "the last month", "before")


def chosen(store: Store, name: str) -> tuple[Period, date]:
    """A period, and the day as of which it is told."""
    today = store.here.today()
    of = dict(
        zip(
            PERIODS,
            (
                years(today, 1)[0],
                quarters(today, 1)[0],
                quarters(today, 2)[1],
                months(today, 2)[1],
                months(today, 4)[3],
            ),
            strict=True,
        )
    )
    # One that is long over is told as of a day on which much of it was still open.
    day = of[name].last.replace(day=20) if name == "before" else None
    return of[name], day or recap.as_of(of[name], today)


def counted(store: Store, period: Period, day: date) -> dict[str, Any]:
    """By hand: each case by its own events."""
    cases = [
        case
        for case in store.at(day)
        if period.first <= store.day(case.received_at) <= period.last
    ]
    seen = [c for c in cases if not (c.restricted or store.now(c).restricted)]

    def late(case: Complaint) -> bool:
        return any(c.status(day) == "overdue" for c in case.clocks.values())

    return {
        "received": len(cases),
        "open": sum(case.open for case in cases),
        "overdue": sum(case.open and late(case) for case in cases),
        "resolved": sum(case.state == "resolved" for case in cases),
        "archived": sum(case.state == "archived" for case in cases),
        "rated": sum(case.stars is not None for case in cases),
        "handled": sum(
            case.state in ("resolved", "in_progress", "answered") for case in cases
        ),
        "by_state": Counter(case.state for case in seen),
        "by_agency": Counter(case.agency for case in seen),
        "by_channel": Counter(case.channel for case in seen),
        "by_reason": Counter(
            case.archive_reason for case in seen if case.state == "archived"
        ),
        "late": {case.case_number for case in seen if case.open and late(case)},
    }


@pytest.fixture(scope="module", params=PERIODS)
def told(
    store: Store, request: pytest.FixtureRequest
) -> tuple[dict[str, Any], Report, Period, date]:
    period, day = chosen(store, request.param)
    made = recap.made(store.here, period, day, None)
    return counted(store, period, day), made, period, day


Told = tuple[dict[str, Any], "Report", Period, date]


def test_the_dashboard_counts_what_happened(store: Store, told: Told) -> None:
    hand, _, period, day = told
    found = dashboard(
        store.here.pool,
        as_of=day,
        calendar=store.here.app.reference().calendar,
        filters=Filters(received_from=period.first, received_to=period.last),
        visibility=PUBLISHED,
    )
    names = ("received", "open", "overdue", "resolved", "archived", "rated")
    assert {n: getattr(found.totals, n) for n in names} == {n: hand[n] for n in names}
    assert {s: n for s, n in found.by_state.items() if n} == hand["by_state"]
    assert {g.code: g.received for g in found.by_agency} == hand["by_agency"]
    assert {g.code: g.received for g in found.by_channel} == hand["by_channel"]


def test_the_workbook_holds_what_happened(store: Store, told: Told) -> None:
    hand, report, _, _ = told
    sheets = read(workbook.written(report))
    glance, asked = sheets["Keadaan sekilas"], sheets["Indikator evaluasi"]
    assert glance["Diterima"][0] == hand["received"]
    assert glance["Masih terbuka"][0] == hand["open"]
    assert glance["Terbuka dan lewat tenggat"][0] == hand["overdue"]
    assert glance["Diarsipkan"][0] == hand["archived"]
    assert asked["Ditindaklanjuti"][1:3] == [hand["handled"], hand["received"]]
    assert asked["Selesai"][1:3] == [hand["resolved"], hand["received"]]
    states = {name: cells[0] for name, cells in sheets["Keadaan aduan"].items()}
    assert states == {
        capital(word): hand["by_state"][state]
        for state, word in glossary.WORDS["state"].items()
    }
    agencies = store.here.app.reference().agencies
    assert {name: cells[0] for name, cells in sheets["Instansi"].items()} == {
        agencies[code].name if code else "Belum didisposisikan": n
        for code, n in hand["by_agency"].items()
    }
    ends = sheets["Arsip dan penilaian"]
    for reason, word in glossary.WORDS["archive_reason"].items():
        told_of = ends.get(capital(word), [0])[0]
        assert told_of == hand["by_reason"][reason]
    assert set(sheets["Daftar lewat tenggat"]) == hand["late"]


def test_each_sheet_says_of_what_of_whom_and_as_of_which_day_its_numbers_are(
    told: Told,
) -> None:
    _, report, _, _ = told
    book = load_workbook(io.BytesIO(workbook.written(report)))
    assert len(book.worksheets) == len(report.sections) + 1
    for sheet, section in zip(book.worksheets, report.sections, strict=False):
        above = [row[0] for row in sheet.iter_rows(max_row=workbook.ABOVE) if row]
        assert [cell.value for cell in above] == [
            f"Rekapitulasi pengaduan: {section.title}",
            report.office,
            f"Periode: {report.period}. Keadaan pada akhir {report.as_of}.",
            "Satuan: aduan, kecuali baris atau kolom yang menyebut satuan lain.",
            None,
        ]
    assert book.worksheets[-1]["A1"].value == "Hal"


def test_each_file_holds_each_number_of_the_report(told: Told) -> None:
    _, report, _, _ = told
    sheets = read(workbook.written(report))
    text = lines.written(report).decode("utf-8-sig")
    in_lines = Counter(
        (row["Bagian"], row["Baris"], row["Ukuran"], row["Nilai"])
        for row in csv.DictReader(io.StringIO(text))
    )
    for section in report.sections:
        for head, *cells in section.table.rows:
            held = {kept(value) for value in sheets[section.title][head.text]}
            assert {kept(cell.value) for cell in cells} <= held | {None}
            for name, cell in zip(section.table.columns[1:], cells, strict=True):
                said = "" if cell.value is None else str(cell.value)
                assert in_lines[section.title, head.text, name, said]


def kept(value: Any) -> Any:
    """As a workbook keeps it, which is 16 digits of a number."""
    return round(value, 12) if isinstance(value, float) else value


def read(file: bytes) -> dict[str, dict[str, list[Any]]]:
    """Of each sheet the cells of each row behind its head."""
    book = load_workbook(io.BytesIO(file))
    found = {}
    for sheet in book:
        above = workbook.ABOVE if sheet.title != workbook.ORIGIN else 0
        rows = [list(r) for r in sheet.iter_rows(min_row=above + 2, values_only=True)]
        found[sheet.title] = {
            str(head): [v.date() if isinstance(v, datetime) else v for v in cells]
            for head, *cells in rows
        }
    return found
