"""An edit changes what it names, keeps the rest, and moves no clock."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from domain.complaint import Complaint, State
from domain.refusals import InvalidField

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
PLACE = {"description": "Depan pasar", "latitude": -2.2, "longitude": 113.9}
REPORTER = {"name": "Ani", "phone": "0811"}
EDITS: dict[str, tuple[list[str], dict[str, Any], set[str]]] = {
    "title": (["title"], {"title": "Baru"}, {"title"}),
    "description": (["description"], {"description": "Baru"}, {"description"}),
    "category": (["category"], {"category": "perhubungan"}, {"category"}),
    "no category": (["category"], {}, {"category"}),
    "region": (["location"], {"region": "62.04"}, {"region", "place"}),
    "place": (["location"], {"place": {"latitude": 1.5}}, {"region", "place"}),
    "no location": (["location"], {}, {"region", "place"}),
    "reporter": (["reporter"], {"reporter": {"name": "Budi"}}, {"reporter"}),
    "no reporter": (["reporter"], {}, {"reporter"}),
    "incident_on": (["incident_on"], {"incident_on": TUESDAY}, {"incident_on"}),
    "no incident_on": (["incident_on"], {}, {"incident_on"}),
    "two": (
        ["title", "category"],
        {"title": "Baru", "category": "perhubungan"},
        {"title", "category"},
    ),
}


@pytest.fixture
def full(story: Story) -> Story:
    """Received on Monday with every field filled."""
    story.when(
        "receive",
        on=MONDAY,
        category="kesehatan",
        region="62.03",
        place=PLACE,
        reporter=REPORTER,
        incident_on=MONDAY,
    )
    return story


def edited(story: Story, changed: list[str], words: dict[str, Any]) -> Any:
    return story.when("amend", on=TUESDAY, changed=changed, **{"title": None, **words})


def different(before: Complaint, after: Complaint) -> set[str]:
    counted = {"version", "effective_at", "known_at"}
    names = {field.name for field in fields(Complaint)} - counted
    return {n for n in names if getattr(before, n) != getattr(after, n)}


@pytest.mark.parametrize(
    ("words", "kept", "region", "place"),
    [
        (
            {"region": "62.04"},
            ("description", "latitude", "longitude"),
            "62.04",
            PLACE,
        ),
        (
            {"place": {"description": "Belakang"}},
            ("region", "latitude", "longitude"),
            "62.03",
            {**PLACE, "description": "Belakang"},
        ),
        ({}, ("region", "description"), "62.03", {"description": "Depan pasar"}),
        ({"region": "62.04"}, (), "62.04", None),
    ],
)
def test_of_a_place_what_is_not_named_stays(
    full: Story,
    words: dict[str, Any],
    kept: tuple[str, ...],
    region: str,
    place: dict[str, Any] | None,
) -> None:
    edited(full, ["location"], {**words, "kept": kept})
    after = full.case
    assert after.region == region
    [text] = full.vault.open([after.place]) if after.place else [None]
    assert (text and json.loads(text)) == place


def test_of_a_place_that_was_erased_nothing_is_there_to_stay(full: Story) -> None:
    del full.vault.keys[full.case.case_key.id]
    event = edited(
        full, ["location"], {"region": "62.04", "kept": ("latitude",), "reason": None}
    )
    assert (event.region, event.place) == ("62.04", None)


@pytest.mark.parametrize("edit", EDITS)
def test_only_what_the_edit_names_is_changed(full: Story, edit: str) -> None:
    changed, words, expected = EDITS[edit]
    before = full.case
    event = edited(full, changed, words)
    assert list(event.changed) == changed
    assert different(before, full.case) == expected


def test_a_value_that_the_edit_does_not_name_is_passed_over(full: Story) -> None:
    edited(full, ["category"], {"category": "perhubungan", "title": "Baru"})
    assert full.case.category == "perhubungan"
    assert full.read(full.case.title) == "Lampu jalan padam"


def test_an_edited_text_is_read_as_edited(full: Story) -> None:
    edited(full, ["title", "description"], {"title": "Baru", "description": "Isi"})
    assert full.read(full.case.title) == "Baru"
    assert full.read(full.case.description) == "Isi"


def test_an_edited_code_and_day_are_those_given(full: Story) -> None:
    words = {"category": "perhubungan", "region": "62.04", "incident_on": TUESDAY}
    edited(full, ["category", "location", "incident_on"], words)
    case = full.case
    assert (case.category, case.region) == ("perhubungan", "62.04")
    assert case.incident_on == TUESDAY


def test_the_old_text_stays_in_the_past(full: Story) -> None:
    before = full.case
    edited(full, ["title"], {"title": "Baru"})
    assert full.read(before.title) == "Lampu jalan padam"


def test_a_removed_location_is_gone(full: Story) -> None:
    edited(full, ["location"], {})
    assert full.case.region is None
    assert full.case.place is None


def test_a_new_region_without_a_place_removes_the_old_place(full: Story) -> None:
    edited(full, ["location"], {"region": "62.04"})
    assert (full.case.region, full.case.place) == ("62.04", None)


def test_a_removed_category_day_and_reporter_are_gone(full: Story) -> None:
    edited(full, ["category", "incident_on", "reporter"], {})
    assert full.case.category is None
    assert full.case.incident_on is None
    assert full.case.reporter is None


def test_a_new_reporter_is_sealed_under_the_reporters_key(full: Story) -> None:
    edited(full, ["reporter"], {"reporter": {"name": "Renée", "phone": "0811"}})
    case = full.case
    assert case.reporter is not None
    assert case.reporter.key == case.reporter_key.id != case.case_key.id
    assert full.read(case.reporter) == '{"name":"Renée","phone":"0811"}'


def test_every_other_edited_text_is_sealed_under_the_cases_key(full: Story) -> None:
    texts = {"title": "Baru", "description": "Isi", "place": PLACE}
    edited(full, ["title", "description", "location"], texts)
    case = full.case
    assert case.place is not None
    for sealed in (case.title, case.description, case.place):
        assert sealed.key == case.case_key.id
    assert "113.9" in (full.read(case.place) or "")


@pytest.mark.parametrize(
    ("changed", "words", "field"),
    [
        ("category", {"category": "kebahagiaan"}, "category"),
        ("location", {"region": "99.01"}, "location.region"),
        ("incident_on", {"incident_on": date(2026, 3, 4)}, "incident_on"),
    ],
)
def test_an_edit_to_an_unknown_code_or_a_later_incident_is_refused(
    full: Story, changed: str, words: dict[str, Any], field: str
) -> None:
    refusal = full.refused("amend", on=TUESDAY, changed=[changed], **words)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == field


@pytest.mark.parametrize("state", ["received", "answered", "resolved", "archived"])
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_moves_no_clock_and_no_state(
    full: Story, state: State, edit: str
) -> None:
    full.given_state(state)
    changed, words, _ = EDITS[edit]
    before = full.case
    event = edited(full, changed, words)
    assert event.started == event.stopped == event.resumed == ()
    assert full.case.clocks == before.clocks
    assert full.case.state == state
