"""The register book of requests for public information: one row a request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.case_event import CaseEvent
from domain.information_request import InformationRequest
from domain.information_request_sweep import (
    ANSWERING,
    OF_THE_OFFICE,
    followers,
    lapses_for_good,
)
from domain.sealing import SealedField
from projections import information_register_texts
from projections.changes import RequestChange
from projections.listing import DUE, ORDERS, Listing, chosen, place
from projections.paging import Page, check_limit, cursor
from projections.rows import Row, array, replace
from projections.visibility import Visibility
from storage.read_model import Connection, ReadModel, snapshot


class InformationRegister(ReadModel[RequestChange]):
    """Needs the tenant's zone, by which the days are told."""

    name: ClassVar[str] = "information_register"
    takes: ClassVar[type] = RequestChange
    tables: ClassVar[str] = f"""
        CREATE TABLE book (
            id uuid PRIMARY KEY,
            case_number text NOT NULL UNIQUE,
            state text NOT NULL,
            awaits text,
            channel text NOT NULL,
            applicant_kind text NOT NULL,
            agency text,
            received_at timestamptz NOT NULL,
            received_on date NOT NULL,
            next_due_on date,
            possession text,
            access text NOT NULL,
            form text,
            notice text,
            grounds text[] NOT NULL,
            notice_due_on date,
            noticed_on date,
            delivered_on date,
            cost integer,
            payment text,
            objected_on date,
            objection_reasons text[] NOT NULL,
            objection_answered_on date,
            objection_outcome text,
            disputed_on date,
            ruling text,
            outcome text,
            closed_on date,
            erased text,
            version bigint NOT NULL,
            position bigint NOT NULL,
            {information_register_texts.COLUMNS}
        );
        CREATE TABLE running (
            id uuid NOT NULL,
            started_on date NOT NULL,
            due_on date NOT NULL,
            lapses boolean NOT NULL,
            calendar_version bigint NOT NULL
        );
    """
    indexes: ClassVar[str] = f"""
        CREATE INDEX ON book (received_at, id);
        CREATE INDEX ON book ({DUE}, id);
        CREATE INDEX ON book (agency, received_at, id);
        CREATE INDEX ON running (id);
        CREATE INDEX ON running (calendar_version);
    """

    def __init__(self, zone: ZoneInfo):
        self._zone = zone

    def fold(self, connection: Connection, changes: Sequence[RequestChange]) -> None:
        # A request about the data of a case leaves the case as it is.
        changes = [c for c in changes if isinstance(c.event, CaseEvent)]
        last = {change.after.id: change for change in changes}
        first = {change.after.id for change in changes if change.before is None}
        known = [id for id in last if id not in first]
        rows = [_row(c.after, c.position, self._zone) for c in last.values()]
        replace(connection, "book", "id", known, rows)
        running = [row for c in last.values() for row in _running(c.after)]
        replace(connection, "running", "id", known, running)


def received(
    connection: Connection, first: date, last: date, agency: str | None
) -> list[UUID]:
    """The requests that came in from `first` to `last`, the oldest first; `agency`
    leaves out those about the information of others."""
    query = b"""
        SELECT id FROM book WHERE received_on BETWEEN %(first)s AND %(last)s
        AND (%(agency)s::text IS NULL OR agency = %(agency)s) ORDER BY received_at, id
    """
    params = {"first": first, "last": last, "agency": agency}
    return [id for (id,) in connection.execute(query, params).fetchall()]


