"""What a case and its clocks are from one change to the next, as the dashboard's rows
tell it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from domain.clock import Clock
from domain.complaint import Complaint
from projections.register import next_due_on
from projections.rows import array
from storage.read_model import Connection


class CaseStage(NamedTuple):
    """The days are those of the tenant."""

    state: str
    state_since: date
    agency: str | None
    category: str | None
    region: str | None
    channel: str
    classification: str
    restricted: bool
    received_by: str | None
    received_at: datetime
    received_on: date
    followed_up: bool
    escalated: bool
    stars: int | None
    archive_reason: str | None
    next_due_on: date | None

    @classmethod
    def of(cls, case: Complaint, zone: ZoneInfo) -> Self:
        return cls._of(
            case,
            case.state_since.astimezone(zone).date(),
            case.received_at.astimezone(zone).date(),
            next_due_on(case),
        )

    def then(self, was: Complaint, case: Complaint, zone: ZoneInfo) -> Self:
        """Of what became of `was`, of which this is."""
        since, due = self.state_since, self.next_due_on
        if case.state_since is not was.state_since:
            since = case.state_since.astimezone(zone).date()
        if case.clocks is not was.clocks or case.state != was.state:
            due = next_due_on(case)
        return self._of(case, since, self.received_on, due)

    @classmethod
    def _of(
        cls, case: Complaint, since: date, received_on: date, due: date | None
    ) -> Self:
        # Of each event there is one, and a call of the class takes twice as long.
        fields = (
            case.state,
            since,
            case.agency,
            case.category,
            case.region,
            case.channel,
            case.classification,
            case.restricted,
            case.received_by,
            case.received_at,
            received_on,
            case.followed_up,
            bool(case.escalated_to),
            case.stars,
            case.archive_reason,
            due,
        )
        return tuple.__new__(cls, fields)


class ClockStage(NamedTuple):
    started_on: date
    due_on: date
    paused_on: date | None
    stopped_on: date | None
    ending: str | None
    working_days: int | None

    @classmethod
    def of(cls, clock: Clock) -> Self:
        promise = clock.promise
        fields = (
            promise.started_on,
            promise.due_on,
            clock.paused_on,
            clock.stopped_on,
            clock.ending,
            clock.working_days,
        )
        return tuple.__new__(cls, fields)


class Stage(NamedTuple):
    case: CaseStage
    clocks: Mapping[str, ClockStage]

    @classmethod
    def of(cls, case: Complaint, zone: ZoneInfo) -> Self:
        clocks = {name: ClockStage.of(clock) for name, clock in case.clocks.items()}
        return cls(CaseStage.of(case, zone), clocks)

    def then(self, was: Complaint, case: Complaint, zone: ZoneInfo) -> Self:
        """The stage of what became of `was`, whose stage this is, and which it stays
        where nothing is another; what is the same object is not looked at again."""
        clocks = self.clocks
        if case.clocks is not was.clocks:
            clocks = {
                name: clocks[name]
                if clock is was.clocks.get(name)
                else ClockStage.of(clock)
                for name, clock in case.clocks.items()
            }
        now = self.case.then(was, case, zone)
        if now == self.case and clocks == self.clocks:
            return self
        return type(self)(now, clocks)


Step = tuple[int, Stage]
"""A stage, and the ordinal of the day since which it counts."""


def histories(connection: Connection, cases: Collection[str]) -> dict[str, list[Step]]:
    """All stages of the cases of these ids, as the rows tell them, in their order."""
    given = (array(cases),)
    rows = [
        (position, str(of), day, "", CaseStage(*row))
        for of, position, day, *row in connection.execute(_CASES, given)
    ] + [
        (position, str(of), day, clock, ClockStage(*row))
        for of, position, day, clock, *row in connection.execute(_CLOCKS, given)
    ]
    found: dict[str, dict[int, Step]] = {of: {} for of in cases}
    stages: dict[str, Stage] = {}
    for position, of, day, clock, part in sorted(rows, key=lambda row: row[:4]):
        if isinstance(part, CaseStage):
            known = stages[of].clocks if of in stages else {}
            stages[of] = Stage(part, known)
        else:
            was = stages[of]
            stages[of] = Stage(was.case, {**was.clocks, clock: part})
        found[of][position] = (day.toordinal(), stages[of])
    return {of: list(steps.values()) for of, steps in found.items()}


def _rows(table: str, columns: tuple[str, ...]) -> bytes:
    named = ", ".join(("case_id", "position", "valid_from", *columns))
    return f"SELECT {named} FROM {table} WHERE case_id = ANY(%s::uuid[])".encode()


_CASES = _rows("cases", CaseStage._fields)
_CLOCKS = _rows("clocks", ("clock", *ClockStage._fields))
