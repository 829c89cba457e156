"""One legal clock of one case: promised, running, paused, moved, stopped, judged."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple, Self

from domain.service_standards import Promise
from domain.working_calendar import Pause

ClockName = Literal[
    "verification",
    "first_follow_up",
    "completion",
    "reporter_window",
    "clarification",
    "statutory_reply",
    "statutory_decision",
    "statutory_sending",
]
RequestClockName = Literal[
    "completeness_notice",
    "applicant_completion",
    "written_notice",
    "objection_window",
    "objection_answer",
    "dispute_window",
    "commission_start",
    "commission_ruling",
    "court_window",
]
"""Those of a request for public information."""
Status = Literal["running", "paused", "overdue", "met", "late", "void", "unknown"]


@dataclass(frozen=True, slots=True)
class ClockStop:
    """A clock that stopped, and how many working days it took under which calendar."""

    clock: str
    stopped_on: date
    working_days: int
    calendar_version: int


@dataclass(frozen=True, slots=True)
class Move:
    """Another deadline of a clock: what it was, and what it is from now on."""

    due_before: date
    promise: Promise
    anew: bool | None = None
    """True where it is later and lies ahead: its ladder begins anew."""


class Clock(NamedTuple):
    """A promise and how it ended. `ending` says that it is not judged, and why.

    A tuple: a fold makes two or three of them an event, and a frozen dataclass takes
    three times as long to make. The two most frequent ways name every field, for a
    call of the class, or `_replace`, takes two to four times as long again.
    """

    promise: Promise
    known_at: datetime
    """When it was recorded that it runs, first or again."""
    pauses: tuple[Pause, ...] = ()
    """Those that are over; none counts while the clock was stopped."""
    paused_on: date | None = None
    """Since when it is paused; its due day is that of a clock that goes on at once."""
    steps: tuple[str, ...] = ()
    """The steps of its ladder that were taken."""
    stopped_on: date | None = None
    working_days: int | None = None
    ending: Literal["void", "unknown"] | None = None

    @classmethod
    def begin(
        cls,
        promise: Promise,
        known_at: datetime,
        pauses: tuple[Pause, ...],
        paused_on: date | None,
    ) -> Self:
        fields = (promise, known_at, pauses, paused_on, (), None, None, None)
        return tuple.__new__(cls, fields)

    def move(self, move: Move, known_at: datetime) -> Self:
        """Another deadline. Of an earlier one nobody could know before."""
        earlier = move.promise.due_on < self.promise.due_on
        return self._replace(
            promise=move.promise,
            steps=() if move.anew else self.steps,
            known_at=known_at if earlier else self.known_at,
        )

    def pause(self, since: date) -> Self:
        """Also where the class has no term just now: it may have one again."""
        return self if self.stopped_on else self._replace(paused_on=since)

    def go_on(self, until: date) -> Self:
        """The pause is over."""
        if self.paused_on is None:
            return self
        pauses = (*self.pauses, Pause(self.paused_on, until))
        return self._replace(pauses=pauses, paused_on=None)

    def step(self, name: str) -> Self:
        return self._replace(steps=(*self.steps, name))

    def stop(self, stop: ClockStop, time_known: bool) -> Self:
        fields = (
            self.promise,
            self.known_at,
            self.pauses,
            None,
            self.steps,
            stop.stopped_on,
            stop.working_days if time_known else None,
            None if time_known else "unknown",
        )
        return tuple.__new__(type(self), fields)

    def resume(self, known_at: datetime, paused_on: date | None) -> Self:
        """A clock that had stopped runs again, or one whose class has a term again;
        this one has run all the time, unseen."""
        if self.stopped_on is None:
            return self._replace(ending=None)
        return self._replace(
            known_at=known_at,
            paused_on=paused_on,
            stopped_on=None,
            working_days=None,
            ending=None,
        )

    def void(self) -> Self:
        """Ended without judgement, as by archiving; a stopped clock stays as judged."""
        return self if self.stopped_on or self.ending else self._replace(ending="void")

    @property
    def running(self) -> bool:
        """Neither stopped nor ended; it may be paused."""
        return self.stopped_on is None and self.ending is None

    @property
    def paused(self) -> bool:
        return self.running and not self.going

    @property
    def going(self) -> bool:
        """Running and not paused. A pause that begins after the due day hides nothing:
        the clock is overdue."""
        if self.stopped_on is not None or self.ending is not None:
            return False
        return self.paused_on is None or self.paused_on > self.promise.due_on

    def status(self, today: date) -> Status:
        """`met` when stopped on or before the due day; `overdue` after its last day."""
        if self.ending is not None:
            return self.ending
        if self.stopped_on is not None:
            return "met" if self.stopped_on <= self.promise.due_on else "late"
        if self.paused:
            return "paused"
        return "overdue" if self.promise.due_on < today else "running"
