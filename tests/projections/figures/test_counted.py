"""Each number of each view is the length of the list that it leads to."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from projections import counted_cases
from projections.counted import Asked, Figure, Group, Part
from projections.dashboard import figures
from projections.filters import Filters
from projections.views.all_views import FIGURES, VIEWS
from projections.visibility import Visibility
from storage.read_model import Connection, snapshot
from tests.projections.conftest import FIRST_DAY

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

DAYS = 25
SEEN = (
    Visibility(restricted=True),
    Visibility(restricted_in_totals=True),
    Visibility(received_by="desk-1"),
    Visibility(agencies=frozenset({"dinas-pu"}), restricted=True),
    Visibility(agencies=frozenset({"dinas-pu"})),
)


@pytest.fixture
def lived(installation: Installation, office: Office) -> Installation:
    office.live(40 * DAYS, Random(7))
    installation.catch_up()
    return installation


def questions(office: Office, times: int) -> list[Asked]:
    """By chance: past days, filters, readers."""
    chance = Random(times)
    found = [
        Asked(
            day=FIRST_DAY + timedelta(days=chance.randrange(-1, DAYS + 20)),
            calendar=office.reference.calendar,
            filters=Filters(
                agency=chance.choice([None, None, None, "dinas-pu"]),
                category=chance.choice([None, None, "jalan"]),
                region=chance.choice([None, None, "62", "62.03"]),
                channel=chance.choice([None, None, "web"]),
                classification=chance.choice([None, None, "complaint"]),
                received_from=chance.choice([None, FIRST_DAY + timedelta(days=5)]),
                received_to=chance.choice([None, None, FIRST_DAY + timedelta(days=15)]),
            ),
            visibility=seen,
            zone=office.zone,
        )
        for seen in SEEN * -(-times // len(SEEN))
    ]
    everybody = FIRST_DAY + timedelta(days=DAYS)
    plain = [
        Asked(
            day=everybody,
            calendar=office.reference.calendar,
            filters=Filters(),
            visibility=seen,
            zone=office.zone,
        )
        for seen in SEEN
    ]
    return found + plain


def walked(
    connection: Connection, asked: Asked, figure: Figure, part: Part
) -> list[UUID]:
    """The cases behind a figure, page by page."""
    found: list[UUID] = []
    after = None
    while True:
        page = counted_cases.page(
            connection, 1, asked, figure, part, limit=37, after=after
        )
        found += [case.id for case in page.items]
        if (after := page.next_cursor) is None:
            return found


def test_a_number_is_the_length_of_its_list(
    lived: Installation, office: Office, scale: int
) -> None:
    chance, said = Random(3), dict.fromkeys(VIEWS, 0)
    for asked in questions(office, 20 * scale):
        with snapshot(lived.pool, "sla") as (connection, _):
            for view in VIEWS.values():
                groups = view.ask(connection, asked)
                numbers = [(group, name) for group in groups for name in group.numbers]
                some = [(g, name) for g, name in numbers if g.numbers[name]]
                none = [(g, name) for g, name in numbers if not g.numbers[name]]
                for group, name in [
                    *chance.sample(some, min(len(some), 8)),
                    *chance.sample(none, min(len(none), 2)),
                ]:
                    compare(connection, asked, f"{view.name}.{name}", group)
                    said[view.name] += bool(group.numbers[name])
    assert all(said.values()), said


def compare(connection: Connection, asked: Asked, name: str, group: Group) -> None:
    then, figure = asked.at(group.day or asked.day), FIGURES[name]
    where = (name, group.part, then)
    own = name.partition(".")[2]
    number, hidden = group.numbers[own], group.hidden.get(own, 0)
    behind = counted_cases.number(connection, then, figure, group.part)
    assert (behind.number, behind.hidden) == (number, hidden), where
    cases = walked(connection, then, figure, group.part) if number else []
    assert len(cases) == len(set(cases)) == behind.listed, where
    if asked.visibility.agencies is None:
        assert behind.elsewhere == 0, where


def test_the_numbers_at_a_glance_are_the_dashboards(
    lived: Installation, office: Office
) -> None:
    for asked in questions(office, 20):
        with snapshot(lived.pool, "sla") as (connection, position):
            [group] = VIEWS["glance"].ask(connection, asked)
            totals = figures(
                connection,
                position,
                as_of=asked.day,
                calendar=asked.calendar,
                filters=asked.filters,
                visibility=asked.visibility,
            ).totals
        for name, number in {**group.numbers, **group.measures}.items():
            assert getattr(totals, name, number) == number
