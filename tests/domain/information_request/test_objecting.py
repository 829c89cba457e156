"""Which reason of Pasal 35(1) can be found when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from domain.refusals import InvalidField, NotAllowedNow
from tests.domain.information_request.conftest import GRANTED

if TYPE_CHECKING:
    from domain.information_request import RequestState
    from tests.domain.information_request.conftest import RequestStory

MONDAY = date(2026, 11, 23)
REFUSED: dict[str, Any] = {}
COSTS = {**GRANTED, "cost": 500_000, "payment": "transfer"}
NOT_HELD = {"possession": "not_held", "withheld": ()}


@pytest.mark.parametrize(
    ("decided", "on", "found"),
    [
        (None, date(2026, 12, 8), "bcg"),
        (REFUSED, date(2026, 12, 7), "abde"),
        (REFUSED, date(2026, 12, 8), "abdeg"),
        (GRANTED, date(2026, 12, 7), "bde"),
        (COSTS, date(2026, 12, 7), "bdef"),
        (NOT_HELD, date(2026, 12, 7), "bde"),
    ],
)
def test_a_reason_is_taken_when_it_can_be_found(
    story: RequestStory, decided: dict[str, Any] | None, on: date, found: str
) -> None:
    story.when("request", on=MONDAY)
    if decided is not None:
        story.when("decide", on=on, **decided)
    for reason in set("abcdefg") - set(found):
        refused = story.refused("object", on=on, reasons=(reason,))
        assert isinstance(refused, InvalidField), reason
        assert refused.details["field"] == "reasons"
    assert story.when("object", on=on, reasons=tuple(found)).reasons == tuple(found)


def test_an_early_objection_takes_neither_the_notice_nor_the_only_objection(
    story: RequestStory,
) -> None:
    """Periodic information (reason b) is missed as soon as one looks; the term of the
    objection begins with the notice, or with its silence (rule P-05)."""
    story.given("request", on=MONDAY)
    refused = story.refused("object", reasons=("b",))
    assert isinstance(refused, NotAllowedNow)
    assert "object once the written notice was given or is overdue" in str(refused)
    assert story.request.objection is None
    story.given("decide")
    assert story.when("object", reasons=("a", "b")).reasons == ("a", "b")


def test_one_without_a_reason_is_refused(story: RequestStory) -> None:
    story.given("request", "decide")
    assert isinstance(story.refused("object", reasons=()), InvalidField)


def test_there_is_one_objection(story: RequestStory) -> None:
    story.given_request("delivered")
    refused = story.refused("object", reasons=("d",))
    assert isinstance(refused, NotAllowedNow)
    assert refused.details["allowed"] == ["dispute"]


def test_the_superior_keeps_back_a_part_on_a_ground_or_on_that_of_the_notice(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object")
    answer = story.when("answer-objection", outcome="partly_granted")
    assert (answer.withheld, story.request.outcome) == ((), "partly_granted")
    assert story.request.awaits == "information_officer"


def test_the_superior_names_a_ground_where_the_notice_named_none(
    story: RequestStory,
) -> None:
    story.given("request").when("decide", **GRANTED)
    story.when("object", reasons=("e",))
    refused = story.refused("answer-objection", outcome="partly_granted")
    assert isinstance(refused, InvalidField)


@pytest.mark.parametrize(
    ("outcome", "owed"),
    [
        ("granted", True),
        ("partly_granted", True),
        ("settled", True),
        ("refused", False),
        ("inadmissible", False),
        ("withdrawn", False),
    ],
)
def test_what_the_commission_rules_is_owed_or_not(
    story: RequestStory, outcome: str, owed: bool
) -> None:
    story.given("request", "decide", "object")
    story.when("answer-objection", outcome="refused")
    story.given("dispute").when("record-ruling", outcome=outcome)
    assert (story.request.awaits == "information_officer") is owed


def test_a_step_before_the_ruling_has_no_outcome(story: RequestStory) -> None:
    story.given_request("disputed")
    for words in (
        {"step": "hearing", "outcome": "granted"},
        {"step": "ruling", "outcome": None},
    ):
        assert isinstance(story.refused("record-ruling", **words), InvalidField)
    story.when("record-ruling", step="mediation", outcome=None)
    assert story.request.state == "disputed"


@pytest.mark.parametrize("outcome", ["refused", "inadmissible", "withdrawn"])
def test_what_was_granted_stays_so_where_the_superior_or_the_commission_refuses_more(
    story: RequestStory, outcome: str
) -> None:
    """One who objects to the cost alone loses nothing by it."""
    story.given("request").when("decide", **COSTS)
    story.when("object", reasons=("f",))
    story.when("answer-objection", outcome="refused")
    assert story.request.awaits == "information_officer"
    story.given("dispute").when("record-ruling", outcome=outcome)
    assert story.request.awaits == "information_officer"
    story.given("deliver")
    assert story.request.awaits is None


def test_what_was_delivered_is_not_owed_again_where_the_superior_refuses_more(
    story: RequestStory,
) -> None:
    story.given("request").when("decide", **GRANTED)
    story.given("deliver").when("object", reasons=("d",))
    story.when("answer-objection", outcome="refused")
    assert story.request.awaits is None
    refused = story.refused("deliver")
    assert isinstance(refused, NotAllowedNow)
    assert "nothing was granted that is not delivered" in str(refused)


def test_a_ruling_is_the_last_word_of_the_commission(story: RequestStory) -> None:
    story.given_request("ruled").given("deliver")
    ruled_on = story.last
    assert isinstance(ruled_on, date)
    assert set(story.left(ruled_on)) == {"court"}
    assert isinstance(story.refused("dispute"), NotAllowedNow)


def test_a_premature_dispute_is_rejected_and_the_request_goes_on(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object", "dispute")
    story.when("record-ruling", step="hearing", outcome=None)
    story.when("record-ruling", outcome="inadmissible", message="Prematur.")
    request = story.request
    assert (request.state, request.awaits) == ("objected", "superior")
    [dispute] = request.disputes
    assert (dispute.timing, dispute.outcome) == ("premature", "inadmissible")
    assert (dispute.steps, request.pending) == (("hearing", "ruling"), None)
    # The way to the superior is open still: there is nothing for a court.
    assert "court_window" not in request.clocks
    again = story.refused("record-ruling")
    assert isinstance(again, NotAllowedNow)
    story.when("answer-objection", outcome="refused")
    assert story.when("dispute").timing == "in_time"
    story.when("record-ruling")
    assert story.request.state == "ruled"


def test_it_is_rejected_also_where_the_superior_has_answered_meanwhile(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object", "dispute", "answer-objection")
    story.when("record-ruling", outcome="withdrawn")
    assert story.request.state == "objection_answered"
    assert story.request.outcome == "granted"


def test_a_premature_dispute_that_the_commission_takes_up_is_ruled(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object", "dispute")
    story.when("record-ruling", outcome="partly_granted")
    assert (story.request.state, story.request.outcome) == ("ruled", "partly_granted")
    assert "court_window" in story.request.clocks


def test_what_was_withdrawn_is_ruled_no_more(story: RequestStory) -> None:
    story.given("request", "decide", "object", "dispute", "withdraw")
    assert isinstance(story.refused("record-ruling"), NotAllowedNow)


@pytest.mark.parametrize("state", ["requested", "decided", "objected", "delivered"])
def test_without_a_dispute_the_commission_rules_on_nothing(
    story: RequestStory, state: RequestState
) -> None:
    story.given_request(state)
    assert isinstance(story.refused("record-ruling"), NotAllowedNow)
