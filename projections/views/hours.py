"""When cases come in: by day of the week and hour of receipt."""

from collections import Counter
from collections.abc import Sequence

from projections.counted import CASES, Asked, Figure, Group, Rows, count
from projections.view import View
from storage.read_model import Connection

WEEKDAYS = tuple(str(n) for n in range(1, 8))
"""As ISO 8601 counts them: 1 is Monday."""
HOURS = tuple(str(n) for n in range(24))

RECEIVED = Rows(
    query=CASES.query,
    parts={
        **CASES.parts,
        "weekday": "extract(isodow FROM received_on)::int",
        "hour": "extract(hour FROM received_at AT TIME ZONE %(zone)s)::int",
    },
)
FIGURES = {"received": Figure(rows=RECEIVED)}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """Everything, each weekday, each hour, and each hour of each weekday."""
    found = count(connection, asked, FIGURES, by=("weekday", "hour"))
    numbers = {
        (group.part["weekday"], group.part["hour"]): group.numbers["received"]
        for group in found
    }
    by_weekday: Counter[str | None] = Counter()
    by_hour: Counter[str | None] = Counter()
    for (weekday, hour), number in numbers.items():
        by_weekday[weekday] += number
        by_hour[hour] += number
    return [
        Group({}, {"received": by_hour.total()}),
        *(Group({"weekday": w}, {"received": by_weekday[w]}) for w in WEEKDAYS),
        *(Group({"hour": h}, {"received": by_hour[h]}) for h in HOURS),
        *(
            Group({"weekday": w, "hour": h}, {"received": numbers.get((w, h), 0)})
            for w in WEEKDAYS
            for h in HOURS
        ),
    ]


VIEW = View(name="hours", figures=FIGURES, ask=ask)
