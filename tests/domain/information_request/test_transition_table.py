"""Every state of a request against every command, written out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, get_args

import pytest

from domain.information_request import RequestState
from domain.refusals import NotAllowedNow
from domain.transitions import OF_REQUESTS, allowed
from tests.domain.information_request.conftest import PATHS, WORDS

if TYPE_CHECKING:
    from tests.domain.information_request.conftest import RequestStory

STATES: tuple[RequestState, ...] = get_args(RequestState)
LEADS: dict[str, dict[str, str]] = {
    "notify-incomplete": {"requested": "incomplete"},
    "complete": {"incomplete": "requested"},
    "extend": {"requested": "requested"},
    "decide": {"requested": "decided"},
    "deliver": dict.fromkeys(("decided", "objection_answered", "ruled"), "delivered"),
    "object": dict.fromkeys(("requested", "decided", "delivered"), "objected"),
    "answer-objection": {"objected": "objection_answered"},
    "dispute": {
        # Premature: the commission is told so, and the office goes on.
        **{state: state for state in ("requested", "decided", "objected")},
        **dict.fromkeys(("objection_answered", "delivered"), "disputed"),
    },
    "record-ruling": {"disputed": "ruled"},
    "withdraw": {
        state: "withdrawn"
        for state in STATES
        if state not in ("delivered", "ruled", "withdrawn")
    },
}
EVENTS = {
    "notify-incomplete": "notified_incomplete",
    "complete": "completed",
    "extend": "extended",
    "decide": "decided",
    "deliver": "delivered",
    "object": "objected",
    "answer-objection": "objection_answered",
    "dispute": "disputed",
    "record-ruling": "ruling_recorded",
    "withdraw": "withdrawn",
}


def test_the_table_knows_these_commands_and_no_others() -> None:
    assert list(OF_REQUESTS) == list(LEADS)
    assert set(PATHS) == set(STATES)
    assert set(WORDS) == {"request", *LEADS}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", LEADS)
def test_a_command_moves_a_request_as_the_table_says_or_is_refused(
    story: RequestStory, state: RequestState, command: str
) -> None:
    story.given_request(state)
    may = [name for name, leads in LEADS.items() if state in leads]
    assert allowed(state, OF_REQUESTS) == may
    words: dict[str, Any] = {"reasons": ("b",)} if command == "object" else {}
    if command not in may:
        refusal = story.refused(command, **words)
        assert isinstance(refusal, NotAllowedNow)
        assert refusal.details["allowed"] == may
        assert str(refusal).startswith(f"An information request that is {state} ")
        return
    if (state, command) in REFUSED_ALL_THE_SAME:
        assert isinstance(story.refused(command, **words), NotAllowedNow)
        return
    version = story.request.version
    event = story.when(command, **words)
    assert event.TOPIC == f"information_request.{EVENTS[command]}"
    assert story.request.version == event.originator_version == version + 1
    assert story.request.state == LEADS[command][state]


REFUSED_ALL_THE_SAME = {
    # The notice is not due yet: no reason can be found.
    ("requested", "object"),
    # It was refused: there is nothing to deliver.
    ("decided", "deliver"),
    # The superior has answered: the way goes to the commission.
    ("delivered", "object"),
}


@pytest.mark.parametrize(
    ("state", "awaited"),
    [
        ("requested", "information_officer"),
        ("incomplete", "applicant"),
        ("decided", None),
        ("objected", "superior"),
        ("objection_answered", "information_officer"),
        ("disputed", "commission"),
        ("ruled", "information_officer"),
        ("delivered", None),
        ("withdrawn", None),
    ],
)
def test_a_state_tells_whose_turn_it_is(
    story: RequestStory, state: RequestState, awaited: str | None
) -> None:
    story.given_request(state)
    assert story.request.awaits == awaited
    assert (story.request.closed_at is None) is (awaited is not None)


def test_what_is_granted_is_owed_until_it_is_delivered(
    story: RequestStory, granted: Callable[[RequestStory], object]
) -> None:
    story.given("request")
    granted(story)
    assert story.request.awaits == "information_officer"
    story.when("deliver")
    assert story.request.awaits is None
