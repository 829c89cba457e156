"""Working days are counted as the decrees say: the law file's own vectors hold."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.event import Origin
from domain.reference import Reference
from domain.working_calendar import Day, WorkingCalendar

DAY = timedelta(days=1)
NO_CALENDAR = WorkingCalendar()

# Law file, section 5.4: receipt, then the day after +3 ... +100 working days and after
# +14 and +60 calendar days; a date without a year lies in the year of receipt.
WORKING = (3, 5, 10, 14, 17, 30, 60, 100)
CALENDAR = (14, 60)
VECTORS = """
2024-04-05 04-18 04-22 04-29 05-06 05-13 06-03 07-17 2024-09-11 04-19 06-04
2025-03-27 04-10 04-14 04-22 04-28 05-02 05-23 07-11 2025-09-09 04-10 05-26
2025-08-15 08-21 08-25 09-01 09-08 09-11 09-30 11-11 2026-01-09 08-29 10-14
2026-03-17 03-27 03-31 04-08 04-14 04-17 05-07 06-26 2026-08-24 03-31 05-16
2026-05-13 05-20 05-22 06-03 06-09 06-12 07-02 08-13 2026-10-12 05-27 07-12
2026-11-23 11-26 11-30 12-07 12-11 12-16 2027-01-08 2027-02-22 2027-04-29 12-07 \
2027-01-22
2026-12-18 12-23 12-29 2027-01-07 2027-01-13 2027-01-18 2027-02-04 2027-03-31 \
2027-06-03 2027-01-01 2027-02-16
"""

days = st.dates(date(2021, 1, 1), date(2028, 12, 31))
counts = st.integers(1, 400)


def cells() -> Iterator[tuple[date, int, str, date]]:
    units = [(n, "working_days") for n in WORKING]
    units += [(n, "calendar_days") for n in CALENDAR]
    for line in VECTORS.strip().splitlines():
        receipt, *due = line.split()
        for (count, unit), day in zip(units, due, strict=True):
            full = day if len(day) == 10 else f"{receipt[:4]}-{day}"
            yield date.fromisoformat(receipt), count, unit, date.fromisoformat(full)


@pytest.mark.parametrize(("receipt", "count", "unit", "due"), list(cells()))
def test_a_deadline_is_that_of_the_law_file(
    seeded: Reference, receipt: date, count: int, unit: str, due: date
) -> None:
    calendar = seeded.calendar
    if unit == "working_days":
        assert calendar.add_working_days(receipt, count) == due
        assert calendar.working_days_between(receipt, due) == count
    assert sum(d.counted for d in calendar.explain(receipt, due, unit)) == count
    assert calendar.explain(receipt, due, unit)[-1].date == due


def test_all_seventy_cells_of_the_law_file_are_checked() -> None:
    assert len(set(cells())) == 70


@pytest.mark.parametrize(
    ("number", "working", "with_joint_leave_worked"),
    [(2024, 238, 248), (2025, 237, 248), (2026, 240, 248), (2027, 242, 250)],
)
def test_a_year_has_the_working_days_of_its_decree(
    seeded: Reference,
    origin: Origin,
    number: int,
    working: int,
    with_joint_leave_worked: int,
) -> None:
    eve, end = date(number - 1, 12, 31), date(number, 12, 31)
    listed = seeded.calendar.years[number].holidays.values()
    national = tuple(h for h in listed if h.kind == "national")
    lenient = NO_CALENDAR.apply(
        NO_CALENDAR.adopt(
            origin, year=number, decree="x", status="confirmed", holidays=national
        )
    )

    assert seeded.calendar.working_days_between(eve, end) == working
    assert lenient.working_days_between(eve, end) == with_joint_leave_worked


def test_joint_leave_is_no_working_day(seeded: Reference) -> None:
    assert not seeded.calendar.is_working_day(date(2026, 12, 24))
    assert seeded.calendar.is_working_day(date(2026, 12, 23))


@pytest.mark.parametrize("day", [date(2024, 2, 14), date(2024, 11, 27)])
def test_an_election_day_is_no_working_day(seeded: Reference, day: date) -> None:
    assert not seeded.calendar.is_working_day(day)


def test_a_report_on_a_day_off_counts_from_the_next_working_day(
    seeded: Reference,
) -> None:
    saturday, sunday = date(2026, 11, 21), date(2026, 11, 22)
    assert seeded.calendar.add_working_days(saturday, 1) == date(2026, 11, 23)
    assert seeded.calendar.add_working_days(sunday, 1) == date(2026, 11, 23)


@pytest.mark.parametrize("count", [0, -1])
def test_no_working_days_later_is_the_day_itself(count: int) -> None:
    sunday = date(2026, 11, 22)
    assert NO_CALENDAR.add_working_days(sunday, count) == sunday


def test_no_working_day_lies_between_a_day_and_an_earlier_one() -> None:
    assert NO_CALENDAR.working_days_between(date(2026, 3, 9), date(2025, 3, 9)) == 0
    assert NO_CALENDAR.explain(date(2026, 3, 9), date(2025, 3, 9), "working_days") == ()


@given(start=days, count=counts)
def test_adding_and_counting_are_inverse(
    seeded: Reference, start: date, count: int
) -> None:
    due = seeded.calendar.add_working_days(start, count)
    assert seeded.calendar.is_working_day(due)
    assert seeded.calendar.working_days_between(start, due) == count
    assert seeded.calendar.working_days_between(start, due - DAY) == count - 1


@given(start=days, length=st.integers(-10, 900))
def test_counting_is_looking_at_every_day(
    seeded: Reference, start: date, length: int
) -> None:
    calendar = seeded.calendar
    one_by_one = sum(calendar.is_working_day(start + DAY * n) for n in range(1, length))
    assert (
        calendar.working_days_between(start, start + DAY * (length - 1)) == one_by_one
    )


@given(start=days, later=st.integers(0, 30), count=counts)
def test_a_later_start_or_a_longer_term_ends_no_earlier(
    seeded: Reference, start: date, later: int, count: int
) -> None:
    add = seeded.calendar.add_working_days
    assert add(start, count) <= add(start + DAY * later, count)
    assert add(start, count) < add(start, count + 1)


@given(start=days, count=st.integers(1, 120))
def test_an_explanation_counts_as_many_days_as_the_term_has(
    seeded: Reference, start: date, count: int
) -> None:
    due = seeded.calendar.add_working_days(start, count)
    explained = seeded.calendar.explain(start, due, "working_days")
    assert sum(day.counted for day in explained) == count
    assert explained[0].date == start + DAY
    assert explained[-1] == Day(due, True, explained[-1].why)
    assert all(b.date - a.date == DAY for a, b in pairwise(explained))


@given(start=days, count=counts)
def test_a_year_not_adopted_counts_monday_to_friday(start: date, count: int) -> None:
    day, left = start, count
    while left:
        day += DAY
        left -= day.weekday() < 5
    assert NO_CALENDAR.add_working_days(start, count) == day
    assert NO_CALENDAR.is_provisional(start, day)


@given(start=days, count=counts)
def test_a_day_off_never_brings_a_deadline_forward(
    seeded: Reference, start: date, count: int
) -> None:
    without = NO_CALENDAR.add_working_days(start, count)
    assert seeded.calendar.add_working_days(start, count) >= without
