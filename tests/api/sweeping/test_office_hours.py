"""Offices are called in their hours; what silence brings about knows none."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from uuid import UUID

    from tests.api.sweeping.conftest import Office

RECEIVED = date(2026, 2, 2)
SUNDAY = date(2026, 2, 22)
MONDAY = SUNDAY + timedelta(1)


@pytest.fixture
def waiting(office: Office) -> dict[str, UUID]:
    """An overdue case, one whose window has passed, one whose reporter fell silent."""
    cases = {name: office.receive(RECEIVED) for name in ("overdue", "answered")}
    cases["asked"] = office.receive(date(2026, 1, 5))
    office.do(cases["asked"], "request_clarification", date(2026, 1, 6), question="?")
    office.dispose(cases["answered"], RECEIVED)
    office.answer(cases["answered"], date(2026, 2, 3))
    return cases


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (MONDAY, time(7, 29, 59)),
        (MONDAY, time(16, 0)),
        (SUNDAY, time(10)),
        (date(2026, 3, 19), time(10)),
    ],
    ids=["before half past seven", "after four", "a Sunday", "Nyepi"],
)
def test_E10_outside_the_hours_nobody_is_called_while_silence_counts(
    office: Office, waiting: dict[str, UUID], day: date, at: time
) -> None:
    events = office.sweep(day, at)
    assert {(event.originator_id, event.TOPIC) for event in events} == {
        (waiting["answered"], "complaint.resolved"),
        (waiting["asked"], "complaint.withdrawn"),
    }
    assert office.complaint(waiting["answered"]).closed_by == "system"
    assert office.complaint(waiting["asked"]).state == "withdrawn"


@pytest.mark.parametrize("at", [time(7, 30), time(15, 59, 59)])
def test_within_the_hours_offices_are_called(
    office: Office, waiting: dict[str, UUID], at: time
) -> None:
    called = {case for case, _, _ in office.steps(MONDAY, at)}
    assert called == {waiting["overdue"]}


def test_the_hours_in_force_count(office: Office, waiting: dict[str, UUID]) -> None:
    office.here.app.change_reference(
        lambda r: r.ladder.adopt_office_hours(
            office.here.origin(),
            opens="08:00",
            closes="15:00",
            legal_basis="Surat edaran Ramadan",
            valid_from=date(2026, 2, 18),
        )
    )
    assert office.steps(MONDAY, time(7, 45)) == []
    assert office.steps(MONDAY, time(8)) != []


def test_what_runs_out_today_is_not_over_today(
    office: Office, waiting: dict[str, UUID]
) -> None:
    window = office.complaint(waiting["answered"]).clocks["reporter_window"]
    last = window.promise.due_on
    office.sweep(last, time(15))
    assert office.complaint(waiting["answered"]).state == "answered"
    office.sweep(last + timedelta(1), time(0, 1))
    assert office.complaint(waiting["answered"]).state == "resolved"


def test_an_office_is_not_called_for_what_has_just_ended(
    office: Office, waiting: dict[str, UUID]
) -> None:
    events = office.sweep(MONDAY)
    of_answered = [e.TOPIC for e in events if e.originator_id == waiting["answered"]]
    assert of_answered == ["complaint.resolved"]


def test_the_office_closes_in_the_middle_of_a_pass(
    office: Office, waiting: dict[str, UUID]
) -> None:
    from api.sweep import sweep

    office.catch_up()
    moments = iter([office.instant(MONDAY, time(15, 59))] * 6)
    evening = office.instant(MONDAY, time(16, 1))
    recorded = sweep(office.here.app, office.here.pool, lambda: next(moments, evening))
    # Two cases that silence ends, and no more steps than the office had time for.
    assert 2 <= recorded < 6
    assert office.steps(MONDAY, time(16, 2)) == []
    assert office.steps(MONDAY + timedelta(1)) != []
