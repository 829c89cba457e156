"""Every step of every ladder in a simulated year, found again the slow way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, Escalated
from domain.complaint_fold import project
from domain.complaint_side_ways import Reminded
from tests.simulated_year.naive import Naive

if TYPE_CHECKING:
    from tests.simulated_year.conftest import Year

ZONE = ZoneInfo("Asia/Pontianak")
DECREED, PUBLISHED = date(2025, 8, 18), date(2025, 8, 5)
Taken = tuple[UUID, str, str, date, datetime]
"""Case, clock, step, the day for which it is set, and when it was taken."""


def told(year: Year) -> list[Taken]:
    return [
        (id, event.clock, step, event.step_on, event.recorded_at)
        for id in year.ids
        for _, event in year.history(id)
        if isinstance(event, Reminded | Escalated) and event.clock and event.step_on
        for step in [event.step if isinstance(event, Reminded) else event.to]
    ]


def expected(year: Year) -> Iterator[Taken]:
    naive = Naive.of(year)
    sweeps = [now for now in year.sweeps if naive.in_office_hours(now)]
    ladder = year.here.app.reference().ladder
    for id in year.ids:
        events = [cast("ComplaintEvent", event) for _, event in year.history(id)]
        case: Complaint | None = None
        taken: set[tuple[str, str]] = set()
        known: dict[str, date] = {}
        for now in sweeps:
            while events and events[0].recorded_at <= now:
                event = events.pop(0)
                forget(taken, event)
                known |= newly_known(case, event)
                case = project(case, [event])
            if case is None or not case.open:
                continue
            today = now.astimezone(ZONE).date()
            for name, clock in case.clocks.items():
                if not clock.running or clock.paused:
                    continue
                due = {
                    step.name: day
                    for step in ladder.steps_on(name, clock.promise.due_on)
                    if (name, step.name) not in taken
                    and (day := naive.step_day(step, clock, known[name], today))
                    <= today
                }
                if clock.promise.due_on < today and (
                    "alarm" in due or (name, "alarm") in taken
                ):
                    due.pop("remind", None)  # the deadline has passed
                for step_name, day in due.items():
                    taken.add((name, step_name))
                    yield id, name, step_name, day, now


def forget(taken: set[tuple[str, str]], event: ComplaintEvent) -> None:
    """A clock that starts anew has its whole ladder before it, and so has one that is
    due later, on a day that lies ahead."""
    today = event.recorded_at.astimezone(ZONE).date()
    anew = {promise.clock for promise in event.started}
    anew |= {
        move.promise.clock
        for move in event.moved
        if move.promise.due_on > move.due_before and move.promise.due_on >= today
    }
    taken -= {pair for pair in taken if pair[0] in anew}


def newly_known(case: Complaint | None, event: ComplaintEvent) -> dict[str, date]:
    """Clocks that run from now on, or are due earlier than was known."""
    names = {promise.clock for promise in event.started}
    names |= {n for n in event.resumed if case and case.clocks[n].stopped_on}
    names |= {
        move.promise.clock
        for move in event.moved
        if move.promise.due_on < move.due_before
    }
    return dict.fromkeys(names, event.recorded_at.astimezone(ZONE).date())


def test_each_step_is_taken_exactly_once_and_on_its_day(lived: Year) -> None:
    found = Counter(told(lived))
    assert found == Counter(expected(lived))
    steps = Counter(step for _, _, step, _, _ in found.elements())
    # A test of nothing would pass too: the year has seen every step.
    assert set(steps) == {
        "remind",
        "alarm",
        "agency_head",
        "regional_secretary",
        "inspectorate",
        "governor",
    }


def test_a_step_is_late_only_where_the_runner_was_down_or_nothing_was_known(
    lived: Year,
) -> None:
    naive, late = Naive.of(lived), Counter[str]()
    for id, clock, step, step_on, taken_at in told(lived):
        day = taken_at.astimezone(ZONE).date()
        assert naive.is_working(day, day), (id, clock, step)
        if day != step_on:
            late[str(day)] += 1
    assert late["2025-06-19"] > 0, "the first day after nine days of downtime"


def test_what_was_missed_comes_in_the_order_of_its_days(lived: Year) -> None:
    by_sweep: dict[datetime, list[tuple[int, date]]] = {}
    for id in lived.ids:
        for position, event in lived.history(id):
            if isinstance(event, Reminded | Escalated) and event.step_on:
                entry = (position, event.step_on)
                by_sweep.setdefault(event.recorded_at, []).append(entry)
    for taken in by_sweep.values():
        days = [step_on for _, step_on in sorted(taken)]
        assert days == sorted(days)
    assert max(len(set(d for _, d in taken)) for taken in by_sweep.values()) > 2


def test_the_explanation_counted_by_hand_gives_the_same_day(lived: Year) -> None:
    seen = Counter[str]()
    for id in lived.ids:
        case = lived.here.app.complaint(id)
        for clock in lived.here.cases.clocks(case, date(2026, 2, 27)):
            wanted = clock["limit"] + (clock["extended"] or 0)
            counted = [day["date"] for day in clock["days"] if day["counted"]]
            assert len(counted) == wanted
            assert counted[-1] == clock["due_on"]
            seen[clock["clock"]] += 1
            seen["paused"] += clock["paused_days"] > 0
            seen["extended"] += bool(clock["extended"])
    assert len(seen) == 10, seen
    assert min(seen.values()) > 0


def test_a_year_is_the_same_for_the_same_seed(
    new_year: Callable[[int, int], Year], scale: int
) -> None:
    until = date(2025, 3 if scale == 1 else 6, 30)

    def told_of(seed: int) -> list[tuple[object, ...]]:
        year = new_year(40, seed)
        year.run(until=until)
        return [
            (id, event.originator_version, event.TOPIC, event.occurred_at)
            for id in sorted(year.ids)
            for _, event in year.history(id)
        ]

    assert told_of(7) == told_of(7)
    assert told_of(7) != told_of(8)


def test_every_decree_moved_the_deadlines_that_stood(lived: Year) -> None:
    moved = [
        cast("ComplaintEvent", event)
        for id in lived.ids
        for _, event in lived.history(id)
        if event.TOPIC == "complaint.deadline_moved"
        and getattr(event, "cause", None) == "decree"
    ]
    assert moved
    assert PUBLISHED in {day_of(event) for event in moved}
    for event in moved:
        if day_of(event) != PUBLISHED:
            assert not ran_when_it_was_published(lived, event)
    later = [m for e in moved for m in e.moved if m.promise.due_on > m.due_before]
    assert later
    assert all(m.due_before >= DECREED for m in later)


@pytest.mark.parametrize("topic", ["complaint.resolved", "complaint.withdrawn"])
def test_the_passing_of_days_closed_cases(lived: Year, topic: str) -> None:
    assert any(
        event.role == "system"
        for id in lived.ids
        for _, event in lived.history(id)
        if event.TOPIC == topic
    )


def day_of(event: ComplaintEvent) -> date:
    return event.recorded_at.astimezone(ZONE).date()


def ran_when_it_was_published(year: Year, moved: ComplaintEvent) -> bool:
    """Whether a clock that is moved later stood neither still nor paused when that
    day's last sweep looked."""
    swept = max(now for now in year.sweeps if now.astimezone(ZONE).date() == PUBLISHED)
    known = [
        cast("ComplaintEvent", event)
        for _, event in year.history(moved.originator_id)
        if event.recorded_at <= swept
    ]
    case = project(None, known)
    assert case is not None
    clocks = [case.clocks[move.promise.clock] for move in moved.moved]
    return case.open and any(c.running and not c.paused for c in clocks)
