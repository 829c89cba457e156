"""The dashboard's figures counted again, the slow way, from the events alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import TYPE_CHECKING, get_args
from uuid import UUID

import pytest

from domain.clock import ClockName
from domain.complaint import Complaint, State
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from projections.days import Known
from projections.figures import (
    ClockFigures,
    Dashboard,
    GroupFigures,
    MonthFigures,
    Totals,
)
from projections.filters import Filters
from projections.visibility import Visibility

if TYPE_CHECKING:
    from tests.projections.conftest import Office

Recount = Callable[["Office", date, Known, Filters, Visibility], Dashboard]


@pytest.fixture
def recount() -> Recount:
    """The dashboard at the end of a day, as known then, as the contract says it."""
    return _recount


def _recount(
    office: Office, day: date, known: Known, filters: Filters, visibility: Visibility
) -> Dashboard:
    everything = _cases_at(office, day, known, filters)
    seen = [c for c in everything if _sees(office, visibility, c[0])]
    in_totals = visibility.in_totals if filters.count < 2 else visibility
    counted = [c for c in everything if _sees(office, in_totals, c[0])]
    return Dashboard(
        as_of=day,
        position=len(office.events),
        totals=_totals(office, counted, day),
        by_clock=[_clock(name, seen, day) for name in get_args(ClockName)],
        by_agency=_groups(seen, day, lambda case: case.agency),
        by_state={
            state: sum(case.state == state for case, _ in seen)
            for state in get_args(State)
        },
        by_category=_groups(seen, day, lambda case: case.category),
        by_channel=_groups(seen, day, lambda case: case.channel),
        by_month=_months(office, seen, day),
    )


Past = tuple[Complaint, date]
"""A case at the end of a day, and the day since which it is in its state."""


def _cases_at(office: Office, day: date, known: Known, filters: Filters) -> list[Past]:
    found = []
    for of in office.cases:
        case, since = None, day
        for event in _run(office, of, day, known):
            after = project(case, [event])
            assert after is not None
            if case is None or case.state != after.state:
                since = _local(office, after.effective_at)
            case = after
        if case is not None and _fits(office, case, filters):
            found.append((case, since))
    return found


def _run(office: Office, of: UUID, day: date, known: Known) -> Iterator[ComplaintEvent]:
    """The longest run of a case's events, each of them by then."""
    end = datetime.combine(day + timedelta(days=1), time(), office.zone)
    for position, event in enumerate(office.events, start=1):
        if event.originator_id != of or not isinstance(event, ComplaintEvent):
            continue
        if event.occurred_at >= end:
            return
        if known.at is not None and event.recorded_at > known.at:
            return
        if known.position is not None and position > known.position:
            return
        yield event


def _sees(office: Office, visibility: Visibility, then: Complaint) -> bool:
    """What is restricted today is hidden on the days before, too."""
    now = office.cases[then.id]
    return visibility.sees(then) and replace(visibility, agencies=None).sees(now)


def _fits(office: Office, case: Complaint, filters: Filters) -> bool:
    received_on = _local(office, case.received_at)
    region = f"{case.region or ''}."
    return (
        filters.agency in (None, case.agency)
        and filters.category in (None, case.category)
        and filters.channel in (None, case.channel)
        and filters.classification in (None, case.classification)
        and (filters.region is None or region.startswith(f"{filters.region}."))
        and (filters.received_from or received_on) <= received_on
        and (filters.received_to or received_on) >= received_on
    )


def _local(office: Office, instant: datetime) -> date:
    return instant.astimezone(office.zone).date()


def _overdue(case: Complaint, day: date) -> bool:
    return case.open and any(c.status(day) == "overdue" for c in case.clocks.values())


def _due_soon(office: Office, case: Complaint, day: date) -> bool:
    due = [c.promise.due_on for c in case.running_clocks if case.open and not c.paused]
    soon = office.reference.calendar.add_working_days(day, 2)
    return bool(due) and not _overdue(case, day) and min(due) <= soon


