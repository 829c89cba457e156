"""Other people's bugs, each by its number in our list of them, shown not to be ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from domain.complaint import Complaint
from domain.complaint_decisions import receive
from domain.complaint_fold import project
from domain.complaint_sweep import follow_decree
from domain.refusals import InvalidField, NotAllowedNow
from domain.transitions import allowed
from domain.working_calendar import Pause

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
WEDNESDAY, THURSDAY = date(2026, 3, 4), date(2026, 3, 5)
DUE = date(2026, 3, 30)
DAY = timedelta(days=1)


@pytest.fixture
def disposed(story: Story) -> Story:
    """Received on Monday, disposed on Tuesday; completion is due on 30 March."""
    story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)
    assert story.due("completion") == DUE
    return story


def promises(case: Complaint) -> dict[str, Any]:
    return {name: clock.promise for name, clock in case.clocks.items()}


@pytest.mark.parametrize(
    "command",
    ["amend", "note", "reply", "attach", "publish", "unpublish", "escalate", "return"],
)
def test_E01_an_edit_or_comment_moves_no_deadline(
    disposed: Story, command: str
) -> None:
    before = disposed.case.clocks
    event = disposed.when(command, on=FRIDAY)
    assert not event.touches_clocks
    assert disposed.case.clocks == before


@pytest.mark.parametrize("zone", ["Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"])
@pytest.mark.parametrize("stored", ["UTC", "local"])
@pytest.mark.parametrize(
    ("hour", "day"),
    [(0, date(2026, 11, 21)), (23, date(2026, 11, 21)), (24, date(2026, 11, 22))],
)
def test_E04_a_weekend_receipt_counts_from_monday_in_every_zone_and_storage(
    story: Story, zone: str, stored: str, hour: int, day: date
) -> None:
    place = ZoneInfo(zone)
    local = datetime(2026, 11, 21, tzinfo=place) + timedelta(hours=hour)
    instant = local.astimezone(UTC) if stored == "UTC" else local
    at = story.at("receive", instant)._replace(zone=place)
    event = receive(
        at,
        id=story.given("receive").case.id,
        case_number="KQ7M-4XPR-H",
        access_code_hash=bytes(32),
        channel="web",
        classification="complaint",
        title="Lampu",
        description="Padam",
    )
    verification, statutory = event.started
    assert verification.started_on == day
    assert verification.due_on == date(2026, 11, 25)
    assert statutory.due_on == day + 14 * DAY


def test_E04_friday_in_utc_is_saturday_in_papua(story: Story) -> None:
    instant = datetime(2026, 11, 20, 15, 30, tzinfo=UTC)
    days = {
        zone: story.at("receive", instant)._replace(zone=ZoneInfo(zone)).day
        for zone in ("Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura")
    }
    assert days == {
        "Asia/Pontianak": date(2026, 11, 20),
        "Asia/Makassar": date(2026, 11, 20),
        "Asia/Jayapura": date(2026, 11, 21),
    }


def test_E05_a_late_holiday_moves_the_open_and_not_the_closed_and_both_are_explained(
    disposed: Story,
) -> None:
    before = disposed.reference.calendar
    closed = disposed.another().given("verify", "dispose", on=TUESDAY)
    closed.given("resolve", on=FRIDAY)
    judged = closed.case.clocks
    disposed.adopt(2026, WEDNESDAY, decree="SKB 9/2026")
    closed.reference = disposed.reference
    after = disposed.reference.calendar

    assert disposed.passing(follow_decree, on=FRIDAY).decree == "SKB 9/2026"
    assert closed.passing(follow_decree, on=FRIDAY) is None
    assert closed.case.clocks == judged

    for story, calendar, due_on, counted in (
        (disposed, after, DUE + DAY, False),
        (closed, before, DUE, True),
    ):
        promise = story.clock("completion").promise
        assert promise.calendar_version == calendar.version
        assert promise.due_on == due_on
        days = calendar.explain(promise.started_on, due_on, promise.unit)
        assert sum(day.counted for day in days) == promise.limit
        assert days[0].counted is counted


def test_E06_clarification_pauses_and_the_unit_is_not_shown_late_meanwhile(
    disposed: Story,
) -> None:
    disposed.given("request-clarification", on=WEDNESDAY)
    for days in (0, 1, 30, 400):
        assert disposed.status("completion", DUE + days * DAY) == "paused"
        assert disposed.status("first_follow_up", DUE + days * DAY) == "paused"
    disposed.given("clarify", on=FRIDAY)
    assert disposed.status("completion", FRIDAY) == "running"
    assert disposed.status("completion", disposed.due("completion") + DAY) == "overdue"


STEPS: dict[str, Any] = {
    "pause": ("request-clarification", {"on": WEDNESDAY}),
    "extend": ("extend", {"on": WEDNESDAY, "units": 5}),
    "remove": ("extend", {"on": WEDNESDAY, "units": -5}),
    "resume": ("clarify", {"on": FRIDAY}),
}
EQUIVALENT = [
    order
    for order in permutations(STEPS)
    if order.index("pause") < order.index("resume")
    and order.index("extend") < order.index("remove")
]


@pytest.mark.parametrize("order", EQUIVALENT, ids="-".join)
def test_E07_pause_extend_remove_and_resume_give_one_deadline_in_every_order(
    disposed: Story, order: tuple[str, ...]
) -> None:
    for name in order:
        command, words = STEPS[name]
        disposed.when(command, **words)
    # Wednesday and Thursday were waited.
    assert disposed.due("completion") == date(2026, 4, 1)
    assert disposed.clock("completion").promise.extended is None
    assert disposed.clock("completion").pauses == (Pause(WEDNESDAY, FRIDAY),)


def test_E08_another_class_keeps_the_pause_and_records_both_promises(
    disposed: Story,
) -> None:
    disposed.given("request-clarification", on=WEDNESDAY).given("clarify", on=FRIDAY)
    event = disposed.when("reclassify", on=FRIDAY, classification="information")
    [move] = event.moved
    assert (move.due_before, move.promise.due_on) == (
        date(2026, 4, 1),
        date(2026, 3, 12),
    )
    assert move.promise.rule == "C-04"
    assert disposed.clock("completion").pauses == (Pause(WEDNESDAY, FRIDAY),)


def test_E09_a_pause_across_a_weekend_is_credited_once_in_each_clocks_own_unit(
    disposed: Story,
) -> None:
    working, calendar = disposed.due("completion"), disposed.due("statutory_decision")
    disposed.given("request-clarification", on=FRIDAY)
    disposed.given("clarify", on=date(2026, 3, 9))
    add = disposed.reference.calendar.add_working_days
    assert disposed.due("completion") == add(working, 1)
    assert disposed.due("statutory_decision") == calendar + 3 * DAY
    units = {name: clock.promise.unit for name, clock in disposed.case.clocks.items()}
    assert units["completion"] == "working_days"
    assert units["statutory_decision"] == "calendar_days"


def test_E09_pauses_that_overlap_are_credited_once(disposed: Story) -> None:
    disposed.given("request-clarification", on=TUESDAY).given("clarify", on=FRIDAY)
    disposed.given("request-clarification", on=WEDNESDAY).given("clarify", on=FRIDAY)
    # Wednesday and Thursday; Tuesday is day 0.
    assert disposed.due("completion") == date(2026, 4, 1)


def test_E10_a_shorter_clock_does_not_overrule_the_first_answers(
    disposed: Story,
) -> None:
    first = disposed.clock("first_follow_up").promise
    disposed.when("reclassify", on=TUESDAY, classification="information")
    disposed.change_rule("C-04", limit=1, valid_from=MONDAY)
    assert disposed.clock("first_follow_up").promise == first
    assert disposed.status("first_follow_up", first.due_on) == "running"


def test_E10_the_clock_of_the_first_answer_stays_stopped_after_it(
    disposed: Story,
) -> None:
    disposed.given("follow-up", on=FRIDAY)
    judged = disposed.clock("first_follow_up")
    disposed.given("reply", "follow-up", "resolve", "reopen", on=DUE)
    assert disposed.clock("first_follow_up") == judged


def test_E13_the_window_for_reopening_is_read_from_what_was_stored(
    disposed: Story,
) -> None:
    disposed.given("resolve", on=FRIDAY)
    until = disposed.case.reopen_until
    assert until == date(2026, 3, 27)
    # Neither another limit nor another calendar moves what was told to the reporter.
    disposed.change_rule("C-08", limit=1, valid_from=MONDAY)
    disposed.adopt(2026, date(2026, 3, 26))
    disposed.told = project(None, disposed.events)
    refusal = disposed.refused("reopen", on=until + DAY, role="reporter")
    assert isinstance(refusal, NotAllowedNow)
    disposed.when("reopen", on=until, role="reporter")


@pytest.mark.parametrize("command", ["verify", "dispose", "follow-up", "clarify"])
def test_E16_an_update_that_comes_out_of_order_moves_no_state_back(
    disposed: Story, command: str
) -> None:
    disposed.given("resolve", on=FRIDAY)
    state = disposed.case.state
    if command in ("follow-up", "clarify"):
        assert disposed.when(command, on=WEDNESDAY).TOPIC == "complaint.noted"
    else:
        refusal = disposed.refused(command, on=WEDNESDAY)
        assert "reopen" in allowed(state)
        assert isinstance(refusal, NotAllowedNow)
    assert disposed.case.state == state


def test_E18_a_duplicate_names_its_original_and_its_followers_move(
    story: Story,
) -> None:
    story.given("receive")
    first, second = story.another(), story.another()
    refusal = story.refused("archive", reason="duplicate", original=None)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "original"
    second.when("merge", original=first)
    first.when("merge", original=story)
    assert first.case.merged_into == story.case.id
    assert story.case.followers == (first.case.id, second.case.id)


def test_E19_an_answer_that_comes_late_is_a_note_and_never_lost(
    disposed: Story,
) -> None:
    disposed.given("resolve", on=FRIDAY)
    clocks = disposed.case.clocks
    event = disposed.when("follow-up", on=THURSDAY, message="Sudah kami perbaiki.")
    assert event.late == "follow-up"
    assert disposed.text(event, "message") == "Sudah kami perbaiki."
    assert disposed.case.state == "resolved"
    assert disposed.case.clocks == clocks
