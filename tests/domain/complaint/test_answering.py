"""The agency answers, the reporter replies, the case is resolved or archived."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from domain.complaint import State
from domain.complaint_events import ArchiveReason, Outcome
from domain.event import Role

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story


def test_a_follow_up_answers_the_case(story: Story) -> None:
    story.given("receive", "verify", "dispose")
    assert not story.case.followed_up
    event = story.when("follow-up")
    assert story.case.state == "answered"
    assert story.case.followed_up
    assert not event.public


def test_a_follow_up_is_public_only_when_said_so(story: Story) -> None:
    story.given("receive", "verify", "dispose")
    assert story.when("follow-up", public=True).public
    assert not story.when("follow-up").public


def test_a_reply_reopens_an_answered_case(story: Story) -> None:
    story.given_state("answered")
    assert story.when("reply").reopens
    assert story.case.state == "in_progress"


@pytest.mark.parametrize(
    "state",
    ["received", "verified", "disposed", "returned", "in_progress", "resolved"],
)
def test_a_reply_elsewhere_is_recorded_and_changes_nothing(
    story: Story, state: State
) -> None:
    story.given_state(state)
    before = story.case
    event = story.when("reply")
    assert not event.reopens
    assert event.started == event.stopped == event.resumed == ()
    assert story.case.state == state
    assert story.case.clocks == before.clocks


def test_a_second_answer_follows_a_reply(story: Story) -> None:
    story.given("receive", "verify", "dispose", "follow-up", "reply", "follow-up")
    assert story.case.state == "answered"


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_a_case_is_resolved_with_its_outcome(story: Story, outcome: Outcome) -> None:
    story.given("receive", "verify", "dispose")
    story.when("resolve", outcome=outcome)
    assert story.case.outcome == outcome
    assert not story.case.open


@pytest.mark.parametrize(
    ("role", "on_behalf_of", "closed_by"),
    [
        ("liaison", None, "officer"),
        ("coordinator", None, "officer"),
        ("reporter", None, "reporter"),
        ("desk", "reporter", "reporter"),
        ("system", None, "system"),
    ],
)
def test_the_case_says_who_closed_it(
    story: Story, role: Role, on_behalf_of: str | None, closed_by: str
) -> None:
    story.given_state("answered")
    envelope = {"on_behalf_of": on_behalf_of}
    event = story.when("resolve", role=role, envelope=envelope)
    assert event.closed_by == story.case.closed_by == closed_by


def test_an_open_case_has_neither_outcome_nor_closer(story: Story) -> None:
    story.given_state("answered")
    assert story.case.outcome is None
    assert story.case.closed_by is None
    assert story.case.archive_reason is None


@pytest.mark.parametrize("reason", get_args(ArchiveReason))
def test_a_case_is_archived_with_its_reason(
    story: Story, reason: ArchiveReason
) -> None:
    story.given("receive")
    story.when("archive", reason=reason, message="Mohon dilengkapi.")
    assert (story.case.state, story.case.archive_reason) == ("archived", reason)
    assert story.case.outcome is None


def test_a_case_archived_after_its_return_has_no_agency(story: Story) -> None:
    story.given_state("returned").given("archive")
    assert story.case.agency is None
    assert story.case.disposed_at


@pytest.mark.parametrize("state", ["disposed", "in_progress"])
def test_a_case_with_an_agency_is_returned_before_it_is_archived(
    story: Story, state: State
) -> None:
    story.given_state(state)
    refusal = story.refused("archive")
    assert "return" in refusal.details["allowed"]
    story.given("return", "archive")
    assert story.case.state == "archived"
