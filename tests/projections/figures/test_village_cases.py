"""Cases by region and by how long their records were on the way: as by a recount."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from projections.village_cases import UNTIMED, VillageCases, cases, waited
from storage.rebuild import rebuild
from tests.projections.conftest import FIRST_DAY, ZONE

if TYPE_CHECKING:
    from domain.complaint import Complaint
    from tests.projections.conftest import Installation, Office

A, B = "62.03.01.2001", "62.03.01.2002"
Counts = dict[str, dict[str, int]]


@pytest.fixture(autouse=True)
def followed(installation: Installation) -> None:
    installation.models = [VillageCases(ZONE)]


def counted(installation: Installation, day: int, *, hidden: bool = True) -> Counts:
    """Without zeros."""
    on = FIRST_DAY + timedelta(days=day)
    found, position = cases(installation.pool, on, hidden=hidden)
    assert position == installation.recorder.max_notification_id()
    return {
        region: {name: n for name, n in waits.items() if n}
        for region, waits in found.items()
    }


def recount(office: Office, day: int, *, hidden: bool = True) -> Counts:
    """From the events of each case up to the first that happened later."""
    on = FIRST_DAY + timedelta(days=day)
    found: dict[str, Counter[str]] = {}
    for now in office.cases.values():
        was = _at(office, now.id, on)
        if was is None or (not hidden and (was.restricted or now.restricted)):
            continue
        found.setdefault(was.region or "", Counter())[waited(was)] += 1
    return {region: dict(waits) for region, waits in found.items()}


def _at(office: Office, case: UUID, day: date) -> Complaint | None:
    state = None
    for change in office.changes:
        if change.after.id != case:
            continue
        assert isinstance(change.event, ComplaintEvent)
        after = project(state, [change.event])
        assert after is not None
        if after.effective_at.astimezone(ZONE).date() > day:
            break
        state = after
    return state


def moved(office: Office, case: Complaint, day: int, region: str) -> None:
    changed = ["location"]
    office.then(case, "amend", day, reason="Salah", changed=changed, region=region)


def classed(office: Office, case: Complaint, day: int, to: str) -> None:
    office.then(case, "reclassify", day, classification=to, reason="Berkadar")


def test_a_case_counts_in_its_region_by_how_long_its_record_was_on_the_way(
    installation: Installation, office: Office
) -> None:
    office.receive(0, region=A)
    office.receive(0, region=A, recorded=1)
    office.receive(0, region=A, recorded=5)
    office.receive(1, region=A, recorded=9)
    office.receive(1)
    installation.catch_up()
    day_0 = {"within_hour": 1, "within_day": 1, "within_week": 1}
    assert counted(installation, -1) == {}
    assert counted(installation, 0) == {A: day_0}
    expected = {A: day_0 | {"longer": 1}, "": {"within_hour": 1}}
    assert counted(installation, 1) == expected


def test_a_case_that_is_put_right_moves_on_that_day_and_keeps_its_wait(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, region=A, recorded=5)
    moved(office, case, 40, B)
    moved(office, case, 42, A)
    installation.catch_up()
    of = {"within_week": 1}
    assert counted(installation, 39) == {A: of}
    assert counted(installation, 41) == {B: of}
    assert counted(installation, 42) == {A: of}


def test_what_becomes_restricted_is_hidden_on_the_days_before_too(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, region=A)
    moved(office, case, 1, B)
    installation.catch_up()
    assert counted(installation, 0, hidden=False) == {A: {"within_hour": 1}}
    classed(office, case, 3, "oversight_complaint")
    installation.catch_up()
    for day in range(5):
        assert counted(installation, day, hidden=False) == {}
        assert counted(installation, day) == recount(office, day) != {}
    classed(office, case, 4, "complaint")
    installation.catch_up()
    assert counted(installation, 3, hidden=False) == {}
    assert counted(installation, 4, hidden=False) == {B: {"within_hour": 1}}


def test_of_an_imported_case_it_is_not_known_how_long_it_was_on_the_way(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, region=A, recorded=9)
    assert not case.imported
    change = office.changes[-1]
    event = change.event.__class__(**{**vars(change.event), "role": "system"})
    after = project(None, [event])  # type: ignore[list-item]
    assert after is not None and after.imported
    office.changes[-1] = change._replace(event=event, after=after)
    installation.catch_up()
    assert counted(installation, 0) == {A: {UNTIMED: 1}}


def test_any_history_counts_as_its_recount_folded_live_or_anew(
    installation: Installation, office: Office
) -> None:
    chance = Random(11)
    for number in range(90):
        day = number // 2
        case = office.receive(
            day,
            region=chance.choice([None, A, B, "62.04"]),
            recorded=day + chance.choice([0, 0, 1, 4, 20]),
            confidential=chance.random() < 0.1,
        )
        if chance.random() < 0.5:
            moved(office, case, day + chance.randint(20, 30), chance.choice([A, B]))
        if chance.random() < 0.3:
            classed(office, case, day + 40, "oversight_complaint")
    installation.catch_up(read_at_once=17)
    live = installation.rows()
    for day in (-1, 0, 7, 31, 40, 60, 120):
        for hidden in (True, False):
            expected = recount(office, day, hidden=hidden)
            assert counted(installation, day, hidden=hidden) == expected, day
    rebuild(installation.pool, installation.models[0], installation.source())
    assert installation.rows() == live
