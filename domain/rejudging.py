"""What-if: the same work judged by other limits or another calendar."""

from collections.abc import Callable, Iterable, Mapping, Sequence
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


def check_limits(standards: ServiceStandards, limits: Sequence[OtherLimit]) -> None:
    """Raises `InvalidField` for a rule that there is not, or that has no limit."""
    for other in limits:
        versions = standards.rules.get(other.rule, ())
        if not versions or versions[-1].limit is None:
            raise InvalidField(
                field="limits",
                problem=f"there is no rule '{other.rule}' with a limit; see the rules"
                " under GET /v1/standards or tuntas rule list.",
            )


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


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """`limits` by rule; `before` gives a calendar by its version as it is, `calendar`
    as it would be. What they do not touch keeps the deadline that it was promised."""

    limits: Mapping[str, OtherLimit]
    before: Callable[[int], WorkingCalendar]
    calendar: Callable[[int], WorkingCalendar]

    def rejudge(self, case: Complaint) -> Complaint:
        """The case with every deadline as these terms would have promised it: what was
        done, and when, stays; pauses and extensions stay."""
        clocks = {name: self._rejudged(clock) for name, clock in case.clocks.items()}
        return replace(case, clocks=MappingProxyType(clocks))

    def _rejudged(self, clock: Clock) -> Clock:
        was = clock.promise
        other = self.limits.get(was.rule)
        limit, unit = was.limit, was.unit
        if other:
            limit, unit = other.limit, other.unit or was.unit
        calendar = self.calendar(was.calendar_version)
        promise = replace(was, limit=limit, unit=unit).renewed(
            calendar, clock.pauses, was.extended if unit == was.unit else None
        )
        working_days = clock.working_days
        if working_days is not None and clock.stopped_on is not None:
            took = (was.started_on, clock.stopped_on, "working_days", clock.pauses)
            known = self.before(was.calendar_version)
            working_days += calendar.days_between(*took) - known.days_between(*took)
        return clock._replace(promise=promise, working_days=working_days)
