"""How soon cases are followed up: from the first disposition to the first answer."""

from collections.abc import Sequence
from dataclasses import replace

from projections.counted import CASES, CLOCKS, Asked, Figure, Group, count
from projections.view import View
from storage.read_model import Connection

# As evaluations of SP4N count: followed up is what is done or under way, whatever came
# before (evaluation of 2020); the pace is that of the first disposition to an agency.
_COUNTED = {
    "received": Figure(rows=CASES, in_totals=True),
    "under_way": Figure(
        rows=CASES, where="state IN ('in_progress', 'answered')", in_totals=True
    ),
    "resolved": Figure(rows=CASES, where="state = 'resolved'", in_totals=True),
    "handled": Figure(
        rows=CASES,
        where="state IN ('in_progress', 'answered', 'resolved')",
        in_totals=True,
    ),
    "followed_up": Figure(
        rows=CASES, where="followed_up OR state = 'resolved'", in_totals=True
    ),
}
_ANSWERED = "clock = 'first_follow_up' AND working_days IS NOT NULL"
_TIMED = {"timed": Figure(rows=CLOCKS, where=_ANSWERED, in_totals=True)}
_DAYS = {
    "mean": f"(avg(working_days) FILTER (WHERE {_ANSWERED}))::float8",
    "median": "(percentile_disc(0.5) WITHIN GROUP (ORDER BY working_days)"
    f" FILTER (WHERE {_ANSWERED}))::float8",
}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """All cases together, then those of each classification, then of each agency.
    `mean` and `median` are working days, of the `timed`."""
    [seen] = _counted(connection, asked, ())
    whole = seen
    if asked.in_totals != asked.visibility:
        everything = replace(asked, visibility=asked.in_totals)
        [whole] = _counted(connection, everything, ())
    hidden = {name: n - seen.numbers[name] for name, n in whole.numbers.items()}
    return [
        whole._replace(hidden=hidden),
        *_counted(connection, asked, ("classification",)),
        *_counted(connection, asked, ("agency",)),
    ]


def _counted(
    connection: Connection, asked: Asked, by: tuple[str, ...]
) -> Sequence[Group]:
    timed = {
        tuple(group.part.values()): group
        for group in count(connection, asked, _TIMED, by=by, measures=_DAYS)
    }
    nothing = Group({}, dict.fromkeys(_TIMED, 0), measures=dict.fromkeys(_DAYS))
    return [
        Group(
            group.part,
            {**group.numbers, **took.numbers},
            measures=took.measures,
        )
        for group in count(connection, asked, _COUNTED, by=by)
        for took in [timed.get(tuple(group.part.values()), nothing)]
    ]


VIEW = View(name="pace", figures=_COUNTED | _TIMED, ask=ask)
