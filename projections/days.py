"""What was so from which day to which: one row per thing and stretch of days.

`valid_from` is the first day at whose end the row was so, `valid_to` the first at whose
end it no longer was. Changes of one day leave one row, the last; a day that ends as it
began leaves none. So rows do not depend on how many changes were folded at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import sql
from psycopg.rows import dict_row

from projections.rows import Row, copy
from storage.read_model import Connection

FOREVER = date.max
"""`valid_to` of what is so today."""

Key = tuple[Any, ...]


def take_out(
    connection: Connection, table: str, since: Mapping[UUID, date]
) -> list[dict[str, Any]]:
    """Remove and return the rows of these cases that still are so on the given day:
    per key that of the days before, and that of the day itself if it began then."""
    statement = sql.SQL(
        "DELETE FROM {} AS gone USING unnest(%s::uuid[], %s::date[]) AS since (id, day)"
        " WHERE gone.case_id = since.id AND gone.valid_to >= since.day RETURNING gone.*"
    ).format(sql.Identifier(table))
    with connection.cursor(row_factory=dict_row) as cursor:
        params = (list(since), list(since.values()))
        return cursor.execute(statement, params).fetchall()


def put_back(
    connection: Connection,
    table: str,
    key: Sequence[str],
    taken: Iterable[dict[str, Any]],
    since: Mapping[UUID, date],
    ends_of_days: Mapping[Key, Mapping[date, Row]],
) -> None:
    """Write what was taken out, and on from there what the days ended with, the
    earliest day first; `key` names the columns of a `Key`, the case's id first."""
    chains: dict[Key, list[dict[str, Any]]] = {}
    for row in taken:
        if row["valid_from"] < since[row["case_id"]]:
            chains[tuple(row[name] for name in key)] = [row]
    for of, ends in ends_of_days.items():
        chain = chains.setdefault(of, [])
        for day, now in ends.items():
            if not chain or any(chain[-1][name] != now[name] for name in now):
                if chain:
                    chain[-1]["valid_to"] = day
                named = dict(zip(key, of, strict=True))
                chain.append({**named, "valid_from": day, "valid_to": FOREVER, **now})
    for chain in chains.values():
        chain[-1]["valid_to"] = FOREVER
    copy(connection, table, [row for chain in chains.values() for row in chain])
