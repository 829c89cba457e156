"""A term that passes leaves no event: its clock says so, and another right is open."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.refusals import InvalidField, NotAllowedNow
from tests.domain.information_request.conftest import GRANTED

if TYPE_CHECKING:
    from domain.information_request import RequestState
    from tests.domain.information_request.conftest import RequestStory

NOON = time(12, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def test_who_does_not_complete_a_request_may_send_a_new_one(
    story: RequestStory,
) -> None:
    story.when("request", on=MONDAY)
    story.when("notify-incomplete", on=MONDAY)
    due = story.due("applicant_completion")
    assert story.left(due) == {"complete": due, "withdraw": None}
    assert story.left(due + DAY) == {"request_again": None, "withdraw": None}
    assert story.lapsed(due) == {}
    assert story.lapsed(due + DAY) == {"applicant_completion": due}
    refused = story.refused("complete", on=due + DAY)
    assert isinstance(refused, NotAllowedNow)
    assert "send a new request" in str(refused)
    assert story.request.state == "incomplete"


def test_the_days_of_waiting_for_the_applicant_do_not_count(
    story: RequestStory,
) -> None:
    story.when("request", on=MONDAY)
    due = story.due("written_notice")
    story.when("notify-incomplete", on=MONDAY + DAY)
    assert story.status("written_notice", due + 30 * DAY) == "paused"
    story.when("complete", on=MONDAY + 3 * DAY)
    # Tuesday and Wednesday ended while the applicant was waited for.
    assert story.due("written_notice") == due + 2 * DAY
    assert story.status("applicant_completion", due) == "met"


def test_what_is_missing_is_told_in_time_or_stops_no_clock(
    story: RequestStory,
) -> None:
    story.when("request", on=MONDAY)
    due = story.due("written_notice")
    event = story.when("notify-incomplete", on=MONDAY + 4 * DAY)
    assert event.paused_on is None
    assert (story.request.state, story.running()) == ("requested", {"written_notice"})
    assert story.status("completeness_notice", due) == "late"
    assert story.status("written_notice", due + DAY) == "overdue"


def test_what_is_missing_is_told_once(story: RequestStory) -> None:
    story.given("request", "notify-incomplete", "complete", on=MONDAY)
    refused = story.refused("notify-incomplete")
    assert isinstance(refused, NotAllowedNow)
    assert refused.details["allowed"] == ["extend", "decide"]


def test_a_notice_that_does_not_come_opens_the_objection(story: RequestStory) -> None:
    story.when("request", on=MONDAY)
    due = story.due("written_notice")
    assert story.left(due) == {"withdraw": None}
    early = story.refused("object", on=due, reasons=("c",))
    assert isinstance(early, NotAllowedNow)
    last = date(2027, 1, 22)
    assert story.left(due + DAY) == {"object": last, "withdraw": None}
    assert story.lapsed(due) == {}
    assert story.lapsed(last) == {"written_notice": due}
    assert story.left(last + DAY) == {"request_again": None, "withdraw": None}
    assert story.lapsed(last + DAY) == {
        "written_notice": due,
        "objection_window": last,
    }
    event = story.when("object", on=due + DAY, reasons=("g", "c", "c"))
    assert event.reasons == ("c", "g")
    window = story.clock("objection_window")
    assert (window.promise.started_on, window.promise.due_on) == (due, last)
    assert window.status(last) == "met"


def test_an_extended_notice_lapses_at_the_end_of_the_extension(
    story: RequestStory,
) -> None:
    story.when("request", on=MONDAY)
    story.when("extend", on=MONDAY)
    due = story.due("written_notice")
    assert due == date(2026, 12, 16)
    assert "object" not in story.left(due)
    assert "object" in story.left(due + DAY)


def test_an_objection_that_comes_late_is_recorded_and_stands_as_late(
    story: RequestStory,
) -> None:
    story.when("request", on=MONDAY)
    story.when("object", on=date(2027, 1, 25), reasons=("c",))
    assert story.status("objection_window", date(2027, 1, 25)) == "late"
    assert story.request.state == "objected"


def test_a_superior_that_is_silent_opens_the_dispute(story: RequestStory) -> None:
    story.given("request", "decide", "object", on=MONDAY)
    due = story.due("objection_answer")
    assert story.left(due) == {"withdraw": None}
    last = date(2027, 1, 28)
    assert story.left(due + DAY) == {"dispute": last, "withdraw": None}
    assert story.lapsed(last) == {"objection_answer": due}
    assert story.left(last + DAY) == {"request_again": None, "withdraw": None}
    assert story.lapsed(last + DAY) == {"objection_answer": due, "dispute_window": last}


@pytest.mark.parametrize(
    ("state", "window", "remedy"),
    [
        ("decided", "objection_window", "object"),
        ("objection_answered", "dispute_window", "dispute"),
    ],
)
def test_a_window_that_passes_unused_leaves_a_new_request(
    story: RequestStory, state: RequestState, window: str, remedy: str
) -> None:
    story.given_request(state)
    last = story.due(window)
    assert story.left(last)[remedy] == last
    assert remedy not in story.left(last + DAY)
    assert "request_again" in story.left(last + DAY)
    assert story.lapsed(last + DAY) == {window: last}


def test_who_has_the_information_is_left_no_new_request(story: RequestStory) -> None:
    story.given("request")
    story.when("decide", **GRANTED)
    story.when("deliver")
    assert story.left(story.due("objection_window") + DAY) == {}


def test_a_commission_that_does_not_rule_leaves_only_the_withdrawal(
    story: RequestStory,
) -> None:
    story.given_request("disputed")
    first, last = story.due("commission_start"), story.due("commission_ruling")
    assert story.lapsed(last + DAY) == {
        "commission_start": first,
        "commission_ruling": last,
    }
    assert story.left(last + DAY) == {"withdraw": None}


def test_what_is_over_is_not_to_be_withdrawn(story: RequestStory) -> None:
    story.given_request("decided")
    assert "withdraw" not in story.left(MONDAY)


def test_after_delivery_the_window_begins_anew_unless_it_was_used(
    story: RequestStory,
) -> None:
    story.when("request", on=MONDAY)
    story.when("decide", outcome="granted", withheld=())
    first = story.due("objection_window")
    story.when("deliver", on=MONDAY + 7 * DAY)
    assert story.due("objection_window") > first
    story.when("object", reasons=("d",), statement="Bukan yang diminta.")
    story.when("answer-objection")
    dispute = story.due("dispute_window")
    story.when("deliver", on=MONDAY + 8 * DAY)
    assert story.left(dispute)["dispute"] == dispute
    assert story.clock("objection_window").stopped_on == MONDAY + 7 * DAY


def test_a_delivery_told_late_takes_no_day_of_the_window(story: RequestStory) -> None:
    story.when("request", on=MONDAY)
    story.when("decide", on=MONDAY + 4 * DAY, outcome="granted", withheld=())
    window = story.due("objection_window")
    story.when("deliver", on=MONDAY + DAY)
    assert story.due("objection_window") == window


def test_a_withdrawn_request_is_judged_no_more(story: RequestStory) -> None:
    story.given("request", on=MONDAY)
    story.when("withdraw")
    assert story.status("written_notice", date(2027, 6, 1)) == "void"
    assert story.left(MONDAY) == {}


def test_an_unanswered_notice_stops_with_the_superiors_answer(
    story: RequestStory,
) -> None:
    story.when("request", on=MONDAY)
    story.when("object", on=date(2026, 12, 8), reasons=("c",))
    assert story.status("written_notice", date(2026, 12, 9)) == "overdue"
    without = story.refused("answer-objection", outcome="refused")
    assert isinstance(without, InvalidField)
    story.when("answer-objection", on=date(2026, 12, 9))
    assert story.status("written_notice", date(2026, 12, 9)) == "late"


def told_later(day: date) -> dict[str, Any]:
    """The envelope of what came that day, whenever it is said to have happened."""
    return {"recorded_at": datetime.combine(day, NOON)}


def test_no_applicant_is_believed_to_have_completed_in_time(
    story: RequestStory,
) -> None:
    story.given("request", "notify-incomplete", on=MONDAY)
    late = told_later(story.due("applicant_completion") + DAY)
    assert isinstance(
        story.refused("complete", on=MONDAY + DAY, envelope=late), NotAllowedNow
    )
    spoken_for = late | {"role": "desk", "on_behalf_of": "reporter"}
    event = story.when("complete", on=MONDAY + DAY, envelope=spoken_for)
    assert event.resumed_on == MONDAY + DAY


def test_no_applicant_is_believed_to_have_asked_earlier(story: RequestStory) -> None:
    story.when("request", on=MONDAY, envelope=told_later(MONDAY + 21 * DAY))
    assert story.clock("written_notice").promise.started_on == MONDAY + 21 * DAY
    assert story.request.received_at == story.request.recorded_at


def test_no_applicant_is_believed_to_have_objected_earlier(
    story: RequestStory,
) -> None:
    story.given("request", "decide", on=MONDAY)
    came = story.due("objection_window") + DAY
    event = story.when("object", on=MONDAY, envelope=told_later(came))
    assert event.device_at.date() == MONDAY
    assert story.status("objection_window", came) == "late"
    assert story.clock("objection_answer").promise.started_on == came


def test_no_applicant_is_believed_to_have_gone_to_the_commission_in_time(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object", "answer-objection", on=MONDAY)
    came = story.due("dispute_window") + DAY
    event = story.when("dispute", on=MONDAY, envelope=told_later(came))
    assert event.timing == "expired"
