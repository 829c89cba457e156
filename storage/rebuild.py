"""A read model made anew from the first event, beside the live one, then switched."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool

from storage.database import Connection, connected
from storage.read_model import (
    CHANNEL,
    Batch,
    Prepared,
    ReadModel,
    Source,
    advance,
    beside,
    drop,
    ensure,
    make,
    make_indexes,
    positions,
    prepare,
)

C = TypeVar("C")
T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Told how many events are folded, about, of how many there are."""

NEAR = 2_000
"""Events that are few enough to fold while the runner waits for the switch."""


class Retold(Source[C], Protocol[C]):
    """A source that tells all things again, also one after the other."""

    def one_by_one(self, stop: int) -> Iterator[Sequence[C]]:
        """All changes up to `stop`, in the order of things: at once those of as many,
        each whole, as are about a batch."""


class RebuildRunning(Exception):
    """This read model is being rebuilt already; wait until that has ended."""


def rebuild(
    pool: ConnectionPool,
    model: ReadModel[C],
    source: Retold[C],
    progress: Progress = lambda folded, head: None,
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
    source: Retold[C],
    schema: str,
    progress: Progress,
) -> int:
    """Fold all but the newest few events."""
    batches = _one_by_one(source) if model.apart else _in_order(source)
    reached = position = 0
    for count, prepared in _ahead(
        (len(batch.changes), prepare({schema: model}, batch)) for batch in batches
    ):
        with connected(pool) as connection, connection.transaction():
            _move(connection, model, schema, prepared)
        position = prepared.position
        reached = position or reached + count
        progress(reached, source.head())
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


def _in_order(source: Source[C], position: int = 0) -> Iterator[Batch[C]]:
    while source.head() - position > NEAR:
        batch = source.after(position)
        position = batch.position
        yield batch


def _one_by_one(source: Retold[C]) -> Iterator[Batch[C]]:
    """What there was at the start thing by thing, at position 0 until all is told: what
    is killed before is made anew. What came in meanwhile follows in its order."""
    head = source.head()
    if head > NEAR:
        for changes in source.one_by_one(head):
            yield Batch(0, 0, changes)
        yield Batch(0, head, ())
        yield from _in_order(source, head)


def _ahead(items: Iterator[T]) -> Iterator[T]:
    """The next is made ready while the last is written."""
    with ThreadPoolExecutor(1, "rebuild") as reader:
        coming = reader.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = reader.submit(next, items, None)
            yield item


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
                    _move(connection, model, schema, prepare({schema: model}, batch))
                    position = batch.position
                _switch(connection, model.name, schema)
        except psycopg.errors.LockNotAvailable:
            return False
    return True


def _move(
    connection: Connection, model: ReadModel[C], schema: str, prepared: Prepared
) -> None:
    if not advance(connection, {schema: model}, prepared):
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
