"""The working calendar: holiday decrees as events, and the counting of days.

A working day is Monday to Friday, no national holiday and no joint leave (cuti
bersama), in the tenant's zone: SKB 3 Menteri and Keppres, rule K-01. The day of the
trigger is day 0 (rule K-02), also when it fell after office hours (rule K-03).
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import ClassVar, Literal, Self
from uuid import UUID, uuid5

from domain.event import Event, Origin, stamped
from domain.refusals import InvalidField

INSTALLATION = UUID("6d3b1c52-8f0e-5a57-9d2e-0f6b4f1c7a11")
"""The reference data of an installation stands in streams derived from this id."""
CALENDAR_ID = uuid5(INSTALLATION, "calendar")

_DAY = timedelta(days=1)
_WEEKEND = {5: "Saturday", 6: "Sunday"}

HolidayKind = Literal["national", "joint_leave"]
Status = Literal["confirmed", "provisional"]


@dataclass(frozen=True, slots=True)
class Holiday:
    day: date
    kind: HolidayKind
    name: str

    @property
    def why(self) -> str:
        marked = "cuti bersama" in self.name.casefold()
        if self.kind == "national" or marked:
            return self.name
        return f"{self.name} (cuti bersama)"


@dataclass(frozen=True, kw_only=True)
class YearAdopted(Event):
    """A year's holidays as a decree gives them; replaces what was adopted before."""

    TOPIC: ClassVar[str] = "calendar.year_adopted"
    year: int
    decree: str | None
    status: Status
    holidays: tuple[Holiday, ...]
    valid_from: date | None = None
    """The first day that it may change; None is any day of the year."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an explanation: was it counted, and why."""

    date: date
    counted: bool
    why: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock did not count at the end of these days: `since` and on, before `until`.

    A pause that ends on the day on which it began, or is recorded with an end before
    its beginning, takes no day.
    """

    since: date
    until: date

    def __contains__(self, day: date) -> bool:
        return self.since <= day < self.until


@dataclass(frozen=True, slots=True)
class Year:
    decree: str | None
    status: Status
    holidays: Mapping[date, Holiday]
    days_off: frozenset[date]
    adopted_in_version: int
    valid_from: date | None


@dataclass(frozen=True, slots=True, eq=False)
class WorkingCalendar:
    """`version` is the number of its events. A year that was not adopted counts
    Monday to Friday, so that no complaint is refused for lack of a calendar. Equal to
    itself alone: what is remembered by a calendar compares none by its holidays."""

    version: int = 0
    years: Mapping[int, Year] = field(default_factory=lambda: MappingProxyType({}))

    def apply(self, event: YearAdopted) -> Self:
        year = Year(
            event.decree,
            event.status,
            MappingProxyType({holiday.day: holiday for holiday in event.holidays}),
            frozenset(holiday.day for holiday in event.holidays),
            event.originator_version,
            event.valid_from,
        )
        years = MappingProxyType({**self.years, event.year: year})
        return replace(self, version=event.originator_version, years=years)

    def adopt(
        self,
        origin: Origin,
        *,
        year: int,
        decree: str | None,
        status: Status,
        holidays: tuple[Holiday, ...],
        valid_from: date | None = None,
    ) -> YearAdopted:
        """Raises `InvalidField` for days of another year or given twice, and for a day
        before `valid_from` that is not what it was."""
        days = [holiday.day for holiday in holidays]
        if any(day.year != year for day in days):
            raise InvalidField(field="holidays", problem=f"not all days lie in {year}.")
        if len(set(days)) < len(days):
            raise InvalidField(field="holidays", problem="a day is given twice.")
        if status == "confirmed" and not decree:
            raise InvalidField(
                field="decree", problem="a confirmed calendar names its decree."
            )
        if valid_from is not None:
            before = self.years[year].days_off if year in self.years else frozenset()
            other = sorted(
                d for d in before.symmetric_difference(days) if d < valid_from
            )
            if other:
                raise InvalidField(
                    field="valid_from",
                    problem=f"{other[0]} lies before it and is not what it was; give"
                    " the days before it as they stand, or an earlier day.",
                )
        return YearAdopted(
            **stamped(origin, CALENDAR_ID, self.version + 1),
            year=year,
            decree=decree,
            status=status,
            holidays=tuple(sorted(holidays, key=lambda holiday: holiday.day)),
            valid_from=valid_from,
        )

    def is_working_day(self, day: date) -> bool:
        if day.weekday() in _WEEKEND:
            return False
        year = self.years.get(day.year)
        return year is None or day not in year.holidays

    def add_working_days(self, start: date, count: int) -> date:
        """The `count`-th working day after `start`; `start` itself is day 0."""
        if count < 1:
            return start
        year, days = start.year, self.working_days(start.year)
        index = bisect_right(days, start) + count - 1
        while index >= len(days):
            index -= len(days)
            year += 1
            days = self.working_days(year)
        return days[index]

    def add_days(
        self, start: date, count: int, unit: str, pauses: Sequence[Pause] = ()
    ) -> date:
        """The `count`-th day after `start` that counts: a day of the unit at whose end
        no pause stands, so that pauses that overlap are credited once."""
        working = unit == "working_days"
        if not pauses:
            if working:
                return self.add_working_days(start, count)
            return start + _DAY * max(count, 0)
        day = start
        while count > 0:
            day = self.add_working_days(day, 1) if working else day + _DAY
            count -= not any(day in pause for pause in pauses)
        return day

    def working_day_before(self, day: date, count: int) -> date:
        """The `count`-th working day before `day`, or before the last working day up to
        it where it is none itself; with 0, that day."""
        while True:
            if self.is_working_day(day):
                if count == 0:
                    return day
                count -= 1
            day -= _DAY

    def days_between(
        self, start: date, end: date, unit: str, pauses: Sequence[Pause] = ()
    ) -> int:
        """Days that count after `start` up to and with `end`; 0 when `end` is earlier.
        The inverse of `add_days`."""
        if unit == "working_days" and not pauses:
            return self.working_days_between(start, end)
        return sum(day.counted for day in self.explain(start, end, unit, pauses))

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; 0 when `end` is earlier."""
        if end <= start:
            return 0
        years = range(start.year, end.year)
        return (
            sum(len(self.working_days(year)) for year in years)
            + bisect_right(self.working_days(end.year), end)
            - bisect_right(self.working_days(start.year), start)
        )

    def is_provisional(self, start: date, end: date) -> bool:
        """Whether a year that the days after `start` touch is not confirmed."""
        return any(
            year not in self.years or self.years[year].status == "provisional"
            for year in range((start + _DAY).year, end.year + 1)
        )

    def changed_since(self, version: int, start: date, end: date) -> set[int]:
        """The years, of those that the days after `start` touch, that were adopted
        after `version`."""
        return {
            year
            for year in range((start + _DAY).year, end.year + 1)
            if year in self.years and self.years[year].adopted_in_version > version
        }

    def explain(
        self, start: date, end: date, unit: str, pauses: Sequence[Pause] = ()
    ) -> tuple[Day, ...]:
        """Each day after `start` up to and with `end`, counted or not, and why."""
        days = (start + _DAY * n for n in range(1, (end - start).days + 1))
        return tuple(
            Day(day, False, "paused")
            if any(day in pause for pause in pauses)
            else self._explain(day)
            if unit == "working_days"
            else Day(day, True, "calendar day")
            for day in days
        )

    def _explain(self, day: date) -> Day:
        year = self.years.get(day.year)
        holiday = year.holidays.get(day) if year else None
        if holiday:
            return Day(day, False, holiday.why)
        if weekend := _WEEKEND.get(day.weekday()):
            return Day(day, False, weekend)
        why = "working day" if year else "working day (year not adopted)"
        return Day(day, True, why)

    def working_days(self, year: int) -> tuple[date, ...]:
        """Those of a year, in their order."""
        adopted = self.years.get(year)
        return _working_days(year, adopted.days_off if adopted else frozenset())


@lru_cache(maxsize=256)
def _working_days(year: int, days_off: frozenset[date]) -> tuple[date, ...]:
    # Every deadline and every duration asks for these; a year has some 240 of them.
    first = date(year, 1, 1).toordinal()
    days = map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))
    return tuple(
        day for day in days if day.weekday() not in _WEEKEND and day not in days_off
    )
