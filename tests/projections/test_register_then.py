"""The register of a past moment: the right cases, from few rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import UUID

import pytest

from domain.complaint import Complaint
from projections.days import ALL_KNOWN, Known
from projections.filters import Filters
from projections.listing import Listing
from projections.register_then import Then, _newest, statement, stood
from projections.visibility import Visibility
from storage.read_model import snapshot

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
PU = frozenset({"dinas-pu"})
FIRST_DAY = date(2026, 3, 2)
LISTING = Listing(today=FIRST_DAY, limit=10)


def known_by(position: int) -> Then:
    return Then(as_of=None, known=Known(position=position), until=None)


def paged(
    installation: Installation, listing: Listing, then: Then, seen: Visibility
) -> Iterator[UUID]:
    while True:
        page = stood(installation.pool, listing, then, seen)
        yield from (case.id for case in page.items)
        if page.next_cursor is None:
            return
        listing = replace(listing, cursor=page.next_cursor)


def folded(office: Office, position: int) -> dict[UUID, Complaint]:
    """Every case as it was after that many events."""
    cases: dict[UUID, Complaint] = {}
    for change in office.changes[:position]:
        cases[change.after.id] = change.after
    return cases


@pytest.mark.parametrize(
    "seen",
    [
        ALL,
        Visibility(),
        Visibility(received_by="desk-1"),
        Visibility(agencies=PU, restricted=True),
        Visibility(agencies=PU),
        Visibility(nothing=True),
    ],
)
def test_the_list_holds_the_cases_of_then_that_are_seen_now(
    installation: Installation, office: Office, seen: Visibility
) -> None:
    office.live(300, Random(5))
    installation.catch_up()
    moved = 0
    for position in range(1, len(office.events) + 1, 37):
        then = folded(office, position)
        visible = [case for of, case in then.items() if seen.sees(office.cases[of])]
        for sort in ("received_at", "-received_at"):
            expected = sorted(visible, key=lambda c: (c.received_at, c.id))
            if sort == "-received_at":
                expected.reverse()
            listing = replace(LISTING, limit=7, sort=sort)
            found = list(paged(installation, listing, known_by(position), seen))
            assert found == [case.id for case in expected]
        moved += {c.id for c in then.values() if seen.sees(c)} != set(found)
    # To and from an agency cases go; none of these becomes restricted or free.
    assert (moved > 0) == (seen.agencies is not None)


@pytest.mark.parametrize(
    ("how", "holds"),
    [
        (
            {"states": ["disposed", "answered"]},
            lambda c: c.state in ("disposed", "answered"),
        ),
        ({"filters": Filters(agency="dinas-pu")}, lambda c: c.agency == "dinas-pu"),
        ({"filters": Filters(category="jalan")}, lambda c: c.category == "jalan"),
        (
            {"filters": Filters(region="62.03")},
            lambda c: (c.region or "").startswith("62.03"),
        ),
    ],
)
def test_filters_are_those_of_then(
    installation: Installation, office: Office, how: Any, holds: Any
) -> None:
    office.live(300, Random(6))
    installation.catch_up()
    changed = 0
    for position in range(50, len(office.events), 61):
        found = set(
            paged(installation, replace(LISTING, **how), known_by(position), ALL)
        )
        expected = {c.id for c in folded(office, position).values() if holds(c)}
        assert found == expected
        changed += expected != {c.id for c in office.cases.values() if holds(c)}
    assert changed


def test_a_case_told_late_stands_as_of_its_day_and_not_in_what_was_known(
    installation: Installation, office: Office
) -> None:
    prompt, late = office.receive(0), office.receive(1, recorded=9)
    future = office.receive(5)
    installation.catch_up()

    def listed(day: int | None, known_at: datetime | None) -> set[UUID]:
        as_of = None if day is None else FIRST_DAY + timedelta(days=day)
        ends = [known_at] if known_at else []
        ends += [office.noon(day + 1)] if day is not None else []
        then = Then(as_of=as_of, known=Known(known_at), until=min(ends, default=None))
        return set(paged(installation, LISTING, then, ALL))

    assert listed(1, None) == {prompt.id, late.id}
    assert listed(1, office.noon(2)) == {prompt.id}
    assert listed(None, office.noon(6)) == {prompt.id, future.id}
    assert listed(0, office.noon(9)) == {prompt.id}
    assert listed(None, None) == {prompt.id, late.id, future.id}


def test_a_page_without_an_end_or_of_another_order_is_refused(
    installation: Installation, office: Office
) -> None:
    office.receive(0)
    installation.catch_up()
    for wrong in (
        replace(LISTING, sort="next_due_on"),
        replace(LISTING, limit=201),
        replace(LISTING, cursor="x"),
    ):
        with pytest.raises(ValueError):
            stood(installation.pool, wrong, known_by(1), ALL)


@pytest.mark.parametrize("seen", [ALL, Visibility(), Visibility(agencies=PU)])
def test_a_page_reads_few_rows_however_much_came_after_it(
    installation: Installation, office: Office, seen: Visibility
) -> None:
    read = {}
    for size, steps in (("small", 800), ("large", 2_000)):
        office.live(steps, Random(7))
        installation.catch_up()
        analyze(installation)
        last = len(office.events)
        for moment, position in (
            ("early", 300),
            ("middle", last // 2),
            ("late", last - 50),
        ):
            read[size, moment] = rows_read(installation, known_by(position), seen)
    # Of the ten cases on the page and those passed by, what each was through its life.
    most = 200
    assert max(read.values()) < most, read
    assert installation_rows(installation) > 4 * most


def analyze(installation: Installation) -> None:
    with installation.pool.connection() as connection:
        connection.execute("ANALYZE sla.cases")


def installation_rows(installation: Installation) -> int:
    return len(installation.rows()["sla.cases"])


def rows_read(installation: Installation, then: Then, seen: Visibility) -> int:
    """How many rows the page's plan took up, those that it threw away too."""
    with snapshot(installation.pool, "sla") as (connection, _):
        query, params = statement(connection, LISTING, then, seen)
        explain = f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {query}"
        row = connection.execute(explain.encode(), params).fetchone()
    assert row is not None
    return sum(_read(row[0][0]["Plan"]))


