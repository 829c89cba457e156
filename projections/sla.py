"""The dashboard's rows: what each case and each of its clocks was on which days."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from projections import at_rest, clock_codes, flow_tables
from projections.changes import Change
from projections.days import COLUMNS, NOT_FOLLOWED, Key, Since, follow
from projections.flows import Flows
from projections.packed import Slots
from projections.stages import CaseStage, ClockStage, Stage, histories
from storage.read_model import Connection, ReadModel


class _Step(NamedTuple):
    case: str
    since: Since
    before: Stage | None
    after: Stage

    @property
    def day(self) -> int:
        return self.since.day.toordinal()

    @property
    def hides(self) -> bool:
        """Whether the case becomes restricted, or ceases to be."""
        restricted = self.after.case.restricted
        return self.before is not None and self.before.case.restricted != restricted


_Followed = dict[Key, list[tuple[Since, tuple[Any, ...]]]]
_Newest = dict[tuple[int, int], datetime]
"""By size and number of a block of receipts."""


class _Prepared(NamedTuple):
    steps: list[_Step]
    cases: _Followed
    clocks: _Followed
    new: set[Key]
    newest: _Newest


class Sla(ReadModel[Change]):
    """A row is the state of the longest run of versions from the first of which each
    occurred by the end of a day, in the tenant's zone, and was recorded by a moment.

    `flows`, `durations` and `dues` are the same, added up as far as all is known.
    `receipts` tell the latest `received_at` of the receipts whose positions lie in a
    block: behind that of all blocks up to a position begins the page of what was known
    then.
    """

    name: ClassVar[str] = "sla"
    takes: ClassVar[type] = Change
    apart: ClassVar[bool] = True
    tables: ClassVar[str] = f"""
        CREATE TABLE cases (
            case_id uuid NOT NULL,{COLUMNS},
            state text NOT NULL,
            state_since date NOT NULL,
            agency text,
            category text,
            region text COLLATE "C",
            channel text NOT NULL,
            classification text NOT NULL,
            restricted boolean NOT NULL,
            received_by text,
            received_at timestamptz NOT NULL,
            received_on date NOT NULL,
            followed_up boolean NOT NULL,
            escalated boolean NOT NULL,
            stars integer,
            archive_reason text,
            next_due_on date,
            clocks integer[] NOT NULL,
            completion_due date,
            at_rest boolean NOT NULL,
            PRIMARY KEY (case_id, position)
        );
        CREATE TABLE receipts (
            size integer NOT NULL,
            block bigint NOT NULL,
            newest timestamptz NOT NULL,
            PRIMARY KEY (size, block)
        );
        CREATE TABLE clocks (
            case_id uuid NOT NULL,
            clock text NOT NULL,{COLUMNS},
            started_on date NOT NULL,
            due_on date NOT NULL,
            paused_on date,
            stopped_on date,
            ending text,
            working_days bigint,
            PRIMARY KEY (case_id, clock, position)
        );{flow_tables.TABLES}{at_rest.TABLES}    """
    indexes: ClassVar[str] = f"""
        CREATE INDEX ON cases (received_at, case_id);
        CREATE INDEX ON cases (agency, received_at, case_id);
        CREATE INDEX ON cases (received_by) WHERE restricted;
        CREATE INDEX ON cases (valid_from);
        CREATE INDEX ON cases (received_on) WHERE {NOT_FOLLOWED} AND at_rest;
        CREATE INDEX ON cases (left(region, 8)) WHERE {NOT_FOLLOWED};
        CREATE INDEX ON cases (agency, category, channel, classification)
            WHERE {NOT_FOLLOWED} AND NOT at_rest;
    """

    def __init__(self, zone: ZoneInfo):
        self._zone = zone

    def prepare(self, changes: Sequence[Change]) -> _Prepared | None:
        steps = self._steps(changes)
        if not steps:
            return None
        cases: _Followed = {}
        clocks: _Followed = {}
        new: set[Key] = set()
        for of, since, before, after in steps:
            cases.setdefault((of,), []).append((since, _row(after)))
            if before is None:
                new.add((of,))
            known = before.clocks if before else {}
            for name, clock in after.clocks.items():
                was = known.get(name)
                if was is clock:
                    continue
                if was is None:
                    new.add((of, name))
                if was != clock:
                    clocks.setdefault((of, name), []).append((since, clock))
        return _Prepared(steps, cases, clocks, new, _newest(changes))

    def fold(self, connection: Connection, prepared: _Prepared) -> None:
        steps, cases, clocks, new, newest = prepared
        # What was before is read before it is followed.
        flows = _flows(connection, steps)
        follow(connection, "cases", _OF_CASE, _CASE, cases, new)
        follow(connection, "clocks", _OF_CLOCK, ClockStage._fields, clocks, new)
        flow_tables.add(connection, flows)
        at_rest.add(connection, ((step.before, step.after) for step in steps))
        if newest:
            rows = sorted((*block, at) for block, at in newest.items())
            columns = [list(column) for column in zip(*rows, strict=True)]
            connection.execute(_RECEIVED, columns)

    def _steps(self, changes: Sequence[Change]) -> list[_Step]:
        """The changes that leave another stage than they found."""
        known: dict[int, Stage] = {}
        found = []
        for change in changes:
            # The hash of a UUID is worked out in Python.
            of, was = change.after.id.int, change.before
            if was is None:
                before, after = None, Stage.of(change.after, self._zone)
            else:
                before = known.get(of) or Stage.of(was, self._zone)
                after = before.then(was, change.after, self._zone)
            known[of] = after
            if before is not after:
                since = self._since(change)
                found.append(_Step(str(change.after.id), since, before, after))
        return found

    def _since(self, change: Change) -> Since:
        case = change.after
        return Since(self._day(case.effective_at), change.position, case.known_at)

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._zone).date()


def _row(stage: Stage) -> tuple[Any, ...]:
    completion = stage.clocks.get("completion")
    due = completion and completion.due_on
    return (*stage.case, clock_codes.array(stage.clocks), due, at_rest.reached(stage))


def _flows(connection: Connection, steps: Sequence[_Step]) -> Flows:
    flows = Flows(Slots(flow_tables.slots(connection)))
    hidden = {step.case for step in steps if step.hides}
    pasts = histories(connection, hidden) if hidden else {}
    for step in steps:
        if step.case in hidden:
            history = pasts.setdefault(step.case, [])
            if step.hides:
                flows.hide(history, step.day, step.after.case.restricted)
            history.append((step.day, step.after))
        flows.move(step.before, step.after, step.day)
    return flows


def _newest(changes: Sequence[Change]) -> _Newest:
    newest: _Newest = {}
    for change in changes:
        if change.before is None:
            at = change.after.received_at
            for size in BLOCKS:
                block = size, change.position // size
                newest[block] = max(newest.get(block, at), at)
    return newest


BLOCKS = (64, 16_384)
"""Positions of a block of receipts."""
_CASE = (*CaseStage._fields, "clocks", "completion_due", "at_rest")
_OF_CASE = {"case_id": "uuid"}
_OF_CLOCK = {"case_id": "uuid", "clock": "text"}
_RECEIVED = b"""
INSERT INTO receipts AS was (size, block, newest)
SELECT * FROM unnest(%s::integer[], %s::bigint[], %s::timestamptz[])
ON CONFLICT (size, block) DO UPDATE SET newest = greatest(was.newest, excluded.newest)
"""
