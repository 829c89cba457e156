"""How events are kept, and read again in their order."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, cast
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    Notification,
    ProgrammingError,
    StoredEvent,
    Subscription,
)
from psycopg_pool import ConnectionPool

from storage.binary_array import bigints, uuids
from storage.database import fetch
from storage.group_commit import GroupCommit
from storage.outcome import Outcome
from storage.submission import Basis, Claim, Receipts, Submission


class EventRecorder(ApplicationRecorder):
    """Writes what waits at the same time in one transaction."""

    def __init__(self, pool: ConnectionPool):
        super().__init__()
        self.pool = pool
        self._commits = GroupCommit(pool)

    def submit(
        self,
        stored_events: Sequence[StoredEvent],
        claims: Iterable[Claim] = (),
        receipts: Receipts | None = None,
        basis: Basis | None = None,
        warrant: bytes | None = None,
    ) -> Outcome[Sequence[int]]:
        """The positions of the events, at least one, once they are on disk; or the
        errors of `GroupCommit.submit`."""
        submission = Submission(
            stored_events, tuple(claims), receipts or {}, basis, warrant
        )
        self._commits.submit(submission)
        return submission.positions

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        claims: Iterable[Claim] = (),
        receipts: Receipts | None = None,
        **_: Any,
    ) -> Sequence[int]:
        """The same, waited for; raises the errors."""
        if not stored_events:
            return []
        return self.submit(stored_events, claims, receipts).result()

    def finish(self) -> None:
        """Wait until all that was submitted is on disk or refused."""
        self._commits.finish()

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
            " e.notification_id FROM unnest(%b::uuid[], %b::bigint[]) AS seen (id, v),"
            # Each by the index of streams: a join of all with all would read every
            # event, and so would the index of positions (hence the + 0).
            " LATERAL (SELECT * FROM events WHERE originator_id = id"
            " AND originator_version > v AND notification_id + 0 <= %b OFFSET 0) AS e"
            " ORDER BY e.originator_id, e.originator_version"
        )
        limit = _MAX if stop is None else stop
        seen = uuids(list(versions)), bigints(list(versions.values()))
        rows = fetch(self.pool, query, (*seen, limit))
        return _notifications(rows)

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

    def streams_with(self, topics: Sequence[str], streams: Sequence[UUID]) -> set[UUID]:
        """Those of the streams that have an event of one of these topics."""
        query = (
            "SELECT id FROM unnest(%b::uuid[]) AS asked (id), LATERAL (SELECT"
            " FROM events WHERE originator_id = id AND topic = ANY(%b) LIMIT 1) AS e"
        )
        rows = fetch(self.pool, query, (list(streams), list(topics)))
        return {stream for (stream,) in rows}

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
        return _notifications(fetch(self.pool, query, params))

    def select_by_stream(
        self, behind: tuple[UUID | str, int] | None, limit: int, stop: int
    ) -> Sequence[Notification]:
        """The next events in the order of streams and their versions, none of them
        behind position `stop`."""
        query = (
            "SELECT originator_id, originator_version, topic, state, notification_id"
            " FROM events WHERE (originator_id, originator_version) > (%s, %s)"
            " AND notification_id <= %s"
            " ORDER BY originator_id, originator_version LIMIT %s"
        )
        params = (*(behind or _FIRST), stop, limit)
        return _notifications(fetch(self.pool, query, params))

    def max_notification_id(self) -> int | None:
        rows = fetch(self.pool, "SELECT max(notification_id) FROM events")
        newest: int | None = rows[0][0]
        return newest

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        msg = "the runner follows the events by itself"
        raise ProgrammingError(msg)


class _Row(NamedTuple):
    originator_id: UUID
    originator_version: int
    topic: str
    state: bytes
    id: int


_row = partial(tuple.__new__, _Row)
"""`_Row._make` without its own check, for a third less."""


def _notifications(rows: Iterable[Sequence[Any]]) -> Sequence[Notification]:
    """With the fields of the library's, whose making and keeping costs a third of what
    decoding an event does."""
    return cast("Sequence[Notification]", list(map(_row, rows)))


_MAX = 2**63 - 1
_FIRST = UUID(int=0), 0
