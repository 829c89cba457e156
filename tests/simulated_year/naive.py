"""Days counted one by one, as somebody would with the decrees on the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from domain.clock import Clock
from domain.ladder import Step

if TYPE_CHECKING:
    from tests.simulated_year.conftest import Year

ZONE = ZoneInfo("Asia/Pontianak")
DECREED, PUBLISHED = date(2025, 8, 18), date(2025, 8, 5)


@dataclass
class Naive:
    days_off: frozenset[date]

    @staticmethod
    def of(year: Year) -> Naive:
        years = year.here.app.reference().calendar.years.values()
        return Naive(frozenset(day for adopted in years for day in adopted.holidays))

    def is_working(self, day: date, known_on: date) -> bool:
        if day == DECREED and known_on < PUBLISHED:
            return True
        return day.weekday() < 5 and day not in self.days_off

    def after(self, day: date, count: int, known_on: date) -> date:
        while count:
            day += timedelta(days=1)
            count -= self.is_working(day, known_on)
        return day

    def step_day(self, step: Step, clock: Clock, recorded: date, today: date) -> date:
        if step.counted_from == "start":
            start = max(clock.promise.started_on, recorded)
            return self.after(start, step.days, today)
        if step.days > 0:
            start = max(clock.promise.due_on, recorded)
            return self.after(start, step.days, today)
        day, count = clock.promise.due_on, -step.days
        while count or not self.is_working(day, today):
            count -= self.is_working(day, today)
            day -= timedelta(days=1)
        return day

    def in_office_hours(self, now: datetime) -> bool:
        local = now.astimezone(ZONE)
        open_ = time(7, 30) <= local.time() < time(16)
        return open_ and self.is_working(local.date(), local.date())
