"""Reading findings: a page, the newest first, and how many there are of each kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from projections.detectors import Kind
from projections.paging import Page, behind, check_limit, cursor
from projections.visibility import Visibility
from storage.read_model import snapshot

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding and the event that raised it, which `position` names.

    `agency` is the one that the case was with then, `actor` the officer who acted, None
    where none did. What `days` counts depends on the kind.
    """

    case_id: UUID
    case_number: str
    kind: Kind
    position: int
    found_on: date
    clock: str | None
    days: int | None
    agency: str | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class PageOfFindings(Page[FindingRow]):
    """`counts` are those of all pages together."""

    counts: Mapping[Kind, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which findings, None being any; days are those on which the event happened."""

    kind: Kind | None = None
    agency: str | None = None
    first: date | None = None
    last: date | None = None
    limit: int = 50
    cursor: str | None = None


def findings(
    pool: ConnectionPool, wanted: Wanted, visibility: Visibility
) -> PageOfFindings:
    """One page. Raises `BadCursor`, and ValueError for a limit."""
    query, params = statement(wanted, visibility)
    where, which = _condition(wanted, visibility)
    count = f"SELECT kind, count(*) FROM findings WHERE {where} GROUP BY kind"
    with snapshot(pool, "findings") as (connection, position):
        with connection.cursor(row_factory=dict_row) as rows:
            found = rows.execute(query.encode(), params).fetchall()
        counted = dict(connection.execute(count.encode(), which).fetchall())
    items = [FindingRow(**row) for row in found[: wanted.limit]]
    next_cursor = None
    if len(found) > wanted.limit:
        next_cursor = cursor(_ORDER, items[-1].position, items[-1].kind)
    counts = {kind: counted.get(kind, 0) for kind in KINDS}
    return PageOfFindings(items, next_cursor, position, counts)


def statement(wanted: Wanted, visibility: Visibility) -> tuple[str, dict[str, Any]]:
    """The query of a page, with one row more than is shown."""
    check_limit(wanted.limit)
    where, params = _condition(wanted, visibility)
    if wanted.cursor is not None:
        where += " AND (position, kind) < (%(c_position)s, %(c_kind)s)"
        place = behind(wanted.cursor, _ORDER, int, _kind)
        params |= dict(zip(("c_position", "c_kind"), place, strict=True))
    query = (
        "SELECT case_id, case_number, kind, position, found_on, clock, days,"
        f" agency_then AS agency, actor FROM findings WHERE {where}"
        " ORDER BY position DESC, kind DESC LIMIT %(limit)s"
    )
    return query, params | {"limit": wanted.limit + 1}


def _condition(wanted: Wanted, visibility: Visibility) -> tuple[str, dict[str, Any]]:
    seen, params = visibility.sql()
    where = f"({seen})"
    for name, condition in _FILTERS.items():
        if (value := getattr(wanted, name)) is not None:
            where += f" AND {condition}"
            params[name] = value
    return where, params


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(text)
    return text


_ORDER = "findings"
_FILTERS = {
    "kind": "kind = %(kind)s",
    "agency": "agency_then = %(agency)s",
    "first": "found_on >= %(first)s",
    "last": "found_on <= %(last)s",
}
