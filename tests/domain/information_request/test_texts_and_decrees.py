"""Texts are sealed, a late decree moves what runs, erasure closes the texts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from domain.case import Erasure
from domain.event import topics
from domain.folding import project
from domain.information_request_decisions import erase
from domain.information_request_events import InformationRequestEvent
from domain.information_request_sweep import follow_decree
from domain.refusals import InvalidField, TextErased
from storage.mapper import EventMapper
from tests.domain.information_request.conftest import PATHS

if TYPE_CHECKING:
    from domain.information_request import RequestState
    from tests.domain.information_request.conftest import RequestStory

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
PROXY = {"name": "Budi Kuasa", "letter": "SK-1"}


def test_applicant_and_proxy_are_sealed_under_the_applicants_key(
    story: RequestStory,
) -> None:
    event = story.when("request", proxy=PROXY, purpose="Skripsi")
    request = story.request
    assert event.applicant.subject == event.proxy.subject == "reporter"
    assert event.information.subject == event.purpose.subject == "case"
    assert request.applicant.key == request.reporter_key.id
    assert story.read(request.applicant) == (
        '{"name":"Sari Ayu","address":"Jalan Damai 4"}'
    )
    assert story.read(request.proxy) == '{"name":"Budi Kuasa","letter":"SK-1"}'
    assert story.read(request.purpose) == "Skripsi"


def test_what_is_said_later_opens_with_the_right_key(story: RequestStory) -> None:
    story.given("request", "decide")
    story.when("object", proxy=PROXY)
    story.when("answer-objection", outcome="refused")
    story.when("dispute", number="012/PS/2026")
    story.when("record-ruling", message="Dikabulkan.")
    request = story.request
    assert request.notice and request.objection
    assert story.read(request.notice.message) == "Memuat data pribadi."
    assert story.read(request.objection.statement)
    assert (
        story.read(request.objection.proxy) == '{"name":"Budi Kuasa","letter":"SK-1"}'
    )
    assert story.read(request.objection.answer) == "Berikan salinannya."
    assert story.read(request.disputes[0].number) == "012/PS/2026"
    assert story.read(request.disputes[0].message) == "Dikabulkan."


def test_a_decree_moves_what_runs_and_says_so_once(story: RequestStory) -> None:
    story.when("request", on=MONDAY)
    due = story.due("written_notice")
    assert story.passing(follow_decree, on=MONDAY) is None
    story.adopt(2026, date(2026, 11, 30), decree="SKB susulan")
    event = story.passing(follow_decree, on=MONDAY)
    assert (event.decree, len(event.moved)) == ("SKB susulan", 1)
    assert story.due("written_notice") == date(2026, 12, 8) > due
    assert story.passing(follow_decree, on=MONDAY) is None


def test_a_decree_moves_the_window_of_the_applicant_too(story: RequestStory) -> None:
    story.given("request", "decide", on=MONDAY)
    due = story.due("objection_window")
    story.adopt(2026, date(2026, 11, 30))
    assert story.passing(follow_decree, on=MONDAY).moved[0].due_before == due


def test_a_year_adopted_again_as_it_was_moves_nothing(story: RequestStory) -> None:
    story.given("request", on=MONDAY)
    story.adopt(2026)
    assert story.passing(follow_decree, on=MONDAY) is None
    story.adopt(2026, date(2026, 11, 30))
    assert len(story.passing(follow_decree, on=MONDAY).moved) == 1


def test_a_day_that_was_provisional_is_certain_by_a_decree_that_moves_none(
    story: RequestStory,
) -> None:
    story.given("request", on=date(2029, 3, 5))
    due = story.due("written_notice")
    assert story.clock("written_notice").promise.provisional
    story.adopt(2029, date(2029, 12, 25))
    story.passing(follow_decree, on=date(2029, 3, 6))
    assert story.due("written_notice") == due
    assert not story.clock("written_notice").promise.provisional


@pytest.mark.parametrize(
    ("state", "name"),
    [("decided", "objection_window"), ("objection_answered", "dispute_window")],
)
def test_a_window_that_has_passed_is_opened_by_no_decree(
    story: RequestStory, state: RequestState, name: str
) -> None:
    story.given("request", *PATHS[state], on=MONDAY)
    due = story.due(name)
    story.adopt(2026, date(2026, 11, 30))
    assert story.passing(follow_decree, on=due + DAY) is None
    event = story.passing(follow_decree, on=due)
    assert [move.promise.clock for move in event.moved] == [name]


def test_what_the_office_owes_is_moved_also_when_it_is_overdue(
    story: RequestStory,
) -> None:
    story.given("request", on=MONDAY)
    due = story.due("written_notice")
    story.adopt(2026, date(2026, 11, 30))
    story.passing(follow_decree, on=due + 5 * DAY)
    assert story.due("written_notice") == due + DAY


def test_an_answer_that_never_came_is_moved_no_more_before_the_commission(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object", on=MONDAY)
    story.when("dispute", on=story.due("objection_answer") + DAY)
    assert story.request.state == "disputed"
    story.adopt(2026, date(2026, 11, 30))
    assert story.passing(follow_decree, on=story.due("objection_answer") + DAY) is None


def test_an_erased_request_takes_no_words_and_goes_on_without(
    story: RequestStory,
) -> None:
    story.given("request", on=MONDAY)
    at = datetime(2026, 11, 24, tzinfo=UTC)
    erasure = Erasure("everything", "request", 1, at)
    assert story.passing(erase, on=MONDAY, erasure=erasure).scope == "everything"
    assert story.request.erased == "everything"
    assert story.passing(erase, on=MONDAY, erasure=erasure) is None
    refused = story.refused("extend")
    assert isinstance(refused, TextErased)
    assert "withdraw" in str(refused)
    story.when("withdraw", reason=None)
    assert story.request.state == "withdrawn"


def test_nothing_is_received_from_the_future(story: RequestStory) -> None:
    ahead = {"recorded_at": datetime(2026, 11, 22, tzinfo=UTC)}
    refused = story.refused("request", on=MONDAY, envelope=ahead)
    assert isinstance(refused, InvalidField)
    assert refused.details["field"] == "received_at"


def test_an_unknown_agency_is_refused(story: RequestStory) -> None:
    assert isinstance(story.refused("request", agency="nowhere"), InvalidField)


@pytest.mark.parametrize("state", PATHS)
def test_a_request_read_again_is_what_it_was(
    story: RequestStory, state: RequestState
) -> None:
    mapper = EventMapper(topics(InformationRequestEvent), b"m" * 32)
    story.given_request(state)
    stored = [mapper.to_stored_event(event) for event in story.events]
    events = [mapper.to_domain_event(event) for event in stored]
    assert events == story.events
    assert project(None, events) == story.request  # type: ignore[arg-type]
