"""Data requests: one row each, to see what is open and how long it may stay so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.case import Case
from domain.data_request_events import (
    DataRequestEvent,
    RequestKind,
    RequestMade,
    RequestRefused,
    RequestState,
)
from domain.event import topics
from domain.sealing import ErasureGround, ErasureScope
from projections.changes import AnyChange, Change, RequestChange
from projections.paging import Page, behind, check_limit, cursor
from projections.rows import Row, copy
from projections.visibility import NOTHING, Visibility, seen_alike
from storage.read_model import Connection, ReadModel, snapshot

ORDER = "due_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    case_id: UUID
    number: int
    case_number: str
    kind: RequestKind
    scope: ErasureScope | None
    ground: ErasureGround
    state: RequestState
    refused_for: str | None
    requested_at: datetime
    due_at: datetime
    agency: str | None
    restricted: bool
    received_by: str | None
    information: bool
    """Of a request for public information, not of a complaint."""


_Prepared = tuple[Sequence[tuple[AnyChange, DataRequestEvent]], Mapping[UUID, Case]]
"""What happens to requests, and the cases of which they follow another reader."""


class DataRequests(ReadModel[AnyChange]):
    name: ClassVar[str] = "data_requests"
    takes: ClassVar[type | tuple[type, ...]] = (Change, RequestChange)
    rests_on: ClassVar[tuple[type, ...]] = tuple(topics(DataRequestEvent))
    tables: ClassVar[str] = """
        CREATE TABLE requests (
            case_id uuid NOT NULL,
            number integer NOT NULL,
            case_number text NOT NULL,
            kind text NOT NULL,
            scope text,
            ground text NOT NULL,
            state text NOT NULL,
            refused_for text,
            requested_at timestamptz NOT NULL,
            due_at timestamptz NOT NULL,
            agency text,
            restricted boolean NOT NULL,
            received_by text,
            information boolean NOT NULL,
            PRIMARY KEY (case_id, number)
        );
    """
    indexes: ClassVar[str] = """
        CREATE INDEX ON requests (due_at, case_id, number)
            WHERE state NOT IN ('refused', 'done');
        CREATE INDEX ON requests (case_id) WHERE refused_for IS NOT NULL;
    """

    def prepare(self, changes: Sequence[AnyChange]) -> _Prepared | None:
        events = [
            (change, change.event)
            for change in changes
            if isinstance(change.event, DataRequestEvent)
        ]
        moved = {
            change.after.id: change.after
            for change in changes
            if change.before and not seen_alike(change.before, change.after)
        }
        return (events, moved) if events or moved else None

    def fold(self, connection: Connection, prepared: _Prepared) -> None:
        events, moved = prepared
        rows = [
            {
                "case_id": event.complaint,
                "number": event.number,
                "case_number": change.after.case_number,
                "kind": event.kind,
                "scope": event.scope,
                "ground": event.ground,
                "state": event.LEADS_TO,
                "requested_at": event.occurred_at,
                "due_at": event.due_at,
                "information": isinstance(change, RequestChange),
                **_seen_by(change.after),
            }
            for change, event in events
            if isinstance(event, RequestMade)
        ]
        copy(connection, "requests", rows)
        self._follow(connection, moved)
        later = {
            (event.complaint, event.number): event
            for _, event in events
            if not isinstance(event, RequestMade)
        }
        if later:
            connection.cursor().executemany(
                "UPDATE requests SET state = %s, refused_for = %s"
                " WHERE case_id = %s AND number = %s",
                [
                    (event.LEADS_TO, _refused_for(event), *request)
                    for request, event in later.items()
                ],
            )

    @staticmethod
    def _follow(connection: Connection, moved: Mapping[UUID, Case]) -> None:
        """Who sees the requests of a case follows the case."""
        if moved:
            connection.execute(
                "UPDATE requests SET agency = now.agency,"
                " restricted = now.restricted, received_by = now.received_by"
                " FROM unnest(%s::uuid[], %s::text[], %s::boolean[], %s::text[])"
                " AS now (case_id, agency, restricted, received_by)"
                " WHERE requests.case_id = now.case_id",
                (
                    list(moved),
                    [case.agency for case in moved.values()],
                    [case.restricted for case in moved.values()],
                    [case.received_by for case in moved.values()],
                ),
            )


def _seen_by(case: Case) -> Row:
    return {
        "agency": case.agency,
        "restricted": case.restricted,
        "received_by": case.received_by,
    }


def _refused_for(event: DataRequestEvent) -> str | None:
    return event.ground if isinstance(event, RequestRefused) else None


def open_requests(
    pool: ConnectionPool,
    visibility: Visibility,
    limit: int = 50,
    after: str | None = None,
    of_requests: Visibility = NOTHING,
) -> Page[RequestRow]:
    """One page of those that are not done, the first due first: overdue ones lead; of
    requests for public information those that `of_requests` shows.

    Raises `BadCursor`, and ValueError for a limit.
    """
    check_limit(limit)
    seen, params = visibility.sql()
    too, more = of_requests.sql()
    params |= {f"too_{name}": value for name, value in more.items()}
    seen = (
        f"(({seen}) AND NOT information)"
        f" OR (({too.replace('%(', '%(too_')}) AND information)"
    )
    where = f"({seen}) AND state NOT IN ('refused', 'done')"
    params["most"] = limit + 1
    if after is not None:
        place = behind(after, ORDER, datetime.fromisoformat, UUID, int)
        where += " AND (due_at, case_id, number) > (%(due)s, %(case)s, %(number)s)"
        params |= dict(zip(("due", "case", "number"), place, strict=True))
    query = (
        f"SELECT * FROM requests WHERE {where}"
        " ORDER BY due_at, case_id, number LIMIT %(most)s"
    )
    with snapshot(pool, DataRequests.name) as (connection, position):
        with connection.cursor(row_factory=dict_row) as rows:
            found = rows.execute(query.encode(), params).fetchall()
    items = [RequestRow(**row) for row in found[:limit]]
    next_cursor = None
    if len(found) > limit:
        last = items[-1]
        next_cursor = cursor(ORDER, last.due_at.isoformat(), last.case_id, last.number)
    return Page(items, next_cursor, position)


def confirmed(pool: ConnectionPool) -> list[UUID]:
    """The cases of which keys are to be destroyed, and that is not said to be done."""
    query = "SELECT DISTINCT case_id FROM requests WHERE state = 'confirmed'"
    with snapshot(pool, DataRequests.name) as (connection, _):
        return [case for (case,) in connection.execute(query)]


def held(pool: ConnectionPool) -> set[UUID]:
    """The cases of which an erasure was refused for a legal hold."""
    query = "SELECT case_id FROM requests WHERE refused_for = 'legal_hold'"
    with snapshot(pool, DataRequests.name) as (connection, _):
        return {case for (case,) in connection.execute(query)}
