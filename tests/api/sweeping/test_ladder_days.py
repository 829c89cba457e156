"""Each step of a ladder on its working day, once, for the case it concerns."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from domain.ladder import Step

if TYPE_CHECKING:
    from tests.api.sweeping.conftest import Office

LEBARAN = date(2026, 3, 16)
"""A Monday; Nyepi, Idul Fitri and their joint leave take 18 to 24 March."""


def days(*pairs: str) -> list[tuple[date, str]]:
    found = (pair.split() for pair in pairs)
    return [(date.fromisoformat(f"2026-{day}"), step) for day, step in found]


def test_E02_a_case_never_disposed_climbs_over_lebaran_good_friday_and_weekends(
    office: Office,
) -> None:
    case = office.receive(LEBARAN)
    assert office.complaint(case).clocks["verification"].promise.due_on == date(
        2026, 3, 26
    )
    found = office.days(LEBARAN, date(2026, 4, 30), "verification")
    assert [(day, step) for day, _, step in found] == days(
        "03-25 remind",
        "03-27 alarm",
        "03-30 agency_head",
        "04-02 regional_secretary",
        "04-10 inspectorate",
        "04-17 governor",
    )
    assert office.complaint(case).agency is None


def test_a_step_says_for_which_day_it_was_set_and_by_whom(office: Office) -> None:
    case = office.receive(LEBARAN)
    [reminded] = office.sweep(date(2026, 3, 25))
    assert (reminded.originator_id, reminded.TOPIC) == (case, "complaint.reminded")
    assert reminded.step_on == date(2026, 3, 25)  # type: ignore[attr-defined]
    assert reminded.due_on == date(2026, 3, 26)  # type: ignore[attr-defined]
    assert (reminded.actor, reminded.role) == ("system", "system")
    assert reminded.occurred_at == reminded.recorded_at == office.now


def test_E10_nobody_is_called_once_the_unit_has_answered(office: Office) -> None:
    answered, silent = (office.receive(date(2026, 2, 2)) for _ in range(2))
    for case in (answered, silent):
        office.dispose(case, date(2026, 2, 3))
    office.answer(answered, date(2026, 2, 10))
    found = office.days(date(2026, 2, 10), date(2026, 2, 20), "first_follow_up")
    assert {case for _, case, _ in found} == {silent}
    assert [step for _, _, step in found][:2] == ["remind", "alarm"]


def test_a_reply_after_the_due_day_calls_nobody_at_once(office: Office) -> None:
    # The unit answered in time; that the reporter is not content is known since now.
    case = office.receive(date(2026, 1, 5))
    office.dispose(case, date(2026, 1, 5))
    due_on = office.complaint(case).clocks["completion"].promise.due_on
    office.answer(case, due_on)
    replied_on = date(2026, 2, 4)
    office.do(case, "reply", replied_on, "reporter", message="Masih padam.")
    assert office.complaint(case).clocks["completion"].status(replied_on) == "overdue"
    found = office.days(replied_on, date(2026, 2, 6), "completion")
    assert [(day, step) for day, _, step in found] == days(
        "02-04 remind", "02-05 alarm", "02-06 agency_head"
    )


def test_a_case_that_came_late_from_a_village_starts_its_ladder_at_its_recording(
    office: Office,
) -> None:
    late = office.receive(date(2026, 2, 2), recorded_on=date(2026, 3, 2))
    there = office.receive(date(2026, 2, 2))
    found = office.days(date(2026, 3, 2), date(2026, 3, 4), "verification")
    assert [(day, step) for day, case, step in found if case == late] == days(
        "03-02 remind", "03-03 alarm", "03-04 agency_head"
    )
    assert {day for day, case, _ in found if case == there} == {date(2026, 3, 2)}


def test_a_paused_clock_calls_nobody_and_goes_on_afterwards(office: Office) -> None:
    case = office.receive(date(2026, 2, 2))
    office.dispose(case, date(2026, 2, 3))
    office.do(case, "request_clarification", date(2026, 2, 4), question="Di mana?")
    assert office.days(date(2026, 2, 4), date(2026, 2, 20), "first_follow_up") == []
    office.do(case, "clarify", date(2026, 2, 23), "reporter", answer="Di pasar.")
    found = office.days(date(2026, 2, 23), date(2026, 2, 28), "first_follow_up")
    due_on = office.complaint(case).clocks["first_follow_up"].promise.due_on
    assert due_on > date(2026, 2, 24)
    assert [step for _, _, step in found] == ["remind"]


def test_a_pause_that_begins_after_the_due_day_hides_nothing(office: Office) -> None:
    case = office.receive(date(2026, 2, 2))
    office.do(case, "request_clarification", date(2026, 2, 23), question="Di mana?")
    steps = office.steps(date(2026, 2, 23), clock="verification")
    assert [step for _, _, step in steps][-1] == "inspectorate"


def test_what_is_taken_once_is_not_taken_again_after_an_extension(
    office: Office,
) -> None:
    case = office.receive(date(2026, 1, 5))
    office.dispose(case, date(2026, 1, 5))
    before = office.days(date(2026, 1, 5), date(2026, 1, 26), "completion")
    assert [step for _, _, step in before] == ["remind"]
    due_on = office.complaint(case).clocks["completion"].promise.due_on
    office.do(case, "extend", due_on, clock="completion", units=5, reason="Alat.")
    after = office.days(due_on, date(2026, 3, 31), "completion")
    steps = [step for _, _, step in after]
    # The later day is worth another reminder; everything else comes once.
    assert steps[0] == "remind"
    assert len(steps) == len(set(steps)) == 6


def test_a_decree_that_puts_the_deadline_ahead_again_begins_the_ladder_anew(
    office: Office,
) -> None:
    office.receive(date(2026, 2, 2))
    first = office.steps(date(2026, 2, 6), clock="verification")
    assert [step for _, _, step in first] == ["alarm"]
    office.adopt_year(2026, [date(2026, 2, 5)])
    again = office.days(date(2026, 2, 6), date(2026, 2, 28), "verification")
    assert [step for _, _, step in again] == [
        "remind",
        "alarm",
        "agency_head",
        "regional_secretary",
        "inspectorate",
        "governor",
    ]


def test_a_decree_that_leaves_the_deadline_passed_repeats_no_step(
    office: Office,
) -> None:
    case = office.receive(date(2026, 2, 2))
    first = office.steps(date(2026, 2, 9), clock="verification")
    assert [step for _, _, step in first] == ["alarm", "agency_head"]
    office.adopt_year(2026, [date(2026, 2, 5)])
    again = office.days(date(2026, 2, 9), date(2026, 2, 28), "verification")
    assert [step for _, _, step in again] == [
        "regional_secretary",
        "inspectorate",
        "governor",
    ]
    assert office.complaint(case).clocks["verification"].promise.due_on == date(
        2026, 2, 6
    )


def test_a_ladder_counts_for_deadlines_due_from_its_day_on(office: Office) -> None:
    before, after = office.receive(date(2026, 2, 2)), office.receive(date(2026, 2, 3))
    office.adopt_ladder(
        clock="verification", steps=(Step("governor", 1),), valid_from=date(2026, 2, 6)
    )
    found = office.days(date(2026, 2, 2), date(2026, 2, 9), "verification")
    assert [(day, step) for day, case, step in found if case == before] == days(
        "02-04 remind", "02-06 alarm", "02-09 agency_head"
    )
    assert [(day, step) for day, case, step in found if case == after] == days(
        "02-09 governor"
    )


def test_a_reminder_that_comes_too_late_is_not_sent(office: Office) -> None:
    office.receive(date(2026, 2, 2))
    steps = office.steps(date(2026, 2, 6), clock="verification")
    assert [step for _, _, step in steps] == ["alarm"]


def test_nobody_is_reminded_after_an_alarm_though_the_clock_runs_again(
    office: Office,
) -> None:
    case = office.receive(date(2026, 2, 2))
    office.dispose(case, date(2026, 2, 3))
    first, *_ = office.steps(date(2026, 4, 1), clock="completion")
    assert first == (case, "completion", "alarm")
    office.answer(case, date(2026, 4, 1))
    office.do(case, "reply", date(2026, 4, 2), "reporter", message="Belum selesai.")
    assert office.steps(date(2026, 4, 2), clock="completion") == []


def test_an_imported_case_starts_its_ladder_at_the_import(office: Office) -> None:
    # As an import records: every step at its own day, all of them recorded today.
    case = office.receive(date(2024, 5, 6), recorded_on=date(2026, 2, 2))
    found = office.days(date(2026, 2, 2), date(2026, 2, 4), "verification")
    assert [(day, step) for day, _, step in found] == days(
        "02-02 remind", "02-03 alarm", "02-04 agency_head"
    )
    assert office.steps(date(2026, 2, 4), time(10)) == []
    assert office.complaint(case).open
