"""A closing told by another system, which may not know when it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.event import Role
from domain.refusals import InvalidField, NotAllowedNow

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, EXPORTED = date(2026, 3, 2), date(2026, 3, 3), date(2026, 6, 30)
UNKNOWN: dict[str, Any] = {"on": EXPORTED, "role": "system", "time_known": False}


def statuses(story: Story) -> dict[str, str]:
    return {n: c.status(EXPORTED) for n, c in story.case.clocks.items()}


def test_a_closing_without_a_date_judges_no_clock_that_still_ran(story: Story) -> None:
    story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)
    event = story.when("resolve", outcome="not_recorded", **UNKNOWN)

    assert not event.time_known
    assert statuses(story) == {
        "verification": "met",
        "first_follow_up": "unknown",
        "completion": "unknown",
        "statutory_reply": "met",
        "statutory_decision": "unknown",
        "statutory_sending": "unknown",
    }
    assert story.clock("completion").working_days is None
    assert story.running() == set()


def test_a_clock_of_unknown_end_is_judged_again_once_it_runs_again(
    story: Story,
) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    story.when("resolve", **UNKNOWN)
    again = story.clock("completion").resume(story.case.recorded_at, None)
    assert again.running
    assert again.status(TUESDAY) == "running"
    assert again.status(EXPORTED) == "overdue"


def test_a_closing_with_a_date_is_judged(story: Story) -> None:
    story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)
    event = story.when("resolve", **{**UNKNOWN, "time_known": True})
    assert event.time_known
    assert statuses(story) == {
        "verification": "met",
        "first_follow_up": "late",
        "completion": "late",
        "statutory_reply": "met",
        "statutory_decision": "late",
        "statutory_sending": "met",
    }


def test_a_case_closed_elsewhere_without_dispose_is_taken_over(story: Story) -> None:
    story.given("receive", "verify", on=MONDAY)
    event = story.when("resolve", closed_by="reporter", **UNKNOWN)
    assert event.closed_by == "reporter"
    assert story.case.state == "resolved"
    assert statuses(story) == {
        "verification": "unknown",
        "statutory_reply": "met",
        "statutory_decision": "unknown",
        "statutory_sending": "unknown",
    }


@pytest.mark.parametrize(
    ("role", "time_known"),
    [("system", True), ("coordinator", False), ("liaison", True), ("reporter", True)],
)
def test_nobody_else_closes_a_case_that_was_not_disposed(
    story: Story, role: Role, time_known: bool
) -> None:
    story.given("receive", "verify", on=MONDAY)
    refusal = story.refused("resolve", role=role, time_known=time_known)
    assert isinstance(refusal, NotAllowedNow)


@pytest.mark.parametrize("state", ["received", "returned", "resolved", "archived"])
def test_an_unknown_time_opens_no_other_door(story: Story, state: Any) -> None:
    story.given_state(state)
    assert isinstance(story.refused("resolve", **UNKNOWN), NotAllowedNow)


def test_a_closing_elsewhere_is_not_before_the_receipt_either(story: Story) -> None:
    story.given("receive", "verify", on=TUESDAY)
    how = {**UNKNOWN, "on": story.case.received_at - timedelta(seconds=1)}
    assert isinstance(story.refused("resolve", **how), InvalidField)


def test_an_archiving_without_a_date_leaves_verification_unknown(story: Story) -> None:
    story.given("receive", on=MONDAY)
    event = story.when("archive", reason="not_recorded", **UNKNOWN)
    assert not event.time_known
    assert statuses(story) == {"verification": "unknown", "statutory_reply": "void"}
    assert story.clock("verification").working_days is None


def test_an_archiving_without_a_date_leaves_a_judged_verification(
    story: Story,
) -> None:
    story.given("receive", "verify", "dispose", "return", on=TUESDAY)
    story.when("archive", reason="not_recorded", **UNKNOWN)
    assert statuses(story) == {
        "verification": "met",
        "first_follow_up": "void",
        "completion": "void",
        "statutory_reply": "met",
        "statutory_decision": "void",
    }


def test_who_closed_it_elsewhere_is_kept_as_told(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    story.when("resolve", closed_by="officer", **UNKNOWN)
    assert story.case.closed_by == "officer"


def test_a_step_without_a_time_of_its_own_says_so(story: Story) -> None:
    envelope = {"time": "derived", "run_by": "officer-1"}
    event = story.given("receive").when("verify", role="system", envelope=envelope)
    assert (event.time, event.run_by) == ("derived", "officer-1")
    assert story.events[0].time is story.events[0].run_by is None
