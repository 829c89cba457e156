"""The views of the dashboard in cases small enough to count on one's fingers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from projections.counted import Asked, Group
from projections.filters import Filters
from projections.views.all_views import VIEWS
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


def test_a_case_that_is_open_is_in_the_curve(
    lived: Installation, office: Office
) -> None:
    whole, *_ = told(lived, office, "duration", 8)
    assert whole.numbers == {"timed": 2, "done": 1, "going": 1}
    assert whole.measures == {"median": 5, "p90": None}
