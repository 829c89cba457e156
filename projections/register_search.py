"""A page of the register by words: the same page, found in few steps whether a word
stands in every third case or in three of a million."""

from collections.abc import Iterator, Sequence
from typing import Any

from psycopg.rows import dict_row

from projections.listing import ORDERS, Listing, chosen, place
from projections.paging import ALONG_AN_INDEX
from projections.rows import Row
from projections.search_terms import month
from projections.visibility import Visibility
from storage.read_model import Connection

Query = tuple[str, dict[str, Any]]

WALKED = 1000
"""How many cases are looked at in the order of the list: common words are there."""


def found(
    connection: Connection, listing: Listing, visibility: Visibility
) -> Sequence[Row]:
    """The rows of a page, and one more if there is. Raises `BadCursor`."""
    rows: Sequence[Row] = ()
    for query, params in steps(connection, listing, visibility):
        with connection.cursor(row_factory=dict_row) as found:
            # Planned for these words: a rare one is found otherwise than a common one.
            rows = found.execute(query.encode(), params, prepare=False).fetchall()
        if len(rows) > listing.limit:
            break
    return rows[: listing.limit + 1]


def steps(
    connection: Connection, listing: Listing, visibility: Visibility
) -> Iterator[Query]:
    """Queries of which the first that fills the page is the answer, and else the last:
    words that fill none within a month are rare, so that all cases with them are
    few."""
    if not listing.words:
        return
    # Whatever the statistics say of a word they do not know.
    connection.execute(
        f"{ALONG_AN_INDEX}; SET LOCAL enable_hashjoin = off;"
        " SET LOCAL enable_mergejoin = off"
    )
    yield walk(listing, visibility)
    if months := _next_months(connection, listing):
        yield window(listing, visibility, months)
    yield window(listing, visibility, None)


def walk(listing: Listing, visibility: Visibility) -> Query:
    """The query of those of the page that are among the next `WALKED` cases."""
    order = ORDERS[listing.sort]
    seen, params = visibility.sql()
    between, more = place(listing)
    params |= more
    where, more = chosen(listing, visibility)
    has, words = _has(listing)
    params |= more | words | {"limit": listing.limit + 1}
    by = f"ORDER BY {order.by} {order.way}, id {order.way} LIMIT"
    query = (
        f"SELECT *, {order.by} AS place FROM (SELECT * FROM cases"
        f" WHERE {seen} AND {between} {by} {WALKED}) AS cases WHERE {where}"
        f" AND EXISTS (SELECT FROM words WHERE words.id = cases.id AND {has})"
        f" {by} %(limit)s"
    )
    return query, params


def window(
    listing: Listing, visibility: Visibility, months: Sequence[int] | None
) -> Query:
    """The query of those of the page that were received in these months, by the index
    of words; None is all months."""
    order = ORDERS[listing.sort]
    between, params = place(listing)
    where, more = chosen(listing, visibility)
    has, words = _has(listing)
    if months is not None:
        has += " AND terms && %(months)s::bigint[]"
        words["months"] = list(months)
    params |= more | words | {"limit": listing.limit + 1}
    query = (
        f"WITH found AS MATERIALIZED (SELECT id FROM words WHERE {has})"
        f" SELECT cases.*, {order.by} AS place FROM found JOIN cases USING (id)"
        f" WHERE {where} AND {between}"
        f" ORDER BY {order.by} {order.way}, id {order.way} LIMIT %(limit)s"
    )
    return query, params


def _next_months(connection: Connection, listing: Listing) -> Sequence[int]:
    """The month in which the list goes on, and the one after it, so that there is a
    whole one; none where it is in no order of months."""
    if listing.sort == "next_due_on":
        return ()
    between, params = place(listing)
    end = "max" if listing.sort == "-received_at" else "min"
    query = f"SELECT {end}(received_at) FROM cases WHERE {between}"
    row = connection.execute(query.encode(), params, prepare=False).fetchone()
    if row is None or row[0] is None:
        return ()
    first = month(row[0])
    return (first, first - 1) if end == "max" else (first, first + 1)


def _has(listing: Listing) -> tuple[str, dict[str, Any]]:
    words = listing.words or ()
    each = [f"terms && %(word{number})s::bigint[]" for number in range(len(words))]
    return " AND ".join(each), {
        f"word{number}": list(terms) for number, terms in enumerate(words)
    }
