"""Events told as changes: the same, whatever was remembered and read at a time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from domain.access_log import Export
from domain.application import Tuntas
from projections.changes import Change, Changes, Opening

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office


def told(source: Changes) -> list[Change]:
    at, changes = 0, list[Change]()
    while (batch := source.after(at)).position > at:
        assert batch.start == at
        changes += batch.changes
        at = batch.position
    return changes


@pytest.fixture
def busy(installation: Installation, office: Office) -> Installation:
    made = [office.receive(day) for day in range(6)]
    for case in made:
        office.then(case, "verify", 7)
    for case in reversed(made):
        office.then(case, "dispose", 8, agency="dinas-pu")
    installation.record()
    return installation


@pytest.mark.parametrize(
    ("read_at_once", "kept"), [(1_000, 1_000), (1, 1_000), (4, 2), (5, 0), (1, 0)]
)
def test_a_change_has_the_complaint_before_and_after(
    busy: Installation, office: Office, read_at_once: int, kept: int
) -> None:
    changes = told(busy.source(read_at_once=read_at_once, kept=kept))
    assert changes == office.changes


def test_changes_can_be_told_again_from_any_position(
    busy: Installation, office: Office
) -> None:
    source = busy.source()
    told(source)
    for position in (12, 3, 3, 0, 17):
        again = source.after(position)
        assert list(again.changes) == office.changes[position:]


def test_nothing_is_told_beyond_a_stop_or_the_head(busy: Installation) -> None:
    source = busy.source()
    assert source.after(2, 5).position == 5
    assert [change.position for change in source.after(2, 5).changes] == [3, 4, 5]
    assert source.head() == 18
    assert source.after(18).position == 18
    assert source.after(18).changes == ()


def test_events_of_other_streams_only_move_on(
    installation: Installation, office: Office
) -> None:
    office.receive(0)
    installation.record()
    export = Export(what="ocel", cases=1, events=1, up_to=1)
    tuntas: Tuntas = installation.tuntas
    made = tuntas.record_export(office.at(1).origin, export, "Digali prosesnya")
    batch = installation.source().after(0)
    assert batch.position == made == 2
    assert [change.position for change in batch.changes] == [1]


@pytest.mark.parametrize("read_at_once", [1_000, 1, 2, 4, 5])
def test_cases_are_told_one_after_the_other_each_whole(
    busy: Installation, office: Office, read_at_once: int
) -> None:
    source = busy.source(read_at_once=read_at_once)
    parts = list(source.one_by_one(source.head()))
    told = [change for part in parts for change in part]
    assert sorted(told, key=lambda change: change.position) == office.changes
    cases = [[change.after.id for change in part] for part in parts]
    assert [len(ids) % 3 for ids in cases] == [0] * len(parts)
    assert max(map(len, cases)) <= read_at_once + 2
    together = [of for of, _ in groupby(of for ids in cases for of in ids)]
    assert together == sorted(office.cases)


def test_what_lies_behind_a_stop_is_not_told_of_any_case(
    busy: Installation, office: Office
) -> None:
    told = [change for part in busy.source().one_by_one(14) for change in part]
    assert sorted(told, key=lambda change: change.position) == office.changes[:14]


def test_an_opening_is_told_among_the_changes_and_changes_no_case(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    installation.record()
    tuntas: Tuntas = installation.tuntas
    origin = office.at(1).origin
    opened = tuntas.record_opening(case, origin, ["reporter"], "Perlu dihubungi")
    office.then(case, "verify", 2)
    installation.record()
    received, opening, verified = installation.source().after(0).changes
    assert isinstance(opening, Opening)
    assert opening.position == opened == 2
    assert opening.event.complaint == case.id
    assert verified.before == received.after == case


def test_a_gap_among_positions_is_passed(
    installation: Installation, office: Office
) -> None:
    office.receive(0)
    installation.record()
    with installation.pool.connection() as connection:
        connection.execute(
            "SELECT nextval('events_notification_id_seq') FROM generate_series(1, 5)"
        )
    office.receive(0)
    installation.record()
    batch = installation.source().after(0)
    assert [change.position for change in batch.changes] == [1, 7]
    assert installation.source().after(1).position == 7
