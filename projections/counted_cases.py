"""The cases behind a figure, by the page."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from projections.counted import Asked, Figure, Part
from projections.days import NOT_FOLLOWED
from projections.listing import DUE
from projections.paging import Page, behind, check_limit, cursor
from storage.read_model import Connection


class Behind(NamedTuple):
    """`number` is what the dashboard says. Of these, `hidden` are restricted cases that
    are a number and no more, and `elsewhere` are with an agency now whose cases the
    reader does not see: all others are in the list."""

    number: int
    hidden: int
    elsewhere: int

    @property
    def listed(self) -> int:
        return self.number - self.hidden - self.elsewhere


class Counted(NamedTuple):
    """A case that was counted; `restricted` says whether it is that now."""

    id: UUID
    due: date
    restricted: bool


def number(connection: Connection, asked: Asked, figure: Figure, part: Part) -> Behind:
    """How many cases the figure counts in that part, and how many the list shows."""
    seen, listed = _numbers(connection, asked, figure, part)
    counted = seen
    if figure.in_totals and not part and asked.in_totals != asked.visibility:
        everything = replace(asked, visibility=asked.in_totals)
        counted, _ = _numbers(connection, everything, figure, part)
    return Behind(counted, counted - seen, seen - listed)


def page(
    connection: Connection,
    position: int,
    asked: Asked,
    figure: Figure,
    part: Part,
    *,
    limit: int = 50,
    after: str | None = None,
) -> Page[Counted]:
    """One page of these cases, soonest due first; `position` is what the rows reached.
    Raises `BadCursor`, and ValueError for a limit."""
    check_limit(limit)
    query, params = _joined(asked, figure, part, "JOIN")
    where = "TRUE"
    if after is not None:
        where = f"({DUE}, case_id) > (%(place)s, %(id)s)"
        place = behind(after, _ORDER, date.fromisoformat, UUID)
        params |= dict(zip(("place", "id"), place, strict=True))
    rows = asked.ask(
        connection,
        f"SELECT case_id, {DUE}, restricted FROM {query} WHERE {where}"
        f" ORDER BY 2, 1 LIMIT {limit + 1}",
        params,
    )
    items = [Counted(*row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(
        items,
        cursor(_ORDER, items[-1].due, items[-1].id) if more else None,
        position,
    )


def _numbers(
    connection: Connection, asked: Asked, figure: Figure, part: Part
) -> tuple[int, int]:
    query, params = _joined(asked, figure, part, "LEFT JOIN")
    counts = f"SELECT count(*), count(now.case_id) FROM {query}"
    [(counted, listed)] = asked.ask(connection, counts, params)
    return counted, listed


def _joined(
    asked: Asked, figure: Figure, part: Part, join: str
) -> tuple[str, dict[str, Any]]:
    """The rows that are counted, with those of their cases that are seen now."""
    query, params = asked.rows(figure.rows)
    where = [figure.where]
    for name, code in part.items():
        expression = f"({figure.rows.parts[name]})::text"
        if code is None:
            where.append(f"{expression} IS NULL")
        else:
            where.append(f"{expression} = %(part_{name})s")
            params[f"part_{name}"] = code
    seen, more = asked.visibility.sql()
    return (
        f"(SELECT case_id, next_due_on FROM ({query}) AS rows"
        f" WHERE {' AND '.join(f'({one})' for one in where)}) AS counted"
        f" {join} (SELECT case_id, restricted FROM cases"
        f" WHERE {NOT_FOLLOWED} AND {seen}) AS now USING (case_id)",
        params | more,
    )


_ORDER = "due"
