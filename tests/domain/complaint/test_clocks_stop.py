"""Which step stops each clock, what it took, and how it was judged."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
VERIFICATION_DUE = date(2026, 3, 5)
FOLLOW_UP_DUE, COMPLETION_DUE = date(2026, 3, 10), date(2026, 3, 30)
DAY = timedelta(days=1)


def stops(event: Any) -> dict[str, tuple[date, int]]:
    return {s.clock: (s.stopped_on, s.working_days) for s in event.stopped}


@pytest.fixture
def disposed(story: Story) -> Story:
    """Received on Monday, disposed on Tuesday."""
    return story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)


@pytest.mark.parametrize("command", ["dispose", "archive"])
def test_verification_stops_at_the_first_dispose_or_archive(
    story: Story, command: str
) -> None:
    story.given("receive", "verify", on=MONDAY)
    event = story.when(command, on=TUESDAY)
    assert stops(event) == {"verification": (TUESDAY, 1)}
    assert story.status("verification", FRIDAY) == "met"


@pytest.mark.parametrize("again", ["dispose", "archive"])
def test_verification_stops_but_once(disposed: Story, again: str) -> None:
    disposed.given("return", on=TUESDAY)
    assert disposed.when(again, on=FRIDAY).stopped == ()
    assert disposed.clock("verification").stopped_on == TUESDAY


@pytest.mark.parametrize("command", ["follow-up", "resolve"])
def test_the_first_answer_stops_follow_up_and_completion(
    disposed: Story, command: str
) -> None:
    event = disposed.when(command, on=FRIDAY)
    closing = {"statutory_decision": (FRIDAY, 4), "statutory_sending": (FRIDAY, 0)}
    assert stops(event) == {
        "first_follow_up": (FRIDAY, 3),
        "completion": (FRIDAY, 3),
        **(closing if command == "resolve" else {}),
    }
    running = {"follow-up": {"reporter_window", "statutory_decision"}}
    assert disposed.running() == running.get(command, set())
    clock = disposed.clock("completion")
    assert (clock.stopped_on, clock.working_days) == (FRIDAY, 3)


@pytest.mark.parametrize("command", ["follow-up", "resolve"])
def test_a_stopped_clock_keeps_its_first_stop(disposed: Story, command: str) -> None:
    disposed.given("follow-up", on=FRIDAY)
    event = disposed.when(command, on=COMPLETION_DUE + DAY)
    assert not {"first_follow_up", "completion"} & set(stops(event))
    assert disposed.clock("completion").stopped_on == FRIDAY


def test_a_stop_names_the_calendar_it_was_counted_by(disposed: Story) -> None:
    event = disposed.when("follow-up", on=COMPLETION_DUE)
    version = disposed.reference.calendar.version
    assert {stop.calendar_version for stop in event.stopped} == {version}
    assert stops(event)["completion"] == (COMPLETION_DUE, 14)


def test_a_reply_to_an_answer_sets_completion_running_to_the_same_day(
    disposed: Story,
) -> None:
    promise = disposed.clock("completion").promise
    disposed.given("follow-up", on=FRIDAY)
    event = disposed.when("reply", on=FRIDAY + 3 * DAY)

    assert (event.resumed, event.started, event.moved) == (("completion",), (), ())
    assert list(stops(event)) == ["reporter_window"]
    clock = disposed.clock("completion")
    assert clock.running
    assert clock.promise == promise
    assert clock.working_days is None


def test_a_reply_sets_no_other_clock_running(disposed: Story) -> None:
    disposed.given("follow-up", "reply", on=FRIDAY)
    assert disposed.running() == {"completion", "statutory_decision"}
    assert disposed.clock("first_follow_up").stopped_on == FRIDAY


@pytest.mark.parametrize("past", [[], ["return"], ["follow-up", "resolve"]])
def test_a_reply_elsewhere_sets_none_running(disposed: Story, past: list[str]) -> None:
    disposed.given(*past, on=FRIDAY)
    before = disposed.case.clocks
    assert disposed.when("reply", on=FRIDAY).resumed == ()
    assert disposed.case.clocks == before


@pytest.mark.parametrize("command", ["note", "amend", "escalate", "follow-up"])
def test_nothing_but_a_reply_sets_a_stopped_clock_running(
    disposed: Story, command: str
) -> None:
    disposed.given("follow-up", on=FRIDAY)
    assert disposed.when(command, on=FRIDAY).resumed == ()
    assert disposed.running() == {"reporter_window", "statutory_decision"}


def test_the_answer_to_a_reply_stops_completion_for_good(disposed: Story) -> None:
    disposed.given("follow-up", "reply", on=FRIDAY)
    event = disposed.when("follow-up", on=COMPLETION_DUE + DAY)
    assert stops(event) == {"completion": (COMPLETION_DUE + DAY, 15)}
    assert disposed.status("completion", COMPLETION_DUE + DAY) == "late"
    assert disposed.status("first_follow_up", COMPLETION_DUE + DAY) == "met"


def test_archiving_judges_verification_and_voids_what_runs(disposed: Story) -> None:
    disposed.given("return", on=FRIDAY)
    event = disposed.when("archive", on=COMPLETION_DUE + DAY)
    assert event.stopped == ()
    for day in (FRIDAY, COMPLETION_DUE + 30 * DAY):
        assert disposed.status("verification", day) == "met"
        assert disposed.status("first_follow_up", day) == "void"
        assert disposed.status("completion", day) == "void"
    assert disposed.running() == set()


def test_archiving_leaves_a_judged_clock_as_judged(disposed: Story) -> None:
    disposed.given("follow-up", "reply", "return", "archive", on=FRIDAY)
    assert disposed.status("first_follow_up", FRIDAY) == "met"
    assert disposed.status("completion", FRIDAY) == "void"


def test_archiving_late_is_late(story: Story) -> None:
    story.given("receive", on=MONDAY).given("archive", on=VERIFICATION_DUE + DAY)
    assert story.status("verification", FRIDAY) == "late"


def test_resolving_voids_nothing(disposed: Story) -> None:
    disposed.given("resolve", on=FRIDAY)
    assert {c.status(FRIDAY) for c in disposed.case.clocks.values()} == {"met"}


@pytest.mark.parametrize(
    ("stopped_on", "status"),
    [(TUESDAY, "met"), (FOLLOW_UP_DUE, "met"), (FOLLOW_UP_DUE + DAY, "late")],
)
def test_stopped_on_its_due_day_a_clock_is_met_and_after_it_late(
    disposed: Story, stopped_on: date, status: str
) -> None:
    disposed.given("follow-up", on=stopped_on)
    for day in (MONDAY, FOLLOW_UP_DUE, COMPLETION_DUE + 365 * DAY):
        assert disposed.status("first_follow_up", day) == status


@pytest.mark.parametrize(
    ("today", "status"),
    [
        (MONDAY, "running"),
        (FOLLOW_UP_DUE, "running"),
        (FOLLOW_UP_DUE + DAY, "overdue"),
        (FOLLOW_UP_DUE + 365 * DAY, "overdue"),
    ],
)
def test_unstopped_a_clock_runs_to_the_end_of_its_due_day_and_is_overdue_after(
    disposed: Story, today: date, status: str
) -> None:
    assert disposed.status("first_follow_up", today) == status


def test_a_saturday_after_a_friday_due_is_overdue_but_its_days_are_not_counted(
    story: Story,
) -> None:
    story.given("receive", on=TUESDAY)
    assert story.clock("verification").promise.due_on == FRIDAY
    assert story.status("verification", FRIDAY + DAY) == "overdue"
    [stop] = story.when("archive", on=FRIDAY + DAY).stopped
    assert stop.working_days == 3
    assert story.status("verification", FRIDAY + DAY) == "late"
