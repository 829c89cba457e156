"""What came in when and where, in cases few enough to count on one's fingers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from projections.counted import Asked, Group
from projections.filters import Filters
from projections.views.all_views import VIEWS
from projections.visibility import Visibility
from storage.read_model import snapshot
from tests.projections.conftest import FIRST_DAY

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

Ask = Callable[[str, int], list[Group]]


@pytest.fixture
def ask(installation: Installation, office: Office) -> Ask:
    """What a view tells at the end of a day: of cases on Monday 2 March 2026, the
    Sunday after, and the Monday after that, all at noon."""
    office.receive(0, category="jalan", region="62.03.01.2001")
    office.receive(6, category="jalan", region="62.03")
    office.receive(7, region="62")
    installation.catch_up()

    def groups(name: str, day: int) -> list[Group]:
        asked = Asked(
            day=FIRST_DAY + timedelta(days=day),
            calendar=office.reference.calendar,
            filters=Filters(),
            visibility=Visibility(restricted=True),
            zone=office.zone,
        )
        with snapshot(installation.pool, "sla") as (connection, _):
            return list(VIEWS[name].ask(connection, asked))

    return groups


def received(groups: list[Group], *names: str) -> dict[tuple[str | None, ...], int]:
    """Of the parts told apart by these names, what came in."""
    return {
        tuple(group.part[name] for name in names): number
        for group in groups
        if group.part.keys() == set(names) and (number := group.numbers["received"])
    }


def test_a_week_is_from_monday_to_sunday(ask: Ask) -> None:
    groups = ask("weeks", 7)
    assert received(groups) == {(): 3}
    assert received(groups, "week") == {("2026-03-02",): 2, ("2026-03-09",): 1}
    assert received(groups, "category", "week") == {
        ("jalan", "2026-03-02"): 2,
        (None, "2026-03-09"): 1,
    }


def test_twelve_weeks_are_told_and_no_thirteenth(ask: Ask) -> None:
    assert received(ask("weeks", 7 * 12 - 1), "week") == {
        ("2026-03-02",): 2,
        ("2026-03-09",): 1,
    }
    assert received(ask("weeks", 7 * 12), "week") == {("2026-03-09",): 1}


def test_days_of_the_week_and_hours_are_the_tenants(ask: Ask) -> None:
    groups = ask("hours", 7)
    assert received(groups, "weekday") == {("1",): 2, ("7",): 1}
    assert received(groups, "weekday", "hour") == {("1", "12"): 2, ("7", "12"): 1}
    assert received(ask("hours", 6), "weekday") == {("1",): 1, ("7",): 1}


def test_a_place_has_what_lies_in_it_and_not_what_names_only_the_province(
    ask: Ask,
) -> None:
    groups = ask("places", 7)
    assert received(groups, "regency") == {("62.03",): 2, (None,): 1}
    assert received(groups, "regency", "district") == {
        ("62.03", "62.03.01"): 1,
        ("62.03", None): 1,
        (None, None): 1,
    }
