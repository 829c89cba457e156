"""The dashboard's rows: what each case and each of its clocks was on which days."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.clock import Clock
from domain.complaint import Complaint
from projections.changes import Change
from projections.days import COLUMNS, NOT_FOLLOWED, Key, Since, follow
from projections.register import next_due_on
from projections.rows import Row, copy
from storage.read_model import Connection, ReadModel


class Sla(ReadModel[Change]):
    """A row is the state of the longest run of versions from the first of which each
    occurred by the end of a day, in the tenant's zone, and was recorded by a moment.

    `receipts` tell the latest `received_at` of all receipts up to a position: behind
    it begins the page of what was known then.
    """

    name: ClassVar[str] = "sla"
    takes: ClassVar[type] = Change
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
            next_due_on date,
            PRIMARY KEY (case_id, position)
        );
        CREATE INDEX ON cases (received_at, case_id);
        CREATE INDEX ON cases (agency, received_at, case_id);
        CREATE TABLE receipts (
            position bigint PRIMARY KEY,
            newest timestamptz NOT NULL
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
        );
    """

    def __init__(self, zone: ZoneInfo):
        self._zone = zone

    def fold(self, connection: Connection, changes: Sequence[Change]) -> None:
        moved = [change for change in changes if _moves_its_row(change)]
        if moved:
            self._follow_cases(connection, moved)
            copy(connection, "receipts", _newest(connection, moved))
        clocks: dict[Key, list[tuple[Since, Row]]] = {}
        for change in changes:
            before = change.before.clocks if change.before else {}
            if before == change.after.clocks:
                continue
            for name, clock in change.after.clocks.items():
                row = _clock_row(clock)
                if name not in before or _clock_row(before[name]) != row:
                    of = (change.after.id, name)
                    clocks.setdefault(of, []).append((self._since(change), row))
        follow(connection, "clocks", {"case_id": "uuid", "clock": "text"}, clocks)

    def _follow_cases(self, connection: Connection, moved: Sequence[Change]) -> None:
        state_since = _state_since(connection, moved)
        cases: dict[Key, list[tuple[Since, Row]]] = {}
        for change in moved:
            case, since = change.after, self._since(change)
            if _changes_state(change):
                state_since[case.id] = since.day
            row = {
                **_case_row(case),
                "state_since": state_since[case.id],
                "received_at": case.received_at,
                "received_on": self._day(case.received_at),
            }
            cases.setdefault((case.id,), []).append((since, row))
        follow(connection, "cases", {"case_id": "uuid"}, cases)

    def _since(self, change: Change) -> Since:
        case = change.after
        return Since(self._day(case.effective_at), change.position, case.known_at)

    def _day(self, instant: datetime) -> date:
        return instant.astimezone(self._zone).date()


def _moves_its_row(change: Change) -> bool:
    return change.before is None or _case_row(change.before) != _case_row(change.after)


def _changes_state(change: Change) -> bool:
    return change.before is None or change.before.state != change.after.state


def _state_since(connection: Connection, changes: Sequence[Change]) -> dict[UUID, date]:
    """Since when the cases are in their state that these changes do not give one."""
    first: dict[UUID, Change] = {}
    for change in changes:
        first.setdefault(change.after.id, change)
    kept = [of for of, change in first.items() if not _changes_state(change)]
    query = (
        "SELECT case_id, state_since FROM cases"
        f" WHERE case_id = ANY(%s) AND {NOT_FOLLOWED}"
    )
    return dict(connection.execute(query.encode(), (kept,)).fetchall())


def _newest(connection: Connection, changes: Sequence[Change]) -> list[Row]:
    """The receipts among them that are later than all before."""
    found: list[Row] = []
    newest = None
    for change in changes:
        if change.before is not None:
            continue
        if newest is None:
            (newest,) = connection.execute(_NEWEST).fetchone() or (_NEVER,)
        if change.after.received_at > newest:
            newest = change.after.received_at
            found.append({"position": change.position, "newest": newest})
    return found


def _case_row(case: Complaint) -> Row:
    return {
        "state": case.state,
        "agency": case.agency,
        "category": case.category,
        "region": case.region,
        "channel": case.channel,
        "classification": case.classification,
        "restricted": case.restricted,
        "received_by": case.received_by,
        "followed_up": case.followed_up,
        "escalated": bool(case.escalated_to),
        "stars": case.stars,
        "next_due_on": next_due_on(case),
    }


def _clock_row(clock: Clock) -> Row:
    return {
        "started_on": clock.promise.started_on,
        "due_on": clock.promise.due_on,
        "paused_on": clock.paused_on,
        "stopped_on": clock.stopped_on,
        "ending": clock.ending,
        "working_days": clock.working_days,
    }


_NEVER = datetime.min.replace(tzinfo=UTC)
_NEWEST = "SELECT newest FROM receipts ORDER BY position DESC LIMIT 1"
