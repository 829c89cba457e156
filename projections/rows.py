"""How many rows are written at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from msgspec.json import encode
from psycopg import sql

from storage.read_model import Connection

Row = Mapping[str, Any]
"""A value per column; all rows of a table name the same columns."""


def copy(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Add `rows`."""
    if rows:
        columns = tuple(rows[0])
        values = [[row[name] for name in columns] for row in rows]
        copy_rows(connection, table, columns, values)


def copy_rows(
    connection: Connection,
    table: str,
    columns: tuple[str, ...],
    rows: Sequence[Sequence[Any]],
) -> None:
    """Add rows, at least one, given by their values in the order of `columns`."""
    if connection.info.pipeline_status:
        # The driver allows no copy in a pipeline.
        told = [dict(zip(columns, map(_in_json, row), strict=True)) for row in rows]
        connection.execute(_insertion(table, columns), (encode(told).decode(),))
        return
    with connection.cursor().copy(_copying(table, columns)) as stream:
        for row in rows:
            stream.write_row(row)


def _in_json(value: Any) -> Any:
    return "\\x" + value.hex() if type(value) is bytes else value


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> bytes:
    return (
        sql.SQL(
            "INSERT INTO {table} ({columns})"
            " SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)"
        )
        .format(table=sql.Identifier(table), columns=_names(columns))
        .as_bytes()
    )


@cache
def _copying(table: str, columns: tuple[str, ...]) -> bytes:
    return (
        sql.SQL("COPY {} ({}) FROM STDIN")
        .format(sql.Identifier(table), _names(columns))
        .as_bytes()
    )


def _names(columns: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def array(items: Iterable[int | str | date]) -> str:
    """Numbers, days or plain names as PostgreSQL writes an array, which psycopg does
    slowly for a list: it looks at every item twice."""
    return "{" + ",".join(map(str, items)) + "}"


def replace(
    connection: Connection,
    table: str,
    key: str,
    ids: Sequence[UUID],
    rows: Sequence[Row],
) -> None:
    """`rows` take the place of all rows whose `key` is among `ids`."""
    if ids:
        connection.execute(
            sql.SQL("DELETE FROM {} WHERE {} = ANY(%s)").format(
                sql.Identifier(table), sql.Identifier(key)
            ),
            (list(ids),),
        )
    copy(connection, table, rows)
