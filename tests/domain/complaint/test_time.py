"""A step counts from when it truly happened, on the tenant's own day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from domain.refusals import InvalidField, NotAllowedNow
from domain.transitions import FROM

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
WIB = ZoneInfo("Asia/Pontianak")
ONE = timedelta(seconds=1)


@pytest.mark.parametrize("command", FROM)
def test_no_step_happens_before_the_receipt(story: Story, command: str) -> None:
    story.given("receive", on=MONDAY)
    received_at = story.case.received_at
    refusal = story.refused(command, on=received_at - ONE)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "occurred_at"
    assert received_at.isoformat() in str(refusal)


def test_a_step_at_the_second_of_the_receipt_is_taken(story: Story) -> None:
    story.given("receive", on=MONDAY)
    event = story.when("verify", on=story.case.received_at)
    assert event.occurred_at == story.case.received_at


def test_the_time_is_checked_before_the_state(story: Story) -> None:
    story.given("receive", on=MONDAY)
    early = story.refused("resolve", on=story.case.received_at - ONE)
    in_time = story.refused("resolve", on=story.case.received_at)
    assert isinstance(early, InvalidField)
    assert isinstance(in_time, NotAllowedNow)


def test_a_step_before_the_last_one_is_taken_and_judged_at_its_day(
    story: Story,
) -> None:
    story.given("receive", on=MONDAY).given("verify", on=FRIDAY)
    event = story.when("dispose", on=TUESDAY)

    [stop] = event.stopped
    assert (stop.stopped_on, stop.working_days) == (TUESDAY, 1)
    assert story.status("verification", FRIDAY) == "met"
    assert all(promise.started_on == TUESDAY for promise in event.started)
    assert story.case.state == "disposed"


def test_a_stop_before_its_start_took_no_working_day(story: Story) -> None:
    story.given("receive", on=MONDAY).given("verify", "dispose", on=FRIDAY)
    event = story.when("follow-up", on=TUESDAY)
    assert {stop.working_days for stop in event.stopped} == {0}
    assert story.status("first_follow_up", FRIDAY) == "met"


def test_a_state_counts_from_the_latest_step_on(story: Story) -> None:
    story.given("receive", on=MONDAY).given("verify", on=FRIDAY)
    verified = story.case.effective_at
    story.given("dispose", on=TUESDAY)
    assert story.case.effective_at == verified
    assert story.case.received_at < verified


def test_a_step_told_later_keeps_both_times(story: Story) -> None:
    story.given("receive", on=MONDAY)
    told = datetime(2026, 3, 9, 1, tzinfo=UTC)
    event = story.when("verify", on=TUESDAY, envelope={"recorded_at": told})
    assert event.recorded_at == told
    assert event.occurred_at.astimezone(WIB).date() == TUESDAY


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 2, 16, 59, 59, tzinfo=UTC), MONDAY),
        (datetime(2026, 3, 2, 17, tzinfo=UTC), TUESDAY),
        (datetime(2026, 3, 2, 23, 59, 59, tzinfo=WIB), MONDAY),
        (datetime(2026, 3, 3, 0, 0, tzinfo=WIB), TUESDAY),
    ],
)
def test_a_day_begins_and_ends_where_the_tenant_is(
    story: Story, instant: datetime, day: date
) -> None:
    event = story.when("receive", on=instant)
    assert event.started[0].started_on == day


def test_the_device_s_own_time_is_kept_beside_ours(story: Story) -> None:
    device = datetime(2026, 3, 2, 5, 9, tzinfo=UTC)
    event = story.when("receive", envelope={"device_at": device})
    assert event.device_at == device
    assert story.case.received_at == event.occurred_at != device
    assert story.when("verify").device_at is None
