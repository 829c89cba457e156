"""What people read: tables kept from the events, with the position they reached."""

import hashlib
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from psycopg import sql
from psycopg_pool import ConnectionPool

from storage.database import Connection, connected, fetch

__all__ = [
    "Batch",
    "Connection",
    "OtherLayout",
    "Prepared",
    "ReadModel",
    "Source",
    "ensure",
    "locked",
    "move",
    "positions",
    "prepare",
    "scratch",
    "snapshot",
    "wait_for",
]

CHANNEL = "read_models"
"""Told a position, and the names of the read models that have come there."""

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Batch(Generic[C]):
    """All changes behind position `start`, up to and with `position`."""

    start: int
    position: int
    changes: Sequence[C]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch made ready: by schema, what there is to fold of it, None if nothing."""

    start: int
    position: int
    of: Mapping[str, Any]


class Source(Protocol[C]):
    """The events in their order, as changes."""

    def head(self) -> int:
        """The position of the newest event; 0 where there is none."""

    def after(self, position: int, stop: int | None = None) -> Batch[C]:
        """The next changes, none behind `stop`; an empty batch at the head."""


class ReadModel(ABC, Generic[C]):
    """Tables in a schema called `name`, made of nothing but changes."""

    name: ClassVar[str]
    tables: ClassVar[str]
    """The SQL that makes the tables; it names no schema."""
    indexes: ClassVar[str] = ""
    """The SQL of indexes that only readers use: a rebuild makes them last."""
    takes: ClassVar[type | tuple[type, ...]] = object
    """The kind of changes that it folds; those of other kinds only move it on."""
    rests_on: ClassVar[tuple[type, ...]] = ()
    """The kinds of events without which a thing has no rows; none: each thing may have
    some. A rebuild passes over the things that have none of these."""
    apart: ClassVar[bool] = False
    """Whether what a thing has of rows, or adds to them, comes of its own changes
    alone, and of nothing that is asked about it. A rebuild takes one such thing after
    the other, and writes at once what it became."""

    def prepare(self, changes: Sequence[C]) -> Any:
        """What `changes`, at least one, tell without a look at the rows; None: nothing
        new. A rebuild has it made while what came before is written."""
        return changes

    @abstractmethod
    def fold(self, connection: Connection, prepared: Any) -> None:
        """Write what that makes of the rows; names no schema. It may run in a
        pipeline: one statement at a time, no COPY of its own, and what the
        database refuses is told later, so nothing here catches it."""

    @cached_property
    def layout(self) -> str:
        """Tells tables of another release: a digest of their SQL, kept in the schema's
        comment, which goes along when a rebuild renames the schema."""
        return hashlib.sha256((self.tables + self.indexes).encode()).hexdigest()


class OtherLayout(Exception):
    """The tables are those of another release; stop the processes of the older one."""


def ensure(pool: ConnectionPool, models: Sequence[ReadModel[C]]) -> None:
    """Empty tables for those models that have none, or have them of another release:
    they are folded again from the first event."""
    with connected(pool) as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
        layouts = dict(connection.execute(_LAYOUTS).fetchall())
        for model in models:
            if layouts.get(model.name) != model.layout:
                drop(connection, model.name)
                # A rebuild by another release must not be switched in.
                drop(connection, beside(model.name))
                make(connection, model, model.name)
                make_indexes(connection, model, model.name)


def beside(name: str) -> str:
    """The schema in which a rebuild makes the tables anew."""
    return f"{name}_rebuild"


def drop(connection: Connection, schema: str) -> None:
    """Tables and position, once nobody folds or reads them, in the caller's
    transaction."""
    connection.execute("DELETE FROM read_model WHERE name = %s", (schema,))
    # The door first, as readers do: a reader inside would else wait for us, we for it.
    connection.execute(
        sql.SQL(
            "DROP TABLE IF EXISTS {schema}.door; DROP SCHEMA IF EXISTS {schema} CASCADE"
        ).format(schema=sql.Identifier(schema))
    )


def make(connection: Connection, model: ReadModel[C], schema: str) -> None:
    """Empty tables at position 0, without the indexes of readers, within the
    caller's transaction."""
    connection.execute("INSERT INTO read_model VALUES (%s, 0)", (schema,))
    # `door` is held by readers, so that a rebuild is not switched in under them.
    connection.execute(
        sql.SQL(
            "CREATE SCHEMA {schema}; COMMENT ON SCHEMA {schema} IS {layout};"
            " SET LOCAL search_path = {schema}; CREATE TABLE door ()"
        ).format(schema=sql.Identifier(schema), layout=sql.Literal(model.layout))
    )
    connection.execute(model.tables.encode())
    connection.execute("SET LOCAL search_path TO DEFAULT")


def make_indexes(connection: Connection, model: ReadModel[C], schema: str) -> None:
    """Those of readers, within the caller's transaction."""
    connection.execute(_ENTER, (schema,))
    connection.execute(model.indexes.encode())
    connection.execute("SET LOCAL search_path TO DEFAULT")


