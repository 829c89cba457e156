"""An escalation is a mark on a case, a note is for the desks: neither is a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from domain.complaint import State
from domain.complaint_events import EscalationTarget

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story


@pytest.mark.parametrize("to", get_args(EscalationTarget))
def test_a_case_is_escalated_to_whom_it_says(
    story: Story, to: EscalationTarget
) -> None:
    story.given("receive")
    assert story.when("escalate", to=to).to == to
    assert story.case.escalated_to == (to,)


def test_a_case_keeps_every_escalation_in_order(story: Story) -> None:
    story.given("receive").when("escalate", to="agency_head")
    story.when("escalate", to="governor")
    assert story.case.escalated_to == ("agency_head", "governor")


@pytest.mark.parametrize("state", ["received", "disposed", "answered"])
def test_an_escalated_case_goes_on_as_before(story: Story, state: State) -> None:
    story.given_state(state)
    before = story.case
    story.when("escalate")
    assert story.case.state == state
    assert story.case.agency == before.agency
    assert story.case.clocks == before.clocks


def test_a_case_that_was_not_escalated_has_no_mark(story: Story) -> None:
    assert story.given("receive", "verify", "note").case.escalated_to == ()


def test_a_note_is_read_in_its_event_and_changes_only_the_version(
    story: Story,
) -> None:
    story.given("receive", "verify")
    before = story.case
    event = story.when("note", message="Sudah ditelepon.")
    after = story.case
    assert event.message.subject == "case"
    assert after.version == before.version + 1
    assert (after.state, after.clocks) == (before.state, before.clocks)


def test_a_remark_may_go_with_any_command_and_need_not(story: Story) -> None:
    story.given("receive")
    assert story.when("verify", note="Lengkap.").note is not None
    assert story.when("dispose").note is None
