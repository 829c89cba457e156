"""A holiday decreed late moves the open cases' deadlines, and no others'."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.complaint_side_ways import DeadlineMoved
from domain.refusals import InvalidField

if TYPE_CHECKING:
    from tests.api.sweeping.conftest import Office

AUGUST = date(2025, 8, 12)
"""A Tuesday; the decree that makes Monday 18 August a day off comes on the 14th."""
OFF = date(2025, 8, 18)
YEAR = (date(2025, 1, 1), date(2025, 8, 17), date(2025, 12, 25))


@pytest.fixture
def before(office: Office) -> Office:
    """2025 without 18 August."""
    office.adopt_year(2025, YEAR)
    return office


def decree(office: Office, **more: Any) -> None:
    office.adopt_year(2025, [*YEAR, OFF], decree="SKB 933/2025", **more)


def moves(events: list[Any]) -> dict[Any, list[tuple[str, date, date]]]:
    return {
        event.originator_id: [
            (move.promise.clock, move.due_before, move.promise.due_on)
            for move in event.moved
        ]
        for event in events
        if isinstance(event, DeadlineMoved)
    }


def test_open_cases_are_moved_once_and_closed_ones_not(before: Office) -> None:
    office, day = before, date(2025, 8, 14)
    received = office.receive(day)
    disposed = office.receive(AUGUST)
    office.dispose(disposed, AUGUST)
    closed = office.receive(AUGUST)
    office.do(closed, "archive", day, reason="incomplete")
    decree(office)
    events = office.sweep(day)
    found = moves(events)
    assert set(found) == {received, disposed}
    assert found[received] == [
        ("verification", date(2025, 8, 19), date(2025, 8, 20)),
    ]
    assert set(found[disposed]) == {
        ("first_follow_up", date(2025, 8, 19), date(2025, 8, 20)),
        ("completion", date(2025, 9, 1), date(2025, 9, 2)),
    }
    moved = [e for e in events if isinstance(e, DeadlineMoved)]
    assert {(e.cause, e.decree) for e in moved} == {("decree", "SKB 933/2025")}
    version = office.here.app.reference().calendar.version
    assert {m.promise.calendar_version for e in moved for m in e.moved} == {version}
    assert office.sweep(day) == []


def test_a_clock_that_stopped_stays_as_it_was_judged(before: Office) -> None:
    office = before
    case = office.receive(AUGUST)
    office.dispose(case, AUGUST)
    verification = office.complaint(case).clocks["verification"]
    office.answer(case, date(2025, 8, 20))
    late = office.complaint(case).clocks["first_follow_up"]
    assert late.status(date(2025, 8, 20)) == "late"
    decree(office)
    [names] = moves(office.sweep(date(2025, 8, 20))).values()
    assert [clock for clock, _, _ in names] == ["reporter_window"]
    after = office.complaint(case).clocks
    assert (after["verification"], after["first_follow_up"]) == (verification, late)


def test_the_ladder_follows_the_new_day(before: Office) -> None:
    office = before
    case = office.receive(date(2025, 8, 14))
    decree(office)
    found = office.days(date(2025, 8, 14), date(2025, 8, 21), "verification")
    assert found == [
        (date(2025, 8, 19), case, "remind"),
        (date(2025, 8, 21), case, "alarm"),
    ]


def test_a_deadline_that_a_decree_brings_into_the_past_is_escalated_the_same_day(
    before: Office,
) -> None:
    office = before
    case = office.receive(date(2025, 8, 14))
    # A day off that was none after all: the deadline was yesterday.
    decree(office)
    office.sweep(date(2025, 8, 14))
    office.adopt_year(2025, YEAR, decree="SKB dicabut")
    events = office.sweep(date(2025, 8, 20))
    assert moves(events)[case] == [
        ("verification", date(2025, 8, 20), date(2025, 8, 19)),
    ]
    assert [e.TOPIC for e in events if e.originator_id == case] == [
        "complaint.deadline_moved",
        "complaint.reminded",
    ]


def test_a_move_is_recorded_where_the_day_stays_the_same(before: Office) -> None:
    office = before
    case = office.receive(date(2025, 8, 4))
    decree(office)
    found = moves(office.sweep(date(2025, 8, 5)))
    assert found[case] == [("verification", date(2025, 8, 7), date(2025, 8, 7))]
    assert office.sweep(date(2025, 8, 5)) == []


def test_a_year_that_a_deadline_does_not_touch_moves_none(office: Office) -> None:
    office.receive(date(2025, 8, 4))
    office.adopt_year(2024, [date(2024, 8, 5)])
    office.adopt_year(2026, [date(2026, 8, 5)])
    assert moves(office.sweep(date(2025, 8, 4))) == {}


def test_a_deadline_that_reaches_into_the_new_year_follows_its_decree(
    office: Office,
) -> None:
    case = office.receive(date(2025, 12, 31))
    office.adopt_year(2026, [date(2026, 1, 1), date(2026, 1, 2)])
    found = moves(office.sweep(date(2025, 12, 31)))
    assert found[case] == [("verification", date(2026, 1, 6), date(2026, 1, 7))]


def test_a_paused_clock_is_counted_anew_at_its_end(before: Office) -> None:
    office = before
    case = office.receive(AUGUST)
    office.dispose(case, AUGUST)
    office.do(case, "request_clarification", AUGUST, question="Di mana?")
    decree(office)
    assert case not in moves(office.sweep(date(2025, 8, 14)))
    office.do(case, "clarify", date(2025, 8, 14), "reporter", answer="Di pasar.")
    completion = office.complaint(case).clocks["completion"].promise
    assert completion.due_on == date(2025, 9, 3)
    assert moves(office.sweep(date(2025, 8, 14))) == {}


def test_a_decree_names_the_day_from_which_it_counts(before: Office) -> None:
    decree(before, valid_from=OFF)
    year = before.here.app.reference().calendar.years[2025]
    assert (year.valid_from, OFF in year.holidays) == (OFF, True)


def test_a_decree_that_changes_a_day_before_its_own_is_refused(before: Office) -> None:
    with pytest.raises(InvalidField, match="2025-08-18 lies before it"):
        decree(before, valid_from=OFF + timedelta(1))
    with pytest.raises(InvalidField, match="2025-01-01 lies before it"):
        before.adopt_year(2025, YEAR[1:], valid_from=OFF)
    assert OFF not in before.here.app.reference().calendar.years[2025].holidays