def _statuses(cases: Iterable[Past], clock: str, day: date) -> Counter[str]:
    return Counter(
        case.clocks[clock].status(day) for case, _ in cases if clock in case.clocks
    )


def _days(cases: Iterable[Past], clock: str) -> list[int]:
    clocks = [case.clocks[clock] for case, _ in cases if clock in case.clocks]
    return sorted(c.working_days for c in clocks if c.working_days is not None)


def _rank(days: Sequence[int], tenths: int) -> int | None:
    return days[ceil(len(days) * tenths / 10) - 1] if days else None


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _on_time(statuses: Counter[str]) -> float | None:
    judged = statuses["met"] + statuses["late"] + statuses["overdue"]
    return _rate(statuses["met"], judged)


def _totals(office: Office, cases: list[Past], day: date) -> Totals:
    states = Counter(case.state for case, _ in cases)
    done = sum(case.followed_up or case.state == "resolved" for case, _ in cases)
    days = _days(cases, "completion")
    stars = [case.stars for case, _ in cases if case.stars is not None]
    return Totals(
        received=len(cases),
        open=sum(case.open for case, _ in cases),
        overdue=sum(_overdue(case, day) for case, _ in cases),
        due_within_2_days=sum(_due_soon(office, case, day) for case, _ in cases),
        resolved=states["resolved"],
        archived=states["archived"],
        withdrawn=states["withdrawn"],
        merged=states["merged"],
        escalated=sum(bool(case.escalated_to) for case, _ in cases),
        followed_up_rate=_rate(done, len(cases)),
        resolved_rate=_rate(states["resolved"], len(cases)),
        on_time_rate=_on_time(_statuses(cases, "completion", day)),
        median_working_days=_rank(days, 5),
        p90_working_days=_rank(days, 9),
        rating=_rate(sum(stars), len(stars)),
        rated=len(stars),
    )


def _clock(name: str, cases: list[Past], day: date) -> ClockFigures:
    statuses, days = _statuses(cases, name, day), _days(cases, name)
    return ClockFigures(
        clock=name,
        running=statuses["running"],
        paused=statuses["paused"],
        overdue=statuses["overdue"],
        met=statuses["met"],
        late=statuses["late"],
        on_time_rate=_on_time(statuses),
        median_working_days=_rank(days, 5),
        p90_working_days=_rank(days, 9),
    )


def _groups(
    cases: list[Past], day: date, by: Callable[[Complaint], str | None]
) -> list[GroupFigures]:
    codes = sorted({by(case) or "~" for case, _ in cases})
    parts = [[c for c in cases if (by(c[0]) or "~") == code] for code in codes]
    return [
        GroupFigures(
            code=None if code == "~" else code,
            received=len(part),
            open=sum(case.open for case, _ in part),
            overdue=sum(_overdue(case, day) for case, _ in part),
            resolved=sum(case.state == "resolved" for case, _ in part),
            on_time_rate=_on_time(_statuses(part, "completion", day)),
            median_working_days=_rank(_days(part, "completion"), 5),
        )
        for code, part in zip(codes, parts, strict=True)
    ]


def _months(office: Office, cases: list[Past], day: date) -> list[MonthFigures]:
    received = Counter(f"{_local(office, c.received_at):%Y-%m}" for c, _ in cases)
    resolved = Counter(f"{since:%Y-%m}" for c, since in cases if c.state == "resolved")
    late = Counter(
        f"{clock.promise.due_on + timedelta(days=1):%Y-%m}"
        for case, _ in cases
        if (clock := case.clocks.get("completion"))
        and clock.status(day) in ("late", "overdue")
    )
    return [
        MonthFigures(
            month=month,
            received=received[month],
            resolved=resolved[month],
            late=late[month],
        )
        for month in sorted(received | resolved | late)
    ]
