"""A calendar is adopted year by year, and each of its days says why it counted."""

from datetime import date

import pytest

from domain.event import Origin
from domain.reference import Reference
from domain.refusals import InvalidField
from domain.working_calendar import (
    CALENDAR_ID,
    Day,
    Holiday,
    HolidayKind,
    Pause,
    Status,
    WorkingCalendar,
    YearAdopted,
)

NO_CALENDAR = WorkingCalendar()
NO_DECREE = "decree: a confirmed calendar names its decree."


def year(
    origin: Origin,
    calendar: WorkingCalendar,
    number: int,
    *holidays: Holiday,
    decree: str | None = "SKB 1/2030",
    status: Status = "confirmed",
) -> YearAdopted:
    return calendar.adopt(
        origin, year=number, decree=decree, status=status, holidays=holidays
    )


def test_each_day_says_why_it_counted_or_did_not(seeded: Reference) -> None:
    start, end = date(2026, 12, 23), date(2026, 12, 28)
    assert seeded.calendar.explain(start, end, "working_days") == (
        Day(date(2026, 12, 24), False, "Cuti Bersama Hari Raya Natal"),
        Day(date(2026, 12, 25), False, "Hari Raya Natal"),
        Day(date(2026, 12, 26), False, "Saturday"),
        Day(date(2026, 12, 27), False, "Sunday"),
        Day(date(2026, 12, 28), True, "working day"),
    )


def test_joint_leave_is_named_as_such_once(origin: Origin) -> None:
    calendar = NO_CALENDAR.apply(
        year(
            origin,
            NO_CALENDAR,
            2030,
            Holiday(date(2030, 1, 2), "joint_leave", "Tahun Baru"),
            Holiday(date(2030, 1, 3), "joint_leave", "Cuti Bersama Imlek"),
            Holiday(date(2030, 1, 4), "national", "Imlek"),
        )
    )
    explained = calendar.explain(date(2030, 1, 1), date(2030, 1, 4), "working_days")
    assert [day.why for day in explained] == [
        "Tahun Baru (cuti bersama)",
        "Cuti Bersama Imlek",
        "Imlek",
    ]


def test_every_calendar_day_counts_where_the_law_says_days(seeded: Reference) -> None:
    start, end = date(2026, 12, 23), date(2026, 12, 28)
    explained = seeded.calendar.explain(start, end, "calendar_days")
    assert [day.counted for day in explained] == [True] * 5
    assert {day.why for day in explained} == {"calendar day"}


def test_a_year_not_adopted_says_so_day_by_day() -> None:
    explained = NO_CALENDAR.explain(date(2030, 1, 3), date(2030, 1, 5), "working_days")
    assert [(day.counted, day.why) for day in explained] == [
        (True, "working day (year not adopted)"),
        (False, "Saturday"),
    ]


def test_a_deadline_is_provisional_when_a_year_it_touches_is(
    seeded: Reference,
) -> None:
    calendar = seeded.calendar
    assert not calendar.is_provisional(date(2026, 11, 23), date(2026, 12, 31))
    assert calendar.is_provisional(date(2026, 11, 23), date(2027, 1, 4))
    assert calendar.is_provisional(date(2035, 1, 1), date(2035, 1, 4))


def test_the_day_of_the_trigger_makes_no_deadline_provisional(
    seeded: Reference,
) -> None:
    assert not seeded.calendar.is_provisional(date(2023, 12, 31), date(2024, 1, 4))


def test_an_adopted_year_replaces_what_was_adopted_before(origin: Origin) -> None:
    first = Holiday(date(2030, 5, 6), "national", "first")
    second = Holiday(date(2030, 5, 7), "national", "second")
    before = NO_CALENDAR.apply(year(origin, NO_CALENDAR, 2030, first))
    after = before.apply(year(origin, before, 2030, second))

    assert not before.is_working_day(first.day)
    assert after.is_working_day(first.day)
    assert not after.is_working_day(second.day)
    assert (before.version, after.version) == (1, 2)


