"""What-if: the same work judged by other limits or another calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from domain.clock import Clock
from domain.complaint import Complaint
from domain.event import Origin
from domain.refusals import InvalidField
from domain.service_standards import ServiceStandards, Unit
from domain.working_calendar import Holiday, WorkingCalendar


@dataclass(frozen=True, slots=True)
class OtherLimit:
    """Another limit of a rule; in its own unit unless one is named."""

    rule: str
    limit: int
    unit: Unit | None = None


def other_standards(
    standards: ServiceStandards, origin: Origin, limits: Sequence[OtherLimit]
) -> ServiceStandards:
    """The standards as if these limits had always been. Nothing is recorded.

    Raises `InvalidField` for a rule that there is not, or that has no limit.
    """
    for other in limits:
        versions = standards.rules.get(other.rule, ())
        if not versions or versions[-1].limit is None:
            raise InvalidField(
                field="limits",
                problem=f"there is no rule '{other.rule}' with a limit;"
                " see GET /v1/standards.",
            )
        for rule in versions:
            # One after the other, each from its own day on.
            standards = standards.apply(
                standards.adopt(
                    origin,
                    rule=rule.id,
                    description=rule.description,
                    limit=other.limit,
                    unit=other.unit or rule.unit,
                    legal_basis=rule.legal_basis,
                    status="provisional",
                    valid_from=rule.valid_from,
                )
            )
    return standards


def other_calendar(
    calendar: WorkingCalendar,
    origin: Origin,
    days_off: Iterable[date],
    working: Iterable[date],
) -> WorkingCalendar:
    """The calendar with more days off, and with others struck from it. Nothing is
    recorded."""
    more, fewer = set(days_off), set(working)
    for year in sorted({day.year for day in more | fewer}):
        adopted = calendar.years.get(year)
        known = dict(adopted.holidays) if adopted else {}
        kept = {day: holiday for day, holiday in known.items() if day not in fewer}
        new = {
            day: Holiday(day, "national", "what if")
            for day in more
            if day.year == year and day not in kept
        }
        event = calendar.adopt(
            origin,
            year=year,
            decree=None,
            status="provisional",
            holidays=tuple((kept | new).values()),
        )
        calendar = calendar.apply(event)
    return calendar


def rejudge(
    case: Complaint, standards: ServiceStandards, calendar: WorkingCalendar
) -> Complaint:
    """The case with every deadline as these would have promised it: what was done, and
    when, stays; pauses and extensions stay."""
    clocks = {
        name: _rejudged(clock, standards, calendar)
        for name, clock in case.clocks.items()
    }
    return replace(case, clocks=MappingProxyType(clocks))


def _rejudged(
    clock: Clock, standards: ServiceStandards, calendar: WorkingCalendar
) -> Clock:
    was = clock.promise
    rule = standards.rule_on(was.rule, was.started_on)
    if rule is None or rule.limit is None or rule.unit is None:
        return clock
    promise = replace(
        was, rule_version=rule.version, limit=rule.limit, unit=rule.unit
    ).renewed(calendar, clock.pauses, was.extended if rule.unit == was.unit else None)
    working_days = clock.working_days
    if working_days is not None and clock.stopped_on is not None:
        working_days = calendar.days_between(
            was.started_on, clock.stopped_on, "working_days", clock.pauses
        )
    return replace(clock, promise=promise, working_days=working_days)
