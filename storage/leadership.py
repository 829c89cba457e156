"""One process at a time keeps the read models, and one sweeps."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

from storage.database import Connection, DatabaseUnavailable, connected


class Leadership:
    """A connection of its own that holds the lock as long as it lives; it is woken
    when events come in.

    Its methods raise `DatabaseUnavailable` when the connection, and with it the lock,
    is lost.
    """

    def __init__(self, connection: Connection):
        self._connection = connection

    def take(self) -> bool:
        """Whether we lead now: nobody else did."""
        with _explaining():
            row = self._connection.execute(
                "SELECT pg_try_advisory_lock(%s)", (_LEADING,)
            ).fetchone()
            if row == (True,):
                # Not before: what a standby does not read would pile up with it.
                self._connection.execute("LISTEN events")
        return row == (True,)

    def wait(self, seconds: float) -> None:
        """Until events were recorded, but at most `seconds`."""
        with _explaining():
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                pass


@contextmanager
def candidacy(url: str) -> Iterator[Leadership]:
    """A connection that may take the lead; it is given up at the end."""
    # A leader whose network went away must notice before its successor is long at work.
    address = make_conninfo(
        url,
        application_name="tuntas runner",
        connect_timeout=2,
        keepalives_idle=5,
        keepalives_interval=2,
        keepalives_count=3,
    )
    with _explaining():
        connection = psycopg.connect(address, autocommit=True)
    with connection:
        yield Leadership(connection)


@contextmanager
def sweepers_turn(pool: ConnectionPool) -> Iterator[bool]:
    """Whether it is our turn until the block ends: nobody else sweeps."""
    with connected(pool) as guard:
        row = guard.execute("SELECT pg_try_advisory_lock(%s)", (_SWEEPING,)).fetchone()
        try:
            yield row == (True,)
        finally:
            if row == (True,) and not guard.broken:
                guard.execute("SELECT pg_advisory_unlock(%s)", (_SWEEPING,))


@contextmanager
def _explaining() -> Iterator[None]:
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise DatabaseUnavailable(type(error).__name__) from error


_LEADING = 7_310_203_119
_SWEEPING = 7_310_203_120
