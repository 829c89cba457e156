"""How many rows are written at once."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any
from uuid import UUID

from psycopg import sql

from storage.read_model import Connection

Row = Mapping[str, Any]
"""A value per column; all rows of a table name the same columns."""


def copy(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Add `rows`."""
    if not rows:
        return
    names = sql.SQL(", ").join(map(sql.Identifier, rows[0]))
    if len(rows) == 1:
        # One way to the server and back, where a copy takes two.
        one = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            names,
            sql.SQL(", ").join(sql.SQL("%s") * len(rows[0])),
        )
        connection.execute(one, list(rows[0].values()))
        return
    values = itemgetter(*rows[0])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    with connection.cursor().copy(statement) as stream:
        for row in rows:
            stream.write_row(values(row))


def array(items: Iterable[int | str]) -> str:
    """Numbers or plain names as PostgreSQL writes an array, which psycopg does slowly
    for a list: it looks at every item twice."""
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
