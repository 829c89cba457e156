"""The views of the dashboard in cases small enough to count on one's fingers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from projections import counted_cases
from projections.counted import Asked, Group
from projections.filters import Filters
from projections.views.all_views import FIGURES, VIEWS
from projections.visibility import Visibility
from storage.read_model import snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.projections.conftest import Installation, Office

REOPENED_ON = 10


@pytest.fixture
def lived(installation: Installation, office: Office) -> Installation:
    """Two cases received on Monday 2 March 2026: the first is returned by an agency and
    comes back to it, is resolved in the week after and reopened; the second is with one
    agency all the time."""
    first, second = office.receive(0), office.receive(0)
    for case in (first, second):
        office.then(case, "verify", 0)
        office.then(case, "dispose", 1, agency="dinas-pu")
    office.then(first, "return_", 2, reason="Bukan jalan kami.")
    office.then(first, "dispose", 3, agency="dinas-pu")
    office.then(first, "resolve", 8, outcome="noted")
    office.then(first, "reopen", REOPENED_ON, reason="Belum selesai.")
    installation.catch_up()
    return installation


def told(lived: Installation, office: Office, view: str, day: int) -> Sequence[Group]:
    with snapshot(lived.pool, "sla") as (connection, _):
        return VIEWS[view].ask(connection, asked(office, day))


def asked(office: Office, day: int) -> Asked:
    return Asked(
        day=date(2026, 3, 2) + timedelta(days=day),
        calendar=office.reference.calendar,
        filters=Filters(),
        visibility=Visibility(restricted=True),
        zone=office.zone,
    )


def test_what_comes_back_to_an_agency_goes_back_and_forth(
    lived: Installation, office: Office
) -> None:
    before, *_ = told(lived, office, "path", 2)
    assert (before.numbers["returned"], before.numbers["back_and_forth"]) == (1, 0)
    after, *stages = told(lived, office, "path", 4)
    assert after.numbers == {
        "received": 2,
        "paused": 0,
        "disposed": 2,
        "disposed_again": 1,
        "returned": 1,
        "back_and_forth": 1,
    }
    assert (after.measures["dispositions"], after.measures["returns"]) == (3, 1)
    days = {stage.part["stage"]: stage.measures["days"] for stage in stages}
    # At the ends of five working days each, Monday to Friday.
    assert days == {"verified": 2, "disposed": 1 + 2 + 4, "returned": 1}


def test_what_is_reopened_counts_since_that_day(
    lived: Installation, office: Office
) -> None:
    before, *_ = told(lived, office, "quality", REOPENED_ON - 1)
    assert (before.numbers["was_closed"], before.numbers["reopened_soon"]) == (1, 0)
    assert (before.numbers["closed"], before.numbers["drawn"]) == (1, 1)
    after, *_ = told(lived, office, "quality", REOPENED_ON)
    assert (after.numbers["was_closed"], after.numbers["reopened_soon"]) == (1, 1)
    assert (after.numbers["closed"], after.numbers["drawn"]) == (0, 0)


def test_a_case_that_is_open_is_in_the_curve(
    lived: Installation, office: Office
) -> None:
    whole, first, *_ = told(lived, office, "duration", 8)
    assert whole.numbers == {"timed": 2, "done": 1, "going": 1}
    assert whole.measures == {"median": 5, "p90": None}
    assert (first.part, first.measures) == ({"up_to": "5"}, {"open": 0.5})


def test_the_pace_is_that_from_the_first_disposition(
    installation: Installation, office: Office
) -> None:
    quick, slow, waiting = (office.receive(0) for _ in range(3))
    for case in (quick, slow, waiting):
        office.then(case, "verify", 0)
        office.then(case, "dispose", 1, agency="dinas-pu")
    office.then(quick, "follow_up", 2, message="Besok.")
    office.then(slow, "return_", 2, reason="Bukan jalan kami.")
    office.then(slow, "dispose", 3, agency="dinas-kesehatan")
    office.then(slow, "follow_up", 7, message="Sudah.")
    office.receive(0, confidential=True)
    installation.catch_up()
    whole, complaints, *agencies = told(installation, office, "pace", 7)
    counted = ("received", "under_way", "handled", "followed_up", "timed")
    assert [whole.numbers[name] for name in counted] == [4, 2, 2, 2, 2]
    # From Tuesday to Wednesday, and to Monday: neither Saturday nor Sunday.
    assert whole.measures == {"mean": 2.5, "median": 1}
    assert complaints.part == {"classification": "complaint"}
    assert {g.part["agency"]: g.measures["mean"] for g in agencies} == {
        "dinas-pu": 1,
        "dinas-kesehatan": 4,
        None: None,
    }


def test_restricted_cases_are_in_the_whole_pace_of_a_manager_alone(
    installation: Installation, office: Office
) -> None:
    office.receive(0)
    office.receive(0, confidential=True)
    installation.catch_up()
    seen = replace(asked(office, 1), visibility=Visibility(restricted_in_totals=True))
    with snapshot(installation.pool, "sla") as (connection, _):
        whole, *parts = VIEWS["pace"].ask(connection, seen)
    assert (whole.numbers["received"], whole.hidden["received"]) == (2, 1)
    assert [part.numbers["received"] for part in parts] == [1, 1]


def test_what_is_archived_is_told_by_its_reason(
    installation: Installation, office: Office
) -> None:
    for reason in ("too_general", "too_general", "incomplete"):
        office.then(office.receive(0), "archive", 1, reason=reason)
    rated = office.receive(0)
    office.then(rated, "verify", 0)
    office.then(rated, "dispose", 0, agency="dinas-pu")
    office.then(rated, "resolve", 1, outcome="noted")
    office.then(rated, "rate", 2, role="reporter", stars=4)
    installation.catch_up()
    before, *none = told(installation, office, "endings", 0)
    assert (before.numbers, none) == ({"archived": 0, "rated": 0}, [])
    whole, *parts = told(installation, office, "endings", 2)
    assert (whole.numbers, whole.measures["rating"]) == ({"archived": 3, "rated": 1}, 4)
    assert [(group.part, group.numbers) for group in parts] == [
        ({"archive_reason": "incomplete"}, {"archived": 1}),
        ({"archive_reason": "too_general"}, {"archived": 2}),
        ({"stars": "4"}, {"rated": 1}),
    ]


def test_the_draw_of_a_day_is_always_the_same_and_of_ten(
    installation: Installation, office: Office
) -> None:
    for _ in range(25):
        case = office.receive(0)
        office.then(case, "archive", 0, reason="too_general")
    installation.catch_up()
    drawn = [draw(installation, office, day) for day in (1, 1, 2)]
    assert len(drawn[0]) == 10
    assert drawn[0] == drawn[1] != drawn[2]


def draw(installation: Installation, office: Office, day: int) -> set[object]:
    with snapshot(installation.pool, "sla") as (connection, _):
        page = counted_cases.page(
            connection, 1, asked(office, day), FIGURES["quality.drawn"], {}
        )
    return {case.id for case in page.items}
