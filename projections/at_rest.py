"""Counts of the cases at rest: those of which nothing runs or falls due any more, so
that they count the same on every day until they change.

Most cases are at rest. They are added up by all that filters choose at once; of each
combination there is one row for every month of receipt, and one for all of them. So by
any filters a dashboard reads as many rows as there are combinations, not cases.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from psycopg import sql

from domain.complaint import ENDED
from projections.counts import Counts
from projections.filters import Filters, condition
from projections.packed import Slots, counters, written
from projections.rows import copy
from projections.stages import CaseStage, Stage
from projections.visibility import Visibility
from storage.read_model import Connection

EVER = ""
"""In the place of a month: all of them."""


class Place(NamedTuple):
    """By what cases are added up; "" is none. Of regions only province and regency:
    with deeper ones there would be as many combinations as cases. Who received a case
    may see it though it is restricted."""

    month: str
    agency: str
    category: str
    region: str
    channel: str
    classification: str
    restricted: bool
    received_by: str


TABLES = """
        CREATE TABLE resting_slots (
            counted text NOT NULL,
            code text NOT NULL,
            slot integer PRIMARY KEY
        );
        CREATE TABLE resting (
            month text COLLATE "C" NOT NULL,
            agency text NOT NULL,
            category text NOT NULL,
            region text COLLATE "C" NOT NULL,
            channel text NOT NULL,
            classification text NOT NULL,
            restricted boolean NOT NULL,
            received_by text NOT NULL,
            counts numeric NOT NULL,
            PRIMARY KEY (month, agency, category, region, channel, classification,
                restricted, received_by)
        ) WITH (toast_tuple_target = 8160);
"""


def reached(stage: Stage) -> bool:
    """Whether the case is at rest from then on."""
    return stage.case.next_due_on is None and all(
        clock.stopped_on is not None or clock.ending is not None
        for clock in stage.clocks.values()
    )


def add(connection: Connection, moves: Iterable[tuple[Stage | None, Stage]]) -> None:
    """Cases that were the first and are the second from now on."""
    resting = [
        (times, stage)
        for before, after in moves
        for times, stage in ((-1, before), (1, after))
        if stage is not None and reached(stage)
    ]
    if not resting:
        return
    slots = Slots(_slots(connection))
    sums: dict[Place, int] = {}
    for times, stage in resting:
        number = times * _number(stage, slots)
        for month in (EVER, _month(stage.case.received_on)):
            place = _place(stage.case, month)
            sums[place] = sums.get(place, 0) + number
    new = slots.new.items()
    given = [{"counted": of, "code": code, "slot": at} for (of, code), at in new]
    copy(connection, "resting_slots", given)
    # Also where all cancels: events one by one would have left a row.
    rows = [(*place, written(number)) for place, number in sums.items()]
    connection.execute(_ADD, [list(column) for column in zip(*rows, strict=True)])


def _number(stage: Stage, slots: Slots) -> int:
    """All that the case counts in, packed."""
    case, unit = stage.case, slots.unit
    number = unit("state", case.state)
    number += unit("received in", _month(case.received_on))
    if case.state == "resolved":
        number += unit("resolved in", _month(case.state_since))
    if case.followed_up or case.state == "resolved":
        number += unit("mark", "followed_up")
    if case.escalated:
        number += unit("mark", "escalated")
    if case.stars is not None:
        number += case.stars * unit("mark", "stars") + unit("mark", "rated")
    for name, clock in stage.clocks.items():
        if clock.ending is not None or clock.stopped_on is None:
            continue
        late = clock.stopped_on > clock.due_on
        number += unit("late" if late else "met", name)
        if late and name == "completion":
            number += unit("late in", _month(clock.due_on + _DAY))
        if clock.working_days is not None:
            number += unit(f"took {name}", str(clock.working_days))
    return number


def counted(
    connection: Connection,
    months: Sequence[str],
    filters: Filters,
    visibility: Visibility,
) -> Counts:
    """Of the cases received in these months, or `EVER`, those at rest; the days that
    the filters name are left aside. No region is below a regency."""
    found = Counts()
    slots = _slots(connection)
    things = sorted(slots, key=slots.__getitem__)
    for kind, group, total in connection.execute(
        *question(months, filters, visibility)
    ):
        for slot, number in counters(total or "0"):
            of, code = things[slot]
            if kind == "all":
                _tell(found, of, str(code), number)
            else:
                _tell_group(found, (kind, group or None), of, str(code), number)
    return found


def question(
    months: Sequence[str], filters: Filters, visibility: Visibility
) -> tuple[bytes, dict[str, Any]]:
    """The query of the sums, and its parameters."""
    but_days = replace(filters, received_from=None, received_to=None)
    where, params = condition(but_days, visibility)
    params["months"] = list(months)
    return _SUMS.format(condition=where).encode(), params


def _tell(found: Counts, counted: str, code: str, number: int) -> None:
    what, _, which = counted.partition(" ")
    if what == "state":
        found.of["received", ("state", code)] = number
    elif what == "mark":
        found.marks[code] = number
    elif which == "in":
        found.of[what, ("month", code)] = number
    elif what == "took":
        found.took["clock", which][int(code)] = number
    else:
        found.of[what, ("clock", code)] = number


def _tell_group(
    found: Counts, group: tuple[str, str | None], counted: str, code: str, number: int
) -> None:
    """Clocks are those of completion."""
    if counted == "state":
        found.of["received", group] += number
        if code == "resolved":
            found.of["resolved", group] = number
        if code in ENDED:
            found.of["ended", group] += number
    elif counted == "took completion":
        found.took[group][int(code)] = number
    elif code == "completion":
        found.of[counted, group] = number


def _slots(connection: Connection) -> dict[tuple[str, str | None], int]:
    rows = connection.execute("SELECT counted, code, slot FROM resting_slots")
    return {(counted, code): slot for counted, code, slot in rows.fetchall()}


def _place(case: CaseStage, month: str) -> Place:
    return Place(
        month,
        case.agency or "",
        case.category or "",
        ".".join((case.region or "").split(".")[:2]),
        case.channel,
        case.classification,
        case.restricted,
        (case.received_by or "") if case.restricted else "",
    )


@cache
def _month(day: date) -> str:
    return day.isoformat()[:7]


_DAY = timedelta(days=1)
_ADD = (
    sql.SQL(
        "INSERT INTO resting AS was ({columns}, counts) SELECT * FROM"
        " unnest({given}) ON CONFLICT ({columns})"
        " DO UPDATE SET counts = was.counts + excluded.counts"
    )
    .format(
        columns=sql.SQL(", ").join(map(sql.Identifier, Place._fields)),
        given=sql.SQL(", ").join(
            sql.SQL(f"%s::{'boolean' if name == 'restricted' else 'text'}[]")
            for name in Place._fields
        )
        + sql.SQL(", %s::numeric[]"),
    )
    .as_bytes()
)
_SUMS = """
WITH chosen AS MATERIALIZED (
    SELECT agency, category, channel, sum(counts) AS counts FROM resting
    WHERE month = ANY (%(months)s) AND {condition}
    GROUP BY agency, category, channel
)
SELECT CASE
        WHEN GROUPING(agency) = 0 THEN 'agency'
        WHEN GROUPING(category) = 0 THEN 'category'
        WHEN GROUPING(channel) = 0 THEN 'channel'
        ELSE 'all'
    END, coalesce(agency, category, channel), sum(counts)::text
FROM chosen GROUP BY GROUPING SETS ((agency), (category), (channel), ())"""
