"""What must be done: open cases by the working time left to what is due next."""

from collections.abc import Sequence

from projections.counted import CASES, Asked, Figure, Group, count
from projections.view import View
from storage.read_model import Connection

# Working days from the end of the day to the end of the due day.
_LEFT = (
    "width_bucket(next_due_on, %(working_days)s::date[])"
    " - width_bucket(%(day)s::date, %(working_days)s::date[])"
)
_AHEAD = f"next_due_on >= %(day)s AND {_LEFT}"


def _of(where: str) -> Figure:
    return Figure(rows=CASES, where=where)


FIGURES = {
    "due": _of("next_due_on IS NOT NULL"),
    "overdue": _of("next_due_on < %(day)s"),
    "today": _of(f"{_AHEAD} <= 0"),
    "two_days": _of(f"{_AHEAD} BETWEEN 1 AND 2"),
    "five_days": _of(f"{_AHEAD} BETWEEN 3 AND 5"),
    "later": _of(f"{_AHEAD} > 5"),
    "nothing_due": _of("next_due_on IS NULL AND state <> ALL (%(closed)s)"),
}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """All cases together, then those of each agency."""
    return [
        *count(connection, asked, FIGURES),
        *count(connection, asked, FIGURES, by=("agency",)),
    ]


VIEW = View(name="work", figures=FIGURES, ask=ask)
