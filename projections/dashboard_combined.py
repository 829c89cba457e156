"""The dashboard's counts by any filters, today and as far as all is known: the cases at
rest are summed from their counts, the few others from their rows."""

from collections.abc import Mapping
from typing import Any

from projections import resting
from projections.counts import Counts
from projections.dashboard_flows import received
from projections.dashboard_rows import counted_now
from projections.days import NOT_FOLLOWED
from projections.filters import Filters
from projections.packed import Group
from projections.visibility import Visibility
from storage.read_model import Connection


def happened_since(connection: Connection, params: Mapping[str, Any]) -> bool:
    """Whether something happened after `day` already, so that today's rows do not tell
    what was so."""
    return connection.execute(_SINCE.encode(), params).fetchone() is not None


def counted(
    connection: Connection,
    slots: Mapping[Group, int],
    params: Mapping[str, Any],
    filters: Filters,
    visibility: Visibility,
) -> Counts:
    """The counts at the end of `day`, after which nothing happened, with `soon` among
    the `params`."""
    # Rows are found by index, whatever the statistics say.
    connection.execute("SET LOCAL enable_seqscan = off")
    if filters.region is not None and filters.region.count(".") > 1:
        return counted_now(connection, NOT_FOLLOWED, params, filters, visibility)
    months, days = [resting.EVER], list[str]()
    if filters.received_from is not None or filters.received_to is not None:
        known = sorted(code for kind, code in slots if kind == "month" and code)
        parts = list(received(known, filters))
        months = [value for by, value in parts if by == "month"]
        days = [value for by, value in parts if by == "day"]
    found = resting.counted(connection, months, filters, visibility)
    found.add(counted_now(connection, WAITING, params, filters, visibility))
    if days:
        more = {**params, "days": days}
        found.add(counted_now(connection, _SINGLE_DAYS, more, filters, visibility))
    return found


WAITING = f"{NOT_FOLLOWED} AND NOT at_rest"
_SINGLE_DAYS = f"""{NOT_FOLLOWED} AND at_rest
    AND received_on = ANY (%(days)s::date[])"""
_SINCE = f"SELECT FROM cases WHERE {NOT_FOLLOWED} AND valid_from > %(day)s LIMIT 1"