def test_an_adopted_year_changes_no_other_year(origin: Origin) -> None:
    first = year(
        origin, NO_CALENDAR, 2030, Holiday(date(2030, 5, 6), "national", "first")
    )
    before = NO_CALENDAR.apply(first)
    after = before.apply(year(origin, before, 2031))
    assert not after.is_working_day(date(2030, 5, 6))


def test_a_late_decree_moves_the_deadline_and_the_earlier_version_stands(
    origin: Origin, seeded: Reference
) -> None:
    # 18 August 2025 was added on 5 August 2025 (SKB 933/2025).
    listed = seeded.calendar.years[2025].holidays.values()
    late = [h for h in listed if h.day != date(2025, 8, 18)]
    as_signed = NO_CALENDAR.apply(year(origin, NO_CALENDAR, 2025, *late))
    as_amended = as_signed.apply(year(origin, as_signed, 2025, *listed))

    assert as_signed.add_working_days(date(2025, 8, 15), 3) == date(2025, 8, 20)
    assert as_amended.add_working_days(date(2025, 8, 15), 3) == date(2025, 8, 21)


def test_the_event_says_what_was_adopted_in_the_order_of_the_days(
    origin: Origin,
) -> None:
    later = Holiday(date(2030, 12, 25), "national", "Natal")
    earlier = Holiday(date(2030, 1, 1), "national", "Tahun Baru Masehi")
    event = year(origin, NO_CALENDAR, 2030, later, earlier)

    assert event.TOPIC == "calendar.year_adopted"
    assert (event.originator_id, event.originator_version) == (CALENDAR_ID, 1)
    assert event.holidays == (earlier, later)
    assert event.actor == origin.actor


@pytest.mark.parametrize(
    ("holiday_days", "decree", "told"),
    [
        ((date(2029, 12, 31),), "SKB 1/2030", "holidays: not all days lie in 2030."),
        (
            (date(2030, 1, 1), date(2030, 1, 1)),
            "SKB 1/2030",
            "holidays: a day is given twice.",
        ),
        ((date(2030, 1, 1),), None, NO_DECREE),
        ((date(2030, 1, 1),), "", NO_DECREE),
    ],
    ids=["another year", "a day twice", "no decree", "an empty decree"],
)
def test_a_year_that_contradicts_itself_is_not_adopted(
    origin: Origin, holiday_days: tuple[date, ...], decree: str | None, told: str
) -> None:
    kinds: tuple[HolidayKind, ...] = ("national", "joint_leave")
    holidays = [
        Holiday(day, kind, "x") for day, kind in zip(holiday_days, kinds, strict=False)
    ]
    with pytest.raises(InvalidField) as refusal:
        year(origin, NO_CALENDAR, 2030, *holidays, decree=decree)
    assert str(refusal.value) == told


def test_a_provisional_year_needs_no_decree(origin: Origin) -> None:
    event = year(origin, NO_CALENDAR, 2030, decree=None, status="provisional")
    assert NO_CALENDAR.apply(event).is_provisional(date(2030, 1, 1), date(2030, 1, 2))


def test_an_adopted_year_says_what_its_decree_says(origin: Origin) -> None:
    holiday = Holiday(date(2030, 5, 6), "national", "Libur")
    adopted = NO_CALENDAR.apply(year(origin, NO_CALENDAR, 2030, holiday)).years[2030]
    assert (adopted.decree, adopted.status) == ("SKB 1/2030", "confirmed")
    assert adopted.holidays == {holiday.day: holiday}
    assert adopted.days_off == {holiday.day}
    assert adopted.adopted_in_version == 1


