"""A row altered behind the record's back, and put back: in a demonstration alone.

The superuser of the throw-away database does what a dishonest operator could: switch
the trigger off and write into an old event.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from api.installation import Installation
from storage.database import Connection, connected, fetch

_KEPT = """
CREATE TABLE IF NOT EXISTS tour_original (
    position bigint PRIMARY KEY, state bytea NOT NULL
)
"""
_BACK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Tampered:
    position: int
    case: UUID
    was: str
    now: str
    """When the agency answered, by the row as it was and as it is."""


def tampered(here: Installation) -> Tampered | None:
    """What is altered at the moment; None where the record is as it was."""
    if fetch(here.pool, "SELECT to_regclass('tour_original')")[0][0] is None:
        return None
    query = (
        "SELECT position, originator_id, tour_original.state, events.state"
        " FROM tour_original JOIN events ON notification_id = position"
    )
    for position, case, was, now in fetch(here.pool, query):
        return Tampered(position, case, _moment(bytes(was)), _moment(bytes(now)))
    return None


def tamper(here: Installation) -> None:
    """Let an agency have answered three days earlier than it did, in the oldest answer
    that is sealed; nothing where a row is altered already, or no answer is sealed."""
    sealed = here.ledger.sealed_position() or 0
    with connected(here.pool) as connection, connection.transaction():
        connection.execute(_KEPT)
        connection.execute("LOCK TABLE tour_original")
        row = connection.execute(
            "SELECT notification_id, state FROM events"
            " WHERE topic = 'complaint.followed_up' AND notification_id <= %s"
            " AND NOT EXISTS (SELECT 1 FROM tour_original)"
            " ORDER BY notification_id LIMIT 1",
            (sealed,),
        ).fetchone()
        if row is None:
            return
        position, state = row
        was = _moment(state)
        now = (datetime.fromisoformat(was) - _BACK).isoformat()
        other = state.replace(_said(was), _said(now), 1)
        connection.execute("INSERT INTO tour_original VALUES (%s, %s)", row)
        _write(connection, position, other)


def put_back(here: Installation) -> None:
    """The row as it was, so that the record holds again."""
    with connected(here.pool) as connection, connection.transaction():
        connection.execute(_KEPT)
        query = "DELETE FROM tour_original RETURNING position, state"
        for position, state in connection.execute(query).fetchall():
            _write(connection, position, state)


def _write(connection: Connection, position: int, state: bytes) -> None:
    connection.execute("SET LOCAL session_replication_role = replica")
    connection.execute(
        "UPDATE events SET state = %s WHERE notification_id = %s", (state, position)
    )


def _moment(state: bytes) -> str:
    return state.partition(b'"occurred_at":"')[2].partition(b'"')[0].decode()


def _said(moment: str) -> bytes:
    return f'"occurred_at":"{moment}"'.encode()
