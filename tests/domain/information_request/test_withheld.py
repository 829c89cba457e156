"""What is kept back, and by which exclusion (rule P-13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from domain.event import Origin
from domain.information_request_events import Withheld
from domain.refusals import InvalidField
from tests.domain.information_request.conftest import GRANTED, TEST

if TYPE_CHECKING:
    from tests.domain.information_request.conftest import RequestStory


def test_p_13_a_refusal_rests_on_a_ground_and_its_consequence_test(
    story: RequestStory,
) -> None:
    story.given("request")
    for words in (
        {"withheld": ()},
        {"outcome": "partly_granted", "withheld": ()},
        {"withheld": (replace(TEST, exclusion="dik-lain"),)},
        {"withheld": (TEST, replace(TEST, ground="i"))},
        {"outcome": "granted"},
    ):
        refused = story.refused("decide", **words)
        assert isinstance(refused, InvalidField), words
        assert "withheld" in refused.details["field"]
    assert story.when("decide").withheld[0].exclusion == "dik-2026-7"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 11, 22), "its period begins on 2026-11-23. Give"),
        (date(2026, 12, 12), "its period ended on 2026-12-11. Give"),
    ],
)
def test_p_13_a_refusal_rests_on_no_exclusion_before_or_after_its_period(
    story: RequestStory, origin: Origin, day: date, told: str
) -> None:
    first, last = date(2026, 11, 23), date(2026, 12, 11)
    story.closes("dik-singkat", origin, valid_from=first, valid_to=last)
    words: dict[str, Any] = {"withheld": (Withheld("h", "dik-singkat"),)}
    story.when("request", on=date(2026, 11, 20))
    refused = story.refused("decide", on=day, **words)
    assert isinstance(refused, InvalidField)
    assert refused.details["field"] == "withheld.0.exclusion"
    assert told in refused.details["problem"]
    story.when("decide", on=first if day < first else last, **words)


def test_p_13_a_refusal_told_late_rests_on_what_was_in_force_on_its_day(
    story: RequestStory, origin: Origin
) -> None:
    first, last = date(2026, 11, 23), date(2026, 12, 11)
    story.closes("dik-singkat", origin, valid_from=first, valid_to=last)
    words: dict[str, Any] = {"withheld": (Withheld("h", "dik-singkat"),)}
    story.when("request", on=date(2026, 11, 20))
    known: dict[str, Any] = {"recorded_at": datetime(2027, 1, 20, 3, tzinfo=UTC)}
    assert story.when("decide", on=last, envelope=known, **words).outcome == "refused"


def test_p_13_a_superior_refuses_on_no_exclusion_that_has_ended(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object", on=date(2026, 11, 23))
    part: dict[str, Any] = {"outcome": "partly_granted", "withheld": (TEST,)}
    refused = story.refused("answer-objection", on=date(2028, 1, 2), **part)
    assert isinstance(refused, InvalidField)
    assert "ended on 2028-01-01" in refused.details["problem"]
    assert story.when("answer-objection", on=date(2028, 1, 1), **part).withheld


def test_p_13_what_is_not_held_is_refused_on_no_ground(story: RequestStory) -> None:
    story.given("request")
    elsewhere: dict[str, Any] = {
        "possession": "not_held",
        "holder": "Balai Wilayah Sungai",
    }
    assert isinstance(story.refused("decide", **elsewhere), InvalidField)
    assert isinstance(story.refused("decide", **elsewhere, **GRANTED), InvalidField)
    event = story.when("decide", **elsewhere, withheld=())
    assert story.text(event, "holder") == "Balai Wilayah Sungai"


def test_the_superior_says_what_no_notice_said_that_it_is_not_held(
    story: RequestStory,
) -> None:
    """The office was silent: nothing of Pasal 17 is to be kept back of what is not
    there."""
    story.when("request", on=date(2026, 11, 23))
    story.when("object", on=date(2026, 12, 8), reasons=("c",))
    refused = story.refused("answer-objection", outcome="refused")
    assert isinstance(refused, InvalidField)
    assert "possession" in refused.details["problem"]
    elsewhere: dict[str, Any] = {
        "possession": "not_held",
        "holder": "Balai Wilayah Sungai",
    }
    on_a_ground: dict[str, Any] = {"outcome": "refused", "withheld": (TEST,)}
    for words in (GRANTED, on_a_ground):
        refused = story.refused("answer-objection", **elsewhere, **words)
        assert isinstance(refused, InvalidField), words
    event = story.when("answer-objection", outcome="refused", **elsewhere)
    assert story.text(event, "holder") == "Balai Wilayah Sungai"
    objection = story.request.objection
    assert objection and objection.holder
    assert (objection.possession, objection.withheld) == ("not_held", ())
    assert story.read(objection.holder) == "Balai Wilayah Sungai"


def test_the_superior_finds_that_it_is_not_documented_whatever_the_notice_said(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object")
    event = story.when(
        "answer-objection", outcome="refused", possession="not_documented"
    )
    assert (event.possession, event.holder) == ("not_documented", None)
    assert story.request.possession == "not_documented"


def test_a_superior_who_says_nothing_of_it_leaves_it_as_the_notice_said(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object")
    event = story.when("answer-objection", outcome="refused")
    assert (event.possession, event.holder) == (None, None)
    assert story.request.possession == "held"
