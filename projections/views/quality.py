"""Whether cases are closed well: reopened, archived, merged, and ten to read."""

from collections.abc import Sequence

from projections.counted import CASES, Asked, Figure, Group, Rows, count
from projections.view import View
from storage.read_model import Connection

DAYS = 30
DRAWN = 10

# A reopening is the row that follows that of a closing. The draw is another each day,
# and the same for whoever asks on it again: nobody can draw until it looks well.
_CLOSED = "state = ANY (%(closed)s)"
CLOSINGS = Rows(
    query=f"""
    SELECT cases.*, closings.case_id IS NOT NULL AS was_closed,
        coalesce(reopened, FALSE) AS reopened, coalesce(soon, FALSE) AS soon,
        row_number() OVER (
            PARTITION BY {_CLOSED}
            ORDER BY md5(cases.case_id::text || (%(day)s::date - DATE '2000-01-01')),
                cases.case_id
        ) AS turn
    FROM ({CASES.query}) AS cases LEFT JOIN (
        SELECT closing.case_id, bool_or(following.case_id IS NOT NULL) AS reopened,
            bool_or(following.valid_from - closing.state_since <= {DAYS}) AS soon
        FROM cases AS closing LEFT JOIN (
            SELECT case_id, position, valid_from FROM cases
            WHERE valid_from <= %(day)s AND state <> ALL (%(closed)s)
        ) AS following ON following.case_id = closing.case_id
            AND following.position = closing.next_position
        WHERE closing.valid_from <= %(day)s AND closing.{_CLOSED}
        GROUP BY closing.case_id
    ) AS closings ON closings.case_id = cases.case_id""",
    parts=CASES.parts,
)


def _of(where: str) -> Figure:
    return Figure(rows=CLOSINGS, where=where)


_COUNTED = {
    "received": _of("TRUE"),
    "was_closed": _of("was_closed"),
    "reopened": _of("reopened"),
    "reopened_soon": _of("soon"),
    "closed": _of(_CLOSED),
    "archived": _of("state = 'archived'"),
    "merged": _of("state = 'merged'"),
}
_DRAWN = {"drawn": _of(f"{_CLOSED} AND turn <= {DRAWN}")}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """All cases together, with how many are drawn; then those of each agency."""
    return [
        *count(connection, asked, _COUNTED | _DRAWN),
        *count(connection, asked, _COUNTED, by=("agency",)),
    ]


VIEW = View(name="quality", figures=_COUNTED | _DRAWN, ask=ask)
