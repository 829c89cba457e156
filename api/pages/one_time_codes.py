"""Codes that open a door once: an invitation, or a button of the demonstration."""

import base64
import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Literal
from uuid import UUID

from psycopg_pool import ConnectionPool

from storage.database import Connection, connected, fetch

Purpose = Literal["invitation", "demonstration"]
LIFE = {
    "invitation": timedelta(days=7),
    "demonstration": timedelta(hours=12),
}


class OneTimeCodes:
    """130 random bits, stored as hashes."""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool

    def issue(self, purpose: Purpose, officer: UUID) -> str:
        """A code for an officer. Of an invitation the newest alone counts."""
        code = base64.b32encode(secrets.token_bytes(17)).decode()[:26]
        with connected(self._pool) as connection, connection.transaction():
            if purpose == "invitation":
                connection.execute(
                    "DELETE FROM one_time_code WHERE purpose = %s AND officer = %s",
                    (purpose, officer),
                )
            connection.execute(
                "INSERT INTO one_time_code (hash, purpose, officer, expires_at)"
                " VALUES (%s, %s, %s, now() + %s)",
                (_hash(code), purpose, officer, LIFE[purpose]),
            )
        return "-".join((code[:6], code[6:11], code[11:16], code[16:21], code[21:]))

    def spend(self, purpose: Purpose, code: str) -> UUID | None:
        """Whose code it is, this once; None for one that is spent, expired or wrong."""
        with connected(self._pool) as connection:
            return spend(connection, purpose, code)

    def invited(self) -> set[UUID]:
        """Officers whose invitation still waits to be used."""
        query = (
            "SELECT officer FROM one_time_code"
            " WHERE purpose = 'invitation' AND expires_at > now()"
        )
        return {id for (id,) in fetch(self._pool, query)}

    def forget_expired(self) -> int:
        """Delete those that have expired; how many there were."""
        with connected(self._pool) as connection:
            return connection.execute(
                "DELETE FROM one_time_code WHERE expires_at < now()"
            ).rowcount


def spend(connection: Connection, purpose: Purpose, code: str) -> UUID | None:
    """The same within a transaction of the caller's."""
    row = connection.execute(
        "DELETE FROM one_time_code WHERE hash = %s AND purpose = %s"
        " AND expires_at > now() RETURNING officer",
        (_hash(code), purpose),
    ).fetchone()
    return None if row is None else row[0]


def waits(pool: ConnectionPool, purpose: Purpose, code: str) -> bool:
    """Whether it is a code that is still to be spent."""
    query = (
        "SELECT 1 FROM one_time_code WHERE hash = %s AND purpose = %s"
        " AND expires_at > now()"
    )
    return bool(fetch(pool, query, (_hash(code), purpose)))


def _hash(code: str) -> bytes:
    """Typed by hand, in any case, with or without the hyphens."""
    plain = "".join(c for c in code.upper() if c.isalnum())
    return sha256(plain.encode()).digest()
