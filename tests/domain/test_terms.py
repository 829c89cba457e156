"""Terms in months and years end on the same day, or the last of a shorter month."""

from dataclasses import replace
from datetime import date

import pytest

from domain.reference import Reference
from domain.service_standards import Unit
from domain.terms import last_day, months_after, quarter_end


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_months_after_a_day(start: date, count: int, end: date) -> None:
    assert months_after(start, count) == end


@pytest.mark.parametrize("month", range(1, 13))
def test_a_quarter_ends_with_its_third_month(month: int) -> None:
    ends = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31))
    assert quarter_end(date(2026, month, 1)) == ends[(month - 1) // 3]
    assert quarter_end(quarter_end(date(2026, month, 28))) == ends[(month - 1) // 3]


@pytest.mark.parametrize(
    ("limit", "unit", "end"),
    [
        (1, "working_days", date(2026, 3, 9)),
        (1, "calendar_days", date(2026, 3, 7)),
        (3, "months", date(2026, 6, 6)),
        (2, "years", date(2028, 3, 6)),
        (72, "hours", None),
        (None, None, None),
    ],
)
def test_a_term_ends_by_its_unit(
    seeded: Reference, limit: int | None, unit: Unit | None, end: date | None
) -> None:
    (rule,) = seeded.standards.rules["C-15"]
    given = replace(rule, limit=limit, unit=unit)
    assert last_day(given, date(2026, 3, 6), seeded.calendar) == end


def test_no_rule_sets_no_term(seeded: Reference) -> None:
    assert last_day(None, date(2026, 3, 6), seeded.calendar) is None
