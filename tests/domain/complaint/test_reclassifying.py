"""Another class gives other terms from the same day; what was judged stays judged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.refusals import InvalidField

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
COMPLAINT_DUE, INFORMATION_DUE = date(2026, 3, 30), date(2026, 3, 10)
OVERSIGHT_DUE = date(2026, 6, 11)
DAY = timedelta(days=1)


@pytest.fixture
def disposed(story: Story) -> Story:
    """Received on Monday, disposed on Tuesday."""
    return story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)


def moves(event: Any) -> dict[str, tuple[date, date]]:
    return {m.promise.clock: (m.due_before, m.promise.due_on) for m in event.moved}


@pytest.mark.parametrize(
    ("classification", "rule", "due_on"),
    [
        ("information", "C-04", INFORMATION_DUE),
        ("oversight_complaint", "C-06", OVERSIGHT_DUE),
    ],
)
def test_a_running_completion_takes_the_term_of_the_new_class_from_the_same_day(
    disposed: Story, classification: str, rule: str, due_on: date
) -> None:
    event = disposed.when("reclassify", on=FRIDAY, classification=classification)
    assert moves(event) == {"completion": (COMPLAINT_DUE, due_on)}
    promise = disposed.clock("completion").promise
    assert (promise.rule, promise.started_on, promise.due_on) == (rule, TUESDAY, due_on)
    assert (event.started, event.stopped, event.voided) == ((), (), ())
    assert disposed.case.classification == classification


def test_another_category_alone_moves_no_clock(disposed: Story) -> None:
    before = disposed.case.clocks
    event = disposed.when("reclassify", classification=None, category="perhubungan")
    assert not event.touches_clocks
    assert disposed.case.clocks == before
    assert disposed.case.category == "perhubungan"
    assert disposed.case.classification == "complaint"


def test_a_case_not_disposed_yet_has_no_clock_to_move(story: Story) -> None:
    story.given("receive", "verify", on=MONDAY)
    before = story.case.clocks
    assert not story.when("reclassify", on=TUESDAY).touches_clocks
    assert story.case.clocks == before
    assert story.when("dispose").started[1].rule == "C-04"


@pytest.mark.parametrize(
    "words",
    [
        {"classification": "complaint"},
        {"classification": None},
        {"classification": "complaint", "category": "kesehatan"},
    ],
)
def test_a_class_and_category_that_stay_are_refused(
    story: Story, words: dict[str, Any]
) -> None:
    story.when("receive", category="kesehatan")
    refusal = story.refused("reclassify", **words)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "classification"


def test_an_unknown_category_is_refused(story: Story) -> None:
    story.given("receive")
    refusal = story.refused("reclassify", category="kebahagiaan")
    assert refusal.details["field"] == "category"


def test_an_aspiration_has_nothing_to_complete_any_more(disposed: Story) -> None:
    event = disposed.when("reclassify", on=FRIDAY, classification="aspiration")
    assert event.voided == ("completion",)
    assert disposed.status("completion", OVERSIGHT_DUE) == "void"
    assert moves(event) == {"first_follow_up": (INFORMATION_DUE, INFORMATION_DUE)}
    assert disposed.clock("first_follow_up").promise.rule == "C-07"


def test_what_was_an_aspiration_is_completed_from_its_disposal_on(
    story: Story,
) -> None:
    story.when("receive", on=MONDAY, classification="aspiration")
    story.given("verify").given("dispose", on=TUESDAY)
    event = story.when("reclassify", on=FRIDAY, classification="complaint")
    assert [p.clock for p in event.started] == ["completion"]
    assert story.due("completion") == COMPLAINT_DUE
    assert story.status("completion", FRIDAY) == "running"


def test_a_class_taken_back_gives_back_the_promise(disposed: Story) -> None:
    before = disposed.clock("completion")
    disposed.when("reclassify", on=FRIDAY, classification="aspiration")
    disposed.when("reclassify", on=FRIDAY, classification="complaint")
    assert disposed.clock("completion").promise == before.promise
    assert disposed.clock("completion").running


def test_an_answered_case_is_judged_by_the_class_it_had(disposed: Story) -> None:
    disposed.given("follow-up", on=COMPLAINT_DUE)
    before = disposed.clock("completion")
    event = disposed.when("reclassify", on=COMPLAINT_DUE, classification="information")
    assert not event.touches_clocks
    assert disposed.clock("completion") == before
    assert disposed.status("completion", OVERSIGHT_DUE) == "met"


@pytest.mark.parametrize("command", ["reply", "resolve"])
def test_what_runs_again_after_another_class_has_the_term_of_that_class(
    disposed: Story, command: str
) -> None:
    disposed.given("follow-up", on=FRIDAY)
    disposed.when("reclassify", on=FRIDAY, classification="information")
    event = disposed.when(command, on=FRIDAY)
    if command == "resolve":
        event = disposed.when("reopen", on=FRIDAY)
    assert "completion" in event.resumed
    assert moves(event) == {"completion": (COMPLAINT_DUE, INFORMATION_DUE)}
    assert disposed.due("completion") == INFORMATION_DUE


@pytest.mark.parametrize("command", ["reply", "resolve"])
def test_what_became_an_aspiration_since_has_nothing_to_run_again(
    disposed: Story, command: str
) -> None:
    disposed.given("follow-up", on=FRIDAY)
    disposed.when("reclassify", on=FRIDAY, classification="aspiration")
    event = disposed.when(command, on=FRIDAY)
    if command == "resolve":
        event = disposed.when("reopen", on=FRIDAY)
    assert "completion" not in event.resumed
    assert "completion" not in disposed.running()


def test_a_complaint_again_runs_again_to_its_first_day(disposed: Story) -> None:
    disposed.given("follow-up", on=FRIDAY)
    disposed.when("reclassify", on=FRIDAY, classification="aspiration")
    disposed.given("reply", on=FRIDAY)
    event = disposed.when("reclassify", on=FRIDAY, classification="complaint")
    assert event.resumed == ("completion",)
    assert "completion" in disposed.running()
    assert disposed.due("completion") == COMPLAINT_DUE


@pytest.mark.parametrize("paused", [True, False])
def test_an_answered_aspiration_was_complete_on_the_day_of_its_answer(
    story: Story, paused: bool
) -> None:
    story.when("receive", on=MONDAY, classification="aspiration")
    story.given("verify").given("dispose", on=TUESDAY).given("follow-up", on=FRIDAY)
    if paused:
        story.given("request-clarification", on=FRIDAY)
    event = story.when("reclassify", on=FRIDAY + 3 * DAY, classification="complaint")
    assert [(s.clock, s.stopped_on) for s in event.stopped] == [("completion", FRIDAY)]
    assert story.status("completion", OVERSIGHT_DUE) == "met"
    assert "completion" not in story.running()


def test_a_clock_whose_class_has_no_term_is_judged_in_no_pause(disposed: Story) -> None:
    disposed.given("request-clarification", on=FRIDAY)
    disposed.when("reclassify", on=FRIDAY, classification="aspiration")
    assert disposed.status("completion", OVERSIGHT_DUE) == "void"
    disposed.when("clarify", on=FRIDAY + 7 * DAY)
    assert disposed.status("completion", OVERSIGHT_DUE) == "void"
    assert "completion" not in disposed.running()


def test_a_clock_that_starts_in_a_pause_waits_with_the_others(story: Story) -> None:
    story.when("receive", on=MONDAY, classification="aspiration")
    story.given("verify").given("dispose", on=TUESDAY)
    story.given("request-clarification", on=FRIDAY)
    story.when("reclassify", on=FRIDAY, classification="complaint")
    assert story.clock("completion").paused_on == FRIDAY
    assert story.status("completion", OVERSIGHT_DUE) == "paused"
    story.given("clarify", on=FRIDAY + 3 * DAY)
    assert story.due("completion") == COMPLAINT_DUE + DAY


def test_an_extension_stays_with_another_class(disposed: Story) -> None:
    disposed.when("extend", on=FRIDAY, units=5)
    disposed.when("reclassify", on=FRIDAY, classification="information")
    promise = disposed.clock("completion").promise
    assert (promise.limit, promise.extended) == (5, 5)
    assert promise.due_on == date(2026, 3, 17)
