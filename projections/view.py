"""A view of the dashboard: figures that are counted together, and the cases behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from psycopg_pool import ConnectionPool

from projections import counted_cases
from projections.counted import Asked, Figure, Group, Part
from projections.counted_cases import Behind, Counted
from projections.paging import Page
from storage.read_model import Connection, snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """`ask` counts them within the transaction of a connection; whatever is drawn or
    told of the view is drawn from these groups."""

    name: str
    figures: Mapping[str, Figure]
    ask: Callable[[Connection, Asked], Sequence[Group]]


Answers = Mapping[str, Sequence[Group]]
"""The groups of each view, by its name."""


def answers(
    pool: ConnectionPool, asked: Asked, views: Sequence[View]
) -> tuple[Answers, int]:
    """What these views say, all of them of one position, and that position."""
    with snapshot(pool, "sla") as (connection, position):
        return {view.name: view.ask(connection, asked) for view in views}, position


def cases(
    pool: ConnectionPool,
    asked: Asked,
    figure: Figure,
    part: Part,
    *,
    limit: int = 50,
    after: str | None = None,
) -> tuple[Behind, Page[Counted]]:
    """How many cases a figure counts, and one page of them. Raises `BadCursor`."""
    with snapshot(pool, "sla") as (connection, position):
        return (
            counted_cases.number(connection, asked, figure, part),
            counted_cases.page(
                connection, position, asked, figure, part, limit=limit, after=after
            ),
        )


def position(pool: ConnectionPool) -> int:
    """How far the views reached."""
    with snapshot(pool, "sla") as (_, reached):
        return reached
