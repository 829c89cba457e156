"""A page of the register without words, read along an index in the order of the list:
it costs the same however many cases there are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from psycopg.rows import dict_row

from domain.complaint import CLOSED
from projections.filters import Filters
from projections.listing import DUE, NEVER_DUE, ORDERS, Listing, chosen, place
from projections.paging import ALONG_AN_INDEX
from projections.rows import Row
from projections.visibility import Visibility
from storage.read_model import Connection

FEW = 5000
"""So many cases are looked at rather than the list be walked for them."""
_FACETS = ("category", "region", "channel", "classification")


def found(
    connection: Connection, listing: Listing, visibility: Visibility
) -> Sequence[Row]:
    """The rows of a page, and one more if there is. Raises `BadCursor`."""
    query, params = statement(listing, visibility, few=few(connection, listing))
    with connection.cursor(row_factory=dict_row) as rows:
        # Planned for these values: a rare one is found otherwise than a common one.
        return rows.execute(query.encode(), params, prepare=False).fetchall()


def statement(
    listing: Listing, visibility: Visibility, *, few: bool = False
) -> tuple[str, dict[str, Any]]:
    """The query of a page, with one row more than is shown; `few` says that no more
    than `FEW` cases have these facets."""
    branches, params = list[str](), dict[str, Any]()
    for number, (of, seen) in enumerate(_branches(listing, visibility)):
        query, given = _branch(of, seen, few)
        branches.append(query.replace("%(", f"%(of{number}_"))
        params |= {f"of{number}_{name}": value for name, value in given.items()}
    if len(branches) == 1:
        return branches[0], params
    way = ORDERS[listing.sort].way
    each = " UNION ALL ".join(f"({branch})" for branch in branches)
    params["limit"] = listing.limit + 1
    return f"{each} ORDER BY place {way}, id {way} LIMIT %(limit)s", params


def _branches(
    listing: Listing, visibility: Visibility
) -> Iterator[tuple[Listing, Visibility]]:
    """An index has the rows of one agency, or of one state, in order; of several a
    page each is brought together."""
    if visibility.agencies is not None and len(visibility.agencies) > 1:
        for agency in sorted(visibility.agencies):
            yield listing, replace(visibility, agencies=frozenset((agency,)))
    elif len(set(listing.states)) > 1:
        for state in sorted(set(listing.states)):
            yield replace(listing, states=(state,)), visibility
    else:
        yield listing, visibility


def _branch(
    listing: Listing, visibility: Visibility, few: bool
) -> tuple[str, dict[str, Any]]:
    order, filters = ORDERS[listing.sort], listing.filters
    facets, params = _facets(filters)
    in_order = listing.sort != "next_due_on" and not _only_a_province(filters)
    by_facets = bool(facets) and (few or in_order)
    if by_facets:
        filters = replace(filters, **dict.fromkeys(_FACETS))
    of_case = replace(listing, filters=filters, overdue=None)
    where, more = chosen(of_case, visibility)
    params |= more
    if listing.overdue is not None:
        where += f" AND {DUE} {'<' if listing.overdue else '>='} %(today)s"
        params["today"] = listing.today
    if listing.states and CLOSED.issuperset(listing.states):
        where += f" AND {DUE} = {NEVER_DUE}"
    between, more = place(listing)
    params |= more | {"limit": listing.limit + 1}
    # The bounds are told to the table that is read in the order.
    first = "facets" if by_facets and listing.sort != "next_due_on" else "cases"
    asked = {"cases": where, **({"facets": facets} if by_facets else {})}
    asked[first] += f" AND {between}"
    tables = f"(SELECT * FROM cases WHERE {asked['cases']}) AS cases"
    if by_facets:
        tables += (
            " JOIN (SELECT id, received_at AS received FROM facets"
            f" WHERE {asked['facets']}) AS facets USING (id)"
        )
    by = "received" if first == "facets" else order.by
    query = (
        f"SELECT cases.*, {by} AS place FROM {tables}"
        f" ORDER BY {by} {order.way}, {first}.id {order.way} LIMIT %(limit)s"
    )
    return query, params


def _facets(filters: Filters) -> tuple[str, dict[str, Any]]:
    """What is asked of the facets, in the words of their indexes."""
    conditions, params = list[str](), dict[str, Any]()
    for name in ("category", "channel", "classification"):
        if (value := getattr(filters, name)) is not None:
            conditions.append(f"{name} = %({name})s")
            params[name] = value
    if (region := filters.region) is not None:
        params["region"] = region
        match len(region):
            case 2:
                conditions.append("region >= %(region)s AND region < %(beyond)s")
                params["beyond"] = f"{region}/"  # what comes behind all `region.`
            case 5 | 8:
                conditions.append(f"left(region, {len(region)}) = %(region)s")
            case _:
                conditions.append("region = %(region)s")
    return " AND ".join(conditions), params


def _only_a_province(filters: Filters) -> bool:
    others = (filters.category, filters.channel, filters.classification)
    return others == (None, None, None) and len(filters.region or "") == len("62")


def few(connection: Connection, listing: Listing) -> bool:
    """Whether few cases have the facets, where no index has them in order; from here
    on the transaction reads along indexes."""
    connection.execute(ALONG_AN_INDEX)
    in_order = listing.sort != "next_due_on" and not _only_a_province(listing.filters)
    facets, params = _facets(listing.filters)
    if in_order or not facets:
        return False
    query = (
        f"SELECT count(*) FROM (SELECT FROM facets WHERE {facets} LIMIT {FEW + 1}) AS f"
    )
    row = connection.execute(query.encode(), params, prepare=False).fetchone()
    return row is not None and row[0] <= FEW
