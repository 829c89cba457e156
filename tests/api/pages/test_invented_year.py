"""The invented year: varied, the same by the same seed, and never after now."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from api.invented import information
from api.invented.requests import requests_told
from api.invented.stories import stories
from api.invented.villages import FILE
from api.invented.year import told
from domain import roles

if TYPE_CHECKING:
    from api.installation import Installation
    from api.invented.life import Life

NOW = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)
OFFICERS = {role: role for role in roles.OFFICERS} | {
    f"liaison {agency}": f"liaison {agency}" for agency in stories().agencies
}


@pytest.fixture(scope="module")
def lives(installed: Installation) -> list[Life]:
    return told(installed, OFFICERS, 120, 3, NOW)


def outline(lives: list[Life]) -> list[list[tuple[str, datetime, str]]]:
    return [[(e.TOPIC, e.recorded_at, e.actor) for e in x.events] for x in lives]


def test_the_same_seed_tells_the_same_and_another_another(
    lives: list[Life], installed: Installation
) -> None:
    again = told(installed, OFFICERS, 20, 3, NOW)
    assert outline(again) == outline(lives[:20])
    assert outline(told(installed, OFFICERS, 20, 4, NOW)) != outline(lives[:20])


def test_what_happens_in_a_case_follows_one_another_up_to_now(
    lives: list[Life],
) -> None:
    for life in lives:
        versions = [event.originator_version for event in life.events]
        assert versions == list(range(1, len(versions) + 1))
        moments = [event.recorded_at for event in life.events]
        assert all(first <= then for first, then in pairwise((*moments, NOW)))
        assert all(e.occurred_at <= e.recorded_at for e in life.events)


def test_a_year_shows_what_there_is_to_see(lives: list[Life]) -> None:
    topics = {event.TOPIC for life in lives for event in life.events}
    assert {
        f"complaint.{happened}"
        for happened in (
            "archived",
            "clarification_requested",
            "clarified",
            "escalated",
            "handed_over",
            "joined",
            "merged",
            "public_text_confirmed",
            "published",
            "rated",
            "reopened",
            "reporter_replied",
            "returned",
            "withdrawn",
        )
    } <= topics
    assert {life.case.classification for life in lives} == {
        "complaint",
        "oversight_complaint",
        "aspiration",
        "information",
    }
    assert any(life.case.confidential for life in lives)
    assert any(life.case.open for life in lives)


def test_every_category_and_place_that_is_told_of_is_known(
    installed: Installation,
) -> None:
    reference, known = installed.app.reference(), stories()
    assert {s["category"] for s in known.told} == set(reference.categories.names)
    assert set(known.places) == set(reference.regions.names) - {"62"}
    assert all(reference.agencies.is_disposable(code) for code in known.agencies)


def test_a_demonstration_knows_every_district_that_is_told_of() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        known = {(row["code"][:5], row["name"]) for row in csv.DictReader(file)}

    places = stories().places
    told_of = {(code, name) for code, names in places.items() for name in names}
    assert told_of <= known


def test_requests_for_information_go_each_way_there_is_up_to_now(
    here: Installation,
) -> None:
    information.tell(here, OFFICERS["information_officer"], NOW)
    lives = requests_told(here, OFFICERS, 60, 3, NOW)
    again = requests_told(here, OFFICERS, 60, 3, NOW)
    assert outline(again) == outline(lives)
    states = {life.case.state for life in lives}
    assert states >= {"incomplete", "requested", "decided", "delivered"}
    topics = {event.TOPIC for life in lives for event in life.events}
    assert {
        f"information_request.{happened}"
        for happened in ("extended", "completed", "objected", "objection_answered")
    } <= topics
    assert all(event.recorded_at <= NOW for life in lives for event in life.events)
    closed = here.app.reference().exclusions
    withheld = {o for life in lives for o in _withheld(life)}
    assert withheld
    assert all(closed.check_in_force(code, day) for code, day in withheld)


def test_where_nothing_is_excluded_no_invented_request_is_refused_for_it(
    installed: Installation,
) -> None:
    lives = requests_told(installed, OFFICERS, 60, 3, NOW)
    assert "decided" in {life.case.state for life in lives}
    assert not [one for life in lives for one in _withheld(life)]


def _withheld(life: Any) -> list[tuple[str, date]]:
    """On what a request was refused, and when."""
    if not (notice := life.case.notice):
        return []
    day = notice.decided_at.astimezone(life.here.settings.time_zone).date()
    return [(one.exclusion, day) for one in notice.withheld]
