"""Where cases come from: by regency or city, and by sub-district."""

from collections import Counter
from collections.abc import Sequence

from projections.counted import CASES, Asked, Figure, Group, Rows, count
from projections.view import View
from storage.read_model import Connection

# 62.03.01.2001 lies in sub-district 62.03.01 of regency 62.03: by the codes of
# Kemendagri. A case of which only the province is known has no regency.
PLACES = Rows(
    query=CASES.query,
    parts={
        **CASES.parts,
        "regency": "CASE WHEN length(region) >= 5 THEN left(region, 5) END",
        "district": "CASE WHEN length(region) >= 8 THEN left(region, 8) END",
    },
)
FIGURES = {
    "received": Figure(rows=PLACES),
    "open": Figure(rows=PLACES, where="state <> ALL (%(closed)s)"),
    "overdue": Figure(rows=PLACES, where="next_due_on < %(day)s"),
}


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """Everything, each regency, and each of its sub-districts."""
    parts = count(connection, asked, FIGURES, by=("regency", "district"))
    sums: dict[str | None, Counter[str]] = {}
    for group in parts:
        sums.setdefault(group.part["regency"], Counter()).update(group.numbers)
    whole = sum(sums.values(), Counter[str]())
    return [
        Group({}, {name: whole[name] for name in FIGURES}),
        *(
            Group({"regency": code}, {name: numbers[name] for name in FIGURES})
            for code, numbers in sums.items()
        ),
        *parts,
    ]


VIEW = View(name="places", figures=FIGURES, ask=ask)
