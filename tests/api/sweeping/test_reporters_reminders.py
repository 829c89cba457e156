"""Of the reminders, the reporter reads those for what the reporter is waited for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from api import own_case
from api.identity import Actor

if TYPE_CHECKING:
    from tests.api.sweeping.conftest import Office

MONDAY = date(2026, 2, 2)


def reminders(office: Office, case: UUID) -> list[dict[str, Any]]:
    reporter = Actor("reporter", "reporter", complaint=case)
    here = office.here
    shown = own_case.shown(here.app, here.cases, office.complaint(case), reporter)
    told: list[dict[str, Any]] = shown["messages"]
    return [m for m in told if m["event"] == "complaint.reminded"]


def asked(office: Office, case: UUID) -> None:
    office.do(case, "request_clarification", MONDAY, question="Di mana?")


def answered(office: Office, case: UUID) -> None:
    office.dispose(case, MONDAY)
    office.answer(case, MONDAY)


@pytest.mark.parametrize(
    ("prepare", "clock"), [(asked, "clarification"), (answered, "reporter_window")]
)
def test_a_reminder_of_the_reporters_own_terms_is_a_message(
    office: Office, prepare: Any, clock: str
) -> None:
    case = office.receive(MONDAY)
    prepare(office, case)
    due_on = office.complaint(case).clocks[clock].promise.due_on
    assert reminders(office, case) == []
    office.sweep(due_on)
    [told] = reminders(office, case)
    assert (told["clock"], told["due_on"]) == (clock, due_on.isoformat())
    assert (told["message"], told["occurred_at"]) == (None, office.now)


def test_a_reminder_of_an_officers_term_is_none(office: Office) -> None:
    case = office.receive(MONDAY)
    office.sweep(date(2026, 2, 4))
    assert "complaint.reminded" in office.topics(case)
    assert reminders(office, case) == []
