"""The office's clocks: what starts each, by which rule, and what does not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from domain.complaint_events import Classification
from domain.transitions import allowed

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
NEXT_WEEK = date(2026, 3, 9)


def names(promises: Any) -> list[str]:
    return [promise.clock for promise in promises]


def test_the_first_dispose_starts_follow_up_and_completion(story: Story) -> None:
    story.given("receive", "verify", on=MONDAY)
    event = story.when("dispose", on=TUESDAY)

    assert names(event.started) == ["first_follow_up", "completion"]
    assert {p.started_on for p in event.started} == {TUESDAY}
    due = {p.clock: (p.rule, p.limit, p.due_on) for p in event.started}
    assert due == {
        "first_follow_up": ("C-03", 5, date(2026, 3, 10)),
        # Nyepi and Idul Fitri, 18 to 24 March, lie between.
        "completion": ("C-05", 14, date(2026, 3, 30)),
    }


def test_verifying_starts_and_stops_none_of_them(story: Story) -> None:
    story.given("receive", on=MONDAY)
    event = story.when("verify", on=TUESDAY)
    assert names(event.started) == ["statutory_decision"]
    assert [stop.clock for stop in event.stopped] == ["statutory_reply"]
    assert event.resumed == event.moved == event.voided == ()
    assert story.running() == {"verification", "statutory_decision"}


@pytest.mark.parametrize("back", [[], ["return"], ["follow-up", "reply", "return"]])
def test_a_later_dispose_restarts_neither(story: Story, back: list[str]) -> None:
    story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)
    before = {n: c.promise for n, c in story.case.clocks.items()}
    story.given(*back, on=FRIDAY)
    event = story.when("dispose", on=NEXT_WEEK, agency="dpupr")

    assert event.started == ()
    assert event.stopped == ()
    after = {n: story.clock(n).promise for n in before}
    assert after == before
    answered = {"reporter_window"} if "follow-up" in back else set()
    assert set(story.case.clocks) - set(before) == answered


def test_a_return_leaves_both_running(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    event = story.when("return", on=TUESDAY)
    assert event.stopped == ()
    assert story.running() == {"first_follow_up", "completion", "statutory_decision"}


@pytest.mark.parametrize(
    ("classification", "follow_up", "completion"),
    [
        ("complaint", "C-03", ("C-05", 14)),
        ("oversight_complaint", "C-03", ("C-06", 60)),
        ("information", "C-03", ("C-04", 5)),
        ("aspiration", "C-07", None),
    ],
)
def test_the_classification_decides_the_rules(
    story: Story,
    classification: Classification,
    follow_up: str,
    completion: tuple[str, int] | None,
) -> None:
    story.when("receive", on=MONDAY, classification=classification)
    story.given("verify")
    event = story.when("dispose")

    found = {p.clock: (p.rule, p.limit) for p in event.started}
    assert found["first_follow_up"] == (follow_up, 5)
    assert found.get("completion") == completion


@pytest.mark.parametrize(
    ("received_as", "verified_as", "rule"),
    [
        ("information", "complaint", "C-05"),
        ("complaint", "information", "C-04"),
        ("complaint", "oversight_complaint", "C-06"),
        ("aspiration", "complaint", "C-05"),
        ("complaint", "aspiration", None),
    ],
)
def test_the_classification_at_verification_decides_not_that_at_receipt(
    story: Story,
    received_as: Classification,
    verified_as: Classification,
    rule: str | None,
) -> None:
    story.when("receive", on=MONDAY, classification=received_as)
    verification = story.clock("verification").promise
    story.when("verify", on=TUESDAY, classification=verified_as)
    assert story.clock("verification").promise == verification

    story.given("dispose")
    completion = story.case.clocks.get("completion")
    assert (completion and completion.promise.rule) == rule


def test_an_aspiration_is_followed_up_and_has_nothing_to_complete(
    story: Story,
) -> None:
    story.when("receive", classification="aspiration")
    story.given("verify", "dispose")
    event = story.when("follow-up")
    assert names(event.stopped) == ["first_follow_up"]
    assert "completion" not in story.case.clocks

    reply = story.when("reply")
    assert reply.reopens
    assert reply.resumed == ()
    assert story.running() == {"statutory_decision"}


@pytest.mark.parametrize("command", ["amend", "note", "reply", "escalate"])
@pytest.mark.parametrize("past", [["verify"], ["verify", "dispose"], ["archive"]])
def test_editing_commenting_and_escalating_move_no_clock(
    story: Story, past: list[str], command: str
) -> None:
    story.given("receive", *past, on=MONDAY)
    if command in allowed(story.case.state):
        before = story.case.clocks
        event = story.when(command, on=FRIDAY)
        assert event.started == event.stopped == event.resumed == ()
        assert story.case.clocks == before
    else:
        assert (command, past) == ("escalate", ["archive"])


def test_a_promise_across_years_without_decree_is_provisional(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=date(2026, 12, 18))
    assert story.clock("completion").promise.provisional
    assert not story.clock("verification").promise.provisional
