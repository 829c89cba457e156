"""No small number is told, nor can it be worked out from what is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from projections.figures import (
    ClockFigures,
    Dashboard,
    GroupFigures,
    MonthFigures,
    Totals,
)
from projections.publication import STANDS, Statistics, statistics

Stand = dict[str, int]
Groups = dict[str, Stand]
World = dict[str, Groups]
"""By dimension and group, how many cases stand how; each dimension adds up to the same
whole."""
DIMENSIONS = ("agency", "category", "channel")
NUMBERS = st.one_of(st.integers(0, 6), st.sampled_from((0, 1, 4, 5, 6, 9, 10, 30, 200)))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    names = [f"g{n}" for n in range(draw(st.integers(1, 5)))]
    first = {name: {s: draw(NUMBERS) for s in STANDS} for name in names}
    world = {DIMENSIONS[0]: first}
    for dimension in DIMENSIONS[1:]:
        count = draw(st.integers(1, 4))
        groups: Groups = {f"h{n}": {} for n in range(count)}
        for stand in STANDS:
            rest = sum(row[stand] for row in first.values())
            for name in list(groups)[1:]:
                groups[name][stand] = draw(st.integers(0, min(rest, 12)))
                rest -= groups[name][stand]
            groups["h0"][stand] = rest
        world[dimension] = groups
    return world


def whole(world: World) -> Stand:
    rows = world[DIMENSIONS[0]].values()
    return {stand: sum(row[stand] for row in rows) for stand in STANDS}


def dashboard(world: World, months: Mapping[str, int]) -> Dashboard:
    found = whole(world)

    def groups(name: str) -> list[GroupFigures]:
        return [
            GroupFigures(
                code=code,
                received=sum(row.values()),
                open=row["in_time"] + row["overdue"],
                overdue=row["overdue"],
                resolved=row["resolved"],
                on_time_rate=0.5,
                median_working_days=3,
            )
            for code, row in world[name].items()
        ]

    return Dashboard(
        as_of=date(2026, 10, 31),
        position=1,
        totals=Totals(
            received=sum(found.values()),
            open=found["in_time"] + found["overdue"],
            overdue=found["overdue"],
            due_within_2_days=0,
            resolved=found["resolved"],
            archived=found["ended"],
            withdrawn=0,
            merged=0,
            escalated=0,
            followed_up_rate=0.5,
            resolved_rate=0.5,
            on_time_rate=0.5,
            median_working_days=3,
            p90_working_days=9,
            rating=4.0,
            rated=3,
        ),
        by_clock=[
            ClockFigures(
                clock="completion",
                running=0,
                paused=0,
                overdue=2,
                met=20,
                late=2,
                on_time_rate=0.8,
                median_working_days=3,
                p90_working_days=9,
            )
        ],
        by_agency=groups("agency"),
        by_state={},
        by_category=groups("category"),
        by_channel=groups("channel"),
        by_month=[
            MonthFigures(month=month, received=count, resolved=0, late=0)
            for month, count in months.items()
        ],
    )


def of_all(world: World) -> Mapping[str, int]:
    return {"2026-10": sum(whole(world).values())}


def shown(world: World) -> Statistics:
    return statistics(dashboard(world, of_all(world)))


def changed(groups: Groups, *changes: tuple[str, str, int]) -> Groups:
    """The groups with so many more, or fewer, cases that stand so."""
    found = {name: dict(row) for name, row in groups.items()}
    for name, stand, by in changes:
        found[name][stand] += by
    return found


def alike(dimension: str, groups: Groups, other: Groups) -> bool:
    """Whether the public is told the same of a dimension, and of the whole."""
    if any(count < 0 for row in other.values() for count in row.values()):
        return False
    one, two = (shown(dict.fromkeys(DIMENSIONS, given)) for given in (groups, other))
    told = (f"by_{dimension}", "stand", "received")
    return all(getattr(one, name) == getattr(two, name) for name in told)


@given(worlds())
def test_a_small_number_is_not_told(world: World) -> None:
    found = shown(world)
    numbers = [found.received, *found.stand.values(), *found.by_month.values()]
    for group in (*found.by_agency, *found.by_category, *found.by_channel):
        numbers += group.stand.values()
    # That there is nobody is told of the whole alone.
    assert [n for n in numbers if isinstance(n, int) and 0 < n < 5] == []


@given(worlds())
def test_each_small_number_of_a_group_may_be_another(world: World) -> None:
    """Another history that is told alike has another number there, the whole being
    the same."""
    found = whole(world)
    for dimension, groups in world.items():
        for name, row in groups.items():
            for stand in (s for s in STANDS if 0 < row[s] < 5 <= found[s]):
                assert any(
                    alike(
                        dimension,
                        groups,
                        changed(groups, (name, stand, by), (other, stand, -by)),
                    )
                    for other in groups
                    for by in (-1, 1)
                    if other != name
                ), (dimension, name, stand)


@given(worlds())
def test_each_small_part_of_the_whole_may_be_another(world: World) -> None:
    """And with it what the groups have of it, whichever of them."""
    found = whole(world)
    if sum(found.values()) < 5:
        return  # of so few nothing is told
    for stand in (s for s in STANDS if 0 < found[s] < 5):
        assert any(
            all(
                any(
                    alike(
                        dimension,
                        groups,
                        changed(groups, (name, stand, -1), (other, more, 1)),
                    )
                    for other in groups
                )
                for dimension, groups in world.items()
                for name in groups
                if groups[name][stand]
            )
            for more in STANDS
            if more != stand
        ), stand


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_each_small_month_may_be_another(counts: list[int]) -> None:
    months = {f"2026-{n:02}": count for n, count in enumerate(counts, 1)}
    total = sum(counts)
    row = dict.fromkeys(STANDS, 0) | {"resolved": total}
    world: World = {dimension: {"g": row} for dimension in DIMENSIONS}
    found = statistics(dashboard(world, months)).by_month
    if total < 5:
        assert found == {}
        return
    for month in (m for m, count in months.items() if 0 < count < 5):
        assert any(
            statistics(dashboard(world, other)).by_month == found
            for other in (
                {**months, month: months[month] + by, another: months[another] - by}
                for another in months
                for by in (-1, 1)
                if another != month and months[another] >= by
            )
        )


def test_rates_of_few_are_not_told() -> None:
    groups = {"g": dict.fromkeys(STANDS, 50)}
    world = dict.fromkeys(DIMENSIONS, groups)
    found = shown(world)
    assert (found.on_time_rate, found.rating) == (None, None)
    assert found.median_working_days == 3
    many = dashboard(world, of_all(world))
    clock = replace(many.by_clock[0], late=30)
    many = replace(many, by_clock=[clock], totals=replace(many.totals, rated=5))
    found = statistics(many)
    assert (found.on_time_rate, found.rating) == (0.5, 4.0)
    assert (found.received, found.stand["overdue"]) == (200, 50)
