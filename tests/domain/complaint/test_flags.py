"""What those who work on a case are warned of, and what not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from domain.flags import Flag, flags

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

ZONE = ZoneInfo("Asia/Pontianak")
DAY = timedelta(days=1)
MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)


def raised(story: Story, on: date) -> dict[str, Flag]:
    found = flags(story.case, story.reference, on, ZONE)
    return {flag.rule: flag for flag in found}


@pytest.mark.parametrize(
    ("incident_on", "warned"),
    [(None, False), (MONDAY - 30 * DAY, False), (MONDAY - 31 * DAY, True)],
    ids=["unknown", "30 days", "31 days"],
)
def test_a_complaint_filed_after_30_days_is_taken_with_a_warning(
    story: Story, incident_on: date | None, warned: bool
) -> None:
    story.when("receive", on=MONDAY, incident_on=incident_on)
    found = raised(story, MONDAY)
    assert ("C-14" in found) is warned
    if warned:
        assert found["C-14"].since == MONDAY
        assert found["C-14"].legal_basis == "UU 25/2009 Pasal 42(2)"
        assert "2026-01-30" in found["C-14"].text
        assert story.when("verify").TOPIC == "complaint.verified"


def test_a_returned_case_not_disposed_within_a_working_day_is_flagged(
    story: Story,
) -> None:
    story.given("receive", "verify", "dispose", "return", on=FRIDAY)
    monday = FRIDAY + 3 * DAY
    assert "C-15" not in raised(story, monday)
    found = raised(story, monday + DAY)["C-15"]
    assert found.since == monday + DAY
    assert str(FRIDAY) in found.text
    story.given("dispose", on=monday + DAY)
    assert "C-15" not in raised(story, monday + 2 * DAY)


def test_a_second_return_counts_from_its_own_day(story: Story) -> None:
    story.given("receive", "verify", "dispose", "return", "dispose", on=MONDAY)
    story.given("return", on=FRIDAY)
    assert "C-15" not in raised(story, FRIDAY + 3 * DAY)
    assert "C-15" in raised(story, FRIDAY + 4 * DAY)


@pytest.mark.parametrize(
    ("received", "quarter_end"),
    [
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 3, 31), date(2026, 6, 30)),
        (date(2026, 11, 30), date(2027, 3, 31)),
    ],
    ids=str,
)
def test_what_is_unfinished_at_the_end_of_the_next_quarter_is_on_the_list(
    story: Story, received: date, quarter_end: date
) -> None:
    story.given("receive", on=received)
    assert "C-17" not in raised(story, quarter_end)
    found = raised(story, quarter_end + DAY)["C-17"]
    assert found.since == quarter_end + DAY
    assert str(quarter_end) in found.text


def test_what_is_finished_is_not_on_it(story: Story) -> None:
    story.given("receive", "archive", on=MONDAY)
    assert raised(story, date(2030, 1, 1)) == {}


@pytest.mark.parametrize("rule", ["C-14", "C-15", "C-17"])
def test_without_its_rule_there_is_no_flag(story: Story, rule: str) -> None:
    story.when("receive", on=MONDAY, incident_on=MONDAY - 40 * DAY)
    story.given("verify", "dispose", "return")
    later = date(2026, 12, 1)
    assert raised(story, later).keys() == {"C-14", "C-15", "C-17"}
    standards = story.reference.standards
    rules: Any = {name: r for name, r in standards.rules.items() if name != rule}
    changed = replace(standards, rules=rules)
    story.reference = replace(story.reference, standards=changed)
    assert raised(story, later).keys() == {"C-14", "C-15", "C-17"} - {rule}
