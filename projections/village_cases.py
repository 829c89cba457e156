"""How many cases each region has, by how long their records were on the way.

A case is posted to its region on the day of its receipt, and moved on the day from
which another counts; postings are added up over blocks of days as in `flow_tables`. So
what is read grows with regions and days, not with cases.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg_pool import ConnectionPool

from domain.complaint import Complaint
from projections.changes import Change
from projections.dashboard_flows import blocks
from projections.rows import Row, copy
from storage.read_model import Connection, ReadModel, snapshot

BOUNDS = {
    "within_hour": timedelta(hours=1),
    "within_day": timedelta(days=1),
    "within_week": timedelta(days=7),
    "longer": timedelta.max,
}
"""How long a record was on the way, from `received_at` to when it was recorded."""
SIZES = (1, 32, 1_024)
"""Days of a block, as in `flow_tables`; the largest for the many regions."""
UNTIMED = "imported"
WAITS = (*BOUNDS, UNTIMED)

Waits = Mapping[str, int]
"""Cases by each of `WAITS`."""


class _Step(NamedTuple):
    """Where a case is counted from a day on; `hidden` if it is restricted."""

    day: date
    region: str
    hidden: bool


class VillageCases(ReadModel[Change]):
    """`regions` are sums of what was posted; "" is a case without a region. `steps` are
    those of cases that were moved, or hidden, after their receipt: few."""

    name: ClassVar[str] = "village_cases"
    takes: ClassVar[type] = Change
    apart: ClassVar[bool] = True
    tables: ClassVar[str] = f"""
        CREATE TABLE regions (
            region text COLLATE "C" NOT NULL,
            hidden boolean NOT NULL,
            size smallint NOT NULL,
            block integer NOT NULL,
            {" ".join(f"{name} integer NOT NULL," for name in WAITS)}
            PRIMARY KEY (size, block, region, hidden)
        );
        CREATE TABLE steps (
            case_id uuid NOT NULL,
            position bigint NOT NULL,
            day date NOT NULL,
            region text COLLATE "C" NOT NULL,
            hidden boolean NOT NULL,
            PRIMARY KEY (case_id, position)
        );
    """

    def __init__(self, zone: ZoneInfo):
        self._zone = zone

    def prepare(self, changes: Sequence[Change]) -> Sequence[Change] | None:
        return [c for c in changes if not c.before or _moved(c.before, c.after)] or None

    def fold(self, connection: Connection, changes: Sequence[Change]) -> None:
        known = _known(connection, {c.after.id for c in changes if c.before})
        steps: list[Row] = []
        posted: Counter[tuple[_Step, str]] = Counter()
        for change in changes:
            before, after = change.before, change.after
            of, step = after.id, self._step(after)
            if before is None:
                past: list[_Step] = []
            elif of in known:
                past = known[of]
            else:
                # The receipt of a case that was never moved is not kept.
                received = self._day_of_receipt(before)
                past = known[of] = [_Step(received, *_place(before))]
                first = 0  # before every position
                steps.append({"case_id": of, "position": first, **past[0]._asdict()})
            wait = waited(after)
            for sign, told in ((-1, past), (1, [*past, step])):
                for at, number in _postings(told):
                    posted[at, wait] += sign * number
            if before is not None:
                past.append(step)
                at_position = {"case_id": of, "position": change.position}
                steps.append({**at_position, **step._asdict()})
        copy(connection, "steps", steps)
        _add(connection, posted)

    def _step(self, case: Complaint) -> _Step:
        day = case.effective_at.astimezone(self._zone).date()
        return _Step(day, *_place(case))

    def _day_of_receipt(self, case: Complaint) -> date:
        return case.received_at.astimezone(self._zone).date()


def waited(case: Complaint) -> str:
    """Which of `WAITS` the case counts in."""
    if case.imported:
        return UNTIMED
    took = case.recorded_at - case.received_at
    return next(name for name, bound in BOUNDS.items() if took <= bound)


def cases(
    pool: ConnectionPool, day: date, *, hidden: bool
) -> tuple[Mapping[str, Waits], int]:
    """By region, "" for none, the cases received by the end of `day`, and the position
    that was reached; without `hidden` those that are restricted, or were, are left out.
    """
    params: dict[str, Any] = {"hidden": hidden}
    for size, first, end in blocks(day, SIZES):
        params |= {f"first_{size}": first, f"end_{size}": end}
    with snapshot(pool, VillageCases.name) as (connection, position):
        rows = connection.execute(_SUMS, params).fetchall()
    found = {region: dict(zip(WAITS, n, strict=True)) for region, *n in rows}
    return {region: n for region, n in found.items() if any(n.values())}, position


def _place(case: Complaint) -> tuple[str, bool]:
    return case.region or "", case.restricted


def _moved(before: Complaint, after: Complaint) -> bool:
    was, now = before.region or "", after.region or ""
    return was != now or before.restricted != after.restricted


def _postings(steps: Sequence[_Step]) -> Iterator[tuple[_Step, int]]:
    """What becomes restricted is hidden on the days before, too."""
    last = None
    for number, step in enumerate(steps):
        hidden = any(later.hidden for later in steps[number:])
        if last is not None:
            yield last._replace(day=step.day), -1
        last = step._replace(hidden=hidden)
        yield last, 1


def _known(connection: Connection, cases: set[UUID]) -> dict[UUID, list[_Step]]:
    found: dict[UUID, list[_Step]] = {}
    if cases:
        for of, *step in connection.execute(_STEPS, (list(cases),)).fetchall():
            found.setdefault(of, []).append(_Step(*step))
    return found


def _add(connection: Connection, posted: Mapping[tuple[_Step, str], int]) -> None:
    sums: dict[tuple[str, bool, int, int], dict[str, int]] = {}
    for (step, wait), number in posted.items():
        for size in SIZES:
            at = step.region, step.hidden, size, step.day.toordinal() // size
            row = sums.setdefault(at, dict.fromkeys(WAITS, 0))
            row[wait] += number
    rows = [(*at, *row.values()) for at, row in sums.items()]
    if rows:
        connection.execute(_ADD, [list(column) for column in zip(*rows, strict=True)])


def _run(size: int) -> str:
    """The blocks of a size that are asked for: a run of the index."""
    within = f"block >= %(first_{size})s AND block < %(end_{size})s"
    return f"SELECT * FROM regions WHERE size = {size} AND {within}"


_STEPS = b"""
SELECT case_id, day, region, hidden FROM steps
WHERE case_id = ANY (%s) ORDER BY case_id, position"""
_ADD = f"""
INSERT INTO regions AS was (region, hidden, size, block, {", ".join(WAITS)})
SELECT * FROM unnest(%s::text[], %s::boolean[], %s::smallint[], %s::integer[]
    {", %s::integer[]" * len(WAITS)})
ON CONFLICT (size, block, region, hidden) DO UPDATE SET
    {", ".join(f"{name} = was.{name} + excluded.{name}" for name in WAITS)}""".encode()
_SUMS = f"""
SELECT region, {", ".join(f"sum({name})" for name in WAITS)}
FROM ({" UNION ALL ".join(map(_run, SIZES))}) AS runs
WHERE %(hidden)s OR NOT hidden
GROUP BY region""".encode()
