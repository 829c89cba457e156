"""Where the term of a rule ends that sets no clock, in whatever unit it is given."""

from calendar import monthrange
from datetime import date

from domain.service_standards import Rule
from domain.working_calendar import WorkingCalendar

_MONTHS = {"months": 1, "years": 12}


def last_day(rule: Rule | None, start: date, calendar: WorkingCalendar) -> date | None:
    """The last day of a rule's term after `start`; None where the rule sets none in
    days or longer."""
    if rule is None or rule.limit is None or rule.unit is None or rule.unit == "hours":
        return None
    if months := _MONTHS.get(rule.unit):
        return months_after(start, rule.limit * months)
    return calendar.add_days(start, rule.limit, rule.unit)


def months_after(start: date, count: int) -> date:
    """The same day `count` months on, or the last of a month that is shorter."""
    years, month = divmod(start.month - 1 + count, 12)
    year = start.year + years
    day = min(start.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def quarter_end(day: date) -> date:
    month = (day.month + 2) // 3 * 3
    return date(day.year, month, monthrange(day.year, month)[1])
