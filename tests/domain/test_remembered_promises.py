"""A promise that was worked out before is found again, and no other in its place."""

from datetime import date

from domain.event import Origin
from domain.service_standards import ServiceStandards
from domain.working_calendar import Holiday, WorkingCalendar

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
