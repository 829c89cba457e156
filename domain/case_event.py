"""What every event of a case says beside what happened: what it does to the clocks."""

from dataclasses import dataclass
from datetime import date

from domain.clock import ClockStop, Move
from domain.event import Event
from domain.sealing import SealedText
from domain.service_standards import Promise


@dataclass(frozen=True, kw_only=True)
class CaseEvent(Event):
    """The outcome is recorded, not only the input: replay never computes a deadline."""

    note: SealedText | None = None
    started: tuple[Promise, ...] = ()
    moved: tuple[Move, ...] = ()
    stopped: tuple[ClockStop, ...] = ()
    resumed: tuple[str, ...] = ()
    voided: tuple[str, ...] = ()
    """Clocks that no rule sets any more."""
    paused_on: date | None = None
    """From this day on the running clocks pause."""
    resumed_on: date | None = None
    """On this day the pause is over."""

    @property
    def touches_clocks(self) -> bool:
        return bool(
            self.started
            or self.moved
            or self.stopped
            or self.resumed
            or self.voided
            or self.paused_on
            or self.resumed_on
        )
