"""After downtime, under haste and beside faults: every step once, in its order."""

from __future__ import annotations

import threading
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
import pytest
import structlog

from api.sweep import keep_sweeping, sweep, sweep_through
from domain.complaint_side_ways import Reminded
from projections.sweep_candidates import Sweeping, due_steps
from storage.leadership import sweepers_turn

if TYPE_CHECKING:
    from uuid import UUID

    from api.installation import Installation
    from domain.complaint_events import ComplaintEvent
    from tests.api.sweeping.conftest import Office

MONDAY = date(2026, 2, 2)


def told(events: list[ComplaintEvent]) -> list[tuple[date, date, UUID]]:
    return [
        (e.step_on, e.due_on, e.originator_id)  # type: ignore[attr-defined]
        for e in events
        if e.TOPIC in ("complaint.reminded", "complaint.escalated")
    ]


def test_E03_the_hundred_and_first_overdue_case_is_called_in_the_same_sweep(
    office: Office,
) -> None:
    cases = {office.receive(MONDAY) for _ in range(101)}
    called = office.steps(date(2026, 2, 6), clock="verification")
    assert len(called) == 101
    assert {case for case, _, _ in called} == cases


def test_after_nine_days_of_downtime_all_comes_in_its_order(office: Office) -> None:
    # Received over two weeks, in no order, so that steps of many days are due at once.
    for n in (4, 0, 8, 2, 9, 1, 7, 3, 0, 4):
        office.receive(MONDAY + timedelta(n))
    before = office.steps(date(2026, 2, 5))
    events = office.sweep(date(2026, 2, 5) + timedelta(9 + 4))
    steps = told(events)
    assert steps == sorted(steps)
    assert len({day for day, _, _ in steps}) > 4
    late = [(e.step, e.due_on) for e in events if isinstance(e, Reminded)]
    assert all(due >= date(2026, 2, 18) for step, due in late if step == "remind")
    taken = [(c, clock, step) for c, clock, step in before]
    taken += [
        (e.originator_id, e.clock, getattr(e, "step", None) or e.to)  # type: ignore[attr-defined]
        for e in events
        if e.TOPIC in ("complaint.reminded", "complaint.escalated")
    ]
    assert len(taken) == len(set(taken))
    assert office.sweep(date(2026, 2, 18), time(10)) == []


def test_downtime_changes_nothing_but_reminders_that_came_too_late(
    office: Office,
) -> None:
    first = [office.receive(MONDAY + timedelta(n)) for n in range(3)]
    daily = [
        (case, step)
        for day in range(19)
        for case, _, step in office.steps(MONDAY + timedelta(day), clock="verification")
    ]
    again = [office.receive(MONDAY + timedelta(n)) for n in range(3)]
    late = office.steps(MONDAY + timedelta(18), clock="verification")
    number = {case: n for cases in (first, again) for n, case in enumerate(cases)}
    assert {(number[case], step) for case, _, step in late} == {
        (number[case], step) for case, step in daily if step != "remind"
    }


def test_rows_that_are_behind_call_nobody_twice(office: Office) -> None:
    case = office.receive(MONDAY)
    office.now = office.instant(date(2026, 2, 6))
    office.catch_up()
    here = office.here

    def once() -> int:
        return sweep(here.app, here.pool, lambda: office.now)

    assert once() == 1
    assert once() == 0  # the rows still say that the alarm is due
    office.do(case, "archive", date(2026, 2, 6), reason="incomplete")
    office.now = office.instant(date(2026, 2, 9))
    assert once() == 0  # and that the case is open
    assert office.topics(case).count("complaint.reminded") == 1