def _row(case: InformationRequest, position: int, zone: ZoneInfo) -> Row:
    def day(at: datetime | None) -> date | None:
        return at and at.astimezone(zone).date()

    notice, objection = case.notice, case.objection
    due = case.clocks.get("written_notice")
    # An early one that the commission did not take up is no dispute of the book's.
    disputes = [d for d in case.disputes if d.timing != "premature" or case.ruled]
    return {
        "id": case.id,
        "case_number": case.case_number,
        "state": case.state,
        "awaits": case.awaits,
        "channel": case.channel,
        "applicant_kind": case.applicant_kind,
        "agency": case.agency,
        "received_at": case.received_at,
        "received_on": day(case.received_at),
        "next_due_on": next_due_on(case),
        "possession": case.possession,
        "access": (notice and notice.access) or case.access,
        "form": case.delivered_as or (notice and notice.form) or case.form,
        "notice": notice and notice.outcome,
        "grounds": array(dict.fromkeys(one.ground for one in case.withheld)),
        "notice_due_on": due.promise.due_on if due else None,
        "noticed_on": notice and day(notice.decided_at),
        "delivered_on": day(case.delivered_at),
        "cost": notice and notice.cost,
        "payment": notice and notice.payment,
        "objected_on": objection and day(objection.filed_at),
        "objection_reasons": array(objection.reasons if objection else ()),
        "objection_answered_on": objection and day(objection.answered_at),
        "objection_outcome": objection and objection.outcome,
        "disputed_on": day(disputes[-1].filed_at) if disputes else None,
        "ruling": disputes[-1].outcome if disputes else None,
        "outcome": case.outcome,
        "closed_on": day(case.closed_at),
        "erased": case.erased,
        "version": case.version,
        "position": position,
        **information_register_texts.sealed(case),
    }


def _running(case: InformationRequest) -> list[Row]:
    """What a decree on holidays may move: it counts in working days, and goes on."""
    return [
        {
            "id": case.id,
            "started_on": clock.promise.started_on,
            "due_on": clock.promise.due_on,
            "lapses": lapses_for_good(clock),
            "calendar_version": clock.promise.calendar_version,
        }
        for clock in followers(case)
        if clock.promise.unit == "working_days" and clock.paused_on is None
    ]


def next_due_on(case: InformationRequest) -> date | None:
    """The earliest day on which the office owes something."""
    if case.state not in ANSWERING:
        return None
    owed = (case.clocks.get(name) for name in OF_THE_OFFICE)
    going = (c for c in owed if c and c.running and not c.paused)
    return min((clock.promise.due_on for clock in going), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of the book; `sealed` by name, without what was erased or never said."""

    id: UUID
    case_number: str
    state: str
    awaits: str | None
    channel: str
    applicant_kind: str
    agency: str | None
    received_at: datetime
    received_on: date
    next_due_on: date | None
    possession: str | None
    access: str
    form: str | None
    notice: str | None
    grounds: Sequence[str]
    notice_due_on: date | None
    noticed_on: date | None
    delivered_on: date | None
    cost: int | None
    payment: str | None
    objected_on: date | None
    objection_reasons: Sequence[str]
    objection_answered_on: date | None
    objection_outcome: str | None
    disputed_on: date | None
    ruling: str | None
    outcome: str | None
    closed_on: date | None
    erased: str | None
    version: int
    position: int
    sealed: Mapping[str, SealedField]


def book(
    pool: ConnectionPool,
    listing: Listing,
    visibility: Visibility,
    *,
    objected: bool = False,
) -> Page[Entry]:
    """One page, of all or of those that were objected to. Raises `BadCursor`, and
    ValueError for a limit."""
    check_limit(listing.limit)
    order = ORDERS[listing.sort]
    which, params = chosen(listing, visibility)
    behind, more = place(listing)
    also = " AND objected_on IS NOT NULL" if objected else ""
    query = (
        f"SELECT *, {order.by} AS place FROM book WHERE {which} AND {behind}{also}"
        f" ORDER BY {order.by} {order.way}, id {order.way} LIMIT %(most)s"
    )
    params |= {**more, "most": listing.limit + 1}
    with snapshot(pool, InformationRegister.name) as (connection, position):
        with connection.cursor(row_factory=dict_row) as rows:
            found = rows.execute(query.encode(), params).fetchall()
    next_cursor = None
    if len(found) > listing.limit:
        last = found[listing.limit - 1]
        at = last["place"]
        next_cursor = cursor(listing.sort, at.isoformat(), last["id"])
    items = [_entry(row) for row in found[: listing.limit]]
    return Page(items, next_cursor, position)


def _entry(row: dict[str, Any]) -> Entry:
    del row["place"]
    sealed = information_register_texts.take(row)
    return Entry(**row, sealed=sealed)
