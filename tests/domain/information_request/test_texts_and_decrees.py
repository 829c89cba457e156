"""Texts are sealed, a late decree moves what runs, erasure closes the texts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from domain.case import Erasure
from domain.event import topics
from domain.folding import project
from domain.information_request_decisions import erase, follow_decree
from domain.information_request_events import InformationRequestEvent
from domain.refusals import InvalidField, TextErased
from storage.mapper import EventMapper
from tests.domain.information_request.conftest import PATHS

if TYPE_CHECKING:
    from domain.information_request import RequestState
    from tests.domain.information_request.conftest import RequestStory

MONDAY = date(2026, 11, 23)
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
