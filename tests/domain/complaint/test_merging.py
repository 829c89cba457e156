"""A duplicate names its original; those who follow it move there with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.complaint import State
from domain.refusals import InvalidField

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


@pytest.fixture
def original(story: Story) -> Story:
    return story.given("receive", "verify", "dispose", on=MONDAY)


def test_a_merge_is_told_in_both_histories(original: Story) -> None:
    duplicate = original.another()
    merged = duplicate.when("merge", on=TUESDAY, original=original)
    joined = original.events[-1]

    assert (merged.into, merged.into_case_number) == (
        original.case.id,
        original.case.case_number,
    )
    assert joined.TOPIC == "complaint.joined"
    assert joined.originator_id == original.case.id
    assert joined.originator_version == original.case.version == 4
    assert original.case.followers == (duplicate.case.id,)
    assert duplicate.case.state == "merged"
    assert duplicate.case.merged_into == original.case.id
    assert len(duplicate.events) == 2


def test_the_original_stays_as_it_was_and_the_duplicate_is_not_judged(
    original: Story,
) -> None:
    before = original.case
    duplicate = original.another()
    duplicate.when("merge", on=FRIDAY, original=original)
    assert (original.case.state, original.case.clocks) == (before.state, before.clocks)
    assert original.case.merged_into is None
    assert duplicate.status("verification", date(2026, 12, 1)) == "void"
    assert duplicate.running() == set()


def test_those_who_follow_a_duplicate_move_with_it(original: Story) -> None:
    first, second, third = (original.another() for _ in range(3))
    second.when("merge", original=first)
    third.when("merge", original=second.another())
    first.when("merge", original=original)
    assert original.case.followers == (first.case.id, second.case.id)
    assert third.case.id not in original.case.followers


def test_a_case_is_no_duplicate_of_itself(original: Story) -> None:
    for command in ("merge", "archive"):
        case = original.another()
        refusal = (
            case.refused(command, reason="duplicate", original=case)
            if (command == "archive")
            else case.refused(command, original=case)
        )
        assert isinstance(refusal, InvalidField)
        assert "this very case" in str(refusal)


@pytest.mark.parametrize("state", ["archived", "withdrawn", "merged"])
def test_nothing_is_merged_into_a_case_that_ended(
    original: Story, state: State
) -> None:
    ended = original.another().given_state(state)
    refusal = original.refused("merge", original=ended)
    assert refusal.details["field"] == "into"
    assert ended.case.case_number in str(refusal)
    assert state in str(refusal)


def test_a_case_may_be_merged_into_a_resolved_one(original: Story) -> None:
    duplicate = original.another()
    original.given("resolve", on=TUESDAY)
    duplicate.when("merge", on=FRIDAY, original=original)
    assert original.case.state == "resolved"
    assert original.case.followers == (duplicate.case.id,)


def test_no_merge_happens_before_the_receipt_of_either(story: Story) -> None:
    story.given("receive", on=MONDAY)
    story.last = FRIDAY
    original = story.another()
    refusal = story.refused("merge", on=TUESDAY, original=original)
    assert refusal.details["field"] == "occurred_at"
    assert original.case.case_number in str(refusal)
    story.when("merge", on=FRIDAY, original=original)


def test_a_duplicate_that_is_archived_names_its_original(story: Story) -> None:
    story.given("receive")
    original = story.another()
    refusal = story.refused("archive", reason="duplicate", original=None)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "original"
    event = story.when("archive", reason="duplicate", original=original)
    assert event.original == story.case.merged_into == original.case.id
    assert story.case.archive_reason == "duplicate"


def test_an_import_may_not_know_the_original(story: Story) -> None:
    story.given("receive")
    story.when("archive", role="system", reason="duplicate", original=None)
    assert story.case.merged_into is None


def test_what_is_no_duplicate_has_no_original(story: Story) -> None:
    story.given("receive")
    refusal = story.refused("archive", reason="incomplete", original=story.another())
    assert refusal.details["field"] == "original"
    story.given("archive")
    assert story.case.merged_into is None
