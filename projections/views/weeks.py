"""What came in when: the cases of the last weeks, by category and week of receipt."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from projections.counted import CASES, Asked, Figure, Group, Rows, count
from projections.view import View
from storage.read_model import Connection

WEEKS = 12

# A week begins on its Monday; the last one goes on until the day asked for.
RECENT = Rows(
    query=f"""
    SELECT *, date_trunc('week', received_on)::date AS week
    FROM ({CASES.query}) AS cases
    WHERE received_on >= date_trunc('week', %(day)s::date)::date - {7 * (WEEKS - 1)}""",
    parts={**CASES.parts, "week": "week"},
)
FIGURES = {"received": Figure(rows=RECENT)}


def weeks(day: date) -> list[date]:
    """The Mondays of the weeks up to a day, the earliest first."""
    monday = day - timedelta(days=day.weekday())
    return [monday - timedelta(weeks=n) for n in reversed(range(WEEKS))]


def ask(connection: Connection, asked: Asked) -> Sequence[Group]:
    """Everything, each week, each category, and each category in each week in which
    something of it came in."""
    parts = count(connection, asked, FIGURES, by=("category", "week"))
    by_week: Counter[str | None] = Counter()
    by_category: Counter[str | None] = Counter()
    for group in parts:
        by_week[group.part["week"]] += group.numbers["received"]
        by_category[group.part["category"]] += group.numbers["received"]
    of_weeks = [
        Group({"week": week}, {"received": by_week[week]})
        for week in map(date.isoformat, weeks(asked.day))
    ]
    of_categories = [
        Group({"category": code}, {"received": number})
        for code, number in by_category.items()
    ]
    whole = Group({}, {"received": by_week.total()})
    return [whole, *of_weeks, *of_categories, *parts]


VIEW = View(name="weeks", figures=FIGURES, ask=ask)
