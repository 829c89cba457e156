"""The dashboard's counts by any filters, today and as far as all is known: the cases at
rest are summed from their counts, the few others from their rows."""

from collections.abc import Mapping
from typing import Any

from projections import at_rest
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
    connection.execute(ALONG_AN_INDEX)
    if filters.region is not None and filters.region.count(".") > 1:
        more = {**params, "district": filters.region[:8]}
        return counted_now(connection, DISTRICT, more, filters, visibility)
    months, days = [at_rest.EVER], list[str]()
    if filters.received_from is not None or filters.received_to is not None:
        known = sorted(code for kind, code in slots if kind == "month" and code)
        parts = list(received(known, filters))
        months = [value for by, value in parts if by == "month"]
        days = [value for by, value in parts if by == "day"]
    found = at_rest.counted(connection, months, filters, visibility)
    found.add(counted_now(connection, WAITING, params, filters, visibility))
    if days:
        more = {**params, "days": days}
        found.add(counted_now(connection, _SINGLE_DAYS, more, filters, visibility))
    return found


# Few rows among many, whatever the statistics say of how many; along an index in the
# order of the table, all rows of today would be looked at.
ALONG_AN_INDEX = b"SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off"
WAITING = f"{NOT_FOLLOWED} AND NOT at_rest"
DISTRICT = f"{NOT_FOLLOWED} AND left(region, 8) = %(district)s"
_SINGLE_DAYS = f"""{NOT_FOLLOWED} AND at_rest
    AND received_on = ANY (%(days)s::date[])"""
_SINCE = """
SELECT FROM (SELECT max(valid_from) AS newest FROM cases) AS known
WHERE newest > %(day)s"""
