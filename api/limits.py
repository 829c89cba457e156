"""How often an address may try, shared by every worker through the database."""

import hmac
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_network

from psycopg_pool import ConnectionPool

from storage.database import connected

HOUR = 3600
FILES_AN_HOUR = 60
"""Whole files that an address may take without a token."""


class TooMany(Exception):
    """Too many tries from this address."""

    def __init__(self, retry_after: int):
        self.retry_after = retry_after
        super().__init__(
            f"Too many tries from your address; wait {retry_after} seconds, or ask the "
            "desk for a token."
        )


class Limits:
    """Counts per address prefix and hour; the address is kept as a keyed hash."""

    def __init__(self, pool: ConnectionPool, key: bytes):
        self._pool = pool
        self._key = key

    def count(self, what: str, address: str, most: int, now: datetime) -> None:
        """Raises `TooMany` beyond `most` in this hour."""
        hour = _hour(now)
        with connected(self._pool) as connection:
            row = connection.execute(
                "INSERT INTO attempts VALUES (%s, %s, 1) ON CONFLICT (who, started_at)"
                " DO UPDATE SET count = attempts.count + 1 RETURNING count",
                (self._who(what, address), hour),
            ).fetchone()
            assert row is not None
            if row[0] == 1:
                connection.execute(
                    "DELETE FROM attempts WHERE started_at < %s", (hour,)
                )
        if row[0] > most:
            raise TooMany(HOUR - int((now - hour).total_seconds()))

    def discount(self, what: str, address: str, now: datetime) -> None:
        """Take back one that was counted: it was no try in vain."""
        with connected(self._pool) as connection:
            connection.execute(
                "UPDATE attempts SET count = count - 1"
                " WHERE who = %s AND started_at = %s AND count > 0",
                (self._who(what, address), _hour(now)),
            )

    def _who(self, what: str, address: str) -> bytes:
        return hmac.digest(self._key, f"{what} {_prefix(address)}".encode(), sha256)


def _hour(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _prefix(address: str) -> str:
    # One IPv6 household holds a /64; behind one IPv4 address there may be a village.
    try:
        net = ip_network(address)
    except ValueError:
        return address
    return str(net if net.version == 4 else net.supernet(new_prefix=64))
