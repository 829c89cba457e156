"""Who was told what: one row per reminder and per escalation, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.complaint import Complaint
from domain.complaint_events import Escalated, EscalationTarget
from domain.complaint_side_ways import Reminded, ReminderStep
from projections.changes import Change
from projections.paging import Page, behind, check_limit, cursor
from projections.rows import Row, copy
from projections.visibility import Visibility, seen_alike
from storage.read_model import Connection, ReadModel, snapshot

NoticeStep = Literal[ReminderStep, EscalationTarget]

_TOLD = (Reminded, Escalated)
_Prepared = tuple[Sequence[Row], Mapping[UUID, Complaint]]
"""New rows, and the cases of which earlier ones follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A notice, with what says who sees its case now. `clock`, `due_on` and `step_on`
    are None where an officer escalated."""

    position: int
    case_id: UUID
    case_number: str
    agency: str | None
    restricted: bool
    received_by: str | None
    step: NoticeStep
    clock: str | None
    due_on: date | None
    step_on: date | None
    recorded_at: datetime


class Notices(ReadModel[Change]):
    name: ClassVar[str] = "notices"
    takes: ClassVar[type] = Change
    rests_on: ClassVar[tuple[type, ...]] = _TOLD
    tables: ClassVar[str] = """
        CREATE TABLE notices (
            position bigint PRIMARY KEY,
            case_id uuid NOT NULL,
            case_number text NOT NULL,
            agency text,
            restricted boolean NOT NULL,
            received_by text,
            step text NOT NULL,
            clock text,
            due_on date,
            step_on date,
            recorded_at timestamptz NOT NULL
        );
        CREATE INDEX ON notices (case_id);
    """
    indexes: ClassVar[str] = """
        CREATE INDEX ON notices (agency, position);
        CREATE INDEX ON notices (step, position);
    """

    def prepare(self, changes: Sequence[Change]) -> _Prepared | None:
        rows = [
            _row(change, change.event)
            for change in changes
            if isinstance(change.event, _TOLD)
        ]
        # A case that went to another agency, or became restricted, takes its earlier
        # notices along: lists show it to those who see it now. So it may have within
        # these changes, with a notice between.
        last = {
            change.after.id: change.after
            for change in changes
            if change.before and not seen_alike(change.before, change.after)
        }
        return (rows, last) if rows or last else None

    def fold(self, connection: Connection, prepared: _Prepared) -> None:
        rows, last = prepared
        copy(connection, "notices", rows)
        if last:
            connection.execute(
                "UPDATE notices SET agency = now.agency, restricted = now.restricted"
                " FROM unnest(%s::uuid[], %s::text[], %s::boolean[])"
                " AS now (case_id, agency, restricted)"
                " WHERE notices.case_id = now.case_id",
                (
                    list(last),
                    [case.agency for case in last.values()],
                    [case.restricted for case in last.values()],
                ),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which notices, the newest first."""

    agency: str | None = None
    step: NoticeStep | None = None
    limit: int = 50
    cursor: str | None = None


def notices(
    pool: ConnectionPool, what: Asked, visibility: Visibility
) -> Page[NoticeRow]:
    """One page of notices. Raises `BadCursor`, and ValueError for a limit."""
    check_limit(what.limit)
    seen, params = visibility.sql()
    where = f"({seen})"
    for name in ("agency", "step"):
        if (value := getattr(what, name)) is not None:
            where += f" AND {name} = %({name})s"
            params[name] = value
    if what.cursor is not None:
        where += " AND position < %(before)s"
        [params["before"]] = behind(what.cursor, "-position", _position)
    query = f"SELECT * FROM notices WHERE {where} ORDER BY position DESC LIMIT %(most)s"
    with snapshot(pool, "notices") as (connection, position):
        with connection.cursor(row_factory=dict_row) as rows:
            most = {"most": what.limit + 1}
            found = rows.execute(query.encode(), params | most).fetchall()
    items = [NoticeRow(**row) for row in found[: what.limit]]
    next_cursor = None
    if len(found) > what.limit:
        next_cursor = cursor("-position", items[-1].position)
    return Page(items, next_cursor, position)


def _row(change: Change, event: Reminded | Escalated) -> Row:
    case = change.after
    values: dict[str, Any] = {
        "position": change.position,
        "case_id": case.id,
        "case_number": case.case_number,
        "agency": case.agency,
        "restricted": case.restricted,
        "received_by": case.received_by,
        "step": event.step if isinstance(event, Reminded) else event.to,
        "clock": event.clock,
        "due_on": event.due_on,
        "step_on": event.step_on,
        "recorded_at": event.recorded_at,
    }
    return values


def _position(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number
