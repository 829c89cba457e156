"""The deadlines of a case: in short, and explained day by day."""

from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from domain.application import Tuntas
from domain.case import Case
from domain.clock import Clock
from domain.service_standards import due_at
from domain.working_calendar import Pause


def in_short(case: Case, today: date, zone: ZoneInfo) -> list[dict[str, Any]]:
    """What every answer about a case says of its clocks."""
    return [
        {
            "clock": name,
            "rule": clock.promise.rule,
            "due_on": clock.promise.due_on.isoformat(),
            "due_at": _due_at(clock.promise.due_on, zone),
            "stopped_on": clock.stopped_on and clock.stopped_on.isoformat(),
            "status": clock.status(today),
        }
        for name, clock in case.clocks.items()
    ]


@lru_cache(maxsize=1_000)
def _due_at(due_on: date, zone: ZoneInfo) -> str:
    return due_at(due_on, zone).isoformat()


def explained(app: Tuntas, case: Case, today: date) -> list[dict[str, Any]]:
    """Each deadline with its rule, law, calendar and the days counted.

    Derived by replaying the calendar and the rules at the versions that the promise
    names, so that a later decree explains nothing away. While a clock is paused it is
    told as if it went on today.
    """
    return [_explained(app, case, clock, today) for clock in case.clocks.values()]


def _explained(app: Tuntas, case: Case, clock: Clock, today: date) -> dict[str, Any]:
    promise, pauses = clock.promise, clock.pauses
    calendar = app.calendar_at(promise.calendar_version)
    standards = app.reference().standards
    rule = standards.rule(promise.rule, promise.rule_version)
    if clock.paused and clock.paused_on:
        pauses = (*pauses, Pause(clock.paused_on, today))
        promise = promise.renewed(calendar, pauses, promise.extended)
    span = (promise.started_on, promise.due_on, promise.unit)
    days = calendar.explain(*span, pauses)
    paused_days = calendar.days_between(*span) - calendar.days_between(*span, pauses)
    return {
        "clock": promise.clock,
        "rule": promise.rule,
        "rule_version": promise.rule_version,
        "legal_basis": standards.legal_basis(case.rules(promise)),
        "confirmed": rule.status == "confirmed",
        "provisional": promise.provisional,
        "started_on": promise.started_on,
        "limit": promise.limit,
        "extended": promise.extended or 0,
        "unit": promise.unit,
        "calendar_version": promise.calendar_version,
        "due_on": promise.due_on,
        "due_at": due_at(promise.due_on, app.zone),
        "paused_days": paused_days,
        "stopped_on": clock.stopped_on,
        "working_days": clock.working_days,
        "status": clock.status(today),
        "days": [
            {"date": day.date, "counted": day.counted, "why": day.why} for day in days
        ],
    }
