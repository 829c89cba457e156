"""What came in, what went out, and what was left, day by day."""

from collections.abc import Sequence
from datetime import timedelta

from projections.counted import CASES, Asked, Figure, Group, Rows, count
from projections.view import View
from storage.read_model import Connection

DAYS = 28

# A row of a day is the last of that day; the one before it ends on the day. What leaves
# or joins those that are chosen, as by a disposal elsewhere, goes out or comes in too.
MOVES = Rows(
    query=f"""
    SELECT case_id, day, next_due_on, open, was_open,
        was_open IS NULL AND received_on = day AND NOT open AS passed
    FROM (
        SELECT case_id, valid_from AS day, next_due_on, received_on,
            state <> ALL (%(closed)s) AS open
        FROM cases
        WHERE valid_from > %(day)s::date - {DAYS} AND valid_from <= %(day)s
            AND valid_to > valid_from AND {{chosen}}
    ) AS became FULL JOIN (
        SELECT case_id, valid_to AS day, state <> ALL (%(closed)s) AS was_open
        FROM cases
        WHERE valid_to > %(day)s::date - {DAYS} AND valid_to <= %(day)s
            AND valid_to > valid_from AND {{chosen}}
    ) AS was USING (case_id, day)""",
    parts={"day": "day"},
)
_MOVED = {
    "came_in": Figure(
        rows=MOVES, where="open IS TRUE AND was_open IS NOT TRUE OR passed IS TRUE"
    ),
    "went_out": Figure(
        rows=MOVES, where="open IS NOT TRUE AND was_open IS TRUE OR passed IS TRUE"
    ),
}
_LEFT = {"open": Figure(rows=CASES, where="state <> ALL (%(closed)s)")}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """Two groups a day, the earliest first: what moved on it, what was open at its end.

    Reads the cases once, and those open before the first day."""
    days = [asked.day - timedelta(days=n) for n in reversed(range(DAYS))]
    moved = {
        group.part["day"]: group
        for group in count(connection, asked, _MOVED, by=("day",))
    }
    before = asked.at(days[0] - timedelta(days=1))
    [start] = count(connection, before, _LEFT)
    still, found = start.numbers["open"], []
    for day in days:
        code = day.isoformat()
        group = moved.get(code) or Group({"day": code}, dict.fromkeys(_MOVED, 0))
        still += group.numbers["came_in"] - group.numbers["went_out"]
        found += [group, Group({}, {"open": still}, day=day)]
    return found


VIEW = View(name="stream", figures=_MOVED | _LEFT, ask=ask)
