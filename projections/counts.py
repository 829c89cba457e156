"""Counts of cases and clocks that can be added, and the figures they give."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from domain.clock import ClockName
from domain.complaint import CLOSED, State
from projections.figures import ClockFigures, GroupFigures, MonthFigures, Totals
from projections.packed import Group


@dataclass(frozen=True, slots=True)
class Counts:
    """`of` counts by what is counted and by group. `took` says how many clocks of a
    group took how many working days; `marks` is of all cases."""

    of: Counter[tuple[str, Group]] = field(default_factory=Counter)
    took: Mapping[Group, Counter[int]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    marks: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Counts") -> None:
        self.of.update(other.of)
        self.marks.update(other.marks)
        for group, days in other.took.items():
            self.took[group].update(days)

    def codes(self, kind: str, *counted: str) -> list[str | None]:
        """The groups of a kind in which something is counted; the one of the cases
        that have no code last."""
        found = {
            group[1]
            for (what, group), number in self.of.items()
            if number and group[0] == kind and what in counted
        }
        return sorted(found, key=lambda code: (code is None, code))


def totals(counts: Counts) -> Totals:
    states = by_state(counts)
    received = sum(states.values())
    completion = clock(counts, "completion")
    marks = counts.marks
    return Totals(
        received=received,
        open=sum(n for state, n in states.items() if state not in CLOSED),
        overdue=sum(
            counts.of["overdue", ("channel", code)]
            for code in counts.codes("channel", "overdue")
        ),
        due_within_2_days=marks["due_soon"],
        resolved=states["resolved"],
        archived=states["archived"],
        withdrawn=states["withdrawn"],
        merged=states["merged"],
        escalated=marks["escalated"],
        followed_up_rate=_rate(marks["followed_up"], received),
        resolved_rate=_rate(states["resolved"], received),
        on_time_rate=completion.on_time_rate,
        median_working_days=completion.median_working_days,
        p90_working_days=completion.p90_working_days,
        rating=_rate(marks["stars"], marks["rated"]),
        rated=marks["rated"],
    )


def by_state(counts: Counts) -> dict[str, int]:
    return {state: counts.of["received", ("state", state)] for state in get_args(State)}


def by_clock(counts: Counts) -> list[ClockFigures]:
    return [clock(counts, name) for name in get_args(ClockName)]


def clock(counts: Counts, name: str) -> ClockFigures:
    group = ("clock", name)
    return ClockFigures(
        clock=name,
        running=counts.of["running", group],
        paused=counts.of["paused", group],
        overdue=counts.of["missed", group],
        met=counts.of["met", group],
        late=counts.of["late", group],
        on_time_rate=_on_time_rate(counts, group),
        median_working_days=_rank(counts, group, 5),
        p90_working_days=_rank(counts, group, 9),
    )


def groups(counts: Counts, kind: str) -> list[GroupFigures]:
    return [
        GroupFigures(
            code=code,
            received=counts.of["received", group],
            open=counts.of["received", group]
            - counts.of["resolved", group]
            - counts.of["ended", group],
            overdue=counts.of["overdue", group],
            resolved=counts.of["resolved", group],
            on_time_rate=_on_time_rate(counts, group),
            median_working_days=_rank(counts, group, 5),
        )
        for code in counts.codes(kind, "received")
        for group in [(kind, code)]
    ]


def by_month(counts: Counts) -> list[MonthFigures]:
    return [
        MonthFigures(
            month=str(month),
            received=counts.of["received", group],
            resolved=counts.of["resolved", group],
            late=counts.of["late", group] + counts.of["missed", group],
        )
        for month in counts.codes("month", "received", "resolved", "late", "missed")
        for group in [("month", month)]
    ]


def _on_time_rate(counts: Counts, group: Group) -> float | None:
    met = counts.of["met", group]
    judged = met + counts.of["late", group] + counts.of["missed", group]
    return _rate(met, judged)


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rank(counts: Counts, group: Group, tenths: int) -> int | None:
    """The nearest rank: the ceil(tenths / 10 of n)-th of the n durations."""
    took = counts.took.get(group)
    if not took:
        return None
    rank = -(-took.total() * tenths // 10)
    for days in sorted(took):
        rank -= took[days]
        if rank <= 0:
            return days
    return None
