"""Reading the register: list, search, and look one up by its number."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.complaint import State
from domain.complaint_events import Channel, Classification, ExternalId
from domain.sealing import ErasureScope, Place, SealedField
from projections import register_pages, register_search
from projections.listing import Listing
from projections.paging import Page, check_limit, cursor
from projections.visibility import Visibility
from storage.read_model import snapshot


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


def cases(
    pool: ConnectionPool, listing: Listing, visibility: Visibility
) -> Page[Entry]:
    """One page of the register. Raises `BadCursor`, and ValueError for a limit."""
    ask = register_search.found if listing.words is not None else register_pages.found
    check_limit(listing.limit)
    with snapshot(pool, "register") as (connection, position):
        found = ask(connection, listing, visibility)
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


_AS_STORED = [
    field.name for field in fields(Entry) if field.name not in ("external_id", "title")
]
