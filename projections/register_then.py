"""The register as it was: which cases stood in it at a moment of the past.

Chosen from the dashboard's rows, which tell what each case was when, as known when; the
cases themselves are then read from their events. Who sees a case is judged by what it
is now, as where a single case is read.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from projections.dashboard_flows import runs
from projections.days import ALL_KNOWN, NOT_FOLLOWED, Known
from projections.listing import Listing, SortThen, chosen, received
from projections.paging import ALONG_AN_INDEX, Page, behind, check_limit, cursor
from projections.sla import BLOCKS
from projections.visibility import Visibility
from storage.read_model import Connection, snapshot

ANY = Visibility(restricted=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """What had happened by the end of `as_of`, as far as it was `known`; with neither
    it is now.

    No case that counts was received later than `until`, the end of that day or the
    instant of what was known; None where neither is given.
    """

    as_of: date | None
    known: Known
    until: datetime | None

    def sql(self) -> tuple[str, dict[str, Any]]:
        """The condition of what was so, and its parameters."""
        if self.as_of is None and self.known == ALL_KNOWN:
            return NOT_FOLLOWED, {}
        return self.known.sql(self.as_of or date.max)


@dataclass(frozen=True, slots=True)
class Stood:
    """A case that stood in the register; `restricted` says whether it is that now."""

    id: UUID
    received_at: datetime
    restricted: bool


def stood(
    pool: ConnectionPool, listing: Listing, then: Then, visibility: Visibility
) -> Page[Stood]:
    """One page of the cases, `listing.today` being the day at whose end they are
    judged. Raises `BadCursor`, and ValueError for a limit or a sort that is not."""
    with snapshot(pool, "sla") as (connection, position):
        query, params = statement(connection, listing, then, visibility)
        with connection.cursor(row_factory=dict_row) as rows:
            found = rows.execute(query.encode(), params, prepare=False).fetchall()
    items = [Stood(**row) for row in found[: listing.limit]]
    next_cursor = None
    if len(found) > listing.limit:
        last = items[-1]
        next_cursor = cursor(listing.sort, last.received_at, last.id)
    return Page(items, next_cursor, position)


def statement(
    connection: Connection, listing: Listing, then: Then, visibility: Visibility
) -> tuple[str, dict[str, Any]]:
    """The query of a page, with one row more than is shown."""
    connection.execute(
        f"{ALONG_AN_INDEX}; SET LOCAL enable_hashjoin = off;"
        " SET LOCAL enable_mergejoin = off; SET LOCAL enable_sort = off"
    )
    check_limit(listing.limit)
    if listing.sort not in get_args(SortThen):
        msg = f"the past is not sorted by {listing.sort}"
        raise ValueError(msg)
    so, params = then.sql()
    where, more = chosen(listing, ANY)
    seen, more_seen = visibility.sql()
    params |= more | more_seen | {"limit": listing.limit + 1}
    # Told of both sides of the join: either may be the one that is read in order.
    place, about = received(listing)
    params |= about
    if listing.cursor is not None:
        beyond = "<" if listing.sort == "-received_at" else ">"
        place += f" AND (received_at, case_id) {beyond} (%(place)s, %(id)s)"
        at = behind(listing.cursor, listing.sort, datetime.fromisoformat, UUID)
        params |= dict(zip(("place", "id"), at, strict=True))
    if then.until is not None:
        place += " AND received_at <= %(until)s"
        params["until"] = then.until
    if then.known.position is not None:
        place += " AND received_at <= %(newest)s"
        params["newest"] = _newest(connection, then.known.position)
    way = "DESC" if listing.sort == "-received_at" else "ASC"
    query = (
        "SELECT case_id AS id, received_at, restricted FROM ("
        f"SELECT case_id, received_at FROM cases WHERE {so} AND {where}{place}"
        ") AS was JOIN ("
        "SELECT case_id, received_at, restricted FROM cases"
        f" WHERE {NOT_FOLLOWED} AND {seen}{place}"
        ") AS now USING (case_id, received_at)"
        f" ORDER BY received_at {way}, case_id {way} LIMIT %(limit)s"
    )
    return query, params


def _newest(connection: Connection, position: int) -> datetime | None:
    """No case of which something was recorded by then was received later; None where
    there was no case."""
    smallest = min(BLOCKS)
    behind = (position // smallest + 1) * smallest
    within = " OR ".join(
        f"size = {size} AND block >= {first} AND block < {end}"
        for size, first, end in runs(behind, BLOCKS)
    )
    query = f"SELECT max(newest) FROM receipts WHERE {within}"
    row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None
