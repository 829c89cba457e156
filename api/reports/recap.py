"""The recap of complaints of a month, a quarter or a year, as of any day.

Of the cases received in the period, as they were at the end of the day: the dashboard's
own figures with `from`, `to` and `as_of`, all of one position. It is read by everybody:
restricted cases are a number in the totals and in nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.exporting.figures import PUBLISHED, document, reference_at
from api.installation import Installation
from api.pages import glossary, indonesian
from api.pages.dashboard import compliance, endings, glance, pace, quality
from api.pages.dashboard.board import Board, BoardQuery
from api.reports import lines, origin, overdue, recap_tables
from api.reports.clock_table import ON_TIME, clock_table
from api.reports.indicators import indicators
from api.reports.overdue import Overdue
from api.reports.period import Period
from api.reports.report import (
    UNLESS_SAID,
    Attachment,
    Pairs,
    Report,
    Section,
    section,
)
from api.web import dumps
from domain.reference import Reference
from projections.counted import Group
from projections.dashboard import figures
from projections.figures import Dashboard
from projections.view import View, answers
from projections.views import duration, places
from storage.read_model import snapshot

VIEWS: tuple[View, ...] = (
    glance.WORDS.view,
    pace.WORDS.view,
    compliance.WORDS.view,
    duration.VIEW,
    places.VIEW,
    quality.WORDS.view,
    endings.WORDS.view,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """All that a recap is made of, at one position."""

    board: Board
    dashboard: Dashboard
    views: Mapping[str, Sequence[Group]]
    overdue: Overdue


def as_of(period: Period, today: date) -> date:
    """The day at whose end a period is told if none was asked for: its last, or today
    while it goes on."""
    return min(period.last, today)


def at_a_glance(
    here: Installation, period: Period, day: date, agency: str | None
) -> Mapping[str, int]:
    """How many cases a report would be of, by the names of the dashboard's totals."""
    board = _board(here, here.app.reference(), period, day, agency)
    found, _ = answers(here.pool, board.asked, [glance.WORDS.view])
    [whole] = found[glance.WORDS.view.name]
    return whole.numbers


def counted(
    here: Installation, period: Period, day: date, agency: str | None
) -> Counted:
    """One look at the figures; `agency` leaves out the cases of others."""
    with snapshot(here.pool, "sla") as (connection, position):
        reference = reference_at(here, position)
        board = _board(here, reference, period, day, agency)
        asked = board.asked
        found = figures(
            connection,
            position,
            as_of=day,
            calendar=reference.calendar,
            filters=asked.filters,
            visibility=PUBLISHED,
        )
        views = {view.name: view.ask(connection, asked) for view in VIEWS}
        late = overdue.listed(here, connection, position, asked)
    return Counted(board=board, dashboard=found, views=views, overdue=late)


def _board(
    here: Installation,
    reference: Reference,
    period: Period,
    day: date,
    agency: str | None,
) -> Board:
    days = {"per": day, "from": period.first, "to": period.last}
    given = {name: str(one) for name, one in days.items()}
    query = BoardQuery.model_validate({**given, "agency": agency})
    return Board(here, query, reference, here.today(), PUBLISHED)


def made(here: Installation, period: Period, day: date, agency: str | None) -> Report:
    """The report, with its data attached. Raises `NotReached` when no signed head
    speaks of it in time."""
    told = counted(here, period, day, agency)
    board, found = told.board, told.dashboard
    data = document(here, found, board.reference, board.asked.filters)
    office = here.settings.tenant
    report = Report(
        name=f"rekap-aduan-{period.code.lower()}",
        title="Rekapitulasi pengaduan",
        office=f"{office}: {board.agency(agency)}" if agency else office,
        period=period.name,
        as_of=indonesian.day(day),
        unit=f"aduan{UNLESS_SAID}",
        sections=_sections(told),
        origin=_origin(data),
        made_of=origin.made_of(here, found.position),
    )
    return _with_data(report, data)


def _sections(told: Counted) -> list[Section]:
    board, views = told.board, told.views
    found, table = told.dashboard, recap_tables
    return [
        indicators(found, views, board),
        section("Keadaan sekilas", glance.tell(views["glance"], board)),
        table.states(found),
        section("Jenis, instansi, dan laju", pace.tell(views["pace"], board)),
        clock_table(
            "Tenggat",
            "Tenggat",
            [(glossary.word("clock", one.clock), one) for one in found.by_clock],
            f"{ON_TIME}halaman aturan. Tanpa aduan terbatas.",
        ),
        table.agencies(found, board),
        section("Kepatuhan tenggat", compliance.tell(views["compliance"], board)),
        table.categories(found, board),
        table.regions(views["places"], board),
        table.channels(found),
        table.months(found),
        section("Arsip dan penilaian", endings.tell(views["endings"], board)),
        _quality(views["quality"], board),
        overdue.section(told.overdue, board),
    ]


def _quality(groups: Sequence[Group], board: Board) -> Section:
    """Without the draw of cases to read, which is of those who look at them."""
    return replace(
        section("Mutu penutupan", quality.tell(groups, board)),
        finding="",
        counted=(
            "Dibuka kembali: dibagi semua yang pernah ditutup. Diarsipkan dan digabung:"
            " dibagi semua yang diterima. Tanpa aduan terbatas."
        ),
    )


def _origin(data: Mapping[str, Any]) -> Pairs:
    query = {name: value for name, value in data["query"].items() if value is not None}
    asked = "&".join(f"{_ADDRESS.get(name, name)}={query[name]}" for name in query)
    return [
        *origin.told(
            f"GET /v1/exports/figures?{asked}",
            zone=data["zone"],
            position=data["position"],
            head=data["head"],
        ),
        (
            "Memeriksa sendiri",
            "tuntas recount angka.json BUNDEL menghitung ulang angka dari bukti",
        ),
    ]


def _with_data(report: Report, data: Mapping[str, Any]) -> Report:
    return replace(
        report,
        attachments=[
            Attachment(
                name="angka.json",
                media_type="application/json",
                about="Angka dasbor, pertanyaannya, dan kepala bertanda tangan",
                text=dumps(data),
            ),
            lines.attachment(report),
        ],
    )


_ADDRESS = {"received_from": "from", "received_to": "to"}
