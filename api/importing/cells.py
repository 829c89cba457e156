"""What can stand in one cell of a table, as text or as a moment."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from api.importing.indonesian_dates import Moment, NotADate, parse_moment

Cell = str | int | float | bool | datetime | date | time | timedelta | None


class Row(NamedTuple):
    """`number` counts from 1 as a spreadsheet does."""

    number: int
    cells: Sequence[Cell]


def text_of(cell: Cell) -> str:
    """The cell as a person reads it, without surrounding space; "" when empty."""
    match cell:
        case None:
            return ""
        case str():
            return cell.strip()
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer():
            return f"{cell:.0f}"
        case datetime():
            return cell.isoformat(" ")
        case date() | time():
            return cell.isoformat()
    return str(cell)


def texts_of(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The original cells for a rejected row; text keeps its surrounding space."""
    return tuple(c if isinstance(c, str) else text_of(c) for c in cells)


def is_blank(cells: Sequence[Cell]) -> bool:
    return not any(text_of(cell) for cell in cells)


def moment_of(cell: Cell) -> Moment:
    """The moment in a cell; raises NotADate.

    A date cell of a workbook cannot say whether its midnight is a time or stands for
    no time at all; it is taken as no time.
    """
    match cell:
        case datetime():
            return Moment(cell.date(), cell.time() if cell.time() != time() else None)
        case date():
            return Moment(cell)
        case str():
            return parse_moment(cell)
    raise NotADate(f"'{text_of(cell)}' is not a date")
