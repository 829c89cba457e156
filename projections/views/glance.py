"""How it goes, at a glance: the dashboard's totals.

From the flows where the filters allow it, so that it costs the same however many cases
there are."""

from collections.abc import Sequence

from domain.complaint import CLOSED
from projections import counts
from projections.counted import CASES, CLOCKS, Asked, Figure, Group
from projections.counts import Counts
from projections.dashboard import summed
from projections.view import View
from storage.read_model import Connection


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    seen, counted = summed(
        connection,
        as_of=asked.day,
        calendar=asked.calendar,
        filters=asked.filters,
        visibility=asked.visibility,
    )
    numbers, of_seen = _numbers(counted), _numbers(seen)
    totals = counts.totals(counted)
    measures = {
        "on_time_rate": totals.on_time_rate,
        "median_working_days": totals.median_working_days,
        "p90_working_days": totals.p90_working_days,
        "rating": totals.rating,
    }
    hidden = {name: number - of_seen[name] for name, number in numbers.items()}
    return [Group({}, numbers, hidden, measures)]


def _numbers(sums: Counts) -> dict[str, int]:
    totals = counts.totals(sums)
    completion = ("clock", "completion")
    met = sums.of["met", completion]
    judged = met + sums.of["late", completion] + sums.of["missed", completion]
    numbers = {name: getattr(totals, name) for name in _TOTALS}
    return numbers | {
        "met": met,
        "judged": judged,
        "timed": sums.took[completion].total() if completion in sums.took else 0,
    }


def _cases(where: str) -> Figure:
    return Figure(rows=CASES, where=where, in_totals=True)


def _completion(where: str) -> Figure:
    return Figure(
        rows=CLOCKS, where=f"clock = 'completion' AND {where}", in_totals=True
    )


_TOTALS: dict[str, Figure] = {
    "received": _cases("TRUE"),
    "open": _cases("state <> ALL (%(closed)s)"),
    "overdue": _cases("next_due_on < %(day)s"),
    "due_within_2_days": _cases("next_due_on BETWEEN %(day)s AND %(soon)s"),
    **{state: _cases(f"state = '{state}'") for state in sorted(CLOSED)},
    "escalated": _cases("escalated"),
    "rated": _cases("stars IS NOT NULL"),
}
VIEW = View(
    name="glance",
    figures=_TOTALS
    | {
        "met": _completion("status = 'met'"),
        "judged": _completion("status IN ('met', 'late', 'missed')"),
        "timed": _completion("working_days IS NOT NULL"),
    },
    ask=ask,
)