def _read(plan: dict[str, Any]) -> Iterator[int]:
    if "Scan" in plan["Node Type"]:
        rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        rows += plan.get("Rows Removed by Index Recheck", 0)
        yield round(rows * plan["Actual Loops"])
    for part in plan.get("Plans", ()):
        yield from _read(part)


def test_nothing_is_known_at_a_position_before_the_first_receipt(
    installation: Installation, office: Office
) -> None:
    office.receive(0)
    installation.catch_up()
    assert list(paged(installation, LISTING, known_by(0), ALL)) == []
    everything = Then(as_of=None, known=ALL_KNOWN, until=None)
    assert len(list(paged(installation, LISTING, everything, ALL))) == 1


def test_a_list_of_then_begins_with_the_latest_receipt_of_then_or_a_little_before(
    installation: Installation, office: Office
) -> None:
    chance = Random(4)
    with (
        patch("projections.sla.BLOCKS", (2, 8)),
        patch("projections.register_then.BLOCKS", (2, 8)),
    ):
        for _ in range(30):
            office.receive(chance.randint(0, 90), recorded=100)
            office.live(chance.randint(0, 2), chance)
        installation.record()
        installation.catch_up(read_at_once=5)
        with snapshot(installation.pool, "sla") as (connection, head):
            for position in range(head + 10):
                block_ends = position // 2 * 2 + 1
                received = [
                    change.after.received_at
                    for change in office.changes
                    if change.before is None and change.position <= block_ends
                ]
                assert _newest(connection, position) == max(received, default=None)
