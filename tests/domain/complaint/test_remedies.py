"""What a reporter may do now matches the stage of the case, and its stored days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from domain import complaint_decisions
from domain.complaint_fold import project
from domain.remedies import Remedy, remedies
from domain.transitions import allowed

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

ZONE = ZoneInfo("Asia/Pontianak")
DAY = timedelta(days=1)
MONDAY, TUESDAY, THURSDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5)
TWO_YEARS_ON = date(2028, 3, 2)


def offered(story: Story, on: date) -> dict[str, Remedy]:
    found = remedies(story.case, story.reference, on, ZONE)
    assert len({remedy.remedy for remedy in found}) == len(found)
    return {remedy.remedy: remedy for remedy in found}


def ask(story: Story, on: date) -> None:
    at = story.at("request-clarification", on)
    asked = complaint_decisions.request_clarification(
        story.case, at, question="Di mana?"
    )
    story.told = project(story.told, [asked])


def test_an_open_case_can_be_withdrawn_and_nothing_else(story: Story) -> None:
    story.given("receive", on=MONDAY)
    assert offered(story, TUESDAY).keys() == {"withdraw"}
    assert offered(story, TUESDAY)["withdraw"].until is None


def test_a_question_can_be_answered_until_its_last_day(story: Story) -> None:
    story.given("receive", on=MONDAY)
    ask(story, TUESDAY)
    last = story.clock("clarification").promise.due_on
    assert last == TUESDAY + timedelta(days=30)
    clarify = offered(story, last)["clarify"]
    assert clarify.until == last
    assert clarify.legal_basis == "UU 25/2009 Pasal 44(2)-(3)"
    assert "clarify" not in offered(story, last + DAY)
    assert "reply" not in offered(story, last)


def test_an_answer_can_be_taken_or_contested_until_the_window_ends(
    story: Story,
) -> None:
    story.given("receive", "verify", "dispose", "follow-up", on=MONDAY)
    last = story.clock("reporter_window").promise.due_on
    found = offered(story, last)
    assert found.keys() == {"reply", "resolve", "withdraw"}
    assert found["reply"].until == found["resolve"].until == last
    assert "LAPOR" in str(found["reply"].legal_basis)
    assert offered(story, last + DAY).keys() == {"withdraw"}


def test_a_case_that_was_replied_to_offers_no_second_reply(story: Story) -> None:
    story.given("receive", "verify", "dispose", "follow-up", "reply", on=MONDAY)
    assert offered(story, TUESDAY).keys() == {"withdraw"}


def test_a_resolved_case_can_be_reopened_until_its_stored_day_and_rated_for_ever(
    story: Story,
) -> None:
    story.given("receive", "verify", "dispose", "resolve", on=MONDAY)
    until = story.case.reopen_until
    assert until is not None
    assert offered(story, until).keys() == {"reopen", "rate"}
    assert offered(story, until)["reopen"].until == until
    assert offered(story, until + DAY).keys() == {"rate"}


def test_the_ombudsman_is_named_once_a_clock_of_the_office_is_overdue(
    story: Story,
) -> None:
    story.given("receive", on=MONDAY)
    due = story.clock("verification").promise.due_on
    assert "ombudsman" not in offered(story, due)
    found = offered(story, due + DAY)["ombudsman"]
    assert found.until == TWO_YEARS_ON
    assert found.legal_basis == "UU 37/2008 Pasal 24(1)c; UU 37/2008 Pasal 24(3)"
    assert "Ombudsman" in found.text


def test_what_was_late_once_stays_a_reason(story: Story) -> None:
    story.given("receive", "verify", on=MONDAY).given("dispose", on=date(2026, 3, 9))
    assert story.status("verification", date(2026, 3, 9)) == "late"
    assert "ombudsman" in offered(story, date(2026, 3, 9))


def test_the_reporters_own_delay_is_none(story: Story) -> None:
    story.given("receive", on=MONDAY)
    ask(story, TUESDAY)
    overdue_on = TUESDAY + timedelta(days=40)
    assert story.status("clarification", overdue_on) == "overdue"
    assert story.status("verification", overdue_on) == "paused"
    assert "ombudsman" not in offered(story, overdue_on)


def test_an_archived_case_may_go_to_the_ombudsman(story: Story) -> None:
    story.given("receive", "archive", on=MONDAY)
    assert offered(story, TUESDAY).keys() == {"ombudsman"}


@pytest.mark.parametrize(
    ("outcome", "goes"), [("unsubstantiated", True), ("substantiated", False)]
)
def test_a_case_found_unsubstantiated_may_go_there_after_the_window(
    story: Story, outcome: str, goes: bool
) -> None:
    story.given("receive", "verify", "dispose", on=MONDAY)
    story.when("resolve", outcome=outcome)
    until = story.case.reopen_until
    assert until is not None
    assert "ombudsman" not in offered(story, until)
    assert ("ombudsman" in offered(story, until + DAY)) is goes


@pytest.mark.parametrize(
    ("incident_on", "last"),
    [
        (None, TWO_YEARS_ON),
        (date(2026, 1, 15), date(2028, 1, 15)),
        (date(2024, 2, 29), date(2026, 2, 28)),
    ],
    ids=["by receipt", "by event", "leap day"],
)
def test_it_is_named_until_two_years_after_the_event_and_not_after(
    story: Story, incident_on: date | None, last: date
) -> None:
    story.given("receive", "archive", on=MONDAY)
    story.told = replace(story.case, incident_on=incident_on)
    found = offered(story, last)
    assert found["ombudsman"].until == last
    assert "ombudsman" not in offered(story, last + DAY)


def without(story: Story, rule: str) -> None:
    standards = story.reference.standards
    rules = {name: found for name, found in standards.rules.items() if name != rule}
    changed: Any = replace(standards, rules=rules)
    story.reference = replace(story.reference, standards=changed)


@pytest.mark.parametrize("rule", ["O-01", "O-02"])
def test_without_the_rule_nothing_is_said_of_the_ombudsman(
    story: Story, rule: str
) -> None:
    story.given("receive", "archive", on=MONDAY)
    assert "ombudsman" in offered(story, TUESDAY)
    without(story, rule)
    assert "ombudsman" not in offered(story, TUESDAY)


def test_another_limit_in_the_standards_is_another_last_day(story: Story) -> None:
    story.given("receive", "archive", on=MONDAY)
    standards = story.reference.standards
    (rule,) = standards.rules["O-01"]
    half = replace(rule, limit=6, unit="months")
    rules: Any = {**standards.rules, "O-01": (half,)}
    changed = replace(standards, rules=rules)
    story.reference = replace(story.reference, standards=changed)
    assert offered(story, TUESDAY)["ombudsman"].until == date(2026, 9, 2)


@pytest.mark.parametrize(
    "commands",
    [
        (),
        ("verify",),
        ("verify", "dispose"),
        ("verify", "dispose", "return"),
        ("verify", "dispose", "follow-up"),
        ("verify", "dispose", "follow-up", "reply"),
        ("verify", "dispose", "follow-up", "resolve"),
        ("archive",),
    ],
    ids=lambda commands: commands[-1] if commands else "receive",
)
def test_what_is_offered_is_what_the_state_takes(
    story: Story, commands: tuple[str, ...]
) -> None:
    story.given("receive", *commands, on=MONDAY)
    found = offered(story, TUESDAY).keys() - {"ombudsman"}
    assert found <= set(allowed(story.case.state))
    assert all(remedy.text for remedy in offered(story, TUESDAY).values())
