"""The dashboard's figures in cases small enough to count on one's fingers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, get_args

import pytest

from domain.clock import ClockName
from domain.complaint import State
from projections.dashboard import dashboard
from projections.figures import Dashboard
from projections.filters import Filters
from projections.visibility import Visibility

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)


def shown(
    installation: Installation, day: int, visibility: Visibility = ALL
) -> Dashboard:
    return dashboard(
        installation.pool,
        as_of=date(2026, 3, 2) + timedelta(days=day),
        calendar=installation.office.reference.calendar,
        filters=Filters(),
        visibility=visibility,
    )


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
        totals = shown(three_cases, day).totals
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
    board = shown(three_cases, 40)
    assert board.totals.on_time_rate == pytest.approx(1 / 3)
    assert board.totals.resolved_rate == pytest.approx(2 / 3)
    assert board.totals.followed_up_rate == pytest.approx(2 / 3)
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
    board = shown(installation, 0)
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
    board = shown(installation, 60)
    assert (board.totals.resolved, board.totals.on_time_rate) == (1, None)
    assert board.totals.median_working_days is None


def test_totals_of_a_manager_count_restricted_cases_that_no_other_figure_shows(
    installation: Installation, office: Office
) -> None:
    office.receive(0, confidential=True)
    office.receive(0)
    installation.catch_up()
    manager = Visibility(restricted_in_totals=True)
    board = shown(installation, 0, visibility=manager)
    assert board.totals.received == 2
    assert [group.received for group in board.by_channel] == [1]
    assert board.by_state["received"] == 1
    board = shown(installation, 0)
    assert (board.totals.received, board.by_state["received"]) == (2, 2)


def test_a_case_counts_as_resolved_in_the_month_in_which_it_was(
    three_cases: Installation, office: Office
) -> None:
    for case in office.cases.values():
        office.then(case, "amend", 40, reason="x", changed=["category"], category=None)
    three_cases.catch_up()
    months = {m.month: m.resolved for m in shown(three_cases, 41).by_month}
    assert months == {"2026-03": 1, "2026-04": 1}


def test_a_reply_makes_an_answer_count_no_longer(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    office.then(case, "verify", 0)
    office.then(case, "dispose", 0, agency="dinas-pu")
    office.then(case, "follow_up", 3, message="x")
    office.then(case, "reply", 5, message="x")
    installation.catch_up()
    for day, running, met in ((2, 1, 0), (3, 0, 1), (4, 0, 1), (5, 1, 0)):
        [completion] = [
            clock
            for clock in shown(installation, day).by_clock
            if clock.clock == "completion"
        ]
        assert (completion.running, completion.met) == (running, met), day
