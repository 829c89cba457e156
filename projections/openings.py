"""Who looked, over all cases: one row per opening, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from projections.changes import Opening
from projections.paging import Page, behind, check_limit, cursor
from projections.rows import Row, copy
from storage.read_model import Connection, ReadModel, snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningRow:
    """An opening, which `position` names. `actor` is an officer's id, or `reporter`;
    `nonce` says, with the case, where the sealed `reason` stands."""

    position: int
    case_id: UUID
    actor: str
    role: str
    agency: str | None
    fields: Sequence[str]
    opened_at: datetime
    opened_on: date
    nonce: bytes
    reason: bytes | None


class Openings(ReadModel[Opening]):
    """Needs the tenant's zone, by which the days are counted."""

    name: ClassVar[str] = "openings"
    takes: ClassVar[type] = Opening
    tables: ClassVar[str] = """
        CREATE TABLE openings (
            position bigint PRIMARY KEY,
            case_id uuid NOT NULL,
            actor text NOT NULL,
            role text NOT NULL,
            agency text,
            fields text[] NOT NULL,
            opened_at timestamptz NOT NULL,
            opened_on date NOT NULL,
            nonce bytea NOT NULL,
            reason bytea
        );
    """
    indexes: ClassVar[str] = """
        CREATE INDEX ON openings (actor, position);
        CREATE INDEX ON openings (opened_on);
    """

    def __init__(self, zone: ZoneInfo):
        self._zone = zone

    def fold(self, connection: Connection, changes: Sequence[Opening]) -> None:
        copy(connection, "openings", [self._row(opening) for opening in changes])

    def _row(self, opening: Opening) -> Row:
        event = opening.event
        return {
            "position": opening.position,
            "case_id": event.complaint,
            "actor": event.actor,
            "role": event.role,
            "agency": event.agency,
            "fields": list(event.fields),
            "opened_at": event.recorded_at,
            "opened_on": event.recorded_at.astimezone(self._zone).date(),
            "nonce": event.nonce,
            "reason": event.reason and event.reason.ciphertext,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Which openings, None being any; by an officer's id, and by day."""

    officer: UUID | None = None
    first: date | None = None
    last: date | None = None
    limit: int = 50
    cursor: str | None = None


def openings(pool: ConnectionPool, looked: Looked) -> Page[OpeningRow]:
    """One page. Raises `BadCursor`, and ValueError for a limit."""
    check_limit(looked.limit)
    where, params = ["TRUE"], dict[str, Any]()
    for name, condition in _FILTERS.items():
        if (value := getattr(looked, name)) is not None:
            where.append(condition)
            params[name] = str(value) if name == "officer" else value
    if looked.cursor is not None:
        where.append("position < %(before)s")
        [params["before"]] = behind(looked.cursor, _ORDER, _position)
    query = (
        f"SELECT * FROM openings WHERE {' AND '.join(where)}"
        " ORDER BY position DESC LIMIT %(most)s"
    )
    params["most"] = looked.limit + 1
    with snapshot(pool, "openings") as (connection, position):
        with connection.cursor(row_factory=dict_row) as rows:
            found = rows.execute(query.encode(), params).fetchall()
    items = [OpeningRow(**row) for row in found[: looked.limit]]
    more = len(found) > looked.limit
    next_cursor = cursor(_ORDER, items[-1].position) if more else None
    return Page(items, next_cursor, position)


def _position(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError(text)
    return number


_ORDER = "-opened"
_FILTERS = {
    "officer": "actor = %(officer)s",
    "first": "opened_on >= %(first)s",
    "last": "opened_on <= %(last)s",
}
