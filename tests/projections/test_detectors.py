"""Each question about honest work is found, and each near miss is not."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from projections.detectors import DAYS_BEFORE_DEADLINE, DAYS_TO_REOPEN
from projections.finding_lists import FindingRow, Wanted, findings
from projections.visibility import Visibility

if TYPE_CHECKING:
    from domain.complaint import Complaint
    from domain.event import Role
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
FIRST_DUE = 7
"""The day on which the first follow-up is due in a case disposed on day 0."""


@pytest.fixture
def case(office: Office) -> Complaint:
    return disposed(office)


def disposed(office: Office) -> Complaint:
    """With dinas-pu since day 0."""
    case = office.receive(0)
    office.then(case, "verify", 0)
    case = office.then(case, "dispose", 0, agency="dinas-pu")
    due = case.clocks["first_follow_up"].promise.due_on
    assert due == office.at(FIRST_DUE).day
    return case


def rows(installation: Installation) -> list[FindingRow]:
    """The oldest first."""
    installation.catch_up()
    page = findings(installation.pool, Wanted(limit=200), ALL)
    return list(page.items)[::-1]


def found(installation: Installation) -> list[tuple[str, str | None, int | None]]:
    return [(row.kind, row.clock, row.days) for row in rows(installation)]


def test_a_finding_names_its_event_agency_and_officer(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "request_clarification", FIRST_DUE - 1, "liaison", question="x")
    [row] = rows(installation)
    assert row == FindingRow(
        case_id=case.id,
        case_number=case.case_number,
        kind="pause_before_deadline",
        position=len(office.changes),
        found_on=office.at(FIRST_DUE - 1).day,
        clock="first_follow_up",
        days=1,
        agency="dinas-pu",
        actor="officer",
    )


@pytest.mark.parametrize("days", [0, DAYS_BEFORE_DEADLINE])
def test_a_pause_just_before_a_deadline_is_found(
    installation: Installation, office: Office, case: Complaint, days: int
) -> None:
    office.then(case, "request_clarification", FIRST_DUE - days, question="x")
    assert found(installation) == [("pause_before_deadline", "first_follow_up", days)]


@pytest.mark.parametrize("days", [DAYS_BEFORE_DEADLINE + 1, -1])
def test_a_pause_well_before_a_deadline_or_after_it_is_not(
    installation: Installation, office: Office, case: Complaint, days: int
) -> None:
    office.then(case, "request_clarification", FIRST_DUE - days, question="x")
    assert found(installation) == []


def test_asking_again_in_the_same_pause_is_not(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "request_clarification", 1, question="x")
    office.then(case, "request_clarification", FIRST_DUE, question="x")
    assert found(installation) == []


def test_a_pause_of_the_reporters_window_is_not(
    installation: Installation, office: Office, case: Complaint
) -> None:
    case = office.then(case, "follow_up", 1, message="x")
    window = case.clocks["reporter_window"].promise.due_on
    office.then(case, "request_clarification", window, question="x")
    assert found(installation) == []


def test_a_class_with_a_longer_term_is_found(
    installation: Installation, office: Office, case: Complaint
) -> None:
    later = office.then(
        case, "reclassify", 1, reason="x", classification="oversight_complaint"
    )
    was, now = (c.clocks["completion"].promise.due_on for c in (case, later))
    assert now > was
    days = (now - was).days
    assert found(installation) == [("longer_promise", "completion", days)]


def test_a_class_without_the_term_is_found(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "reclassify", 1, reason="x", classification="aspiration")
    assert found(installation) == [("longer_promise", "completion", None)]


@pytest.mark.parametrize(
    ("command", "role", "words", "actor"),
    [
        ("reply", "reporter", {"message": "x"}, None),
        ("reopen", "coordinator", {"reason": "x"}, "officer"),
    ],
)
def test_a_longer_term_is_found_where_the_clock_runs_again(
    installation: Installation,
    office: Office,
    case: Complaint,
    command: str,
    role: Role,
    words: dict[str, Any],
    actor: str | None,
) -> None:
    office.then(case, "follow_up", 1, message="x")
    office.then(case, "reclassify", 2, reason="x", classification="oversight_complaint")
    if command == "reopen":
        office.then(case, "resolve", 3, outcome="noted")
    assert found(installation) == []
    office.then(case, command, 20, role, **words)
    [row] = rows(installation)
    assert (row.kind, row.clock) == ("longer_promise", "completion")
    assert row.days and row.days > 0
    assert row.actor == actor


@pytest.mark.parametrize(
    "words", [{"classification": "information"}, {"category": "jalan"}]
)
def test_a_class_with_a_shorter_term_or_the_same_is_not(
    installation: Installation, office: Office, case: Complaint, words: dict[str, Any]
) -> None:
    office.then(case, "reclassify", 1, reason="x", **words)
    assert found(installation) == []


def test_what_moves_a_deadline_by_right_is_not(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "extend", 1, clock="completion", reason="x", units=3)
    office.then(case, "request_clarification", 2, question="x")
    office.then(case, "clarify", 5, "reporter", answer="x")
    assert found(installation) == []


@pytest.mark.parametrize("days", [0, DAYS_TO_REOPEN, DAYS_TO_REOPEN + 1])
def test_a_case_reopened_within_a_week_is_found_and_later_is_not(
    installation: Installation, office: Office, case: Complaint, days: int
) -> None:
    office.then(case, "resolve", 1, outcome="noted")
    office.then(case, "reopen", 1 + days, reason="x")
    soon = [("reopened_soon", None, days)] if days <= DAYS_TO_REOPEN else []
    assert found(installation) == soon


@pytest.mark.parametrize("days", [0, DAYS_TO_REOPEN, DAYS_TO_REOPEN + 1])
def test_an_answer_that_did_not_settle_it_for_a_week_is_found(
    installation: Installation, office: Office, case: Complaint, days: int
) -> None:
    office.then(case, "follow_up", 1, message="x")
    office.then(case, "reply", 1 + days, "reporter", message="x")
    soon = [("reopened_soon", None, days)] if days <= DAYS_TO_REOPEN else []
    assert found(installation) == soon


def test_a_reply_that_sets_nothing_back_is_not(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "follow_up", 1, message="x")
    office.then(case, "reply", 10, message="x")
    office.then(case, "reply", 11, message="x")
    office.then(case, "resolve", 12, outcome="noted")
    office.then(case, "reply", 12, message="x")
    assert found(installation) == []


def test_a_closing_on_a_day_unknown_was_not_soon(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "resolve", 1, "system", outcome="noted", time_known=False)
    office.then(case, "reopen", 2, reason="x")
    assert found(installation) == []


def test_the_last_closing_counts(
    installation: Installation, office: Office, case: Complaint
) -> None:
    for closed, opened in ((1, 20), (30, 32)):
        office.then(case, "resolve", closed, outcome="noted")
        office.then(case, "reopen", opened, reason="x")
    assert found(installation) == [("reopened_soon", None, 2)]


def test_a_step_dated_back_that_meets_an_overdue_deadline_is_found(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "note", FIRST_DUE, message="x")
    office.then(case, "follow_up", FIRST_DUE - 1, recorded=FIRST_DUE + 2, message="x")
    assert found(installation) == [("backdated_stop", "first_follow_up", 3)]


def test_a_pause_dated_back_before_an_overdue_deadline_is_found(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "note", FIRST_DUE, message="x")
    office.then(case, "request_clarification", 1, recorded=FIRST_DUE + 1, question="x")
    assert found(installation) == [("backdated_stop", "first_follow_up", FIRST_DUE)]


def test_an_extension_dated_back_before_an_overdue_deadline_is_found(
    installation: Installation, office: Office, case: Complaint
) -> None:
    due_on = case.clocks["completion"].promise.due_on
    words: dict[str, Any] = {"clock": "completion", "units": 5, "reason": "x"}
    told = due_on + timedelta(days=1)
    office.then(case, "extend", due_on, recorded=told, **words)
    assert found(installation) == [("backdated_stop", "completion", 1)]


@pytest.mark.parametrize(
    ("noted", "occurred", "recorded"),
    [(7, 6, 7), (9, 8, 10)],
    ids=["not overdue when told", "late all the same"],
)
def test_a_step_told_late_that_mends_nothing_is_not(
    installation: Installation,
    office: Office,
    case: Complaint,
    noted: int,
    occurred: int,
    recorded: int,
) -> None:
    office.then(case, "note", noted, message="x")
    case = office.then(case, "follow_up", occurred, recorded=recorded, message="x")
    assert case.state == "answered"
    assert found(installation) == []


def test_a_step_dated_back_that_stops_no_clock_is_not(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "note", FIRST_DUE, message="x")
    office.then(case, "escalate", 1, recorded=9, to="governor", reason="x")
    assert found(installation) == []


def test_a_day_that_an_import_brings_is_not(
    installation: Installation, office: Office, case: Complaint
) -> None:
    office.then(case, "note", FIRST_DUE, message="x")
    office.then(case, "resolve", 1, "system", recorded=9, outcome="not_recorded")
    assert found(installation) == []


def test_a_reporters_answer_that_the_desk_records_late_is_not(
    installation: Installation, office: Office, case: Complaint
) -> None:
    asked = office.then(case, "request_clarification", 1, question="x")
    due = asked.clocks["clarification"].promise.due_on
    office.then(case, "note", due, message="x")
    office.then(case, "clarify", 20, recorded=due.replace(day=due.day + 1), answer="x")
    assert found(installation) == []
