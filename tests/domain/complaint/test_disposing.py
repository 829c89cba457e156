"""A case is verified, given to an agency, given back, and given to another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from domain.refusals import InvalidField

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story


def test_verifying_keeps_what_it_does_not_change(story: Story) -> None:
    story.when("receive", classification="information", category="kesehatan")
    event = story.when("verify")
    assert (event.classification, event.category) == ("information", "kesehatan")
    assert story.case.classification == "information"
    assert story.case.category == "kesehatan"


def test_verifying_corrects_classification_and_category(story: Story) -> None:
    story.when("receive", classification="complaint", category="kesehatan")
    story.when("verify", classification="oversight_complaint", category="perhubungan")
    assert story.case.classification == "oversight_complaint"
    assert story.case.category == "perhubungan"
    assert story.case.restricted


def test_verifying_into_an_unknown_category_is_refused(story: Story) -> None:
    story.given("receive")
    refusal = story.refused("verify", category="kebahagiaan")
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "category"


def test_a_verified_case_goes_to_the_agency_named(story: Story) -> None:
    story.given("receive", "verify")
    event = story.when("dispose", agency="dpupr", instruction="Mohon dicek hari ini.")
    assert (event.agency, story.case.agency) == ("dpupr", "dpupr")
    assert story.case.disposed_at


@pytest.mark.parametrize("agency", ["kementerian-sihir", "", "DISHUB"])
def test_a_case_goes_to_no_unknown_agency(story: Story, agency: str) -> None:
    story.given("receive", "verify")
    refusal = story.refused("dispose", agency=agency)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "agency"


def test_another_government_is_no_agency_to_dispose_to(story: Story) -> None:
    directory = story.reference.agencies
    governments = [a for a in directory.by_code.values() if a.kind == "government"]
    assert len(governments) == 14
    story.given("receive", "verify")
    for government in governments:
        refusal = story.refused("dispose", agency=government.code)
        assert isinstance(refusal, InvalidField)
        assert refusal.details["field"] == "agency"
        assert "hand the case over" in str(refusal)


def test_a_returned_case_has_no_agency_but_names_who_returned_it(story: Story) -> None:
    story.given("receive", "verify").when("dispose", agency="dpupr")
    event = story.when("return")
    assert event.agency == "dpupr"
    assert story.case.agency is None
    assert story.case.disposed_at


def test_a_case_in_progress_may_be_returned_too(story: Story) -> None:
    story.given_state("in_progress")
    assert story.when("return").agency == "dishub"


@pytest.mark.parametrize("returned", [True, False])
def test_a_case_goes_on_to_another_agency(story: Story, returned: bool) -> None:
    story.given("receive", "verify", "dispose", *(["return"] if returned else []))
    story.when("dispose", agency="dpupr")
    assert (story.case.state, story.case.agency) == ("disposed", "dpupr")


@pytest.mark.parametrize(
    ("command", "words"),
    [("verify", {}), ("dispose", {"agency": "dpupr"}), ("note", {})],
)
def test_what_was_said_before_the_command_stays(
    story: Story, command: str, words: dict[str, Any]
) -> None:
    story.given("receive", on=date(2026, 3, 2))
    if command == "dispose":
        story.given("verify")
    before = story.case
    story.when(command, on=date(2026, 3, 3), **words)
    for name in ("case_number", "received_at", "channel", "title", "reporter_key"):
        assert getattr(story.case, name) == getattr(before, name)
