"""Months, quarters and years: their days and their names."""

from __future__ import annotations

from datetime import date

import pytest

from api.commands import InvalidBody
from api.pages.list_query import read
from api.report_routes import ReportQuery
from api.reports.period import Period, months, quarters, years


@pytest.mark.parametrize(
    ("code", "first", "last", "name"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Tahun 2026"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "Triwulan I 2026"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "Triwulan IV 2026"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "Februari 2028"),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31), "Desember 2026"),
    ],
)
def test_a_period_has_its_days(code: str, first: date, last: date, name: str) -> None:
    period = Period.of(code)
    assert (period.first, period.last, period.name) == (first, last, name)


@pytest.mark.parametrize(
    "code", ["2026-13", "2026-Q5", "26", "2026-1", "3026", "", "20\u0662\u0666"]
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no period"):
        Period.of(code)
    with pytest.raises(InvalidBody):
        read(ReportQuery, {"period": code})


def test_the_newest_come_first_across_the_turn_of_the_year() -> None:
    day = date(2026, 2, 3)
    assert [p.code for p in months(day, 3)] == ["2026-02", "2026-01", "2025-12"]
    assert [p.code for p in quarters(day, 2)] == ["2026-Q1", "2025-Q4"]
    assert [p.code for p in years(day, 2)] == ["2026", "2025"]
