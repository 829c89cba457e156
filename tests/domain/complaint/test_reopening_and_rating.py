"""What is resolved is rated, and reopened: by a reporter only within the window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from domain.complaint_sweep import close_unanswered
from domain.event import Role
from domain.refusals import NotAllowedNow

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
# Ten working days after Friday, with Nyepi and Idul Fitri, 18 to 24 March, between.
WINDOW = date(2026, 3, 27)
DAY = timedelta(days=1)
BY: list[tuple[Role, str | None]] = [("reporter", None), ("desk", "reporter")]


@pytest.fixture
def resolved(story: Story) -> Story:
    """Disposed on Tuesday, resolved on Friday without a follow-up before."""
    story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)
    return story.given("resolve", on=FRIDAY)


def test_a_resolution_opens_the_window_that_no_answer_opened(resolved: Story) -> None:
    assert resolved.case.reopen_until == WINDOW


def test_a_window_that_an_answer_opened_stays_the_one_it_was(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    story.given("follow-up", on=TUESDAY)
    due_on = story.due("reporter_window")
    story.given("resolve", on=FRIDAY)
    assert story.case.reopen_until == due_on == date(2026, 3, 17)


@pytest.mark.parametrize(("role", "on_behalf_of"), BY)
def test_a_reporter_reopens_to_the_end_of_the_window_and_not_after(
    resolved: Story, role: Role, on_behalf_of: str | None
) -> None:
    envelope = {"on_behalf_of": on_behalf_of}
    late = resolved.refused("reopen", on=WINDOW + DAY, role=role, envelope=envelope)
    assert isinstance(late, NotAllowedNow)
    assert str(WINDOW) in str(late)
    assert late.details["allowed"] == ["reply"]
    resolved.when("reopen", on=WINDOW, role=role, envelope=envelope)
    assert resolved.case.state == "in_progress"


def test_a_coordinator_reopens_at_any_time(resolved: Story) -> None:
    resolved.when("reopen", on=WINDOW + 400 * DAY)
    assert resolved.case.state == "in_progress"


@pytest.mark.parametrize(("role", "on_behalf_of"), BY)
def test_a_closing_of_unknown_day_leaves_a_reporter_no_window(
    story: Story, role: Role, on_behalf_of: str | None
) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    story.when("resolve", role="system", time_known=False)
    assert story.case.reopen_until is None
    envelope = {"on_behalf_of": on_behalf_of}
    refusal = story.refused("reopen", role=role, envelope=envelope)
    assert "is not known" in str(refusal)
    story.given("reopen")


def test_what_was_promised_runs_on_to_the_same_day(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    before = story.case.clocks
    story.given("resolve", on=FRIDAY)
    event = story.when("reopen", on=FRIDAY + 7 * DAY)
    assert event.resumed == ("completion", "statutory_decision")
    assert (event.started, event.stopped, event.moved) == ((), (), ())
    assert story.running() == {"completion", "statutory_decision"}
    for name in event.resumed:
        assert story.clock(name).promise == before[name].promise
        assert story.clock(name).known_at == event.recorded_at


def test_a_reopened_case_has_no_outcome_and_no_window(resolved: Story) -> None:
    resolved.given("reopen", on=FRIDAY)
    case = resolved.case
    assert (case.outcome, case.closed_by, case.reopen_until) == (None, None, None)
    assert case.agency == "dishub"


def test_a_second_resolution_opens_a_window_of_its_own(resolved: Story) -> None:
    resolved.given("reopen", on=FRIDAY).given("resolve", on=WINDOW)
    assert resolved.case.reopen_until == date(2026, 4, 13)
    resolved.when("reopen", on=date(2026, 4, 13), role="reporter")


def test_a_closing_elsewhere_without_an_agency_is_verified_when_reopened(
    story: Story,
) -> None:
    story.given("receive", "verify", on=MONDAY)
    story.when("resolve", role="system", time_known=False)
    story.given("reopen")
    assert story.case.state == "verified"
    story.given("dispose")
    assert "completion" in story.running()


@pytest.mark.parametrize(("days", "closes"), [(0, False), (1, True)])
def test_an_answer_without_a_reply_closes_after_the_window_and_not_in_it(
    story: Story, days: int, closes: bool
) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY).given("follow-up", on=FRIDAY)
    assert story.due("reporter_window") == WINDOW
    event = story.passing(close_unanswered, on=WINDOW + days * DAY)
    assert (event is not None) is closes
    if closes:
        assert (event.closed_by, event.outcome) == ("system", "not_recorded")
        assert story.clock("completion").stopped_on == FRIDAY
        assert story.case.reopen_until == WINDOW
        assert story.passing(close_unanswered, on=WINDOW + 9 * DAY) is None


def test_a_follow_up_opens_the_window_anew_and_a_reply_ends_it(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY).given("follow-up", on=FRIDAY)
    story.given("follow-up", on=WINDOW)
    assert story.due("reporter_window") == date(2026, 4, 13)
    assert story.passing(close_unanswered, on=WINDOW + DAY) is None
    story.given("reply", on=date(2026, 4, 13))
    assert story.passing(close_unanswered, on=date(2026, 12, 1)) is None
    story.given("follow-up", on=date(2026, 4, 14))
    assert story.due("reporter_window") == date(2026, 4, 28)


def test_a_case_that_was_never_answered_is_not_closed_by_itself(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    assert story.passing(close_unanswered, on=MONDAY + 400 * DAY) is None


def test_a_case_asked_back_after_its_answer_waits_and_does_not_close(
    story: Story,
) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY).given("follow-up", on=FRIDAY)
    story.given("request-clarification", on=FRIDAY)
    assert story.passing(close_unanswered, on=WINDOW + DAY) is None
    story.given("clarify", on=WINDOW + DAY)
    assert story.passing(close_unanswered, on=WINDOW + DAY) is None


def test_the_last_rating_counts(resolved: Story) -> None:
    resolved.when("rate", stars=2)
    event = resolved.when("rate", stars=5, comment="Terang sekali.")
    assert resolved.case.stars == event.stars == 5
    assert not event.touches_clocks


def test_who_rates_says_no_word_unless_they_want_to(resolved: Story) -> None:
    assert resolved.case.stars is None
    assert resolved.when("rate", stars=1).comment is None
