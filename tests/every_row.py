"""Every row of the read models, to compare those that were made in different ways."""

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg

from projections.packed import DIGITS

Rows = list[tuple[Any, ...]]
SLOTS = {
    "sla.flows": "sla.slots",
    "sla.durations": "sla.slots",
    "sla.resting": "sla.resting_slots",
}
"""Where it says which counter of a packed number is whose. These are given away in the
order of first use: so they are told by what they count."""


def every_row(url: str, models: Sequence[str]) -> dict[str, Rows]:
    """By table, in one order."""
    with psycopg.connect(url, autocommit=True) as connection:
        tables = connection.execute(
            "SELECT schemaname || '.' || tablename FROM pg_tables"
            " WHERE schemaname = ANY(%s) AND tablename <> 'door' ORDER BY 1",
            (list(models),),
        ).fetchall()
        return {table: _rows(connection, table) for (table,) in tables}


def _rows(connection: psycopg.Connection[Any], table: str) -> Rows:
    if table in SLOTS.values():
        of, code, _ = _columns(connection, table)
        query = f"SELECT {of}, {code} FROM {table}"
        return sorted(connection.execute(query.encode()).fetchall(), key=str)
    if table not in SLOTS:
        query = f"SELECT t::text FROM {table} t ORDER BY 1"
        return connection.execute(query.encode()).fetchall()
    slots = connection.execute(f"SELECT * FROM {SLOTS[table]}".encode())
    counted = {slot: (of, code) for of, code, slot in slots}

    def told(value: Any, kind: str) -> Any:
        if kind != "numeric":
            return value
        found = [(counted[slot], count) for slot, count in _counters(int(value))]
        return sorted(found, key=str)

    columns = _columns(connection, table)
    rows = connection.execute(f"SELECT * FROM {table}".encode()).fetchall()
    kinds = columns.values()
    return sorted((tuple(map(told, row, kinds)) for row in rows), key=str)


def _columns(connection: psycopg.Connection[Any], table: str) -> dict[str, str]:
    """Names and types."""
    query = (
        "SELECT column_name, data_type FROM information_schema.columns"
        " WHERE table_schema || '.' || table_name = %s ORDER BY ordinal_position"
    )
    return dict(connection.execute(query.encode(), (table,)).fetchall())


def _counters(number: int) -> Iterator[tuple[int, int]]:
    """Slots and counters of a part of a sum, in which some may be negative."""
    base, slot = 10**DIGITS, 0
    while number:
        count = (number + base // 2) % base - base // 2
        if count:
            yield slot, count
        number, slot = (number - count) // base, slot + 1
