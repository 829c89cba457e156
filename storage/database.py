"""Connections to a PostgreSQL server: a pool, and what makes a commit trustworthy."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import Diagnostic
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

Connection = psycopg.Connection[TupleRow]

# A machine that vanished from the network says nothing: without these we would wait
# for hours. An address may name its own.
_NETWORK: dict[str, Any] = {
    "connect_timeout": 2,
    "tcp_user_timeout": 3000,
    "keepalives_idle": 1,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "application_name": "tuntas",
}


class DatabaseUnavailable(Exception):
    """The database does not answer; send it again shortly, under the same key."""


def open_pool(url: str, *, size: int = 20, wait: float = 2.0) -> ConnectionPool:
    """A pool of autocommit connections that waits at most `wait` seconds for one."""
    parts = conninfo_to_dict(url)
    # Whatever the role or the server says: what is acknowledged is on disk.
    options = f"{parts.pop('options', None) or ''} -c synchronous_commit=on".strip()
    return ConnectionPool(
        make_conninfo("", **(_NETWORK | parts | {"options": options})),
        connection_class=psycopg.Connection[TupleRow],
        kwargs={"autocommit": True},
        min_size=1,
        max_size=size,
        timeout=wait,
        max_idle=60,
        reconnect_timeout=5,
        open=True,
    )


@contextmanager
def connected(pool: ConnectionPool) -> Iterator[Connection]:
    """A connection of the pool.

    Raises `DatabaseUnavailable` if there is none, if it dies, or if the server warns:
    a commit that was not replicated answers with success and a warning (01000).
    """
    warnings: list[str | None] = []

    def hear(notice: Diagnostic) -> None:
        if notice.severity_nonlocalized == "WARNING":
            warnings.append(notice.sqlstate)

    try:
        connection = _take(pool)
        try:
            with connection:
                connection.add_notice_handler(hear)
                try:
                    yield connection
                finally:
                    connection.remove_notice_handler(hear)
        finally:
            pool.putconn(connection)
    except (PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise DatabaseUnavailable(type(error).__name__) from error
    if warnings:
        raise DatabaseUnavailable(f"answered with warning {warnings[0]}")


def _take(pool: ConnectionPool) -> Connection:
    """A connection that a restart of the server did not break."""
    while True:
        connection: Connection = pool.getconn()
        if _is_silent(connection):
            return connection
        # All of them are asked: the pool's own check pauses between one and the next.
        pool.putconn(connection)
        pool.check()


def _is_silent(connection: Connection) -> bool:
    """Nobody speaks to us unasked but a server that ends.

    Asked of the library that is at hand: to ask the system lets other threads go first.
    """
    try:
        # What it says before it ends is read by the first, the end by the second.
        connection.pgconn.consume_input()
        connection.pgconn.consume_input()
    except psycopg.OperationalError:
        return False
    return True


def fetch(pool: ConnectionPool, query: Any, params: Any = None) -> list[TupleRow]:
    """All rows of one query that changes nothing; asked again if a restart cut it."""
    try:
        return _fetch(pool, query, params)
    except DatabaseUnavailable as error:
        if isinstance(error.__cause__, PoolTimeout):
            raise  # we have waited for it long enough
        return _fetch(pool, query, params)


def _fetch(pool: ConnectionPool, query: Any, params: Any) -> list[TupleRow]:
    with connected(pool) as connection:
        # In binary a stored event is half as long, and its id is read at once.
        return connection.execute(query, params, binary=True).fetchall()


def clear_out(pool: ConnectionPool, tables: Sequence[str]) -> None:
    """Give the room of deleted and replaced rows free, to be written over.

    A row that was deleted lies in its page until then.
    """
    with connected(pool) as connection:
        for table in tables:
            connection.execute(f"VACUUM {table}".encode())
