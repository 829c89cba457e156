"""Reading the register: list, search, and look one up by its number."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal, NamedTuple
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.complaint import State
from domain.complaint_events import Channel, Classification, ExternalId
from domain.sealing import ErasureScope, Place, SealedField
from projections.filters import Filters, condition
from projections.paging import Page, behind, check_limit, cursor
from projections.visibility import Visibility
from storage.read_model import snapshot

SortThen = Literal["received_at", "-received_at"]
"""The orders of a past page: what was due then lies scattered over all the rows."""
Sort = Literal[SortThen, "next_due_on"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A case as the register shows it; `title` is opened by who shows it."""

    id: UUID
    case_number: str
    external_id: ExternalId | None
    state: State
    classification: Classification
    category: str | None
    region: str | None
    channel: Channel
    agency: str | None
    suggested_agency: str | None
    restricted: bool
    received_by: str | None
    received_at: datetime
    received_on: date
    next_due_on: date | None
    erased: ErasureScope | None
    version: int
    position: int
    title: SealedField | None
    """None where it was erased."""


class Extent(NamedTuple):
    """How many cases are seen, how many events made them, up to which position."""

    cases: int
    events: int
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which cases, in which order, which page. `today` is the tenant's day.

    `words` are the terms of a search, one list a word: a case has one of each list.
    An empty search finds nothing. Cases with nothing due come last by `next_due_on`.
    """

    today: date
    filters: Filters = Filters()
    states: Sequence[State] = ()
    overdue: bool | None = None
    words: Sequence[Sequence[int]] | None = None
    sort: Sort = "-received_at"
    limit: int = 50
    cursor: str | None = None


def cases(
    pool: ConnectionPool, listing: Listing, visibility: Visibility
) -> Page[Entry]:
    """One page of the register. Raises `BadCursor`, and ValueError for a limit."""
    query, params = statement(listing, visibility)
    with snapshot(pool, "register") as (connection, position):
        with connection.cursor(row_factory=dict_row) as rows:
            found = rows.execute(query.encode(), params).fetchall()
    shown = found[: listing.limit]
    next_cursor = None
    if len(found) > listing.limit:
        next_cursor = cursor(listing.sort, shown[-1]["place"], shown[-1]["id"])
    return Page([entry(row) for row in shown], next_cursor, position)


def extent(pool: ConnectionPool, visibility: Visibility) -> Extent:
    """Of all cases that are seen; a case's version is the number of its events."""
    seen, params = visibility.sql()
    query = f"SELECT count(*), coalesce(sum(version), 0) FROM cases WHERE {seen}"
    with snapshot(pool, "register") as (connection, position):
        row = connection.execute(query.encode(), params).fetchone()
    assert row is not None
    return Extent(row[0], int(row[1]), position)


def by_case_number(
    pool: ConnectionPool, case_number: str, visibility: Visibility
) -> Entry | None:
    """The case of this number in its written form, if it is visible."""
    return _one(pool, "case_number = %(n)s", {"n": case_number}, visibility)


def by_external_id(
    pool: ConnectionPool, external_id: ExternalId, visibility: Visibility
) -> Entry | None:
    """The case that has this id in another system, if it is visible."""
    params = {"s": external_id.system, "i": external_id.id}
    where = "external_id = %(i)s AND external_system = %(s)s"
    return _one(pool, where, params, visibility)


def statement(listing: Listing, visibility: Visibility) -> tuple[str, dict[str, Any]]:
    """The query of a page, with one row more than is shown."""
    check_limit(listing.limit)
    order = _ORDERS[listing.sort]
    where, params = chosen(listing, visibility)
    if listing.words is not None:
        each = " AND ".join(f"terms && %(word{i})s" for i in range(len(listing.words)))
        where += f" AND id IN (SELECT id FROM words WHERE {each or 'FALSE'})"
        params |= {f"word{i}": list(terms) for i, terms in enumerate(listing.words)}
    if listing.cursor is not None:
        where += f" AND ({order.by}, id) {order.beyond} (%(place)s, %(id)s)"
        place = behind(listing.cursor, listing.sort, order.read, UUID)
        params |= dict(zip(("place", "id"), place, strict=True))
    query = (
        f"SELECT *, {order.by} AS place FROM cases WHERE {where}"
        f" ORDER BY {order.by} {order.way}, id {order.way} LIMIT %(limit)s"
    )
    return query, params | {"limit": listing.limit + 1}


def chosen(listing: Listing, visibility: Visibility) -> tuple[str, dict[str, Any]]:
    """Which rows are meant, by columns that the dashboard's rows have too."""
    where, params = condition(listing.filters, visibility)
    if listing.states:
        where += " AND state = ANY(%(states)s)"
        params["states"] = list(listing.states)
    if listing.overdue is not None:
        late = "next_due_on < %(today)s"
        where += f" AND {late if listing.overdue else f'({late}) IS NOT TRUE'}"
        params["today"] = listing.today
    return where, params


def _one(
    pool: ConnectionPool, where: str, params: dict[str, Any], visibility: Visibility
) -> Entry | None:
    seen, seen_params = visibility.sql()
    query = f"SELECT * FROM cases WHERE {where} AND ({seen})"
    with snapshot(pool, "register") as (connection, _):
        with connection.cursor(row_factory=dict_row) as rows:
            row = rows.execute(query.encode(), params | seen_params).fetchone()
    return entry(row) if row else None


def entry(row: Mapping[str, Any]) -> Entry:
    """The case of a row of the register."""
    plain = {name: row[name] for name in _AS_STORED}
    system = row["external_system"]
    title = None
    if row["title_key"]:
        place = Place(row["id"], row["title_topic"], "title", row["title_nonce"])
        title = SealedField(row["title_key"], place, row["title_ciphertext"])
    return Entry(
        **plain,
        external_id=system and ExternalId(system, row["external_id"]),
        title=title,
    )


class _Order(NamedTuple):
    by: str
    way: str
    beyond: str
    read: Callable[[str], Any]


_ORDERS: Mapping[Sort, _Order] = {
    "received_at": _Order("received_at", "ASC", ">", datetime.fromisoformat),
    "-received_at": _Order("received_at", "DESC", "<", datetime.fromisoformat),
    "next_due_on": _Order(
        "coalesce(next_due_on, DATE '9999-12-31')", "ASC", ">", date.fromisoformat
    ),
}
_AS_STORED = [
    field.name for field in fields(Entry) if field.name not in ("external_id", "title")
]
