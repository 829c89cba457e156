"""The deadlines of a case: in short, and explained day by day."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from domain.application import Tuntas
from domain.clock import Clock
from domain.complaint import Complaint
from domain.service_standards import due_at
from domain.working_calendar import Pause, WorkingCalendar


def in_short(complaint: Complaint, today: date, zone: ZoneInfo) -> list[dict[str, Any]]:
    """What every answer about a case says of its clocks."""
    return [
        {
            "clock": name,
            "rule": clock.promise.rule,
            "due_on": clock.promise.due_on.isoformat(),
            "due_at": due_at(clock.promise.due_on, zone).isoformat(),
            "stopped_on": clock.stopped_on and clock.stopped_on.isoformat(),
            "status": clock.status(today),
        }
        for name, clock in complaint.clocks.items()
    ]


def explained(app: Tuntas, complaint: Complaint, today: date) -> list[dict[str, Any]]:
    """Each deadline with its rule, law, calendar and the days counted.

    Derived by replaying the calendar and the rules at the versions that the promise
    names, so that a later decree explains nothing away.
    """
    return [_explained(app, clock, today) for clock in complaint.clocks.values()]


def _explained(app: Tuntas, clock: Clock, today: date) -> dict[str, Any]:
    promise = clock.promise
    calendar = app.calendar_at(promise.calendar_version)
    rule = app.reference().standards.rule(promise.rule, promise.rule_version)
    days = calendar.explain(
        promise.started_on, promise.due_on, promise.unit, clock.pauses
    )
    return {
        "clock": promise.clock,
        "rule": promise.rule,
        "rule_version": promise.rule_version,
        "legal_basis": rule.legal_basis,
        "confirmed": rule.status == "confirmed",
        "provisional": promise.provisional,
        "started_on": promise.started_on,
        "limit": promise.limit,
        "extended": promise.extended or 0,
        "unit": promise.unit,
        "calendar_version": promise.calendar_version,
        "due_on": promise.due_on,
        "due_at": due_at(promise.due_on, app.zone),
        "paused_days": _paused_days(clock, calendar, today),
        "stopped_on": clock.stopped_on,
        "working_days": clock.working_days,
        "status": clock.status(today),
        "days": [
            {"date": day.date, "counted": day.counted, "why": day.why} for day in days
        ],
    }


def _paused_days(clock: Clock, calendar: WorkingCalendar, today: date) -> int:
    """Days of the clock's unit up to its due day, or before today while it is paused,
    that would count if it had never been paused."""
    promise, pauses, end = clock.promise, clock.pauses, clock.promise.due_on
    if clock.paused and clock.paused_on:
        pauses = (*pauses, Pause(clock.paused_on, today))
        end = max(end, today)
    start, unit = promise.started_on, promise.unit
    return calendar.days_between(start, end, unit) - calendar.days_between(
        start, end, unit, pauses
    )
