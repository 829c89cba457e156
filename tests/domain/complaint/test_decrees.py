"""A holiday decreed late moves what is open, and leaves what was judged as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from domain.complaint import State
from domain.complaint_sweep import follow_decree

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
WEDNESDAY = date(2026, 3, 4)
DUE = date(2026, 3, 30)
DAY = timedelta(days=1)


@pytest.fixture
def disposed(story: Story) -> Story:
    return story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)


def test_an_open_deadline_gets_the_day_off_and_names_the_decree(
    disposed: Story,
) -> None:
    disposed.adopt(2026, WEDNESDAY, decree="SKB 9/2026")
    event = disposed.passing(follow_decree, on=WEDNESDAY)

    assert (event.cause, event.decree, event.units) == ("decree", "SKB 9/2026", None)
    moved = {m.promise.clock: (m.due_before, m.promise.due_on) for m in event.moved}
    assert moved == {
        "first_follow_up": (date(2026, 3, 10), date(2026, 3, 11)),
        "completion": (DUE, DUE + DAY),
    }
    version = disposed.reference.calendar.version
    assert disposed.clock("completion").promise.calendar_version == version


def test_the_same_decree_is_followed_once(disposed: Story) -> None:
    disposed.adopt(2026, WEDNESDAY)
    disposed.passing(follow_decree, on=WEDNESDAY)
    assert disposed.passing(follow_decree, on=WEDNESDAY + 9 * DAY) is None


def test_without_a_decree_there_is_nothing_to_follow(disposed: Story) -> None:
    assert disposed.passing(follow_decree, on=WEDNESDAY) is None


def test_a_decree_that_moves_no_day_is_recorded_as_followed(disposed: Story) -> None:
    disposed.adopt(2026, date(2026, 12, 1))
    event = disposed.passing(follow_decree, on=WEDNESDAY)
    assert {m.due_before == m.promise.due_on for m in event.moved} == {True}
    assert disposed.due("completion") == DUE


def test_a_decree_of_a_year_not_in_play_moves_nothing(disposed: Story) -> None:
    disposed.adopt(2027, date(2027, 2, 1))
    assert disposed.passing(follow_decree, on=WEDNESDAY) is None


def test_a_day_worked_after_all_brings_the_deadline_forward(disposed: Story) -> None:
    disposed.adopt(2026, but=date(2026, 3, 18))
    disposed.passing(follow_decree, on=WEDNESDAY)
    assert disposed.due("completion") == date(2026, 3, 27)


def test_calendar_days_follow_no_decree(story: Story) -> None:
    story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)
    before = story.clock("statutory_decision")
    story.adopt(2026, WEDNESDAY)
    story.passing(follow_decree, on=WEDNESDAY)
    assert story.clock("statutory_decision") == before


def test_what_was_stopped_stays_judged_as_it_was(disposed: Story) -> None:
    disposed.given("follow-up", on=date(2026, 3, 11))
    before = {n: disposed.clock(n) for n in ("first_follow_up", "completion")}
    assert disposed.status("first_follow_up", DUE) == "late"
    disposed.adopt(2026, WEDNESDAY)
    event = disposed.passing(follow_decree, on=date(2026, 3, 11))
    assert [m.promise.clock for m in event.moved] == ["reporter_window"]
    assert {n: disposed.clock(n) for n in before} == before


@pytest.mark.parametrize("state", ["resolved", "archived", "withdrawn", "merged"])
def test_a_closed_case_follows_no_decree(story: Story, state: State) -> None:
    story.given("receive", on=MONDAY).given_state(state)
    story.adopt(2026, WEDNESDAY)
    assert story.passing(follow_decree, on=WEDNESDAY) is None


def test_a_clock_that_waits_is_counted_anew_when_it_goes_on(disposed: Story) -> None:
    disposed.given("request-clarification", on=WEDNESDAY)
    disposed.adopt(2026, date(2026, 3, 9))
    assert disposed.passing(follow_decree, on=FRIDAY) is None
    disposed.given("clarify", on=FRIDAY)
    # Wednesday and Thursday were waited, Monday is off.
    assert disposed.due("completion") == date(2026, 4, 2)
    assert disposed.passing(follow_decree, on=FRIDAY) is None


def test_a_clock_that_was_stopped_follows_when_it_runs_again(disposed: Story) -> None:
    disposed.given("follow-up", on=TUESDAY)
    disposed.adopt(2026, WEDNESDAY)
    disposed.given("reply", on=FRIDAY)
    assert disposed.due("completion") == DUE
    disposed.passing(follow_decree, on=FRIDAY)
    assert disposed.due("completion") == DUE + DAY


def test_a_year_adopted_for_the_first_time_is_a_decree_too(story: Story) -> None:
    story.given("receive", "verify", "dispose", on=date(2029, 3, 5))
    assert story.clock("completion").promise.provisional
    story.adopt(2029, date(2029, 3, 6))
    event = story.passing(follow_decree, on=date(2029, 3, 7))
    assert story.due("completion") == date(2029, 3, 26)
    assert not story.clock("completion").promise.provisional
    assert event.decree == "SKB"


def test_two_decrees_are_named_in_the_order_of_their_years(story: Story) -> None:
    names = [f"SKB {number}" for number in "abcdefgh"]
    story.change_rule("C-06", limit=1900)
    story.when("receive", on=MONDAY, classification="oversight_complaint")
    story.given("verify", "dispose")
    for year, name in enumerate(names, 2026):
        story.adopt(year, date(year, 7, 7), decree=name)
    event = story.passing(follow_decree, on=FRIDAY)
    assert event.decree.split("; ") == names[: len(event.decree.split("; "))]
    assert len(event.decree.split("; ")) > 5


def test_a_decree_without_a_name_is_followed_without_one(story: Story) -> None:
    calendar = story.reference.calendar
    story.given("receive", on=date(2029, 3, 5))
    event = calendar.adopt(
        story.at("adopt", None).origin,
        year=2029,
        decree=None,
        status="provisional",
        holidays=(),
    )
    story.reference = replace(story.reference, calendar=calendar.apply(event))
    followed = story.passing(follow_decree, on=date(2029, 3, 6))
    assert followed.decree is None
    assert story.clock("verification").promise.provisional
