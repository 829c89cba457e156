"""Who keeps which term: every clock of every agency."""

from collections import Counter
from collections.abc import Sequence

from projections.counted import CLOCKS, Asked, Figure, Group, count
from projections.view import View
from storage.read_model import Connection

FIGURES = {
    "judged": Figure(rows=CLOCKS, where="status IN ('met', 'late', 'missed')"),
    **{
        status: Figure(rows=CLOCKS, where=f"status = '{status}'")
        for status in ("met", "late", "missed", "running", "paused")
    },
}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """Each clock of all agencies together, then of each agency."""
    parts = count(connection, asked, FIGURES, by=("agency", "clock"))
    sums: dict[str | None, Counter[str]] = {}
    for group in parts:
        sums.setdefault(group.part["clock"], Counter()).update(group.numbers)
    wholes = [
        Group({"clock": clock}, {name: numbers[name] for name in FIGURES})
        for clock, numbers in sums.items()
    ]
    return [*wholes, *parts]


VIEW = View(name="compliance", figures=FIGURES, ask=ask)
