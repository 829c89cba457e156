"""What is overdue, case by case: by number, without a word of what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from api.installation import Installation
from api.moment import Moment
from api.pages import glossary, indonesian
from api.pages.dashboard.board import Board
from api.pages.dashboard.cells import Cell
from api.pages.dashboard.told import Table
from api.reports.report import Section
from domain.complaint import Complaint
from projections import counted_cases
from projections.counted import Asked
from projections.paging import LIMIT
from projections.views.all_views import FIGURES
from storage.read_model import Connection

LISTED = 600
"""Cases at most: so that a report stays one that is read."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """Of `number` cases the longest overdue, as they were then."""

    number: int
    cases: tuple[Complaint, ...]


def listed(
    here: Installation, connection: Connection, position: int, asked: Asked
) -> Overdue:
    """Within the transaction in which all else was counted."""
    figure, after = FIGURES["glance.overdue"], None
    found: list[counted_cases.Counted] = []
    while len(found) < LISTED:
        page = counted_cases.page(
            connection, position, asked, figure, {}, limit=LIMIT, after=after
        )
        found += page.items
        if (after := page.next_cursor) is None:
            break
    # What is restricted by now is a number, whatever it was then.
    ids = [case.id for case in found if not case.restricted]
    cases = here.past.cases(ids, Moment(as_of=asked.day), position)
    number = counted_cases.number(connection, asked, figure, {}).number
    return Overdue(number, tuple(cases[id] for id in ids if id in cases))


def section(overdue: Overdue, board: Board) -> Section:
    number = indonesian.number
    said = f"{number(overdue.number)} aduan terbuka lewat tenggat."
    if overdue.number > len(overdue.cases):
        said += (
            f" Di bawah {number(len(overdue.cases))} yang paling lama; yang lain aduan"
            " terbatas, atau ada di dasbor."
        )
    return Section(
        title="Daftar lewat tenggat",
        finding=said if overdue.number else "Tidak ada aduan yang lewat tenggat.",
        table=Table(
            columns=(
                "Nomor aduan",
                "Instansi",
                "Kategori",
                "Wilayah",
                "Tenggat yang lewat",
                "Jatuh tempo",
                "Hari kerja lewat",
            ),
            rows=[row for case in overdue.cases for row in _rows(case, board)],
        ),
        counted=(
            "Terlama lebih dahulu. Satu aduan satu baris, dengan tenggatnya yang paling"
            " lama lewat."
        ),
    )


def _rows(case: Complaint, board: Board) -> Iterator[list[Cell]]:
    late = [
        (clock.promise.due_on, name)
        for name, clock in case.clocks.items()
        if clock.status(board.day) == "overdue"
    ]
    if not late:
        return
    due_on, clock = min(late)
    days = max(1, board.reference.calendar.working_days_between(due_on, board.day))
    yield [
        _word(case.case_number),
        _word(board.agency(case.agency)),
        _word(board.part("category", case.category)),
        _word(board.part("region", case.region)),
        _word(glossary.word("clock", clock)),
        day_cell(due_on),
        Cell(days, indonesian.number(days)),
    ]


def day_cell(day: date) -> Cell:
    month = indonesian.MONTHS[day.month - 1]
    return Cell(day, f"{day.day} {month} {day.year}")


def _word(text: str) -> Cell:
    return Cell(text, text)
