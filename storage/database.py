"""Connections to a PostgreSQL server: a pool, and what makes a commit trustworthy."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

Connection = psycopg.Connection[TupleRow]


class DatabaseUnavailable(Exception):
    """The database does not answer. Nothing was recorded; send it again shortly."""


def open_pool(url: str, *, size: int = 20, wait: float = 2.0) -> ConnectionPool:
    """A pool of autocommit connections that waits at most `wait` seconds for one."""
    return ConnectionPool(
        make_conninfo(url, connect_timeout=2, application_name="tuntas"),
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
    """A connection of the pool; `DatabaseUnavailable` if there is none, or it dies."""
    try:
        with pool.connection() as connection:
            yield connection
    except (PoolTimeout, psycopg.OperationalError, psycopg.InterfaceError) as error:
        if isinstance(error, psycopg.errors.QueryCanceled):
            raise
        raise DatabaseUnavailable(type(error).__name__) from error


def fetch(pool: ConnectionPool, query: Any, params: Any = None) -> list[TupleRow]:
    """All rows of one query; one more try on a connection that a restart broke."""
    for attempt in (1, 2):
        try:
            with connected(pool) as connection:
                return connection.execute(query, params).fetchall()
        except DatabaseUnavailable:
            if attempt == 2:
                raise
            pool.check()
    raise AssertionError
