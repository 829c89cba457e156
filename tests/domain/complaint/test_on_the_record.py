"""Publication, files, and answers that came too late for the state of the case."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.complaint import State
from domain.event import Role
from domain.refusals import InvalidField, NotAllowedNow

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.mark.parametrize("state", ["received", "resolved", "withdrawn"])
def test_a_case_is_made_public_and_private_again(story: Story, state: State) -> None:
    story.given_state(state)
    before = story.case.clocks
    assert not story.case.published
    story.given("publish")
    assert story.case.published
    story.given("unpublish")
    assert not story.case.published
    assert story.case.clocks == before


@pytest.mark.parametrize(
    "words", [{"confidential": True}, {"classification": "oversight_complaint"}]
)
def test_a_restricted_case_is_not_published(
    story: Story, words: dict[str, Any]
) -> None:
    story.when("receive", **words)
    refusal = story.refused("publish")
    assert isinstance(refusal, NotAllowedNow)
    assert "restricted" in str(refusal)
    assert not story.case.published


def test_what_becomes_restricted_is_public_no_more(story: Story) -> None:
    story.given("receive", "publish")
    story.when("reclassify", classification="oversight_complaint")
    assert not story.case.published
    story.when("reclassify", classification="complaint")
    assert not story.case.published, "nobody published it since"


def test_a_file_is_told_by_its_kind_and_size_and_sealed_by_its_name(
    story: Story,
) -> None:
    story.given("receive")
    before = story.case.clocks
    event = story.when(
        "attach", name="lampu.png", media_type="image/png", size=7, sha256=SHA256
    )
    assert (event.media_type, event.size) == ("image/png", 7)
    [file] = story.case.attachments
    assert (file.media_type, file.size) == ("image/png", 7)
    assert json.loads(story.read(file.file) or "") == {
        "name": "lampu.png",
        "sha256": SHA256,
    }
    assert story.case.clocks == before


def test_files_stay_in_their_order_and_a_case_without_has_none(story: Story) -> None:
    story.given("receive")
    assert not story.case.attachments
    story.when("attach", size=1)
    story.when("attach", size=2)
    assert [file.size for file in story.case.attachments] == [1, 2]


@pytest.mark.parametrize(
    ("role", "own"),
    [("reporter", True), ("desk", False), ("liaison", False), ("inspector", False)],
)
def test_a_file_is_known_for_the_reporters_own_or_an_offices(
    story: Story, role: Role, own: bool
) -> None:
    story.given("receive").when("attach", role=role)
    [file] = story.case.attachments
    assert file.by_reporter is own


def test_a_case_goes_to_another_government_with_its_number_there(story: Story) -> None:
    story.given("receive", on=MONDAY)
    event = story.when("hand-over", on=TUESDAY, reference="LAPOR-77")
    assert story.case.state == "archived"
    assert story.case.archive_reason == "other_government"
    assert story.case.handed_over_to == event.government == "kab-kapuas"
    assert story.text(event, "reference") == "LAPOR-77"
    assert story.status("verification", FRIDAY) == "met"
    assert story.status("statutory_reply", FRIDAY) == "void"


@pytest.mark.parametrize("government", ["dishub", "kab-atlantis", ""])
def test_a_case_goes_to_no_agency_of_ours_as_another_government(
    story: Story, government: str
) -> None:
    story.given("receive")
    refusal = story.refused("hand-over", government=government)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "government"
    assert story.case.handed_over_to is None


@pytest.mark.parametrize(
    ("command", "past"),
    [
        ("follow-up", ("verify", "dispose", "resolve")),
        ("follow-up", ("verify", "dispose", "return")),
        ("clarify", ("request-clarification", "withdraw")),
        ("clarify", ("request-clarification", "archive")),
    ],
)
def test_an_answer_given_before_the_case_went_on_is_kept_as_a_note(
    story: Story, command: str, past: tuple[str, ...]
) -> None:
    story.given("receive", *past[:-1], on=MONDAY).given(past[-1], on=FRIDAY)
    before = story.case
    event = story.when(command, on=TUESDAY)
    assert event.TOPIC == "complaint.noted"
    assert event.late == command
    assert story.text(event, "message")
    assert (story.case.state, story.case.clocks) == (before.state, before.clocks)
    assert story.case.effective_at == before.effective_at


@pytest.mark.parametrize("command", ["follow-up", "clarify"])
def test_an_answer_given_after_the_case_went_on_is_refused(
    story: Story, command: str
) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY).given("resolve", on=FRIDAY)
    refusal = story.refused(command, on=story.case.effective_at)
    assert isinstance(refusal, NotAllowedNow)
    refusal = story.refused(command, on=story.case.received_at - timedelta(seconds=1))
    assert isinstance(refusal, InvalidField)


def test_an_answer_that_the_state_takes_is_no_note(story: Story) -> None:
    story.given("receive", "verify", on=MONDAY).given("dispose", on=FRIDAY)
    assert story.when("follow-up", on=TUESDAY).TOPIC == "complaint.followed_up"


def test_a_note_of_ones_own_is_not_late(story: Story) -> None:
    assert story.given("receive").when("note").late is None
