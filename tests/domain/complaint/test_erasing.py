"""A case whose texts were erased: facts stand, days pass, words are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from domain.case import Erasure
from domain.complaint_record import erase
from domain.complaint_sweep import close_unanswered, deem_withdrawn, take_step
from domain.refusals import TextErased
from tests.domain.complaint.conftest import WORDS
from tests.domain.complaint.erased import erased

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

PERSON = {"name": "Ani Wulandari"}
LATE = date(2026, 12, 1)


def test_an_erasure_says_what_when_and_by_which_request(story: Story) -> None:
    story.given("receive")
    event = erased(story, "everything", request=3)
    assert event.originator_version == 2
    [erasure] = story.case.erasures
    assert erasure == Erasure("everything", "request", 3, event.destroyed_at)
    assert story.case.erased == "everything"


def test_facts_state_and_clocks_stand(story: Story) -> None:
    story.given_state("answered")
    before = story.case
    erased(story, "everything")
    for name in ("state", "clocks", "agency", "category", "received_at", "answered_at"):
        assert getattr(story.case, name) == getattr(before, name)


def test_the_identity_goes_and_the_text_stays(story: Story) -> None:
    story.given().when("receive", reporter=PERSON)
    erased(story, "identity")
    assert story.read(story.case.reporter) is None
    assert story.read(story.case.title) == WORDS["receive"]["title"]
    assert story.when("note").TOPIC == "complaint.noted"


def test_everything_holds_the_identity_too(story: Story) -> None:
    story.given().when("receive", reporter=PERSON)
    erased(story, "everything")
    case = story.case
    assert [story.read(f) for f in (case.reporter, case.title)] == [None, None]
    assert case.has_erased("reporter") and case.has_erased("case")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("identity", "identity"),
        ("everything", "everything"),
        ("everything", "identity"),
    ],
)
def test_what_was_erased_is_not_said_twice(
    story: Story, first: Any, second: Any
) -> None:
    erased(story.given("receive"), first)
    again = Erasure(second, "request", 2, datetime(2026, 3, 2, tzinfo=UTC))
    assert story.passing(partial(erase, erasure=again), on=LATE) is None


def test_after_the_identity_everything_may_go(story: Story) -> None:
    erased(story.given("receive"), "identity")
    erased(story, "everything", request=2)
    assert story.case.erased == "everything"
    assert [erasure.request for erasure in story.case.erasures] == [1, 2]


@pytest.mark.parametrize(
    ("state", "command"),
    [
        ("received", "note"),
        ("received", "amend"),
        ("received", "withdraw"),
        ("received", "attach"),
        ("disposed", "return"),
        ("disposed", "follow-up"),
        ("answered", "reply"),
        ("resolved", "reopen"),
    ],
)
def test_words_are_refused_with_a_remedy(
    story: Story, state: Any, command: str
) -> None:
    erased(story.given_state(state), "everything")
    refusal = story.refused(command)
    assert isinstance(refusal, TextErased)
    assert "new complaint" in str(refusal)


@pytest.mark.parametrize(
    ("state", "command"),
    [
        ("received", "verify"),
        ("received", "archive"),
        ("verified", "dispose"),
        ("answered", "resolve"),
        ("resolved", "rate"),
        ("received", "publish"),
    ],
)
def test_commands_without_words_work_on(story: Story, state: Any, command: str) -> None:
    erased(story.given_state(state), "everything")
    assert story.when(command)
    story.refused(command, note="Dengan kata.")


def test_an_erased_reporter_is_not_named_again(story: Story) -> None:
    erased(story.given("receive"), "identity")
    refusal = story.refused("amend", changed=["reporter"], title=None, reporter=PERSON)
    assert isinstance(refusal, TextErased)
    story.when("amend", changed=["reporter"], title=None, reporter=None)


def test_the_days_of_an_erased_case_pass_without_words(story: Story) -> None:
    erased(story.given_state("disposed"), "everything")
    step = partial(take_step, clock="completion", step="agency_head")
    event = story.passing(step, on=LATE)
    assert (event.to, event.reason) == ("agency_head", None)


def test_silence_ends_an_erased_case_without_words(story: Story) -> None:
    erased(story.given_state("awaiting_clarification"), "everything")
    event = story.passing(deem_withdrawn, on=LATE)
    assert (event.deemed, event.reason) == (True, None)


def test_an_answered_case_closes_although_it_was_erased(story: Story) -> None:
    erased(story.given_state("answered"), "everything")
    assert story.passing(close_unanswered, on=LATE)
    assert story.case.state == "resolved"


@pytest.mark.parametrize("state", ["resolved", "archived", "withdrawn", "merged"])
def test_a_case_knows_when_it_was_closed(story: Story, state: Any) -> None:
    story.given_state(state)
    closed_at = story.case.closed_at
    assert closed_at == story.events[-1].occurred_at
    story.given("note", on=story.events[-1].occurred_at + timedelta(days=3))
    assert story.case.closed_at == closed_at


def test_a_reopened_case_is_not_closed(story: Story) -> None:
    story.given_state("resolved").given("reopen")
    assert story.case.closed_at is None
