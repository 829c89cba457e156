"""How events are kept: one transaction with their claims and receipt, or nothing."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.domain import EventSourcingError
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    ProgrammingError,
    RecordConflictError,
    StoredEvent,
    Subscription,
)
from psycopg_pool import ConnectionPool

from storage.database import DatabaseUnavailable, connected, fetch

Claim = tuple[str, str, UUID]
"""Kind, value and stream: a value that at most one stream may hold."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome of a command key; `body` is sealed, `scope` a keyed hash."""

    scope: bytes
    fingerprint: bytes
    status: int
    body: bytes


class ClaimTaken(RecordConflictError):
    """Another stream holds a claimed value."""


class ReceiptExists(RecordConflictError):
    """The command's key has an outcome already: answer with that."""


_CONFLICTS: Mapping[str, type[EventSourcingError]] = {
    "events_version": IntegrityError,
    "claim_taken": ClaimTaken,
    "receipt_scope": ReceiptExists,
}


class EventRecorder(ApplicationRecorder):
    """Commits are never retried blindly nor cancelled: an answer lost on its way
    leaves the outcome open, and only the stored rows can tell it."""

    def __init__(self, pool: ConnectionPool):
        super().__init__()
        self.pool = pool

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        claims: Iterable[Claim] = (),
        receipt: Receipt | None = None,
        **_: Any,
    ) -> Sequence[int]:
        """Positions of the events, once they are on disk.

        Raises `IntegrityError` when another command changed a stream first,
        `ClaimTaken` or `ReceiptExists`, each with nothing stored, and
        `DatabaseUnavailable` when it cannot be known whether they are.
        """
        if not stored_events:
            return []
        claims = list(claims)
        params = (
            [e.originator_id for e in stored_events],
            [e.originator_version for e in stored_events],
            [e.topic for e in stored_events],
            [e.state for e in stored_events],
            [kind for kind, _, _ in claims],
            [value for _, value, _ in claims],
            [id_ for _, _, id_ in claims],
            receipt and receipt.scope,
            receipt and receipt.fingerprint,
            receipt and receipt.status,
            receipt and receipt.body,
        )
        in_doubt = False
        give_up = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._record(params, stored_events, in_doubt)
            except DatabaseUnavailable:
                # The very same rows go again: if the commit in doubt did happen, they
                # meet themselves, and the nonce in each state tells that they are ours.
                in_doubt = True
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.1)

    def _record(
        self,
        params: tuple[Any, ...],
        stored_events: Sequence[StoredEvent],
        in_doubt: bool,
    ) -> Sequence[int]:
        try:
            with connected(self.pool) as connection:
                row = connection.execute(_RECORD, params, prepare=True).fetchone()
        except psycopg.errors.UniqueViolation as error:
            if in_doubt and (positions := self._find(stored_events)):
                return positions
            raise _CONFLICTS[error.diag.constraint_name or ""] from error
        assert row is not None
        return list(row[0])

    def _find(self, stored_events: Sequence[StoredEvent]) -> list[int]:
        """The positions of exactly these rows, or none."""
        first = stored_events[0]
        with connected(self.pool) as connection, connection.transaction():
            row = connection.execute(
                "SELECT notification_id FROM events WHERE originator_id = %s"
                " AND originator_version = %s AND state = %s",
                (first.originator_id, first.originator_version, first.state),
            ).fetchone()
            if row is None:
                return []
            # What was only read may not be replicated yet; a WAL record makes this
            # commit wait until it is.
            connection.execute(
                "SELECT pg_logical_emit_message(true, 'tuntas', 'found')"
            )
            return list(range(row[0], row[0] + len(stored_events)))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        query = (
            "SELECT originator_id, originator_version, topic, state FROM events"
            " WHERE originator_id = %s AND originator_version > %s"
            " AND originator_version <= %s ORDER BY originator_version "
            + ("DESC" if desc else "ASC")
            + " LIMIT %s"
        )
        params = (originator_id, gt or 0, _MAX if lte is None else lte, limit)
        return [StoredEvent(*row) for row in fetch(self.pool, query, params)]

    def select_newer(
        self, versions: Mapping[UUID, int], stop: int | None = None
    ) -> Sequence[Notification]:
        """The events of each stream after its given version, with their positions,
        none behind position `stop`."""
        query = (
            "SELECT e.originator_id, e.originator_version, e.topic, e.state,"
            " e.notification_id FROM unnest(%s::uuid[], %s::bigint[]) AS seen (id, v)"
            " JOIN events e ON e.originator_id = seen.id AND e.originator_version > v"
            " WHERE e.notification_id <= %s"
            " ORDER BY e.originator_id, e.originator_version"
        )
        limit = _MAX if stop is None else stop
        rows = fetch(self.pool, query, (list(versions), list(versions.values()), limit))
        return [Notification(*row) for row in rows]

    def select_last(self, position: int) -> Notification | None:
        """The newest event up to `position`: a failed transaction leaves gaps."""
        query = (
            "SELECT originator_id, originator_version, topic, state, notification_id"
            " FROM events WHERE notification_id <= %s"
            " ORDER BY notification_id DESC LIMIT 1"
        )
        rows = fetch(self.pool, query, (position,))
        return Notification(*rows[0]) if rows else None

    def owner_of(self, kind: str, value: str) -> UUID | None:
        """The stream that holds a claimed value."""
        rows = self.owners_of(kind, [value])
        return rows.get(value)

    def owners_of(self, kind: str, values: Sequence[str]) -> dict[str, UUID]:
        query = (
            "SELECT value, originator_id FROM claim WHERE kind = %s AND value = ANY(%s)"
        )
        return dict(fetch(self.pool, query, (kind, list(values))))

    def claims_after(
        self, kind: str, value: str, limit: int
    ) -> Sequence[tuple[str, UUID]]:
        """The next claims of a kind behind `value`, in the order of their values."""
        query = (
            "SELECT value, originator_id FROM claim WHERE kind = %s AND value > %s"
            " ORDER BY value LIMIT %s"
        )
        rows = fetch(self.pool, query, (kind, value, limit))
        return [(value, owner) for value, owner in rows]

    def count_of(self, topic: str, streams: Sequence[UUID]) -> dict[UUID, int]:
        """How many events of a topic those streams have that have any."""
        query = (
            "SELECT originator_id, count(*) FROM events"
            " WHERE originator_id = ANY(%s) AND topic = %s GROUP BY 1"
        )
        return dict(fetch(self.pool, query, (list(streams), topic)))

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        first = (start or 0) + (0 if inclusive_of_start else 1)
        query = (
            "SELECT originator_id, originator_version, topic, state, notification_id"
            " FROM events WHERE notification_id >= %s AND notification_id <= %s"
            + (" AND topic = ANY(%s)" if topics else "")
            + " ORDER BY notification_id LIMIT %s"
        )
        params: list[Any] = [first, _MAX if stop is None else stop]
        if topics:
            params.append(list(topics))
        params.append(limit)
        return [Notification(*row) for row in fetch(self.pool, query, params)]

    def max_notification_id(self) -> int | None:
        rows = fetch(self.pool, "SELECT max(notification_id) FROM events")
        newest: int | None = rows[0][0]
        return newest

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        msg = "the runner follows the events by itself"
        raise ProgrammingError(msg)


_MAX = 2**63 - 1
_PATIENCE = 2.0
_RECORD = (
    "SELECT record(%s::uuid[], %s::bigint[], %s::text[], %s::bytea[],"
    " %s::text[], %s::text[], %s::uuid[], %s, %s, %s, %s)"
)
