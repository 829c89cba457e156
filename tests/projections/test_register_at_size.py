"""The register with many cases: pages hold what they would hold read from end to end,
and take up few rows however rare or common what is asked for is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from domain.complaint import State
from projections import register_pages, register_search
from projections.filters import Filters
from projections.listing import ORDERS, Listing, Sort, chosen
from projections.register_lists import cases
from projections.visibility import Visibility
from storage.read_model import Connection, snapshot

if TYPE_CHECKING:
    from tests.projections.conftest import Installation

TODAY = date(2026, 3, 30)
MANY = 12_000
ALL = Visibility(restricted=True)
DESK = Visibility(received_by="desk-3")
MERGED = Visibility(agencies=frozenset(("opd-7", "opd-8")), restricted=True)
COMMON, SELDOM, RARE, ABSENT = 2, 97, 5_003, 10**9
# Received over a thousand days; one in fifty is open; `number % n` spreads the rest.
FILL = f"""
CREATE TEMP TABLE made AS SELECT number, gen_random_uuid() AS id,
    timestamptz '2023-07-01 03:00Z' + number * interval '1000 days' / {MANY} AS at,
    CASE WHEN number % 50 = 0 THEN CASE WHEN number % 100 = 0 THEN 'received'
        WHEN number % 350 = 0 THEN 'returned' ELSE 'in_progress' END
        WHEN number % 997 = 0 THEN 'merged' ELSE 'resolved' END AS state,
    'opd-' || number % 13 % 10 AS agency,
    CASE WHEN number % 3001 = 7 THEN 'langka' ELSE 'jalan' END AS category,
    CASE WHEN number % 2999 = 7 THEN 'letter' ELSE 'web' END AS channel,
    CASE WHEN number % 2003 = 7 THEN 'information' ELSE 'complaint' END AS class,
    '62.0' || 1 + number % 3 || '.0' || number % 7 || '.200' || number % 2 AS region,
    number % 53 = 0 AS restricted, 'desk-' || number % 9 AS officer
FROM generate_series(1, {MANY}) AS number;
INSERT INTO cases (id, case_number, state, classification, category, region, channel,
    agency, restricted, received_by, received_at, received_on, next_due_on, version,
    position)
SELECT id, 'K' || number, state, class, category, region, channel, agency, restricted,
    officer, at, (at AT TIME ZONE 'Asia/Pontianak')::date,
    CASE WHEN number % 50 = 0 THEN (at AT TIME ZONE 'Asia/Pontianak')::date + 9 END,
    1, number
FROM made;
INSERT INTO facets SELECT id, at, category, region, channel, class FROM made;
INSERT INTO words SELECT id, ARRAY[extract(year FROM at AT TIME ZONE 'UTC')::bigint * 12
    + extract(month FROM at AT TIME ZONE 'UTC')::bigint - 1, 10000 + number % 2,
    20000 + number % {SELDOM}, 30000 + number % {RARE}], '{{}}' FROM made;
