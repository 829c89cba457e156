"""A read model made anew from the first event, beside the live one, then switched."""

import gc
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool

from storage.database import Connection, connected
from storage.read_model import (
    CHANNEL,
    Batch,
    ReadModel,
    Source,
    advance,
    beside,
    drop,
    ensure,
    make,
    make_indexes,
    positions,
)

C = TypeVar("C")
Progress = Callable[[int, int], None]
"""Told the position reached and the position of the newest event."""

NEAR = 2_000
"""Events that are few enough to fold while the runner waits for the switch."""


class RebuildRunning(Exception):
    """This read model is being rebuilt already; wait until that has ended."""


def rebuild(
    pool: ConnectionPool,
    model: ReadModel[C],
    source: Source[C],
    progress: Progress = lambda position, head: None,
) -> int:
    """The position at which the new rows took the place of the old ones.

    Readers see the old rows until then. What a killed rebuild left is cleared by the
    next. Needs three connections of the pool. Raises `RebuildRunning`.
    """
    schema = beside(model.name)
    ensure(pool, [model])
    with _alone(pool, model.name) as guard:
        with guard.transaction():
            drop(guard, _old(model.name))
            drop(guard, schema)
            make(guard, model, schema)
        with _collecting_seldom():
            position = _build(pool, model, source, schema, progress)
        while not _switched(pool, model, source, schema, position):
            time.sleep(0.1)
        with guard.transaction():
            drop(guard, _old(model.name))
    position = positions(pool)[model.name]
    progress(position, position)
    return position


def _build(
    pool: ConnectionPool,
    model: ReadModel[C],
    source: Source[C],
    schema: str,
    progress: Progress,
) -> int:
    """Fold all but the newest few events."""
    position = 0
    for batch in _ahead(source):
        with connected(pool) as connection, connection.transaction():
            _move(connection, model, schema, batch)
        position = batch.position
        progress(position, source.head())
    with connected(pool) as connection, connection.transaction():
        make_indexes(connection, model, schema)
        # Fresh tables have no statistics until autovacuum comes by.
        for (table,) in connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,)
        ).fetchall():
            connection.execute(
                sql.SQL("ANALYZE {}").format(sql.Identifier(schema, table))
            )
    return position


def _ahead(source: Source[C]) -> Iterator[Batch[C]]:
    """The events but the newest few; the next are read while the last are written."""
    with ThreadPoolExecutor(1, "rebuild") as reader:
        position, coming = 0, None
        while source.head() - position > NEAR:
            batch = (coming or reader.submit(source.after, position)).result()
            position = batch.position
            coming = None
            if source.head() - position > NEAR:
                coming = reader.submit(source.after, position)
            yield batch


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Events and rows hold no cycles; looking for some takes as long as reading. What
    two batches and the remembered cases hold is less than this."""
    thresholds = gc.get_threshold()
    gc.set_threshold(1_000_000, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _switched(
    pool: ConnectionPool,
    model: ReadModel[C],
    source: Source[C],
    schema: str,
    position: int,
) -> bool:
    """Fold the rest while the live model stands still, and take its place; False,
    with nothing changed, when a reader was too long in the live one."""
    with connected(pool) as connection:
        try:
            with connection.transaction():
                connection.execute(
                    "SELECT FROM read_model WHERE name = %s FOR UPDATE", (model.name,)
                )
                head = source.head()
                while position < head:
                    batch = source.after(position, head)
                    _move(connection, model, schema, batch)
                    position = batch.position
                _switch(connection, model.name, schema)
        except psycopg.errors.LockNotAvailable:
            return False
    return True


def _move(
    connection: Connection, model: ReadModel[C], schema: str, batch: Batch[C]
) -> None:
    if not advance(connection, {schema: model}, batch):
        raise RebuildRunning(model.name)
    connection.execute("SET LOCAL search_path TO DEFAULT")


def _switch(connection: Connection, name: str, schema: str) -> None:
    # Less than the server's deadlock_timeout, and no reader waits longer for us.
    connection.execute("SET LOCAL lock_timeout = '500ms'")
    connection.execute(
        sql.SQL(
            "LOCK TABLE {live}.door IN ACCESS EXCLUSIVE MODE;"
            " ALTER SCHEMA {live} RENAME TO {old};"
            " ALTER SCHEMA {schema} RENAME TO {live}"
        ).format(
            live=sql.Identifier(name),
            old=sql.Identifier(_old(name)),
            schema=sql.Identifier(schema),
        )
    )
    connection.execute(
        "WITH built AS (DELETE FROM read_model WHERE name = %s RETURNING position)"
        " UPDATE read_model SET position = built.position FROM built WHERE name = %s",
        (schema, name),
    )
    connection.execute(
        "SELECT pg_notify(%s, position || ' ' || name) FROM read_model WHERE name = %s",
        (CHANNEL, name),
    )


@contextmanager
def _alone(pool: ConnectionPool, name: str) -> Iterator[Connection]:
    with connected(pool) as guard:
        key = (_REBUILDING, name)
        row = guard.execute(
            "SELECT pg_try_advisory_lock(%s, hashtext(%s))", key
        ).fetchone()
        if row != (True,):
            raise RebuildRunning(name)
        try:
            yield guard
        finally:
            if not guard.broken:
                guard.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", key)


def _old(name: str) -> str:
    return f"{name}_old"


_REBUILDING = 731_020