def move(
    pool: ConnectionPool,
    models: Mapping[str, ReadModel[C]],
    prepared: Prepared,
    *,
    waiting: bool = True,
) -> set[str]:
    """Rows and positions in one transaction: the schemas, of those named, that moved.
    One that is not at `prepared.start` does not: another process was there, read
    `positions` again. Where one fails, none does. Not `waiting`, statements do not wait
    for one another, and an error does not say which it was.

    Raises `OtherLayout`, with nothing written.
    """
    with connected(pool) as connection, connection.transaction():
        with nullcontext() if waiting else connection.pipeline():
            return advance(connection, models, prepared)


def prepare(models: Mapping[str, ReadModel[C]], batch: Batch[C]) -> Prepared:
    """What of the batch the models, by their schemas, will fold."""
    kinds = {model.takes for model in models.values()}
    taken = {of: [c for c in batch.changes if isinstance(c, of)] for of in kinds}
    found = {
        schema: model.prepare(taken[model.takes])
        for schema, model in models.items()
        if taken[model.takes]
    }
    return Prepared(batch.start, batch.position, found)


def advance(
    connection: Connection, models: Mapping[str, ReadModel[C]], prepared: Prepared
) -> set[str]:
    """`move` within the caller's transaction, whose `search_path` it leaves at one of
    the schemas."""
    params = (prepared.position, list(models), prepared.start, CHANNEL)
    # First the position: its row lock keeps every other fold of this schema out.
    row = connection.execute(_MOVE, params).fetchone()
    layouts: dict[str, str | None] = dict(zip(*row[:2], strict=True)) if row else {}
    for schema in layouts:
        if schema not in prepared.of:
            continue
        model = models[schema]
        if layouts[schema] != model.layout:
            raise OtherLayout(model.name)
        if prepared.of[schema] is not None:
            connection.execute(_ENTER, (schema,))
            model.fold(connection, prepared.of[schema])
    return set(layouts)


def positions(pool: ConnectionPool) -> dict[str, int]:
    """How far each read model has come."""
    return dict(fetch(pool, "SELECT name, position FROM read_model"))


@contextmanager
def snapshot(pool: ConnectionPool, name: str) -> Iterator[tuple[Connection, int]]:
    """One consistent look at a read model: where to ask, and the position of all
    answers. Queries name no schema."""
    look = sql.SQL(
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
        " LOCK TABLE {schema}.door IN ACCESS SHARE MODE; SET LOCAL jit = off;"
        " SELECT position, set_config('search_path', {name}, true)"
        " FROM read_model WHERE name = {name}"
    ).format(schema=sql.Identifier(name), name=sql.Literal(name))
    with connected(pool) as connection, connection.transaction():
        cursor = connection.execute(look)
        while cursor.nextset():
            pass
        row = cursor.fetchone()
        assert row is not None, "the tables were made at the start"
        yield connection, row[0]


@contextmanager
def locked(pool: ConnectionPool, name: str) -> Iterator[Connection]:
    """The tables of a read model while nobody folds it, in one transaction; queries
    name no schema."""
    with connected(pool) as connection, connection.transaction():
        connection.execute(
            "SELECT set_config('search_path', name, true) FROM read_model"
            " WHERE name = %s FOR UPDATE",
            (name,),
        )
        yield connection


@contextmanager
def scratch(pool: ConnectionPool, model: ReadModel[C]) -> Iterator[Connection]:
    """The tables of a read model, empty, seen by this connection alone and gone at the
    end of the block; queries name no schema."""
    with connected(pool) as connection, connection.transaction(force_rollback=True):
        connection.execute("SET LOCAL search_path = pg_temp; SET LOCAL jit = off")
        connection.execute((model.tables + model.indexes).encode())
        yield connection


def wait_for(
    pool: ConnectionPool, name: str, position: int, timeout: float = 5.0
) -> bool:
    """Whether the read model reached `position` within `timeout` seconds."""
    give_up = time.monotonic() + timeout
    pause = 0.002
    while positions(pool).get(name, 0) < position:
        if time.monotonic() + pause > give_up:
            return False
        # A waiter that listened would keep a connection of the pool all the time.
        time.sleep(pause)
        pause = min(2 * pause, 0.02)
    return True


_MAKING = 7_310_203_118
_LAYOUTS = (
    "SELECT name, obj_description(to_regnamespace(name), 'pg_namespace')"
    " FROM read_model"
)
# A lost commit takes rows and position with it, and the events are folded again: it
# need not wait for the disk. Rows are found by index, whatever the statistics say of
# tables that were empty a while ago.
_MOVE = (
    "WITH moved AS (UPDATE read_model SET position = %s"
    " WHERE name = ANY(%s) AND position = %s RETURNING name, position)"
    " SELECT array_agg(name),"
    " array_agg(obj_description(to_regnamespace(name), 'pg_namespace')),"
    " pg_notify(%s, max(position) || ' ' || string_agg(name, ' ')),"
    " set_config('synchronous_commit', 'off', true),"
    " set_config('enable_seqscan', 'off', true) FROM moved HAVING count(*) > 0"
)
_ENTER = "SELECT set_config('search_path', %s, true)"
