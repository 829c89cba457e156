"""Whom a passing deadline calls, on which day, and that nobody is called twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.complaint_sweep import take_step
from domain.ladder import Step, step_day

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
DUE = date(2026, 3, 5)
REMIND, ALARM, HEAD = Step("remind", -1), Step("alarm", 1), Step("agency_head", 2)
DAY = timedelta(days=1)


@pytest.fixture
def received(story: Story) -> Story:
    """Received on Monday: verification is due on Thursday."""
    story.given("receive", on=MONDAY)
    assert story.due("verification") == DUE
    return story


def taken(story: Story, step: Step, on: date, clock: str = "verification") -> Any:
    return story.passing(take_step, on=on, clock=clock, step=step.name)


@pytest.mark.parametrize(
    ("step", "day"),
    [
        (Step("remind", -1), date(2026, 3, 4)),
        (Step("remind", -4), date(2026, 2, 27)),
        (Step("alarm", 1), FRIDAY),
        (Step("agency_head", 2), date(2026, 3, 9)),
        # Nyepi and Idul Fitri lie between.
        (Step("governor", 10), date(2026, 3, 26)),
        (Step("remind", 10, "start"), date(2026, 3, 16)),
    ],
)
def test_a_step_has_its_working_day(received: Story, step: Step, day: date) -> None:
    clock = received.clock("verification")
    assert step_day(step, clock, MONDAY, received.reference.calendar) == day


@pytest.mark.parametrize(
    ("step", "day"),
    [
        (Step("alarm", 1), date(2026, 3, 23 + 2)),
        (Step("remind", 1, "start"), date(2026, 3, 25)),
        (Step("remind", -1), date(2026, 3, 4)),
    ],
)
def test_a_case_known_late_is_called_for_from_the_day_it_was_known(
    received: Story, step: Step, day: date
) -> None:
    known_on = date(2026, 3, 20)
    clock = received.clock("verification")
    assert step_day(step, clock, known_on, received.reference.calendar) == day


def test_a_reminder_before_a_due_day_off_counts_from_the_working_day_before(
    story: Story,
) -> None:
    story.given("receive", on=date(2026, 3, 8))
    due_on = story.due("statutory_reply")
    assert due_on == date(2026, 3, 22)
    clock = story.clock("statutory_reply")
    on = step_day(Step("remind", -1), clock, MONDAY, story.reference.calendar)
    # The week before is off from Wednesday to the Sunday of the due day.
    assert on == date(2026, 3, 16)


@pytest.mark.parametrize(("step", "on"), [(REMIND, date(2026, 3, 4)), (ALARM, FRIDAY)])
def test_a_reminder_and_an_alarm_tell_those_who_work_on_the_case(
    received: Story, step: Step, on: date
) -> None:
    before = received.clock("verification").promise
    assert taken(received, step, on - DAY) is None
    event = taken(received, step, on)
    assert event.TOPIC == "complaint.reminded"
    assert (event.clock, event.step, event.due_on, event.step_on) == (
        "verification",
        step.name,
        DUE,
        on,
    )
    assert received.clock("verification").steps == (step.name,)
    assert received.clock("verification").promise == before
    assert received.case.escalated_to == ()


def test_a_later_step_escalates_the_case_by_name(received: Story) -> None:
    on = date(2026, 3, 9)
    event = taken(received, HEAD, on)
    assert event.TOPIC == "complaint.escalated"
    assert (event.to, event.clock, event.due_on, event.step_on) == (
        "agency_head",
        "verification",
        DUE,
        on,
    )
    assert "verification" in received.text(event, "reason")
    assert received.case.escalated_to == ("agency_head",)
    assert received.clock("verification").steps == ("agency_head",)


@pytest.mark.parametrize("step", [ALARM, HEAD])
def test_a_step_is_taken_once_however_late(received: Story, step: Step) -> None:
    late = FRIDAY + 60 * DAY
    event = taken(received, step, late)
    assert event.step_on < late
    assert taken(received, step, late) is None
    assert taken(received, step, late + DAY) is None


@pytest.mark.parametrize(("on", "reminded"), [(DUE, True), (FRIDAY, False)])
def test_nobody_is_reminded_of_a_deadline_that_raised_its_alarm(
    received: Story, on: date, reminded: bool
) -> None:
    assert (taken(received, REMIND, on) is not None) is reminded


def test_a_step_that_the_clock_s_ladder_does_not_have_is_not_taken(
    story: Story,
) -> None:
    story.given("receive", "verify", "dispose", "follow-up", on=MONDAY)
    assert taken(story, ALARM, FRIDAY + 90 * DAY, "reporter_window") is None


def test_a_hand_given_escalation_takes_no_step_of_a_ladder(received: Story) -> None:
    event = received.when("escalate", to="agency_head")
    assert event.clock is None
    assert received.clock("verification").steps == ()
    assert taken(received, HEAD, FRIDAY + 9 * DAY).to == "agency_head"


def test_each_clock_has_its_own_steps(received: Story) -> None:
    taken(received, ALARM, FRIDAY)
    assert received.clock("statutory_reply").steps == ()
    assert taken(received, ALARM, date(2026, 4, 1), "statutory_reply")


def test_a_clock_that_stopped_waits_or_is_not_there_calls_nobody(
    received: Story,
) -> None:
    late = FRIDAY + 9 * DAY
    how: dict[str, Any] = {"on": late, "step": "alarm"}
    assert received.passing(take_step, clock="completion", **how) is None
    received.given("request-clarification", on=DUE)
    assert received.passing(take_step, clock="verification", **how) is None
    received.given("clarify", on=DUE)
    assert received.passing(take_step, clock="statutory_reply", **how) is None
    received.given("verify", "dispose", on=DUE)
    assert received.passing(take_step, clock="verification", **how) is None


def test_a_clock_overdue_before_its_pause_calls_on(received: Story) -> None:
    received.given("request-clarification", on=FRIDAY)
    assert taken(received, HEAD, FRIDAY + 9 * DAY).to == "agency_head"


@pytest.mark.parametrize("command", ["archive", "withdraw", "merge", "hand-over"])
def test_a_closed_case_calls_nobody(received: Story, command: str) -> None:
    received.given(command, on=TUESDAY)
    for name in received.case.clocks:
        assert taken(received, ALARM, FRIDAY + 90 * DAY, name) is None


def test_a_case_never_disposed_calls_too(received: Story) -> None:
    assert received.case.agency is None
    assert taken(received, HEAD, FRIDAY + 9 * DAY)


def test_a_clock_started_anew_has_taken_no_step(story: Story) -> None:
    story.given("receive", "verify", "dispose", "follow-up", on=MONDAY)
    window = story.due("reporter_window")
    assert taken(story, REMIND, window, "reporter_window")
    story.given("follow-up", on=window)
    assert story.clock("reporter_window").steps == ()
