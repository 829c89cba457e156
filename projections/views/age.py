"""How old the open cases are, by how much of the term was used."""

from collections.abc import Sequence

from projections.counted import CASES, Asked, Figure, Group, Rows, count
from projections.view import View
from storage.read_model import Connection


def _passed(day: str) -> str:
    return f"width_bucket({day}, %(working_days)s::date[])"


# Of each open case the clock that is due next, as the case's own row names it. Both the
# term and what was used of it are working days since the start; a pause that is over is
# in both, as it moved the due day.
AGED = Rows(
    query=f"""
    SELECT DISTINCT ON (cases.case_id) cases.*, clock, due_on,
        ({_passed("%(day)s::date")} - {_passed("started_on")})::numeric
            / greatest({_passed("due_on")} - {_passed("started_on")}, 1) AS used
    FROM ({CASES.query} AND state <> ALL (%(closed)s)) AS cases LEFT JOIN (
        SELECT case_id, clock, started_on, due_on FROM clocks
        WHERE {{so}} AND ending IS NULL AND stopped_on IS NULL
            AND (paused_on IS NULL OR paused_on > due_on)
    ) AS clocks ON clocks.case_id = cases.case_id AND due_on = next_due_on
    ORDER BY cases.case_id, clock""",
    parts={**CASES.parts, "clock": "clock"},
)


def _of(where: str) -> Figure:
    return Figure(rows=AGED, where=where)


FIGURES = {
    "open": _of("TRUE"),
    "half": _of("due_on >= %(day)s AND used <= 0.5"),
    "three_quarters": _of("due_on >= %(day)s AND used > 0.5 AND used <= 0.75"),
    "whole": _of("due_on >= %(day)s AND used > 0.75"),
    "over": _of("due_on < %(day)s"),
    "double": _of("due_on < %(day)s AND used <= 2"),
    "triple": _of("due_on < %(day)s AND used > 2 AND used <= 3"),
    "over_3x": _of("due_on < %(day)s AND used > 3"),
    "no_term": _of("due_on IS NULL"),
}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """All cases together, then those of each agency."""
    return [
        *count(connection, asked, FIGURES),
        *count(connection, asked, FIGURES, by=("agency",)),
    ]


VIEW = View(name="age", figures=FIGURES, ask=ask)
