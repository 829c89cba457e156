"""What would pay for those who turn a case about, and does not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.complaint_sweep import (
    close_unanswered,
    deem_withdrawn,
    follow_decree,
    take_step,
)
from domain.refusals import InvalidField, NotAllowedNow

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
DUE = date(2026, 3, 27)
"""14 working days after Monday 2 March, over Nyepi and Idul Fitri."""


@pytest.fixture
def disposed(story: Story) -> Story:
    return story.given("receive", "verify", "dispose", on=MONDAY)


def due(story: Story) -> date:
    return story.clock("completion").promise.due_on


def test_an_extension_of_one_class_is_cut_to_what_the_other_allows(
    disposed: Story,
) -> None:
    disposed.when("reclassify", classification="oversight_complaint")
    disposed.when("extend", units=30)
    disposed.when("reclassify", classification="complaint")
    assert disposed.clock("completion").promise.extended == 14
    disposed.when("reclassify", classification="information")
    assert disposed.clock("completion").promise.extended == 5
    assert disposed.when("extend", units=-5).moved


def test_a_class_without_a_term_and_back_leaves_the_same_day(disposed: Story) -> None:
    disposed.given("follow-up", on=date(2026, 3, 4))
    disposed.given("request-clarification", on=date(2026, 3, 5))
    disposed.given("clarify", "reply", on=date(2026, 3, 12))
    assert due(disposed) == DUE
    disposed.when("reclassify", classification="aspiration")
    assert disposed.status("completion", FRIDAY) == "void"
    disposed.when("reclassify", classification="complaint")
    assert due(disposed) == DUE


def test_a_class_without_a_term_and_back_takes_no_step_twice(disposed: Story) -> None:
    late = date(2026, 4, 1)
    assert disposed.passing(take_step, on=late, clock="completion", step="alarm")
    known_at = disposed.clock("completion").known_at
    disposed.when("reclassify", classification="aspiration", on=late)
    disposed.when("reclassify", classification="complaint", on=late)
    assert disposed.clock("completion").steps == ("alarm",)
    assert disposed.clock("completion").known_at == known_at


def test_a_pause_is_credited_to_a_clock_whose_class_had_no_term_meanwhile(
    disposed: Story,
) -> None:
    disposed.when("reclassify", classification="aspiration")
    disposed.given("request-clarification", on=date(2026, 3, 5))
    disposed.given("clarify", on=date(2026, 3, 12))
    disposed.when("reclassify", classification="complaint")
    assert due(disposed) == date(2026, 4, 6)


def test_what_stopped_is_not_moved_by_the_end_of_a_pause(story: Story) -> None:
    story.when("receive", classification="aspiration", on=MONDAY)
    story.given("verify", "dispose", on=MONDAY).given("follow-up", on=date(2026, 3, 4))
    story.given("request-clarification", on=date(2026, 3, 5))
    story.when("reclassify", classification="complaint", on=FRIDAY)
    assert story.clock("completion").stopped_on == date(2026, 3, 4)
    event = story.when("clarify", on=date(2026, 3, 12))
    assert "completion" not in {move.promise.clock for move in event.moved}
    assert due(story) == DUE


def test_what_runs_again_during_a_pause_is_paused(disposed: Story) -> None:
    disposed.given("follow-up", on=date(2026, 3, 4))
    disposed.when("reclassify", classification="aspiration")
    disposed.given("reply", "request-clarification", on=date(2026, 3, 5))
    disposed.when("reclassify", classification="complaint", on=FRIDAY)
    assert disposed.status("completion", date(2026, 5, 4)) == "paused"


def test_nobody_is_reminded_after_an_alarm_though_the_clock_runs_again(
    disposed: Story,
) -> None:
    alarmed, again = date(2026, 5, 4), date(2026, 5, 6)
    assert disposed.passing(take_step, on=alarmed, clock="completion", step="alarm")
    disposed.given("follow-up", on=date(2026, 5, 5))
    disposed.given("reply", on=again)
    assert disposed.status("completion", again) == "overdue"
    assert not disposed.passing(take_step, on=again, clock="completion", step="remind")


def test_a_later_deadline_that_lies_ahead_has_a_whole_ladder(disposed: Story) -> None:
    late = date(2026, 4, 1)
    assert disposed.passing(take_step, on=late, clock="completion", step="alarm")
    disposed.when("reclassify", classification="oversight_complaint", on=late)
    assert disposed.clock("completion").steps == ()
    after = date(2026, 7, 30)
    assert disposed.passing(take_step, on=after, clock="completion", step="alarm")


def test_a_later_deadline_that_has_passed_calls_nobody_again(disposed: Story) -> None:
    late = date(2026, 5, 4)
    assert disposed.passing(take_step, on=late, clock="completion", step="alarm")
    disposed.adopt(2026, date(2026, 3, 30))
    assert disposed.passing(follow_decree, on=late)
    assert disposed.clock("completion").steps == ("alarm",)


def test_an_earlier_deadline_calls_nobody_before_it_was_known(disposed: Story) -> None:
    known = date(2026, 5, 29)
    disposed.when("reclassify", classification="oversight_complaint", on=FRIDAY)
    disposed.when("reclassify", classification="complaint", on=known)
    assert due(disposed) == DUE
    for step in ("alarm", "agency_head", "governor"):
        assert not disposed.passing(take_step, on=known, clock="completion", step=step)
    later = date(2026, 6, 2)
    assert disposed.passing(take_step, on=later, clock="completion", step="alarm")


def test_a_reporters_own_word_of_the_day_opens_no_window(disposed: Story) -> None:
    disposed.given("resolve", on=date(2026, 3, 9))
    until = disposed.case.reopen_until
    assert until is not None
    told = {"recorded_at": disposed.at("note", date(2026, 6, 1)).origin.recorded_at}
    refusal = disposed.refused("reopen", on=until, role="reporter", envelope=told)
    assert isinstance(refusal, NotAllowedNow)


def test_a_desk_vouches_for_a_reporters_word_but_not_before_the_resolution(
    disposed: Story,
) -> None:
    disposed.given("resolve", on=date(2026, 3, 9))
    told = {
        "recorded_at": disposed.at("note", date(2026, 6, 1)).origin.recorded_at,
        "on_behalf_of": "reporter",
    }
    before = date(2026, 3, 6)
    refusal = disposed.refused("reopen", on=before, role="desk", envelope=told)
    assert isinstance(refusal, InvalidField)
    within = date(2026, 3, 11)
    assert disposed.when("reopen", on=within, role="desk", envelope=told)


def test_an_answer_recorded_late_closes_nothing_before_its_window_was_known(
    disposed: Story,
) -> None:
    told = {"recorded_at": disposed.at("note", date(2026, 6, 1)).origin.recorded_at}
    disposed.when("follow-up", on=date(2026, 3, 9), envelope=told)
    assert not disposed.passing(close_unanswered, on=date(2026, 6, 2))
    assert not disposed.passing(close_unanswered, on=date(2026, 6, 12))
    assert disposed.passing(close_unanswered, on=date(2026, 6, 19))


def test_a_question_recorded_late_withdraws_nothing_before_it_was_known(
    disposed: Story,
) -> None:
    told = {"recorded_at": disposed.at("note", date(2026, 6, 1)).origin.recorded_at}
    disposed.when("request-clarification", on=date(2026, 3, 9), envelope=told)
    assert not disposed.passing(deem_withdrawn, on=date(2026, 6, 30))
    assert disposed.passing(deem_withdrawn, on=date(2026, 7, 2))


def test_who_has_said_something_is_not_deemed_silent(disposed: Story) -> None:
    disposed.given("request-clarification", "reply", on=FRIDAY)
    assert not disposed.passing(deem_withdrawn, on=date(2026, 6, 30))


def test_a_resolution_that_comes_late_is_kept_as_a_note(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    story.given("withdraw", on=date(2026, 3, 12))
    event = story.when("resolve", on=FRIDAY, message="Lampu sudah diganti.")
    assert event.TOPIC == "complaint.noted"
    assert event.late == "resolve"
    assert story.case.state == "withdrawn"


def test_a_duplicate_does_not_repeat_a_case_that_ended_itself(story: Story) -> None:
    story.given("receive", on=MONDAY)
    ended = story.another().given("archive")
    refusal = story.refused("archive", reason="duplicate", original=ended)
    assert isinstance(refusal, InvalidField)
    assert "is archived itself" in str(refusal)
