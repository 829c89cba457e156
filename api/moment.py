"""A moment of the past, as it is asked for."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.event import Event
from projections.days import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What happened by the end of day `as_of`, and was recorded by `known_at` and up
    to event `position`: all that are given must hold. With none it is now."""

    as_of: date | None = None
    known_at: datetime | None = None
    position: int | None = None

    @property
    def past(self) -> bool:
        return self != NOW

    def __str__(self) -> str:
        """What was asked for, in words; empty for now."""
        said = (
            ("as known at", self.known_at and self.known_at.isoformat(" ", "seconds")),
            ("as recorded up to position", self.position),
        )
        return "".join(f", {words} {value}" for words, value in said if value)

    @property
    def known(self) -> Known:
        return Known(self.known_at, self.position)

    def recorded(self, position: int, event: Event) -> bool:
        return (self.position is None or position <= self.position) and (
            self.known_at is None or event.recorded_at <= self.known_at
        )


NOW = Moment()
