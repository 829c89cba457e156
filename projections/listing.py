"""What a list of cases was asked for, and what that means for rows of cases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from projections.filters import Filters, condition
from projections.paging import behind
from projections.visibility import Visibility

SortThen = Literal["received_at", "-received_at"]
"""The orders of a past page: what was due then lies scattered over all the rows."""
Sort = Literal[SortThen, "next_due_on"]

NEVER_DUE = "DATE '9999-12-31'"
DUE = f"coalesce(next_due_on, {NEVER_DUE})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which cases, in which order, which page. `today` is the tenant's day.

    `words` are the terms of a search, one list a word: a case has one of each list.
    An empty search finds nothing. Cases with nothing due come last by `next_due_on`.
    """

    today: date
    filters: Filters = Filters()
    states: Sequence[str] = ()
    overdue: bool | None = None
    words: Sequence[Sequence[int]] | None = None
    sort: Sort = "-received_at"
    limit: int = 50
    cursor: str | None = None


def chosen(listing: Listing, visibility: Visibility) -> tuple[str, dict[str, Any]]:
    """Which rows are meant, by columns that the dashboard's rows have too."""
    where, params = condition(listing.filters, visibility)
    states = sorted(set(listing.states))
    if len(states) == 1:
        # By equality an index gives the rows of one state in order; by ANY none.
        where += " AND state = %(state)s"
        [params["state"]] = states
    elif states:
        where += " AND state = ANY(%(states)s)"
        params["states"] = states
    if listing.overdue is not None:
        late = "next_due_on < %(today)s"
        where += f" AND {late if listing.overdue else f'({late}) IS NOT TRUE'}"
        params["today"] = listing.today
    return where, params


class Order(NamedTuple):
    """`by` a column or an expression of one, `way` and, for what comes behind a place,
    `beyond`."""

    by: str
    way: str
    beyond: str
    read: Callable[[str], Any]


ORDERS: Mapping[Sort, Order] = {
    "received_at": Order("received_at", "ASC", ">", datetime.fromisoformat),
    "-received_at": Order("received_at", "DESC", "<", datetime.fromisoformat),
    "next_due_on": Order(DUE, "ASC", ">", date.fromisoformat),
}


def place(listing: Listing) -> tuple[str, dict[str, Any]]:
    """Between which places of its order the page lies: behind the cursor, and about the
    days that are asked for."""
    order, where, params = ORDERS[listing.sort], "TRUE", dict[str, Any]()
    if listing.cursor is not None:
        where += f" AND ({order.by}, id) {order.beyond} (%(place)s, %(id)s)"
        found = behind(listing.cursor, listing.sort, order.read, UUID)
        params |= dict(zip(("place", "id"), found, strict=True))
    about, days = received(listing)
    return where + about, params | days


def received(listing: Listing) -> tuple[str, dict[str, Any]]:
    """The instants between which the days of receipt lie that are asked for: whatever
    the zone, its day begins and ends within a day of that of UTC."""
    where, params = "", dict[str, Any]()
    first, last = listing.filters.received_from, listing.filters.received_to
    if first is not None:
        where += " AND received_at > %(not_before)s"
        params["not_before"] = datetime.combine(first, time(), UTC) - _DAY
    if last is not None:
        where += " AND received_at < %(not_after)s"
        params["not_after"] = datetime.combine(last, time(), UTC) + 2 * _DAY
    return where, params


_DAY = timedelta(days=1)
