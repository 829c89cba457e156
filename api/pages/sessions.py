"""Who is signed in: kept by the server, under a cookie that means nothing elsewhere."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from psycopg_pool import ConnectionPool

from api.identity import REPORTER_TOKEN_LIFE, Holder
from storage.database import connected, fetch

COOKIE = "tuntas_session"
LIFE = timedelta(hours=12)
"""A working day; then the password is asked for again."""
IDLE = timedelta(hours=2)
_NOTED = timedelta(minutes=1)
"""How exactly it is noted that a session was used: a page is read more often."""


@dataclass(frozen=True, slots=True)
class Session:
    """`secret` is what the cookie holds."""

    holder: Holder
    secret: str = field(repr=False)


class Sessions:
    """Opaque and stored as hashes, like tokens; ended by hand, by rest, or by age."""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool

    def begin(self, holder: Holder) -> Session:
        """Always a new one: what the browser brought along is never taken up."""
        secret = secrets.token_urlsafe(32)
        life = LIFE if holder.officer else REPORTER_TOKEN_LIFE
        with connected(self._pool) as connection:
            connection.execute(
                "INSERT INTO session (hash, officer, complaint, expires_at)"
                " VALUES (%s, %s, %s, now() + %s)",
                (_hash(secret), holder.officer, holder.complaint, life),
            )
        return Session(holder, secret)

    def find(self, secret: str) -> Session | None:
        """The session of that cookie, unless it has ended; it counts as used now."""
        rows = fetch(
            self._pool,
            "SELECT officer, complaint, seen_at < now() - %s FROM session"
            " WHERE hash = %s AND expires_at > now() AND seen_at > now() - %s",
            (_NOTED, _hash(secret), IDLE),
        )
        if not rows:
            return None
        officer, complaint, to_be_noted = rows[0]
        if to_be_noted:
            with connected(self._pool) as connection:
                connection.execute(
                    "UPDATE session SET seen_at = now() WHERE hash = %s",
                    (_hash(secret),),
                )
        return Session(Holder(officer, complaint), secret)

    def end(self, session: Session) -> None:
        with connected(self._pool) as connection:
            connection.execute(
                "DELETE FROM session WHERE hash = %s", (_hash(session.secret),)
            )

    def forget_ended(self) -> int:
        """Delete those that have ended; how many there were."""
        with connected(self._pool) as connection:
            return connection.execute(
                "DELETE FROM session WHERE expires_at < now() OR seen_at < now() - %s",
                (IDLE,),
            ).rowcount


def _hash(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
