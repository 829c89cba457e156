"""What was so on which days, as known when: one row per change of a thing.

A row carries the coordinates of the change that made it (`valid_from`, `position`,
`known_from`) and of the next one (`valid_to`, `next_position`, `known_to`): the first
day at whose end the change counts, its event, and the first instant at which it was
known. Along the changes of a case none of the three ever falls. So a row is what was so
on a day, as known at a moment, when its own change counts there and the next does not.
Changes of one day are rows of their own, so that rows do not depend on how many changes
were folded at a time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from psycopg import sql

from projections.rows import array, copy_rows
from storage.read_model import Connection

COLUMNS = """
            valid_from date NOT NULL,
            valid_to date NOT NULL,
            position bigint NOT NULL,
            next_position bigint NOT NULL,
            known_from timestamptz NOT NULL,
            known_to timestamptz NOT NULL"""
"""The coordinates in a table of such rows."""
NOT_FOLLOWED = "valid_to = DATE '9999-12-31'"
"""The condition of what is so today, as far as is known today."""

Key = tuple[Any, ...]


class Since(NamedTuple):
    """From when on a change counts."""

    day: date
    position: int
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """Only what was recorded by then: by an instant, by a position, or all of it."""

    at: datetime | None = None
    position: int | None = None

    def sql(self, day: date) -> tuple[str, dict[str, Any]]:
        """The condition of what was so at the end of `day`, and its parameters."""
        counts, ended = ["valid_from <= %(day)s"], ["valid_to > %(day)s"]
        params: dict[str, Any] = {"day": day}
        if self.at is not None:
            counts.append("known_from <= %(known_at)s")
            ended.append("known_to > %(known_at)s")
            params["known_at"] = self.at
        if self.position is not None:
            counts.append("position <= %(known_position)s")
            ended.append("next_position > %(known_position)s")
            params["known_position"] = self.position
        return f"{' AND '.join(counts)} AND ({' OR '.join(ended)})", params


ALL_KNOWN = Known()


def follow(
    connection: Connection,
    table: str,
    key: Mapping[str, str],
    columns: Sequence[str],
    changes: Mapping[Key, Sequence[tuple[Since, tuple[Any, ...]]]],
    new: Collection[Key],
) -> None:
    """Write the changes of each thing, at least one, in their order, behind what it was
    so far; of those that are `new` there is nothing so far. `key` gives the columns of
    a `Key`, and their types; `columns` the others, of which each change tells the
    values."""
    if not changes:
        return
    known = {of: done[0][0] for of, done in changes.items() if of not in new}
    if known:
        _end(connection, table, key, known)
    rows: list[tuple[Any, ...]] = []
    for of, done in changes.items():
        ends = [*(since for since, _ in done[1:]), _NOT_YET]
        for (since, row), end in zip(done, ends, strict=True):
            rows.append((*of, *since, *end, *row))
    copy_rows(connection, table, (*key, *_FROM, *_TO, *columns), rows)


def _end(
    connection: Connection,
    table: str,
    key: Mapping[str, str],
    ends: Mapping[Key, Since],
) -> None:
    """What was so until now is followed by this."""
    # Each of them is written without a blank, a comma or a quote.
    given = zip(
        *(
            (*of, day, position, known_at.isoformat())
            for of, (day, position, known_at) in ends.items()
        ),
        strict=True,
    )
    connection.execute(_ending(table, tuple(key.items())), [*map(array, given)])


@cache
def _ending(table: str, key: tuple[tuple[str, str], ...]) -> bytes:
    names = [name for name, _ in key]
    types = [*(of for _, of in key), "date", "bigint", "timestamptz"]
    return (
        sql.SQL(
            # Row by row through the primary key: of a table that was small a while ago
            # the planner would read all that is so today, as often as it is asked. No
            # index of what is so today knows that its next position is the last.
            "UPDATE {table} SET ({to}) = (next.day, next.at, next.known)"
            " FROM (SELECT next.*, own.ctid AS place"
            " FROM unnest({given}) AS next ({key}, day, at, known), LATERAL"
            " (SELECT ctid FROM {table} AS own WHERE ({own}) = ({next})"
            " AND next_position = {not_yet} OFFSET 0) AS own) AS next"
            " WHERE {table}.ctid = next.place"
        )
        .format(
            table=sql.Identifier(table),
            to=_names(_TO),
            given=sql.SQL(", ").join(sql.SQL(f"%s::{of}[]") for of in types),
            key=_names(names),
            own=_names(names, "own"),
            next=_names(names, "next"),
            not_yet=sql.Literal(_NOT_YET[1]),
        )
        .as_bytes()
    )


def _names(names: Iterable[str], *of: str) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(*of, name) for name in names)


_FROM = ("valid_from", "position", "known_from")
_TO = ("valid_to", "next_position", "known_to")
# What is later than everything, in each of the three.
_NOT_YET = (date.max, 2**63 - 1, "infinity")
