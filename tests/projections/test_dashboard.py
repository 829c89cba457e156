"""The dashboard's figures: defined by the contract, counted again from the events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool

from domain.clock import ClockName
from domain.complaint import Complaint, State, project
from domain.refusals import Refusal
from projections.dashboard import dashboard
from projections.figures import (
    ClockFigures,
    Dashboard,
    GroupFigures,
    MonthFigures,
    Totals,
)
from projections.filters import Filters
from projections.sla import Sla
from projections.visibility import Visibility
from storage.read_model import catch_up, ensure

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
ANY = Filters()
FIRST_DAY = date(2026, 3, 2)
LAST = 45


def on(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)


def shown(
    pool: ConnectionPool,
    office: Office,
    day: date,
    filters: Filters = ANY,
    visibility: Visibility = ALL,
) -> Dashboard:
    return dashboard(
        pool,
        as_of=day,
        calendar=office.reference.calendar,
        filters=filters,
        visibility=visibility,
    )


# -- counted again, the slow way ----------------------------------------------------


def recount(
    office: Office, day: date, filters: Filters, visibility: Visibility
) -> Dashboard:
    """From the events alone, as the contract says it."""
    everything = _cases_at(office, day, filters)
    seen = [c for c in everything if visibility.sees(c[0])]
    counted = [c for c in everything if visibility.in_totals.sees(c[0])]
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


Known = tuple[Complaint, date]
"""A case at the end of a day, and the day since which it is in its state."""


def _cases_at(office: Office, day: date, filters: Filters) -> list[Known]:
    end = datetime.combine(day + timedelta(days=1), time(), office.zone)
    found = []
    for of in office.cases:
        case, since = None, day
        for event in office.events:
            if event.originator_id != of:
                continue
            if event.occurred_at >= end:
                break
            after = project(case, [event])
            assert after is not None
            if case is None or case.state != after.state:
                since = _local(office, after.effective_at)
            case = after
        if case is not None and _fits(office, case, filters):
            found.append((case, since))
    return found


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
    due = [c.promise.due_on for c in case.running_clocks if case.open]
    soon = office.reference.calendar.add_working_days(day, 2)
    return bool(due) and not _overdue(case, day) and min(due) <= soon


def _statuses(cases: Iterable[Known], clock: str, day: date) -> Counter[str]:
    return Counter(
        case.clocks[clock].status(day) for case, _ in cases if clock in case.clocks
    )


def _days(cases: Iterable[Known], clock: str) -> list[int]:
    clocks = [case.clocks[clock] for case, _ in cases if clock in case.clocks]
    return sorted(c.working_days for c in clocks if c.working_days is not None)


def _rank(days: Sequence[int], tenths: int) -> int | None:
    return days[ceil(len(days) * tenths / 10) - 1] if days else None


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _on_time(statuses: Counter[str]) -> float | None:
    judged = statuses["met"] + statuses["late"] + statuses["overdue"]
    return _rate(statuses["met"], judged)


def _totals(office: Office, cases: list[Known], day: date) -> Totals:
    states = Counter(case.state for case, _ in cases)
    done = sum(case.followed_up or case.state == "resolved" for case, _ in cases)
    days = _days(cases, "completion")
    return Totals(
        received=len(cases),
        open=sum(case.open for case, _ in cases),
        overdue=sum(_overdue(case, day) for case, _ in cases),
        due_within_2_days=sum(_due_soon(office, case, day) for case, _ in cases),
        resolved=states["resolved"],
        archived=states["archived"],
        withdrawn=0,
        merged=0,
        escalated=sum(bool(case.escalated_to) for case, _ in cases),
        followed_up_rate=_rate(done, len(cases)),
        resolved_rate=_rate(states["resolved"], len(cases)),
        on_time_rate=_on_time(_statuses(cases, "completion", day)),
        median_working_days=_rank(days, 5),
        p90_working_days=_rank(days, 9),
        rating=None,
        rated=0,
    )


def _clock(name: str, cases: list[Known], day: date) -> ClockFigures:
    statuses, days = _statuses(cases, name, day), _days(cases, name)
    return ClockFigures(
        clock=name,
        running=statuses["running"],
        overdue=statuses["overdue"],
        met=statuses["met"],
        late=statuses["late"],
        on_time_rate=_on_time(statuses),
        median_working_days=_rank(days, 5),
        p90_working_days=_rank(days, 9),
    )


def _groups(
    cases: list[Known], day: date, by: Callable[[Complaint], str | None]
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


def _months(office: Office, cases: list[Known], day: date) -> list[MonthFigures]:
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


# -- random histories ---------------------------------------------------------------

COMMANDS: dict[str, list[dict[str, Any]]] = {
    "verify": [{}, {"classification": "information"}, {"category": "kesehatan"}],
    "dispose": [{"agency": "dinas-pu"}, {"agency": "dinas-kesehatan"}],
    "return_": [{"reason": "x"}],
    "follow_up": [{"message": "x"}],
    "reply": [{"message": "x"}],
    "resolve": [{"outcome": "noted"}, {"outcome": "noted", "time_known": False}],
    "archive": [{"reason": "too_general"}],
    "amend": [{"reason": "x", "changed": ["category"], "category": "jalan"}],
    "escalate": [{"to": "governor", "reason": "x"}],
    "note": [{"message": "x"}],
}
receipts = st.fixed_dictionaries(
    {
        "day": st.integers(0, 20),
        "by": st.sampled_from([None, "desk-1"]),
        "classification": st.sampled_from(
            ["complaint", "oversight_complaint", "aspiration", "information"]
        ),
        "confidential": st.booleans(),
        "category": st.sampled_from([None, "jalan", "kesehatan"]),
        "region": st.sampled_from([None, "62.03", "62.03.01.2001", "62.04"]),
        "channel": st.sampled_from(["web", "phone"]),
    }
)
# The usual way is taken more often than the side ways, so that cases get on.
usual = st.sampled_from(["verify", "dispose", "follow_up", "reply", "resolve"])
steps = st.tuples(
    st.integers(0, 4),
    st.one_of(usual, usual, st.sampled_from(sorted(COMMANDS))),
    st.integers(0, 2),
    st.integers(0, LAST),
)
histories = st.tuples(
    st.lists(receipts, min_size=1, max_size=5), st.lists(steps, max_size=40)
)


def play(office: Office, history: Any) -> None:
    """Take the steps that the rules allow, in the order in which they come in."""
    received, then = history
    cases = [office.receive(**words) for words in received]
    for which, command, variant, day in sorted(then, key=lambda step: step[3] // 4):
        case, variants = cases[which % len(cases)], COMMANDS[command]
        try:
            office.then(case, command, day, **variants[variant % len(variants)])
        except Refusal:
            continue


filterings = st.builds(
    Filters,
    agency=st.sampled_from([None, None, "dinas-pu"]),
    category=st.sampled_from([None, None, "jalan"]),
    region=st.sampled_from([None, None, "62.03"]),
    channel=st.sampled_from([None, None, "web"]),
    classification=st.sampled_from([None, None, "complaint"]),
    received_from=st.sampled_from([None, None, on(5)]),
    received_to=st.sampled_from([None, None, on(15)]),
)
visibilities = st.sampled_from(
    [
        ALL,
        Visibility(),
        Visibility(received_by="desk-1"),
        Visibility(agency="dinas-pu", restricted=True),
        Visibility(restricted_in_totals=True),
        Visibility(nothing=True),
    ]
)


@settings(
    max_examples=settings().max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    history=histories,
    filters=filterings,
    visibility=visibilities,
    size=st.integers(1, 50),
)
def test_figures_of_every_day_are_those_counted_from_the_events(
    pool: ConnectionPool,
    new_office: Callable[[], Office],
    history: Any,
    filters: Filters,
    visibility: Visibility,
    size: int,
) -> None:
    office, model = new_office(), Sla(new_office().zone)
    play(office, history)
    with pool.connection() as connection:
        connection.execute("DROP SCHEMA IF EXISTS sla CASCADE; DELETE FROM read_model")
    ensure(pool, [model])
    for batch in office.batches(size):
        assert catch_up(pool, model, batch)
    for day in (on(number) for number in range(-1, LAST + 25, 3)):
        for wanted, seen in ((ANY, ALL), (filters, visibility)):
            found = shown(pool, office, day, wanted, seen)
            assert found == recount(office, day, wanted, seen)


# -- by hand ------------------------------------------------------------------------


@pytest.fixture
def three_cases(installation: Installation, office: Office) -> Installation:
    """Disposed on Tuesday 3 March to two agencies; terms are of 14 working days."""
    for agency, answered in (
        ("dinas-pu", 8),
        ("dinas-pu", 30),
        ("dinas-kesehatan", None),
    ):
        case = office.receive(0, category="jalan")
        office.then(case, "verify", 1)
        office.then(case, "dispose", 1, agency=agency)
        if answered:
            office.then(case, "resolve", answered, outcome="noted")
    installation.catch_up()
    return installation


def test_past_days_keep_the_figures_they_had(three_cases: Installation) -> None:
    office, pool = three_cases.office, three_cases.pool
    expected = {
        # day: received, open, overdue, due soon, resolved
        -1: (0, 0, 0, 0, 0),
        0: (3, 3, 0, 0, 0),
        7: (3, 3, 0, 3, 0),  # first follow-up is due on Tuesday, day 8
        8: (3, 2, 0, 2, 1),
        9: (3, 2, 2, 0, 1),
        30: (3, 1, 1, 0, 2),
    }
    for day, figures in expected.items():
        totals = shown(pool, office, on(day)).totals
        assert figures == (
            totals.received,
            totals.open,
            totals.overdue,
            totals.due_within_2_days,
            totals.resolved,
        ), day


def test_rates_and_days_are_those_of_the_completion_clock(
    three_cases: Installation,
) -> None:
    board = shown(three_cases.pool, three_cases.office, on(40))
    assert board.totals.on_time_rate == pytest.approx(1 / 3)
    assert board.totals.resolved_rate == pytest.approx(2 / 3)
    assert (board.totals.median_working_days, board.totals.p90_working_days) == (5, 19)
    assert [(g.code, g.received, g.resolved) for g in board.by_agency] == [
        ("dinas-kesehatan", 1, 0),
        ("dinas-pu", 2, 2),
    ]
    assert [(m.month, m.received, m.resolved, m.late) for m in board.by_month] == [
        ("2026-03", 3, 1, 2),
        ("2026-04", 0, 1, 0),
    ]


def test_where_nothing_is_counted_rates_are_absent(installation: Installation) -> None:
    installation.catch_up()
    board = shown(installation.pool, installation.office, on(0))
    totals = board.totals
    assert (totals.received, totals.rated, board.position) == (0, 0, 0)
    assert totals.resolved_rate is totals.on_time_rate is totals.rating is None
    assert totals.median_working_days is totals.followed_up_rate is None
    assert not board.by_agency and not board.by_month
    assert [clock.clock for clock in board.by_clock] == list(get_args(ClockName))
    assert board.by_state == dict.fromkeys(get_args(State), 0)


def test_a_closing_without_a_date_is_left_out_of_rates_and_medians(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    office.then(case, "verify", 0)
    office.then(case, "dispose", 0, agency="dinas-pu")
    office.then(case, "resolve", 5, outcome="not_recorded", time_known=False)
    installation.catch_up()
    board = shown(installation.pool, office, on(60))
    assert (board.totals.resolved, board.totals.on_time_rate) == (1, None)
    assert board.totals.median_working_days is None


def test_totals_of_a_manager_count_restricted_cases_that_no_other_figure_shows(
    installation: Installation, office: Office
) -> None:
    office.receive(0, confidential=True)
    office.receive(0)
    installation.catch_up()
    manager = Visibility(restricted_in_totals=True)
    board = shown(installation.pool, office, on(0), visibility=manager)
    assert board.totals.received == 2
    assert [group.received for group in board.by_channel] == [1]
    assert board.by_state["received"] == 1
    assert shown(installation.pool, office, on(0)).by_state["received"] == 2
