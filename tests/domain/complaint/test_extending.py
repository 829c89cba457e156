"""A deadline is extended by its own units, within what its rule allows, with reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.refusals import InvalidField
from domain.service_standards import STATUTORY

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
DUE = date(2026, 3, 30)
DAY = timedelta(days=1)


@pytest.fixture
def disposed(story: Story) -> Story:
    """Disposed on Tuesday; completion is due on Monday, 30 March."""
    story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)
    assert story.due("completion") == DUE
    return story


@pytest.mark.parametrize(
    ("words", "units", "due_on"),
    [
        ({"units": 1}, 1, date(2026, 3, 31)),
        # Good Friday, 3 April, lies between.
        ({"units": 4}, 4, date(2026, 4, 6)),
        ({"units": 14}, 14, date(2026, 4, 20)),
        ({"units": None, "until": date(2026, 4, 6)}, 4, date(2026, 4, 6)),
        # Until a day off is until the working day before it.
        ({"units": None, "until": date(2026, 4, 5)}, 3, date(2026, 4, 2)),
    ],
)
def test_a_deadline_moves_by_working_days_of_its_own_unit(
    disposed: Story, words: dict[str, Any], units: int, due_on: date
) -> None:
    event = disposed.when("extend", on=FRIDAY, **words)
    [move] = event.moved
    assert (event.cause, event.units, event.decree) == ("extension", units, None)
    assert event.reason is not None
    assert (move.due_before, move.promise.due_on) == (DUE, due_on)
    assert (move.promise.extended, move.promise.limit) == (units, 14)
    assert disposed.due("completion") == due_on


def test_an_extension_moves_no_other_clock(disposed: Story) -> None:
    before = dict(disposed.case.clocks)
    disposed.given("extend", on=FRIDAY)
    after = dict(disposed.case.clocks)
    assert before.pop("completion") != after.pop("completion")
    assert before == after


def test_an_extension_taken_back_gives_the_first_day_and_no_less(
    disposed: Story,
) -> None:
    before = disposed.clock("completion").promise
    disposed.when("extend", on=FRIDAY, units=5)
    disposed.when("extend", on=FRIDAY, units=-5)
    assert disposed.clock("completion").promise == before
    assert before.extended is None
    refusal = disposed.refused("extend", units=-1)
    assert refusal.details["field"] == "units"


def test_extensions_together_stay_within_what_the_rule_allows(disposed: Story) -> None:
    disposed.when("extend", on=FRIDAY, units=10)
    refusal = disposed.refused("extend", units=5)
    assert isinstance(refusal, InvalidField)
    assert refusal.details["field"] == "units"
    assert "0 to 14" in str(refusal)
    assert "stands at 10" in str(refusal)
    assert disposed.when("extend", units=4).moved[0].promise.extended == 14


@pytest.mark.parametrize("until", [DUE, date(2026, 3, 20), date(2026, 3, 1), FRIDAY])
def test_a_day_that_moves_nothing_or_back_is_refused(
    disposed: Story, until: date
) -> None:
    refusal = disposed.refused("extend", on=FRIDAY, units=None, until=until)
    assert refusal.details["field"] == "until"


@pytest.mark.parametrize("units", [0, None, 15])
def test_no_units_or_too_many_are_refused(disposed: Story, units: int | None) -> None:
    refusal = disposed.refused("extend", on=FRIDAY, units=units)
    assert refusal.details["field"] == "units"


@pytest.mark.parametrize("clock", sorted(STATUTORY))
def test_a_term_of_a_statute_is_extended_by_no_office(
    disposed: Story, clock: str
) -> None:
    refusal = disposed.refused("extend", clock=clock)
    assert refusal.details["field"] == "clock"
    assert "statute" in str(refusal)


def test_a_rule_without_extension_allows_none(disposed: Story) -> None:
    refusal = disposed.refused("extend", clock="first_follow_up")
    assert "C-03" in str(refusal)


@pytest.mark.parametrize("clock", ["verification", "reporter_window", "completion"])
def test_a_clock_that_does_not_run_is_not_extended(disposed: Story, clock: str) -> None:
    if clock == "completion":
        disposed.given("follow-up", on=FRIDAY)
    refusal = disposed.refused("extend", clock=clock)
    assert "does not run" in str(refusal)
    assert "statutory_decision" in str(refusal)


@pytest.mark.parametrize(("days", "taken"), [(0, True), (1, False)])
def test_a_deadline_is_extended_to_the_end_of_its_day_and_not_after(
    disposed: Story, days: int, taken: bool
) -> None:
    on = DUE + days * DAY
    if taken:
        assert disposed.when("extend", on=on).moved
    else:
        assert "has passed" in str(disposed.refused("extend", on=on))


def test_a_deadline_that_waits_is_extended_also_after_its_day(disposed: Story) -> None:
    disposed.given("request-clarification", on=FRIDAY)
    disposed.given("extend", on=DUE + 5 * DAY)
    assert disposed.clock("completion").promise.extended == 2
    assert disposed.status("completion", DUE + 5 * DAY) == "paused"


def test_what_was_overdue_before_it_waited_is_not_extended(disposed: Story) -> None:
    disposed.given("request-clarification", on=DUE + DAY)
    assert "has passed" in str(disposed.refused("extend"))


def test_the_rule_as_it_was_promised_says_by_how_much(disposed: Story) -> None:
    disposed.change_rule("C-05", extendable_by=1, valid_from=MONDAY)
    assert disposed.when("extend", on=FRIDAY, units=2).moved


def test_an_extension_rests_on_the_calendar_of_its_day(disposed: Story) -> None:
    disposed.adopt(2026, date(2026, 3, 31))
    disposed.when("extend", on=FRIDAY, units=1)
    promise = disposed.clock("completion").promise
    assert promise.due_on == date(2026, 4, 1)
    assert promise.calendar_version == disposed.reference.calendar.version
