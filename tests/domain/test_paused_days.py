"""Days that were waited count for no clock, once each, in the clock's own unit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reference import Reference
from domain.working_calendar import Pause, WorkingCalendar

DAY = timedelta(days=1)
MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)
NO_CALENDAR = WorkingCalendar()
UNITS = ("working_days", "calendar_days")

days = st.dates(date(2025, 11, 1), date(2027, 3, 1))
pauses = st.lists(
    st.builds(
        lambda since, n: Pause(since, since + DAY * n), days, st.integers(-3, 60)
    ),
    max_size=4,
)


@pytest.mark.parametrize(
    ("day", "within"),
    [(-1, False), (0, True), (3, True), (4, False)],
)
def test_a_pause_takes_its_first_day_and_not_the_day_on_which_it_ends(
    day: int, within: bool
) -> None:
    assert (MONDAY + day * DAY in Pause(MONDAY, FRIDAY)) is within


@pytest.mark.parametrize("until", [MONDAY, MONDAY - DAY])
def test_a_pause_that_ends_where_it_began_or_before_takes_no_day(until: date) -> None:
    pause = Pause(MONDAY, until)
    assert not any(MONDAY + n * DAY in pause for n in range(-3, 4))


@pytest.mark.parametrize(
    ("unit", "count", "due_on"),
    [
        ("working_days", 0, MONDAY),
        ("working_days", -1, MONDAY),
        ("calendar_days", 0, MONDAY),
        ("calendar_days", -2, MONDAY),
        ("calendar_days", 1, date(2026, 3, 3)),
        ("calendar_days", 14, date(2026, 3, 16)),
        ("working_days", 1, date(2026, 3, 3)),
        ("working_days", 5, date(2026, 3, 9)),
    ],
)
@pytest.mark.parametrize("before", [[], [Pause(date(2026, 1, 1), date(2026, 2, 1))]])
def test_without_a_pause_in_it_a_term_is_as_long_as_it_says(
    unit: str, count: int, due_on: date, before: list[Pause]
) -> None:
    assert NO_CALENDAR.add_days(MONDAY, count, unit, before) == due_on


@pytest.mark.parametrize(
    ("unit", "due_on"),
    [("working_days", date(2026, 3, 11)), ("calendar_days", date(2026, 3, 11))],
)
def test_a_pause_moves_a_term_by_the_days_of_its_unit(unit: str, due_on: date) -> None:
    pause = Pause(date(2026, 3, 4), date(2026, 3, 6))
    count = {"working_days": 5, "calendar_days": 7}[unit]
    assert NO_CALENDAR.add_days(MONDAY, count, unit, [pause]) == due_on


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 3, 11), 0, date(2026, 3, 11)),
        (date(2026, 3, 11), 1, date(2026, 3, 10)),
        (date(2026, 3, 11), 3, FRIDAY),
        (date(2026, 3, 8), 0, FRIDAY),
        (date(2026, 3, 8), 1, date(2026, 3, 5)),
        (date(2026, 3, 25), 1, date(2026, 3, 17)),
    ],
)
def test_a_working_day_before_is_counted_from_the_last_one(
    seeded: Reference, day: date, count: int, expected: date
) -> None:
    assert seeded.calendar.working_day_before(day, count) == expected


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("pause", [[], [Pause(MONDAY, MONDAY)]])
def test_nothing_lies_between_a_day_and_itself_or_an_earlier_one(
    unit: str, pause: list[Pause]
) -> None:
    assert NO_CALENDAR.days_between(MONDAY, MONDAY, unit, pause) == 0
    assert NO_CALENDAR.days_between(MONDAY, MONDAY - 9 * DAY, unit, pause) == 0


@given(start=days, count=st.integers(1, 80), unit=st.sampled_from(UNITS), waited=pauses)
def test_with_pauses_too_adding_and_counting_are_inverse(
    seeded: Reference, start: date, count: int, unit: str, waited: list[Pause]
) -> None:
    calendar = seeded.calendar
    due_on = calendar.add_days(start, count, unit, waited)
    assert calendar.days_between(start, due_on, unit, waited) == count
    assert calendar.days_between(start, due_on - DAY, unit, waited) == count - 1
    assert not any(due_on in pause for pause in waited)
    assert unit == "calendar_days" or calendar.is_working_day(due_on)
    assert due_on == calendar.add_days(start, count, unit, [*waited, *waited])
    assert due_on == calendar.add_days(start, count, unit, waited[::-1])


@given(start=days, count=st.integers(1, 80), unit=st.sampled_from(UNITS), waited=pauses)
def test_counting_with_pauses_is_looking_at_every_day(
    seeded: Reference, start: date, count: int, unit: str, waited: list[Pause]
) -> None:
    calendar = seeded.calendar
    day, left = start, count
    while left:
        day += DAY
        off = unit == "working_days" and not calendar.is_working_day(day)
        left -= not off and all(not p.since <= day < p.until for p in waited)
    assert calendar.add_days(start, count, unit, waited) == day
