"""The statute's own terms in calendar days, beside the office's working days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
DAY = timedelta(days=1)


def test_the_reply_is_due_from_the_receipt_and_given_by_verifying(story: Story) -> None:
    story.given("receive", on=MONDAY)
    assert story.due("statutory_reply") == MONDAY + 14 * DAY
    story.given("verify", on=MONDAY + 14 * DAY)
    assert story.status("statutory_reply", FRIDAY) == "met"
    assert story.status("verification", MONDAY + 14 * DAY) == "overdue"


def test_the_decision_is_due_from_the_complete_file_and_given_by_resolving(
    story: Story,
) -> None:
    story.given("receive", on=MONDAY).given("verify", on=TUESDAY)
    assert story.due("statutory_decision") == TUESDAY + 60 * DAY
    story.given("dispose", "follow-up", on=FRIDAY)
    assert story.clock("statutory_decision").running
    story.given("resolve", on=TUESDAY + 61 * DAY)
    assert story.status("statutory_decision", FRIDAY) == "late"


def test_what_is_resolved_is_sent_with_it(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    assert "statutory_sending" not in story.case.clocks
    story.given("resolve", on=FRIDAY)
    clock = story.clock("statutory_sending")
    assert (clock.promise.started_on, clock.promise.due_on) == (
        FRIDAY,
        FRIDAY + 14 * DAY,
    )
    assert (clock.stopped_on, clock.working_days) == (FRIDAY, 0)
    assert story.status("statutory_sending", FRIDAY) == "met"


def test_what_is_resolved_again_is_sent_again(story: Story) -> None:
    story.given("receive", "verify", "dispose", "resolve", on=MONDAY)
    story.given("reopen", on=TUESDAY).given("resolve", on=FRIDAY)
    assert story.clock("statutory_sending").stopped_on == FRIDAY
    assert story.clock("statutory_sending").promise.started_on == FRIDAY


def test_a_sending_told_of_a_day_in_a_pause_explains_itself(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    story.given("request-clarification", on=TUESDAY).given("clarify", on=FRIDAY)
    story.given("resolve", on=TUESDAY)
    clock = story.clock("statutory_sending")
    promise = clock.promise
    days = story.reference.calendar.explain(
        promise.started_on, promise.due_on, promise.unit, clock.pauses
    )
    assert sum(day.counted for day in days) == promise.limit


@pytest.mark.parametrize("command", ["archive", "withdraw", "merge"])
def test_an_ending_without_a_decision_is_not_judged(story: Story, command: str) -> None:
    story.given("receive", "verify", on=MONDAY).given(command, on=FRIDAY)
    assert story.status("statutory_decision", FRIDAY + 90 * DAY) == "void"
    assert "statutory_sending" not in story.case.clocks


def test_the_earlier_of_two_terms_alarms(story: Story) -> None:
    story.change_rule("C-05", limit=50, valid_from=MONDAY)
    story.given("receive", "verify", "dispose", on=MONDAY)
    between = story.due("statutory_decision") + DAY
    assert between <= story.due("completion")
    assert story.status("statutory_decision", between) == "overdue"
    assert story.status("completion", between) == "running"
