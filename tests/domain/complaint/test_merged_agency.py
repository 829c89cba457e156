"""Cases of an agency that was merged into another: theirs no more, from a day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from domain.event import Origin
from domain.refusals import InvalidField

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

DAY_BEFORE, FROM = date(2026, 3, 5), date(2026, 3, 6)


@pytest.fixture
def merged(story: Story, origin: Origin) -> Story:
    """Everybody knows beforehand that roads go to transport on the sixth of March."""
    directory = story.reference.agencies
    event = directory.merge(
        origin, code="dpupr", into="dishub", reason="Perda", valid_from=FROM
    )
    story.reference = replace(story.reference, agencies=directory.apply(event))
    return story.given("receive", "verify", on=date(2026, 3, 2))


def test_a_case_goes_to_it_until_the_day_before(merged: Story) -> None:
    merged.when("dispose", agency="dpupr", on=DAY_BEFORE)
    assert merged.case.agency == "dpupr"


def test_from_the_day_on_a_case_goes_to_its_successor_by_name_only(
    merged: Story,
) -> None:
    refusal = merged.refused("dispose", agency="dpupr", on=FROM)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "agency"
    assert "dispose the case to 'dishub'" in refusal.details["problem"]
    merged.when("dispose", agency="dishub", on=FROM)
    assert merged.case.agency == "dishub"


def test_a_case_that_it_had_keeps_its_agency_and_its_clocks(merged: Story) -> None:
    merged.when("dispose", agency="dpupr", on=DAY_BEFORE)
    clocks = merged.case.clocks
    event = merged.when("return", on=FROM)
    assert event.agency == "dpupr"
    merged.when("dispose", agency="dishub", on=FROM)
    assert merged.case.clocks == clocks
