"""The reference data as last read, brought up to date by the events since."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, reduce
from itertools import count, islice
from threading import Lock
from uuid import UUID

from domain.event import Event
from domain.reference import REFERENCE_IDS, Reference, fold
from domain.working_calendar import CALENDAR_ID, WorkingCalendar

Newer = Callable[[Mapping[UUID, int]], Iterator[Event]]
"""The events of the given streams after the given versions, in their order."""


class Read:
    """Reference data with the version of each part's stream."""

    def __init__(self, reference: Reference):
        self.reference = reference
        self.versions: Mapping[UUID, int] = {
            id: getattr(reference, name).version for name, id in REFERENCE_IDS.items()
        }


class KnownReference:
    """Keeps what it read, so that looking up costs one question and no folding. Those
    who ask while a question is on its way share the next one."""

    def __init__(self, newer: Newer):
        self._newer = newer
        self.read = Read(Reference())
        """As of the last time that somebody asked."""
        self._turn = Lock()
        self._moments = count(1)
        self._asked_at = 0
        """The moment of the last question that was answered."""

    def now(self) -> Reference:
        arrived = next(self._moments)
        with self._turn:
            if self._asked_at < arrived:
                asked_at = next(self._moments)
                if newer := list(self._newer(self.read.versions)):
                    self.read = Read(fold(self.read.reference, newer))
                self._asked_at = asked_at
            return self.read.reference

    @lru_cache(maxsize=64)  # noqa: B019 - one of these a process
    def calendar_at(self, version: int) -> WorkingCalendar:
        """The calendar as it was after its first `version` events."""
        return reduce(
            lambda calendar, event: calendar.apply(event),  # type: ignore[arg-type]
            islice(self._newer({CALENDAR_ID: 0}), version),
            WorkingCalendar(),
        )
