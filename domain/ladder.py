"""The escalation ladder: whom the passing of a deadline calls, and when, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from types import MappingProxyType
from typing import ClassVar, Literal, Self, get_args
from uuid import uuid5

from domain.clock import Clock, ClockName
from domain.complaint_events import EscalationTarget
from domain.complaint_side_ways import ReminderStep
from domain.event import Event, Origin, stamped
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION, WorkingCalendar

LADDER_ID = uuid5(INSTALLATION, "ladder")

StepName = Literal[
    "remind",
    "alarm",
    "agency_head",
    "regional_secretary",
    "inspectorate",
    "governor",
]
"""The Ombudsman is not called by an office: the reporter may go there (rule O-02)."""
CountedFrom = Literal["due", "start"]
assert set(get_args(StepName)) < {
    *get_args(ReminderStep),
    *get_args(EscalationTarget),
}


@dataclass(frozen=True, slots=True)
class Step:
    """`days` are working days after the due day, or before it where negative; counted
    from the start of the clock where it says so."""

    name: StepName
    days: int
    counted_from: CountedFrom = "due"


@dataclass(frozen=True, kw_only=True)
class LadderAdopted(Event):
    """All steps of one clock, as they count from a day on."""

    TOPIC: ClassVar[str] = "ladder.adopted"
    clock: ClockName
    steps: tuple[Step, ...]
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class OfficeHoursAdopted(Event):
    """Between which times of a working day an office is called, as 07:30."""

    TOPIC: ClassVar[str] = "ladder.office_hours_adopted"
    opens: str
    closes: str
    legal_basis: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class OfficeHours:
    opens: time
    closes: time
    legal_basis: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Ladder:
    """`version` is the number of its events."""

    version: int = 0
    steps: Mapping[str, tuple[LadderAdopted, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    hours: tuple[OfficeHours, ...] = ()

    def apply(self, event: LadderAdopted | OfficeHoursAdopted) -> Self:
        version = event.originator_version
        if isinstance(event, OfficeHoursAdopted):
            hours = OfficeHours(
                time.fromisoformat(event.opens),
                time.fromisoformat(event.closes),
                event.legal_basis,
                event.valid_from,
            )
            return replace(self, version=version, hours=(*self.hours, hours))
        adopted = (*self.steps.get(event.clock, ()), event)
        steps = MappingProxyType({**self.steps, event.clock: adopted})
        return replace(self, version=version, steps=steps)

    def adopt(
        self,
        origin: Origin,
        *,
        clock: ClockName,
        steps: tuple[Step, ...],
        valid_from: date,
    ) -> LadderAdopted:
        """Raises `InvalidField` for a step given twice, a reminder that would come too
        late, or an alarm or call that would come before the deadline has passed."""
        names = [step.name for step in steps]
        if len(set(names)) < len(names):
            raise InvalidField(field="steps", problem="a step is given twice.")
        for step in steps:
            if step.name == "remind":
                if (step.days > 0) != (step.counted_from == "start"):
                    raise InvalidField(
                        field="steps",
                        problem="remind comes before the due day, or after the start.",
                    )
            elif step.days < 1 or step.counted_from != "due":
                raise InvalidField(
                    field="steps",
                    problem=f"{step.name} comes at least 1 day after the due day.",
                )
        return LadderAdopted(
            **stamped(origin, LADDER_ID, self.version + 1),
            clock=clock,
            steps=steps,
            valid_from=valid_from,
        )

    def adopt_office_hours(
        self,
        origin: Origin,
        *,
        opens: str,
        closes: str,
        legal_basis: str,
        valid_from: date,
    ) -> OfficeHoursAdopted:
        """Raises `InvalidField` unless both are times such as 07:30, in this order."""
        try:
            in_order = time.fromisoformat(opens) < time.fromisoformat(closes)
        except (TypeError, ValueError):
            in_order = False
        if not in_order:
            raise InvalidField(
                field="opens", problem="and closes are times in order, as 07:30, 16:00."
            )
        return OfficeHoursAdopted(
            **stamped(origin, LADDER_ID, self.version + 1),
            opens=opens,
            closes=closes,
            legal_basis=legal_basis,
            valid_from=valid_from,
        )

    def in_force(self, clock: str) -> list[LadderAdopted]:
        """The ladders of a clock that count at some time, by the day from which they
        do: of several that begin on a day the last adopted."""
        by_day = {adopted.valid_from: adopted for adopted in self.steps.get(clock, ())}
        return [by_day[day] for day in sorted(by_day)]

    def steps_on(self, clock: str, day: date) -> tuple[Step, ...]:
        """The steps of a clock in force on a day."""
        adopted = self.adopted_on(clock, day)
        return adopted.steps if adopted else ()

    def adopted_on(self, clock: str, day: date) -> LadderAdopted | None:
        valid = [a for a in self.in_force(clock) if a.valid_from <= day]
        return valid[-1] if valid else None

    def hours_on(self, day: date) -> OfficeHours | None:
        """The office hours in force on a day: the latest valid, then adopted."""
        found = None
        for hours in sorted(self.hours, key=lambda hours: hours.valid_from):
            if hours.valid_from <= day:
                found = hours
        return found


def office_open(
    ladder: Ladder, calendar: WorkingCalendar, day: date, clock_time: time
) -> bool:
    """Whether an office is called at this time of a day: on working days within the
    hours in force, and at any time of them where none were adopted."""
    if not calendar.is_working_day(day):
        return False
    hours = ladder.hours_on(day)
    return hours is None or hours.opens <= clock_time < hours.closes


def step_day(
    step: Step, clock: Clock, known_on: date, calendar: WorkingCalendar
) -> date:
    """The working day for which a ladder sets a step.

    `known_on` is the day on which it was recorded that the clock runs: nobody could be
    called before it, so the ladder of a case that came late, was imported, or goes on
    after an answer starts there.
    """
    promise = clock.promise
    if step.counted_from == "start":
        start = max(promise.started_on, known_on)
        return calendar.add_working_days(start, step.days)
    if step.days > 0:
        start = max(promise.due_on, known_on)
        return calendar.add_working_days(start, step.days)
    return calendar.working_day_before(promise.due_on, -step.days)