def test_two_sweeps_at_once_take_each_step_once(office: Office) -> None:
    cases = [office.receive(MONDAY) for _ in range(30)]
    office.now = office.instant(date(2026, 2, 9))
    office.catch_up()
    here, recorded = office.here, list[int]()

    def pass_over() -> None:
        recorded.append(sweep(here.app, here.pool, lambda: office.now))

    threads = [threading.Thread(target=pass_over) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(recorded) == 60
    expected = ["complaint.received", "complaint.reminded", "complaint.escalated"]
    assert all(office.topics(case) == expected for case in cases)


def test_a_case_that_fails_keeps_no_other_from_its_turn(office: Office) -> None:
    cases = [office.receive(MONDAY, title=f"Rahasia {n}") for n in range(3)]
    office.catch_up()
    # A row without a case stands for any fault that one case alone meets.
    lost = uuid4()
    with psycopg.connect(office.here.url) as connection:
        connection.execute(
            "UPDATE clocks.clocks SET case_id = %s WHERE case_id = %s", (lost, cases[1])
        )
    with structlog.testing.capture_logs() as logs:
        events = office.sweep(date(2026, 2, 9))
    escalated = [e for e in events if e.TOPIC == "complaint.escalated"]
    assert {e.originator_id for e in escalated} == {cases[0], cases[2]}
    failed = [line for line in logs if line["event"] == "sweep.case_failed"]
    assert failed
    assert {line["case"] for line in failed} == {str(lost)}
    assert set(failed[0]) == {"event", "log_level", "case", "error"}
    assert any(line["event"] == "swept" and line["failed"] > 0 for line in logs)


def test_a_sweep_that_is_asked_to_end_ends_at_the_next_case(office: Office) -> None:
    for _ in range(5):
        office.receive(MONDAY)
    office.now = office.instant(date(2026, 2, 6))
    office.catch_up()
    here, asked = office.here, list[int]()

    def moments() -> Any:
        asked.append(1)
        return office.now

    recorded = sweep(here.app, here.pool, moments, lambda: len(asked) > 4)
    assert 0 < recorded < 5


def test_where_nothing_is_due_no_case_is_looked_at(office: Office) -> None:
    for _ in range(3):
        office.receive(MONDAY)
    office.sweep(date(2026, 2, 6))
    reference = office.here.app.reference()
    at = Sweeping(
        date(2026, 2, 6), office.here.app.zone, reference.calendar, reference.ladder
    )
    assert list(due_steps(office.here.pool, at)) == []


def test_only_one_sweeps_and_the_next_after_it(here: Installation) -> None:
    with sweepers_turn(here.pool) as ours:
        with sweepers_turn(here.pool) as also_ours:
            assert (ours, also_ours) == (True, False)
    with sweepers_turn(here.pool) as ours:
        assert ours


class OneRound(threading.Event):
    """Ends whoever waits for the next round."""

    def wait(self, timeout: float | None = None) -> bool:
        self.set()
        return True


@pytest.mark.parametrize("free", [True, False])
def test_a_process_sweeps_unless_another_does(
    office: Office, here: Installation, free: bool
) -> None:
    case = office.receive(date(2025, 11, 3))
    office.dispose(case, date(2025, 11, 3))
    office.answer(case, date(2025, 11, 4))
    office.catch_up()
    if free:
        keep_sweeping(here, OneRound())
    else:
        with sweepers_turn(here.pool):
            keep_sweeping(here, OneRound())
    assert office.complaint(case).open is not free


def test_a_sweep_waits_for_the_rows(office: Office, here: Installation) -> None:
    case = office.receive(MONDAY)
    office.now = office.instant(date(2026, 2, 6))
    stop = threading.Event()
    args = (here.app, here.pool, lambda: office.now, stop)
    sweeping = threading.Thread(target=sweep_through, args=args)
    sweeping.start()
    sweeping.join(0.3)
    assert sweeping.is_alive()
    assert office.topics(case) == ["complaint.received"]
    while sweeping.is_alive():
        office.catch_up()
        sweeping.join(0.01)
    assert office.topics(case) == ["complaint.received", "complaint.reminded"]
