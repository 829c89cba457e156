"""A closed month keeps its figures; what-if tells what a change would have done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

import pytest

from api.what_if import compared
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.rejudging import OtherLimit
from projections.dashboard import dashboard
from projections.days import Known
from projections.figures import Dashboard
from projections.filters import Filters
from projections.visibility import Visibility
from projections.what_if import WhatIf
from tests.simulated_year.naive import Naive

if TYPE_CHECKING:
    from tests.simulated_year.conftest import Year

ZONE = ZoneInfo("Asia/Pontianak")
JULY, END_OF_JULY = date(2025, 7, 31), datetime(2025, 7, 31, 23, 59, 59, tzinfo=ZONE)
DECREED = date(2025, 8, 18)
ALL = Visibility(restricted=True)


@pytest.fixture(scope="module")
def until_august(new_year: Callable[[int, int], Year]) -> tuple[Year, Dashboard]:
    """A year in which, after July was closed, a rule changed and a decree came; and
    July's figures as they were told before."""
    year = new_year(150, 3)
    year.run(until=JULY)
    year.catch_up()
    told = figures(year, JULY)
    origin = year.origin(datetime(2025, 8, 4, 8, tzinfo=ZONE), "administrator")
    year.here.app.change_reference(
        lambda reference: reference.standards.adopt(
            origin,
            rule="C-05",
            description="shorter",
            limit=7,
            unit="working_days",
            legal_basis="Pergub 1/2025",
            status="confirmed",
            valid_from=date(2025, 7, 1),
        )
    )
    year.go_on(until=date(2025, 9, 5))
    year.catch_up()
    return year, told


def figures(year: Year, day: date, known_at: datetime | None = None) -> Dashboard:
    return dashboard(
        year.here.pool,
        as_of=day,
        known=Known(known_at),
        calendar=year.here.app.reference().calendar,
        filters=Filters(),
        visibility=ALL,
    )


def but_position(found: Dashboard) -> dict[str, Any]:
    """How far the rows have come is no figure."""
    return asdict(found) | {"position": None}


def what_if(year: Year, day: date, **others: Any) -> tuple[Dashboard, Dashboard]:
    asked = WhatIf(as_of=day, filters=Filters(), **others)
    return compared(year.here, asked, ALL)


def test_july_as_known_at_its_end_stays_as_it_was_told(
    until_august: tuple[Year, Dashboard],
) -> None:
    year, told = until_august
    assert told.totals.received > 50
    assert but_position(figures(year, JULY, END_OF_JULY)) == but_position(told)


def test_what_if_counts_every_completion_by_the_other_limit(
    until_august: tuple[Year, Dashboard],
) -> None:
    year, _ = until_august
    was, would_be = what_if(year, JULY, limits=(OtherLimit("C-05", 3),))
    expected = recounted(year, JULY, {"C-05": 3})
    [found] = [c for c in would_be.by_clock if c.clock == "completion"]
    [before] = [c for c in was.by_clock if c.clock == "completion"]
    counted = {
        name: getattr(found, name)
        for name in ("running", "paused", "overdue", "met", "late")
    }
    assert counted == {name: expected[name] for name in counted}
    assert found.late > before.late
    assert found.overdue > before.overdue
    assert would_be.totals.received == was.totals.received


def test_what_if_of_nothing_else_is_what_was(
    until_august: tuple[Year, Dashboard],
) -> None:
    year, _ = until_august
    # All of 2025 rests on the last calendar: the decree came before these due days.
    was, would_be = what_if(year, date(2025, 3, 31), limits=(OtherLimit("C-02", 3),))
    assert but_position(was) == but_position(would_be)


def test_what_if_without_the_decree_makes_them_late_who_used_the_day(
    until_august: tuple[Year, Dashboard],
) -> None:
    year, _ = until_august
    day = date(2025, 9, 5)
    was, would_be = what_if(year, day, working_days=(DECREED,))
    late_was = sum(clock.late + clock.overdue for clock in was.by_clock)
    late_would_be = sum(clock.late + clock.overdue for clock in would_be.by_clock)
    assert late_would_be > late_was


def test_what_if_writes_nothing(until_august: tuple[Year, Dashboard]) -> None:
    year, _ = until_august
    before = written(year)
    what_if(year, JULY, limits=(OtherLimit("C-05", 3),), days_off=(DECREED,))
    assert written(year) == before


def written(year: Year) -> list[tuple[Any, ...]]:
    """Every table with its rows' number and their last write."""
    with year.here.pool.connection() as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
            " ORDER BY 1, 2"
        ).fetchall()
        found = []
        for schema, table in tables:
            query = (
                f'SELECT count(*), max(xmin::text::bigint) FROM "{schema}"."{table}"'
            )
            row = connection.execute(query.encode()).fetchone()
            found.append((schema, table, row))
        return found


def recounted(year: Year, day: date, limits: dict[str, int]) -> Counter[str]:
    """The completion clocks at the end of a day, due days counted one by one."""
    naive, found = Naive.of(year), Counter[str]()
    for id in year.ids:
        case: Complaint | None = None
        for _, event in year.history(id):
            if event.occurred_at.astimezone(ZONE).date() > day:
                break
            case = project(case, [cast("ComplaintEvent", event)])
        clock = case.clocks.get("completion") if case else None
        if clock is None:
            continue
        promise = clock.promise
        count = limits.get(promise.rule, promise.limit) + (promise.extended or 0)
        due_on = promise.started_on
        while count:
            due_on = naive.after(due_on, 1, date(2025, 12, 31))
            count -= not any(due_on in pause for pause in clock.pauses)
        paused = clock.paused_on is not None and clock.paused_on <= due_on
        if clock.ending:
            continue
        if clock.stopped_on:
            found["met" if clock.stopped_on <= due_on else "late"] += 1
        elif paused:
            found["paused"] += 1
        else:
            found["overdue" if due_on < day else "running"] += 1
    return found
