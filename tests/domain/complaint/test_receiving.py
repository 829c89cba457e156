"""A report is received: numbered, sealed, and due for verification."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, get_args
from uuid import uuid4

import pytest

from domain.complaint_events import Channel, Classification, ExternalId, Received
from domain.refusals import InvalidField

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)


def test_a_report_becomes_a_received_complaint(story: Story) -> None:
    case_id = uuid4()
    event = story.when("receive", id=case_id, case_number="KQ7M-4XPR-H")

    assert isinstance(event, Received)
    assert (event.originator_id, event.originator_version) == (case_id, 1)
    assert story.case.id == case_id
    assert story.case.state == "received"
    assert story.case.case_number == "KQ7M-4XPR-H"
    assert story.case.open
    assert story.case.received_at == event.occurred_at


@pytest.mark.parametrize("channel", get_args(Channel))
def test_every_channel_is_kept(story: Story, channel: Channel) -> None:
    assert story.when("receive", channel=channel).channel == channel


@pytest.mark.parametrize("classification", get_args(Classification))
def test_every_classification_has_three_working_days_for_verification(
    story: Story, classification: Classification
) -> None:
    event = story.when("receive", on=MONDAY, classification=classification)

    promise = event.started[0]
    assert (promise.clock, promise.rule, promise.limit) == ("verification", "C-02", 3)
    assert (promise.started_on, promise.due_on) == (MONDAY, date(2026, 3, 5))
    assert promise.calendar_version == story.reference.calendar.version
    assert story.running() == {"verification", "statutory_reply"}


@pytest.mark.parametrize("classification", get_args(Classification))
def test_the_statute_gives_every_classification_fourteen_days_for_a_reply(
    story: Story, classification: Classification
) -> None:
    event = story.when("receive", on=MONDAY, classification=classification)
    promise = event.started[1]
    assert (promise.clock, promise.rule) == ("statutory_reply", "C-10")
    assert (promise.limit, promise.unit) == (14, "calendar_days")
    assert promise.due_on == date(2026, 3, 16)


def test_a_receipt_starts_no_other_clock_and_stops_none(story: Story) -> None:
    event = story.when("receive")
    assert len(event.started) == 2
    assert event.stopped == event.resumed == event.moved == event.voided == ()
    assert event.paused_on is event.resumed_on is None


@pytest.mark.parametrize(
    ("day", "clocks"),
    [
        (date(2018, 12, 31), ["statutory_reply"]),
        (date(2009, 7, 18), ["statutory_reply"]),
        (date(2009, 7, 17), []),
    ],
)
def test_nothing_is_promised_before_the_rules_were_in_force(
    story: Story, day: date, clocks: list[str]
) -> None:
    event = story.when("receive", on=day)
    assert [promise.clock for promise in event.started] == clocks
    assert list(story.case.clocks) == clocks


def test_a_suggested_agency_is_noted_but_has_not_got_the_case(story: Story) -> None:
    story.when("receive", agency="dishub")
    assert story.case.suggested_agency == "dishub"
    assert story.case.agency is None
    assert story.case.disposed_at is None


def test_codes_and_flags_stand_in_the_case_as_given(story: Story) -> None:
    story.when(
        "receive",
        on=FRIDAY,
        category="kesehatan",
        region="62.03",
        incident_on=MONDAY,
        anonymous=True,
        external_id=ExternalId("sp4n", "5010653"),
    )
    case = story.case
    assert (case.category, case.region) == ("kesehatan", "62.03")
    assert case.incident_on == MONDAY
    assert (case.anonymous, case.confidential) == (True, False)
    assert case.external_id == ExternalId("sp4n", "5010653")


def test_what_was_not_said_is_absent(story: Story) -> None:
    event = story.when("receive")
    for name in ("category", "region", "place", "reporter", "incident_on", "note"):
        assert getattr(event, name) is None
    assert not event.anonymous
    assert not event.confidential
    assert story.case.place is None
    assert story.case.reporter is None
    assert story.case.external_id is None


def test_an_incident_on_the_day_of_receipt_is_received(story: Story) -> None:
    assert story.when("receive", on=MONDAY, incident_on=MONDAY).incident_on == MONDAY


def test_a_village_of_a_known_regency_is_received(story: Story) -> None:
    # The regencies are seeded, their districts and villages are not.
    assert story.when("receive", region="62.03.01.2001").region == "62.03.01.2001"


@pytest.mark.parametrize(
    ("words", "field", "remedy"),
    [
        (
            {"category": "kebahagiaan"},
            "category",
            "there is no category 'kebahagiaan'; see GET /v1/categories.",
        ),
        (
            {"region": "99.01"},
            "location.region",
            "there is no region '99.01'; see GET /v1/regions.",
        ),
        (
            {"agency": "kementerian-sihir"},
            "agency",
            "there is no agency 'kementerian-sihir'; see GET /v1/agencies.",
        ),
        (
            {"incident_on": FRIDAY},
            "incident_on",
            "is later than the day of receipt.",
        ),
    ],
)
def test_a_report_with_an_unknown_code_or_a_later_incident_is_refused(
    story: Story, words: dict[str, Any], field: str, remedy: str
) -> None:
    refusal = story.refused("receive", on=MONDAY, **words)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == field
    assert remedy in str(refusal)


def test_a_report_of_tomorrow_is_refused_and_one_of_this_moment_is_not(
    story: Story,
) -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    earlier = {"recorded_at": now - timedelta(seconds=1)}
    refusal = story.refused("receive", on=now, envelope=earlier)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "received_at"
    assert "correct the day" in str(refusal)
    assert story.when("receive", on=now, envelope={"recorded_at": now})


def test_each_case_has_two_keys_of_its_own(story: Story) -> None:
    first = story.when("receive")
    second = story.when("receive")
    keys = {key.id for e in (first, second) for key in (e.reporter_key, e.case_key)}
    assert len(keys) == 4


def test_the_desk_that_received_it_is_remembered(story: Story) -> None:
    story.when("receive", role="desk", envelope={"actor": "desk-7"})
    assert story.case.received_by == "desk-7"


def test_a_reporter_is_not_remembered_as_receiving_officer(story: Story) -> None:
    story.when("receive", role="reporter", envelope={"actor": "reporter-1"})
    assert story.case.received_by is None


@pytest.mark.parametrize(
    ("words", "restricted"),
    [
        ({}, False),
        ({"anonymous": True}, False),
        ({"confidential": True}, True),
        ({"classification": "oversight_complaint"}, True),
        ({"classification": "aspiration"}, False),
    ],
)
def test_confidential_and_oversight_cases_are_restricted_and_no_others(
    story: Story, words: dict[str, Any], restricted: bool
) -> None:
    story.when("receive", **words)
    assert story.case.restricted is restricted
