"""A promise that was worked out before is found again, and no other in its place."""

from dataclasses import replace
from datetime import date

from domain.event import Origin
from domain.reference import Reference
from domain.service_standards import ServiceStandards
from domain.working_calendar import Holiday, WorkingCalendar, Year

START = date(2026, 3, 17)
NYEPI = Holiday(date(2026, 3, 18), "national", "Nyepi")


def with_rule(origin: Origin, limit: int) -> ServiceStandards:
    standards = ServiceStandards()
    event = standards.adopt(
        origin,
        rule="C-02",
        description="received to verified",
        limit=limit,
        unit="working_days",
        legal_basis="PermenPANRB 62/2018",
        status="provisional",
        valid_from=date(2019, 1, 1),
    )
    return standards.apply(event)


def with_days(origin: Origin, *holidays: Holiday) -> WorkingCalendar:
    calendar = WorkingCalendar()
    event = calendar.adopt(
        origin, year=2026, decree=None, status="provisional", holidays=holidays
    )
    return calendar.apply(event)


def test_it_rests_on_the_rules_and_the_days_it_is_asked_of(origin: Origin) -> None:
    # Of the same version each, and asked in turn, as by two installations.
    standards = [with_rule(origin, limit) for limit in (3, 5)]
    calendars = [with_days(origin), with_days(origin, NYEPI)]
    for _ in range(2):
        due = [
            promise.due_on.day
            for rules in standards
            for calendar in calendars
            if (promise := rules.promise("verification", "complaint", START, calendar))
        ]
        assert due == [20, 23, 24, 25]


class Incomparable(dict[int, Year]):
    def __eq__(self, other: object) -> bool:
        raise AssertionError("every promise would pay for this")

    __hash__ = None


def test_it_is_remembered_for_a_calendar_and_compares_none(
    seeded: Reference,
) -> None:
    one, other = (
        replace(seeded.calendar, years=Incomparable(seeded.calendar.years))
        for _ in range(2)
    )
    promises = [
        seeded.standards.promise("completion", "complaint", START, calendar)
        for calendar in (one, other, one)
    ]
    assert promises[0] is promises[2]
    assert promises[0] == promises[1]
