"""The tables of the dashboard's flows: what was posted, added up over blocks of days.

A posting is added to one block of each size. A figure at the end of a day is the sum of
the large blocks that end by then and of the days behind them, so that it costs the same
however many cases there are, and what is told late costs what anything costs.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from psycopg import sql

from projections.flows import Flows
from projections.packed import Group, written
from projections.rows import copy
from storage.read_model import Connection

SIZES = (1, 32)
"""Days of a block, counted by ordinals; each divides the next."""

PACKED = (
    "received",
    "overdue",
    "resolved",
    "ended",
    "running",
    "paused",
    "missed",
    "met",
    "late",
)
"""Counters of cases or clocks, one per group in each."""
MARKS = ("followed_up", "escalated", "stars", "rated")

_KEY = """
            by text COLLATE "C" NOT NULL,
            value text COLLATE "C" NOT NULL,
            hidden boolean NOT NULL,"""
_BLOCK = """
            size smallint NOT NULL,
            block integer NOT NULL,"""
TABLES = f"""
        CREATE TABLE slots (
            kind text NOT NULL,
            code text,
            slot integer PRIMARY KEY
        );
        CREATE TABLE flows ({_KEY}{_BLOCK}
            {" ".join(f"{name} numeric NOT NULL," for name in PACKED)}
            {" ".join(f"{name} bigint NOT NULL," for name in MARKS)}
            PRIMARY KEY (by, value, hidden, size, block)
        ) WITH (toast_tuple_target = 8160);
        CREATE TABLE durations ({_KEY}{_BLOCK}
            working_days bigint NOT NULL,
            clocks numeric NOT NULL,
            PRIMARY KEY (by, value, hidden, size, block, working_days)
        );
        CREATE TABLE dues ({_KEY}
            due_on date NOT NULL,
            day date NOT NULL,
            cases bigint NOT NULL,
            PRIMARY KEY (by, value, hidden, due_on, day)
        );
"""
"""`missed` are clocks that are overdue, `overdue` cases; by groups, clocks are those of
completion. `durations` are of clocks that stopped, `dues` of cases by what is due next:
of one due day there are few days on which it was posted, so they need no blocks."""


def slots(connection: Connection) -> dict[Group, int]:
    """Which counter of a packed number is whose."""
    rows = connection.execute("SELECT kind, code, slot FROM slots").fetchall()
    return {(kind, code): slot for kind, code, slot in rows}


def add(connection: Connection, flows: Flows) -> None:
    """Add what was posted to the tables."""
    new = flows.slots.new.items()
    slots = [{"kind": kind, "code": code, "slot": at} for (kind, code), at in new]
    copy(connection, "slots", slots)
    counts: list[_Row] = []
    took: list[_Row] = []
    dues: list[_Row] = []
    digits = cache(written)
    sums = flows.sums()
    for cell, postings in enumerate(sums.values(), start=1):
        for (due, day), n in postings.dues.items():
            dues.append((cell, due, date.fromordinal(day), n))
        for size in SIZES:
            for block, row in _blocks(postings.counts, size).items():
                get = row.get
                packed = [digits(get(name, 0)) for name in PACKED]
                counts.append((cell, size, block, *packed, *map(get, MARKS, _NONE)))
            lasted: dict[tuple[int, int], int] = {}
            for (day, days), n in postings.took.items():
                at = day // size, days
                lasted[at] = lasted.get(at, 0) + n
            for at, n in lasted.items():
                took.append((cell, size, *at, digits(n)))
    cells = [list(column) for column in zip(*sums, strict=True)]
    _add(connection, _DUES, cells, dues)
    _add(connection, _DURATIONS, cells, took)
    _add(connection, _FLOWS, cells, counts)


def _blocks(days: dict[int, dict[str, int]], size: int) -> dict[int, dict[str, int]]:
    if size == 1:
        return days
    found: dict[int, dict[str, int]] = {}
    for day, sums in days.items():
        block = found.get(day // size)
        if block is None:
            found[day // size] = sums.copy()
            continue
        for name, amount in sums.items():
            block[name] = block.get(name, 0) + amount
    return found


_NONE = [0] * len(MARKS)
_Row = tuple[Any, ...]
"""A cell by its number, the rest of the key, and what is added."""


def _addition(table: str, key: Mapping[str, str], sums: Mapping[str, str]) -> bytes:
    """Each row is added to the one of its key: a cell and `key`, which like `sums`
    gives columns and their types."""
    columns = {**key, **sums}
    return (
        sql.SQL(
            "INSERT INTO {table} AS was (by, value, hidden, {columns})"
            " SELECT by, value, hidden, {columns}"
            " FROM unnest(%s::integer[], {given}) AS row (cell, {columns})"
            " JOIN unnest(%s::text[], %s::text[], %s::boolean[]) WITH ORDINALITY"
            " AS of (by, value, hidden, cell) USING (cell)"
            " ON CONFLICT (by, value, hidden, {key}) DO UPDATE SET {sums}"
        )
        .format(
            table=sql.Identifier(table),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            given=sql.SQL(", ").join(sql.SQL(f"%s::{of}[]") for of in columns.values()),
            key=sql.SQL(", ").join(map(sql.Identifier, key)),
            sums=sql.SQL(", ").join(
                sql.SQL("{0} = was.{0} + excluded.{0}").format(sql.Identifier(name))
                for name in sums
            ),
        )
        .as_bytes()
    )


_BLOCKS = {"size": "smallint", "block": "integer"}
_FLOWS = _addition(
    "flows",
    _BLOCKS,
    dict.fromkeys(PACKED, "numeric") | dict.fromkeys(MARKS, "bigint"),
)
_DURATIONS = _addition(
    "durations", {**_BLOCKS, "working_days": "bigint"}, {"clocks": "numeric"}
)
_DUES = _addition("dues", {"due_on": "date", "day": "date"}, {"cases": "bigint"})


def _add(
    connection: Connection,
    statement: bytes,
    cells: Sequence[Sequence[Any]],
    rows: Sequence[_Row],
) -> None:
    if not rows:
        return
    # Numbers and days need no quotes; the driver would search each of them for some.
    columns = [
        "{" + ",".join(map(str, column)) + "}" for column in zip(*rows, strict=True)
    ]
    connection.execute(statement, [*columns, *cells])
