"""The reporter is asked back: the office's clocks wait, the reporter's own runs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from domain.complaint import State
from domain.complaint_sweep import deem_withdrawn

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
NEXT_MONDAY = date(2026, 3, 9)
REPLY_BY = date(2026, 4, 5)
DAY = timedelta(days=1)


@pytest.fixture
def asked(story: Story) -> Story:
    """Received and disposed on Monday, asked back on Friday."""
    story.given("receive", "verify", "dispose", on=MONDAY)
    return story.given("request-clarification", on=FRIDAY)


def test_asking_pauses_the_office_and_starts_the_reporters_own_clock(
    asked: Story,
) -> None:
    event = asked.events[-1]
    assert event.paused_on == asked.case.paused_on == FRIDAY
    assert [p.clock for p in event.started] == ["clarification"]
    assert asked.due("clarification") == REPLY_BY
    for name in ("first_follow_up", "completion", "statutory_decision"):
        assert asked.status(name, FRIDAY + 300 * DAY) == "paused"
    assert asked.status("clarification", FRIDAY) == "running"
    assert asked.status("clarification", REPLY_BY + DAY) == "overdue"


def test_a_stopped_clock_does_not_pause(asked: Story) -> None:
    assert asked.status("verification", FRIDAY) == "met"
    assert asked.clock("verification").paused_on is None


def test_asking_is_the_statutes_reply_and_verifying_it_no_more(story: Story) -> None:
    story.given("receive", on=MONDAY)
    [stop] = story.when("request-clarification", on=TUESDAY).stopped
    assert (stop.clock, stop.stopped_on) == ("statutory_reply", TUESDAY)
    story.given("clarify", "verify", on=FRIDAY)
    assert story.clock("statutory_reply").stopped_on == TUESDAY


def test_the_answer_moves_each_deadline_by_the_days_at_whose_end_it_was_awaited(
    asked: Story,
) -> None:
    was = {name: asked.due(name) for name in ("first_follow_up", "completion")}
    statutory = asked.due("statutory_decision")
    event = asked.when("clarify", on=NEXT_MONDAY)

    moved = {m.promise.clock: m for m in event.moved}
    assert set(moved) == {"first_follow_up", "completion", "statutory_decision"}
    assert {name: moved[name].due_before for name in was} == was
    # Of working days Friday alone; of calendar days Friday, Saturday, Sunday.
    assert was == {
        "first_follow_up": NEXT_MONDAY,
        "completion": date(2026, 3, 27),
    }
    assert asked.due("first_follow_up") == date(2026, 3, 10)
    assert asked.due("completion") == date(2026, 3, 30)
    assert asked.due("statutory_decision") == statutory + 3 * DAY
    assert event.resumed_on == NEXT_MONDAY
    assert asked.case.paused_on is None
    assert asked.status("completion", NEXT_MONDAY) == "running"


def test_an_answer_on_the_same_day_moves_no_deadline(asked: Story) -> None:
    event = asked.when("clarify", on=FRIDAY)
    assert event.moved == ()
    assert asked.due("completion") == date(2026, 3, 27)


def test_the_reporters_own_clock_is_moved_by_no_pause(asked: Story) -> None:
    [stop] = asked.when("clarify", on=REPLY_BY).stopped
    assert (stop.clock, stop.stopped_on) == ("clarification", REPLY_BY)
    assert asked.status("clarification", REPLY_BY) == "met"
    assert asked.clock("clarification").pauses == ()
    assert asked.due("clarification") == REPLY_BY


def test_asking_again_pauses_no_more_and_gives_no_longer_time(asked: Story) -> None:
    before = asked.case
    event = asked.when("request-clarification", on=NEXT_MONDAY)
    assert not event.touches_clocks
    assert asked.case.clocks == before.clocks
    assert asked.case.paused_on == FRIDAY
    asked.given("clarify")
    assert asked.case.state == "disposed"


def test_asking_anew_after_the_answer_gives_the_time_anew(asked: Story) -> None:
    asked.given("clarify", on=NEXT_MONDAY)
    asked.given("request-clarification", on=NEXT_MONDAY + DAY)
    assert asked.due("clarification") == NEXT_MONDAY + 31 * DAY
    assert asked.clock("clarification").running


def test_a_clock_overdue_before_it_was_asked_stays_overdue(story: Story) -> None:
    story.given("receive", on=MONDAY)
    story.given("request-clarification", on=FRIDAY)
    assert story.due("verification") == FRIDAY - DAY
    assert story.status("verification", FRIDAY) == "overdue"


def test_asked_on_its_due_day_it_is_not_overdue_and_a_day_is_left(
    story: Story,
) -> None:
    story.given("receive", on=MONDAY).given("request-clarification", on=FRIDAY - DAY)
    assert story.status("verification", FRIDAY + 90 * DAY) == "paused"
    story.given("clarify", on=NEXT_MONDAY)
    assert story.due("verification") == NEXT_MONDAY
    assert story.status("verification", NEXT_MONDAY) == "running"
    assert story.status("verification", NEXT_MONDAY + DAY) == "overdue"


@pytest.mark.parametrize("command", ["archive", "hand-over", "withdraw", "merge"])
def test_every_ending_ends_the_pause(story: Story, command: str) -> None:
    story.given("receive", on=MONDAY).given("request-clarification", on=TUESDAY)
    event = story.when(command, on=FRIDAY)
    assert event.resumed_on == FRIDAY
    assert story.case.paused_on is None
    assert story.running() == set()
    assert story.status("clarification", FRIDAY + 90 * DAY) == "void"


@pytest.mark.parametrize("command", ["archive", "hand-over"])
def test_verification_that_waited_is_judged_without_the_days_of_waiting(
    story: Story, command: str
) -> None:
    story.given("receive", on=MONDAY).given("request-clarification", on=TUESDAY)
    [stop] = story.when(command, on=FRIDAY).stopped
    assert (stop.clock, stop.working_days) == ("verification", 1)
    assert story.status("verification", FRIDAY) == "met"


@pytest.mark.parametrize("command", ["reply", "note", "amend", "escalate"])
def test_nothing_but_an_answer_or_an_ending_ends_the_pause(
    asked: Story, command: str
) -> None:
    before = asked.case
    asked.given(command, on=NEXT_MONDAY)
    assert asked.case.paused_on == FRIDAY
    assert (asked.case.state, asked.case.clocks) == (before.state, before.clocks)


@pytest.mark.parametrize(
    ("days", "state"), [(0, "awaiting_clarification"), (1, "withdrawn")]
)
def test_silence_beyond_thirty_days_is_deemed_a_withdrawal_and_not_before(
    asked: Story, days: int, state: State
) -> None:
    event = asked.passing(deem_withdrawn, on=REPLY_BY + days * DAY)
    assert asked.case.state == state
    assert (event is not None) is (state == "withdrawn")
    if event:
        assert event.deemed
        assert "Pasal 44(3)" in asked.text(event, "reason")
        assert asked.running() == set()


def test_who_answered_or_was_never_asked_is_not_deemed_to_withdraw(
    asked: Story, story: Story
) -> None:
    asked.given("clarify", on=REPLY_BY)
    assert asked.passing(deem_withdrawn, on=REPLY_BY + 90 * DAY) is None
    assert asked.another().passing(deem_withdrawn, on=REPLY_BY + 90 * DAY) is None


def test_a_withdrawal_of_ones_own_is_not_deemed(asked: Story) -> None:
    assert not asked.when("withdraw", on=NEXT_MONDAY).deemed


def test_a_withdrawn_case_ends_without_judgement_and_is_withdrawn_once(
    asked: Story,
) -> None:
    asked.given("clarify", "withdraw", on=NEXT_MONDAY)
    assert asked.status("completion", REPLY_BY + 90 * DAY) == "void"
    assert asked.status("verification", REPLY_BY) == "met"
    assert "withdraw" not in asked.refused("withdraw").details["allowed"]
