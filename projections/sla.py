"""The dashboard's rows: what each case and each of its clocks was on which days."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.clock import Clock
from domain.complaint import Complaint
from projections.changes import Change
from projections.days import FOREVER, Key, put_back, take_out
from projections.register import next_due_on
from projections.rows import Row
from storage.read_model import Connection, ReadModel


class Sla(ReadModel[Change]):
    """A day's row is the state of the longest run of versions from the first whose
    `occurred_at` is not after that day's end in the tenant's zone."""

    name: ClassVar[str] = "sla"
    tables: ClassVar[str] = """
        CREATE TABLE cases (
            case_id uuid NOT NULL,
            valid_from date NOT NULL,
            valid_to date NOT NULL,
            state text NOT NULL,
            state_since date NOT NULL,
            agency text,
            category text,
            region text COLLATE "C",
            channel text NOT NULL,
            classification text NOT NULL,
            restricted boolean NOT NULL,
            received_by text,
            received_on date NOT NULL,
            followed_up boolean NOT NULL,
            escalated boolean NOT NULL,
            next_due_on date,
            PRIMARY KEY (case_id, valid_from)
        );
        CREATE TABLE clocks (
            case_id uuid NOT NULL,
            clock text NOT NULL,
            valid_from date NOT NULL,
            valid_to date NOT NULL,
            started_on date NOT NULL,
            due_on date NOT NULL,
            stopped_on date,
            ending text,
            working_days bigint,
            PRIMARY KEY (case_id, clock, valid_from)
        );
    """

    def __init__(self, zone: ZoneInfo):
        self._zone = zone

    def fold(self, connection: Connection, changes: Sequence[Change]) -> None:
        self._fold_cases(connection, changes)
        moved = [
            c for c in changes if c.before is None or c.before.clocks != c.after.clocks
        ]
        if moved:
            self._fold_clocks(connection, moved)

    def _fold_cases(self, connection: Connection, changes: Sequence[Change]) -> None:
        since = self._first_days(changes)
        taken = take_out(connection, "cases", since)
        state_since: dict[UUID, date] = {
            row["case_id"]: row["state_since"]
            for row in taken
            if row["valid_to"] == FOREVER
        }
        ends: dict[Key, dict[date, Row]] = {}
        for change in changes:
            case, day = change.after, self._day(change)
            if change.before is None or change.before.state != case.state:
                state_since[case.id] = day
            row = _case_row(case, state_since[case.id], self._received_on(case))
            ends.setdefault((case.id,), {})[day] = row
        put_back(connection, "cases", ("case_id",), taken, since, ends)

    def _fold_clocks(self, connection: Connection, changes: Sequence[Change]) -> None:
        since = self._first_days(changes)
        taken = take_out(connection, "clocks", since)
        ends: dict[Key, dict[date, Row]] = {}
        for change in changes:
            day = self._day(change)
            for name, clock in change.after.clocks.items():
                ends.setdefault((change.after.id, name), {})[day] = _clock_row(clock)
        put_back(connection, "clocks", ("case_id", "clock"), taken, since, ends)

    def _first_days(self, changes: Sequence[Change]) -> dict[UUID, date]:
        first: dict[UUID, date] = {}
        for change in changes:
            if change.after.id not in first:
                first[change.after.id] = self._day(change)
        return first

    def _day(self, change: Change) -> date:
        return change.after.effective_at.astimezone(self._zone).date()

    def _received_on(self, case: Complaint) -> date:
        return case.received_at.astimezone(self._zone).date()


def _case_row(case: Complaint, state_since: date, received_on: date) -> Row:
    return {
        "state": case.state,
        "state_since": state_since,
        "agency": case.agency,
        "category": case.category,
        "region": case.region,
        "channel": case.channel,
        "classification": case.classification,
        "restricted": case.restricted,
        "received_by": case.received_by,
        "received_on": received_on,
        "followed_up": case.followed_up,
        "escalated": bool(case.escalated_to),
        "next_due_on": next_due_on(case),
    }


def _clock_row(clock: Clock) -> Row:
    return {
        "started_on": clock.promise.started_on,
        "due_on": clock.promise.due_on,
        "stopped_on": clock.stopped_on,
        "ending": clock.ending,
        "working_days": clock.working_days,
    }
