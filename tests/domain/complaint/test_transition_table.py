"""Every state against every command: the table of the contract, written out again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from domain.complaint import State
from domain.event import Role
from domain.refusals import NotAllowedNow
from domain.transitions import ALL, FROM, OPEN, allowed

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
STATES: tuple[State, ...] = get_args(State)
CLOSED = {"resolved", "archived", "withdrawn", "merged"}
STAYS: dict[str, str] = {state: state for state in STATES}
STAYS_OPEN = {state: state for state in STAYS if state not in CLOSED}
UNANSWERED = ("received", "awaiting_clarification", "verified", "returned")

LEADS: dict[str, dict[str, str]] = {
    "verify": {"received": "verified"},
    "request-clarification": dict.fromkeys(STAYS_OPEN, "awaiting_clarification"),
    "clarify": {"awaiting_clarification": "received"},
    "dispose": dict.fromkeys(("verified", "returned", "disposed"), "disposed"),
    "return": dict.fromkeys(("disposed", "in_progress"), "returned"),
    "follow-up": dict.fromkeys(("disposed", "in_progress", "answered"), "answered"),
    "reply": {**STAYS, "answered": "in_progress"},
    "resolve": dict.fromkeys(("disposed", "in_progress", "answered"), "resolved"),
    "reopen": {"resolved": "in_progress"},
    "rate": {"resolved": "resolved"},
    "archive": dict.fromkeys(UNANSWERED, "archived"),
    "hand-over": dict.fromkeys(UNANSWERED, "archived"),
    "withdraw": dict.fromkeys(STAYS_OPEN, "withdrawn"),
    "merge": dict.fromkeys(STAYS_OPEN, "merged"),
    "reclassify": STAYS_OPEN,
    "extend": STAYS_OPEN,
    "escalate": STAYS_OPEN,
    "amend": STAYS,
    "attach": STAYS,
    "note": STAYS,
    "publish": STAYS,
    "unpublish": STAYS,
}
EVENTS = {
    "verify": "complaint.verified",
    "request-clarification": "complaint.clarification_requested",
    "clarify": "complaint.clarified",
    "dispose": "complaint.disposed",
    "return": "complaint.returned",
    "follow-up": "complaint.followed_up",
    "reply": "complaint.reporter_replied",
    "resolve": "complaint.resolved",
    "reopen": "complaint.reopened",
    "rate": "complaint.rated",
    "archive": "complaint.archived",
    "hand-over": "complaint.handed_over",
    "withdraw": "complaint.withdrawn",
    "merge": "complaint.merged",
    "reclassify": "complaint.reclassified",
    "extend": "complaint.deadline_moved",
    "escalate": "complaint.escalated",
    "amend": "complaint.amended",
    "attach": "complaint.attachment_added",
    "note": "complaint.noted",
    "publish": "complaint.published",
    "unpublish": "complaint.unpublished",
}


def extendable(story: Story) -> dict[str, Any]:
    """The first running clock; an office of which every clock may be extended."""
    running = [c for c in story.running() if not c.startswith("statutory")]
    return {"clock": min(running)} if running else {}


def test_the_table_knows_these_commands_and_no_others() -> None:
    assert list(FROM) == list(LEADS)
    assert set(STATES) == ALL
    assert set(STATES) - CLOSED == OPEN


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("command", LEADS)
def test_a_command_moves_a_case_as_the_table_says_or_is_refused(
    story: Story, state: State, command: str
) -> None:
    for rule in ("C-02", "C-03", "C-08", "C-11"):
        story.change_rule(rule, extendable_by=5)
    story.given_state(state)
    words = extendable(story) if command == "extend" else {}
    version = story.case.version
    may = [name for name, leads in LEADS.items() if state in leads]
    assert allowed(state) == may

    if command in may:
        event = story.when(command, **words)
        assert event.TOPIC == EVENTS[command]
        assert event.originator_id == story.case.id
        assert event.originator_version == story.case.version == version + 1
        assert story.case.state == LEADS[command][state]
        return

    refusal = story.refused(command)
    assert isinstance(refusal, NotAllowedNow)
    assert refusal.details["state"] == state
    assert refusal.details["command"] == command
    assert refusal.details["allowed"] == may
    assert f"'{command}'" in str(refusal)
    assert state in str(refusal)
    assert f"Allowed now: {', '.join(may)}." in str(refusal)


@pytest.mark.parametrize("state", [state for state in STATES if state not in CLOSED])
def test_an_answer_to_a_question_leads_back_to_where_it_was_asked(
    story: Story, state: State
) -> None:
    story.given_state(state).given("request-clarification", "clarify")
    back = "received" if state == "awaiting_clarification" else state
    assert story.case.state == back


@pytest.mark.parametrize("command", [name for name in LEADS if name != "reply"])
def test_the_readme_prints_the_table(command: str) -> None:
    rows = re.findall(rf"^\| `{command}` \| (.*?) \| .*? \| `(.*?)` \|", README, re.M)
    states = [state for state in STATES if state in LEADS[command]]
    named = {len(STATES): "any", len(OPEN): "any open"}.get(len(states))
    [(told, event)] = rows
    assert event == EVENTS[command]
    assert told == named or set(told.split(", ")) == set(states)


@pytest.mark.parametrize("state", STATES)
def test_a_case_is_open_until_one_of_four_endings(story: Story, state: State) -> None:
    story.given_state(state)
    assert story.case.open is (state not in CLOSED)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("role", "on_behalf_of"), [("reporter", None), ("desk", "reporter")]
)
def test_a_reporter_resolves_an_answered_case_and_no_other(
    story: Story, state: State, role: Role, on_behalf_of: str | None
) -> None:
    story.given_state(state)
    envelope = {"on_behalf_of": on_behalf_of}
    if state == "answered":
        event = story.when("resolve", role=role, envelope=envelope)
        assert event.closed_by == "reporter"
        return
    refusal = story.refused("resolve", role=role, envelope=envelope)
    assert isinstance(refusal, NotAllowedNow)
    assert refusal.details["state"] == state
    assert refusal.details["command"] == "resolve"
    if state in LEADS["resolve"]:
        assert refusal.details["allowed"] == ["reply"]
        assert "once the agency has answered" in str(refusal)