def test_a_day_that_was_waited_says_so_also_where_it_is_off(seeded: Reference) -> None:
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)
    pause = Pause(friday, date(2026, 3, 8))
    for unit, sunday in (("working_days", "Sunday"), ("calendar_days", "calendar day")):
        explained = seeded.calendar.explain(date(2026, 3, 5), monday, unit, [pause])
        assert explained[:2] == (
            Day(friday, False, "paused"),
            Day(date(2026, 3, 7), False, "paused"),
        )
        assert explained[2] == Day(date(2026, 3, 8), unit == "calendar_days", sunday)


@pytest.mark.parametrize(
    ("version", "start", "end", "changed"),
    [
        (0, date(2029, 12, 31), date(2031, 1, 1), {2030, 2031}),
        (1, date(2029, 12, 31), date(2031, 1, 1), {2031}),
        (2, date(2029, 12, 31), date(2031, 1, 1), set()),
        (0, date(2029, 12, 30), date(2029, 12, 31), set()),
        (0, date(2030, 12, 31), date(2031, 1, 1), {2031}),
        (0, date(2030, 12, 30), date(2030, 12, 31), {2030}),
        (0, date(2031, 12, 31), date(2032, 1, 1), set()),
    ],
)
def test_a_year_has_changed_when_it_was_adopted_since_and_is_touched(
    origin: Origin, version: int, start: date, end: date, changed: set[int]
) -> None:
    calendar = NO_CALENDAR.apply(year(origin, NO_CALENDAR, 2030))
    calendar = calendar.apply(year(origin, calendar, 2031))
    assert calendar.changed_since(version, start, end) == changed


FIRST_OF_MAY, SIXTH, SEVENTH = date(2030, 5, 1), date(2030, 5, 6), date(2030, 5, 7)


def amended(
    origin: Origin, calendar: WorkingCalendar, valid_from: date, *days: date
) -> YearAdopted:
    return calendar.adopt(
        origin,
        year=2030,
        decree="SKB 2/2030",
        status="confirmed",
        holidays=tuple(Holiday(day, "national", "Libur") for day in days),
        valid_from=valid_from,
    )


def test_a_decree_changes_days_from_its_first_day_on(origin: Origin) -> None:
    first = Holiday(FIRST_OF_MAY, "national", "Libur")
    calendar = NO_CALENDAR.apply(year(origin, NO_CALENDAR, 2030, first))
    assert calendar.years[2030].valid_from is None
    event = amended(origin, calendar, SIXTH, FIRST_OF_MAY, SIXTH, SEVENTH)
    assert event.valid_from == SIXTH
    after = calendar.apply(event)
    assert after.years[2030].valid_from == SIXTH
    assert not after.is_working_day(SIXTH)
    taken_back = after.apply(amended(origin, after, SIXTH, FIRST_OF_MAY))
    assert taken_back.is_working_day(SEVENTH)


@pytest.mark.parametrize(
    ("days", "named"),
    [
        ((SIXTH,), FIRST_OF_MAY),
        ((FIRST_OF_MAY, SIXTH), SIXTH),
        ((), FIRST_OF_MAY),
    ],
)
def test_a_decree_changes_no_day_before_its_first(
    origin: Origin, days: tuple[date, ...], named: date
) -> None:
    first = Holiday(FIRST_OF_MAY, "national", "Libur")
    calendar = NO_CALENDAR.apply(year(origin, NO_CALENDAR, 2030, first))
    with pytest.raises(InvalidField) as refusal:
        amended(origin, calendar, SEVENTH, *days)
    assert str(refusal.value) == (
        f"valid_from: {named} lies before it and is not what it was; give"
        " the days before it as they stand, or an earlier day."
    )


def test_a_first_decree_with_a_first_day_adopts_none_before_it(origin: Origin) -> None:
    assert amended(origin, NO_CALENDAR, SIXTH, SIXTH).valid_from == SIXTH
    with pytest.raises(InvalidField):
        amended(origin, NO_CALENDAR, SIXTH, FIRST_OF_MAY)