"""
WORDS = {
    "common": [[10_000 + 1]],
    "seldom": [[20_000 + 5]],
    "rare": [[30_000 + 7]],
    "absent": [[ABSENT]],
    "either": [[20_000 + 5, 30_000 + 7]],
    "common and seldom": [[10_000 + 1], [20_000 + 5]],
    "common and rare": [[10_000 + 1], [30_000 + 7]],
}
SORTS: list[Sort] = ["received_at", "-received_at", "next_due_on"]
BY_RECEIPT = SORTS[:2]
FILTERS = [
    Filters(),
    Filters(agency="opd-9"),
    Filters(category="langka"),
    Filters(category="jalan"),
    Filters(category="unknown"),
    Filters(channel="letter"),
    Filters(classification="information"),
    Filters(region="62"),
    Filters(region="63"),
    Filters(region="62.02"),
    Filters(region="62.02.03"),
    Filters(region="62.02.03.2001"),
    Filters(received_from=date(2024, 2, 1), received_to=date(2024, 2, 3)),
    Filters(received_to=date(2023, 9, 1)),
    Filters(received_from=date(2023, 9, 1)),
]
STATES: list[tuple[State, ...]] = [
    ("received",),
    ("returned",),
    ("merged",),
    ("resolved",),
    ("merged", "returned"),
    ("resolved", "received"),
    ("received", "received"),
]


@pytest.fixture
def large(installation: Installation) -> Installation:
    installation.catch_up()
    with installation.pool.connection() as connection, connection.transaction():
        connection.execute("SET LOCAL search_path = register, public")
        connection.execute(FILL.encode())
    with installation.pool.connection() as connection:
        connection.execute("VACUUM ANALYZE")
    return installation


def read_through(installation: Installation, listing: Listing, seen: Visibility) -> Any:
    """All ids in their order, by the plainest query."""
    order = ORDERS[listing.sort]
    where, params = chosen(listing, seen)
    for number, terms in enumerate(listing.words or ()):
        where += f" AND terms && %(w{number})s::bigint[]"
        params[f"w{number}"] = list(terms)
    query = (
        f"SELECT id FROM cases JOIN words USING (id) WHERE {where}"
        f" ORDER BY {order.by} {order.way}, id {order.way}"
    )
    with snapshot(installation.pool, "register") as (connection, _):
        return [row[0] for row in connection.execute(query.encode(), params)]


def paged(
    installation: Installation, listing: Listing, seen: Visibility, pages: int
) -> Any:
    found, following = list[Any](), listing
    for _ in range(pages):
        page = cases(installation.pool, following, seen)
        found += [entry.id for entry in page.items]
        if page.next_cursor is None:
            break
        following = replace(following, cursor=page.next_cursor)
    return found


def test_pages_hold_what_reading_from_end_to_end_finds(
    large: Installation, scale: int
) -> None:
    chance = Random(5)
    for _ in range(120 * scale):
        listing = Listing(
            today=TODAY,
            filters=chance.choice(FILTERS),
            states=chance.choice([(), (), *STATES]),
            overdue=chance.choice([None, None, True, False]),
            words=chance.choice([None, *WORDS.values()]),
            sort=chance.choice(SORTS),
            limit=chance.choice([3, 40]),
        )
        seen = chance.choice([ALL, DESK, MERGED])
        pages = 3
        expected = read_through(large, listing, seen)[: listing.limit * pages]
        assert paged(large, listing, seen, pages) == expected, (listing, seen)


def listings() -> Iterator[tuple[str, Listing, Visibility]]:
    for sort in SORTS:
        for filters in FILTERS:
            listing = Listing(today=TODAY, filters=filters, sort=sort, limit=20)
            yield f"{sort} {filters}", listing, ALL
        for states in STATES:
            listing = Listing(today=TODAY, states=states, sort=sort, limit=20)
            yield f"{sort} {states}", listing, ALL
        for overdue in (True, False):
            listing = Listing(today=TODAY, overdue=overdue, sort=sort, limit=20)
            yield f"{sort} overdue={overdue}", listing, ALL
        for seen in (DESK, MERGED):
            yield f"{sort} {seen}", Listing(today=TODAY, sort=sort, limit=20), seen


def test_a_page_takes_up_few_rows_whatever_is_asked_for(large: Installation) -> None:
    read = {}
    with snapshot(large.pool, "register") as (connection, _):
        for name, listing, seen in listings():
            few = register_pages.few(connection, listing)
            query = register_pages.statement(listing, seen, few=few)
            read[name] = rows_read(connection, query)
    # Most take up a hundred. By due day all of a village are looked at, which are few;
    # by receipt, cases of which nothing is overdue are passed by.
    most = MANY // 4
    assert {name: rows for name, rows in read.items() if rows > most} == {}
    assert sorted(read.values())[len(read) // 2] < 100


@pytest.mark.parametrize("sort", BY_RECEIPT)
def test_a_search_takes_up_few_rows_however_common_its_words(
    large: Installation, sort: Sort
) -> None:
    read = dict.fromkeys(WORDS, 0)
    with snapshot(large.pool, "register") as (connection, _):
        for name, words in WORDS.items():
            listing = Listing(today=TODAY, sort=sort, words=words, limit=20)
            for query in register_search.steps(connection, listing, ALL):
                read[name] += rows_read(connection, query)
                if connection.execute(query[0].encode(), query[1]).rowcount > 20:
                    break
    # A case that is walked is taken up with its words.
    most = 2 * register_search.WALKED + 600
    assert {name: rows for name, rows in read.items() if rows > most} == {}


def rows_read(connection: Connection, query: tuple[str, dict[str, Any]]) -> int:
    """How many rows the plan takes up, those that it throws away too."""
    explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query[0]}"
    row = connection.execute(explain.encode(), query[1], prepare=False).fetchone()
    assert row is not None
    return sum(taken_up(row[0][0]["Plan"]))


def taken_up(plan: dict[str, Any]) -> Iterator[int]:
    if plan["Node Type"].endswith("Scan") and "Relation Name" in plan:
        assert plan["Node Type"] != "Seq Scan"
        rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        rows += plan.get("Rows Removed by Index Recheck", 0)
        yield round(rows * plan["Actual Loops"])
    for part in plan.get("Plans", ()):
        yield from taken_up(part)
