"""One legal clock of one case: promised, running, stopped, judged."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self

from domain.service_standards import Promise

ClockName = Literal["verification", "first_follow_up", "completion"]
Status = Literal["running", "overdue", "met", "late", "void", "unknown"]


@dataclass(frozen=True, slots=True)
class ClockStop:
    """A clock that stopped, and how many working days it took under which calendar."""

    clock: str
    stopped_on: date
    working_days: int
    calendar_version: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A promise and how it ended. `ending` says that it is not judged, and why."""

    promise: Promise
    stopped_on: date | None = None
    working_days: int | None = None
    ending: Literal["void", "unknown"] | None = None

    def stop(self, stop: ClockStop, time_known: bool) -> Self:
        return replace(
            self,
            stopped_on=stop.stopped_on,
            working_days=stop.working_days if time_known else None,
            ending=None if time_known else "unknown",
        )

    def resume(self) -> Self:
        return replace(self, stopped_on=None, working_days=None, ending=None)

    def void(self) -> Self:
        """Ended without judgement, as by archiving; a stopped clock stays as judged."""
        return self if self.stopped_on or self.ending else replace(self, ending="void")

    @property
    def running(self) -> bool:
        return self.stopped_on is None and self.ending is None

    def status(self, today: date) -> Status:
        """`met` when stopped on or before the due day; `overdue` after its last day."""
        if self.ending is not None:
            return self.ending
        if self.stopped_on is None:
            return "overdue" if self.promise.due_on < today else "running"
        return "met" if self.stopped_on <= self.promise.due_on else "late"
