"""Two moments of the register side by side: which cases came, went or changed.

Every case that stood in it at one of the moments is looked at, as for the figures; a
page further on looks at those received earlier only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from projections.days import NOT_FOLLOWED
from projections.listing import Listing, chosen
from projections.paging import Page, behind, check_limit, cursor
from projections.register_then import ANY, Then
from projections.visibility import Visibility
from storage.read_model import snapshot

What = Literal["came", "went", "changed"]
_ORDER = "compared"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the moments; which cases are meant then, and judged at which day's end."""

    then: Then
    listing: Listing


@dataclass(frozen=True, slots=True)
class Differs:
    """A case that differs; `restricted` says whether it is that now."""

    id: UUID
    received_at: datetime
    restricted: bool
    what: What


def compared(
    pool: ConnectionPool, one: Side, other: Side, visibility: Visibility
) -> tuple[Page[Differs], Mapping[What, int]]:
    """One page, the newest receipt first, and how many there are in all. Limit and
    cursor are those of the second side. Raises `BadCursor`, and ValueError for a
    limit."""
    limit, given = other.listing.limit, other.listing.cursor
    check_limit(limit)
    differ, params = _differ(one, other, visibility)
    place = ""
    if given is not None:
        place = "WHERE (received_at, id) < (%(place)s, %(id)s)"
        at = behind(given, _ORDER, datetime.fromisoformat, UUID)
        params |= dict(zip(("place", "id"), at, strict=True))
    page = (
        f"{differ} SELECT * FROM differ {place}"
        " ORDER BY received_at DESC, id DESC LIMIT %(limit)s"
    )
    count = f"{differ} SELECT what, count(*) AS n FROM differ GROUP BY what"
    with snapshot(pool, "sla") as (connection, position):
        # Both joins are of most rows with most rows, as for the figures.
        connection.execute("SET LOCAL enable_nestloop = off")
        with connection.cursor(row_factory=dict_row) as rows:
            params["limit"] = limit + 1
            found = rows.execute(page.encode(), params).fetchall()
            counted = rows.execute(count.encode(), params).fetchall()
    items = [Differs(**row) for row in found[:limit]]
    next_cursor = None
    if len(found) > limit:
        next_cursor = cursor(_ORDER, items[-1].received_at, items[-1].id)
    counts = dict.fromkeys(get_args(What), 0) | {r["what"]: r["n"] for r in counted}
    return Page(items, next_cursor, position), counts


def _differ(
    one: Side, other: Side, visibility: Visibility
) -> tuple[str, dict[str, Any]]:
    before, params = _side(one, "from")
    after, more = _side(other, "to")
    seen, more_seen = visibility.sql()
    query = (
        f"WITH before AS ({before}), after AS ({after}), differ AS ("
        "SELECT case_id AS id, received_at, restricted, CASE"
        " WHEN before.case_id IS NULL THEN 'came'"
        " WHEN after.case_id IS NULL THEN 'went' ELSE 'changed' END AS what"
        " FROM before FULL JOIN after USING (case_id, received_at) JOIN ("
        " SELECT case_id, received_at, restricted FROM cases"
        f" WHERE {NOT_FOLLOWED} AND {seen}) AS now USING (case_id, received_at)"
        f" WHERE ({_compared('before')}) IS DISTINCT FROM ({_compared('after')}))"
    )
    return query, params | more | more_seen


def _side(side: Side, name: str) -> tuple[str, dict[str, Any]]:
    """The cases of one side; all its parameters begin with its name."""
    so, params = side.then.sql()
    where, more = chosen(side.listing, ANY)
    params = {**params, **more, "judged": side.listing.today}
    query = (
        "SELECT case_id, received_at, state, agency, category, classification,"
        " next_due_on, next_due_on < %(judged)s AS overdue"
        f" FROM cases WHERE {so} AND {where}"
    )
    named: dict[str, date | Any] = {f"{name}_{n}": v for n, v in params.items()}
    return query.replace("%(", f"%({name}_"), named


def _compared(side: str) -> str:
    return ", ".join(f"{side}.{name}" for name in _COMPARED)


_COMPARED = (
    "case_id",
    "state",
    "agency",
    "category",
    "classification",
    "next_due_on",
    "overdue",
)
