"""The reference data as last read, brought up to date by the events since."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, reduce
from itertools import islice
from threading import Lock
from uuid import UUID

from domain.event import Event
from domain.reference import REFERENCE_IDS, Reference, fold
from domain.working_calendar import CALENDAR_ID, WorkingCalendar

Newer = Callable[[Mapping[UUID, int]], Iterator[Event]]
"""The events of the given streams after the given versions, in their order."""


class KnownReference:
    """Keeps what it read, so that looking up costs one question and no folding."""

    def __init__(self, newer: Newer):
        self._newer = newer
        self._reference = Reference()
        self._lock = Lock()

    @property
    def as_read(self) -> Reference:
        return self._reference

    def now(self) -> Reference:
        known = self._reference
        newer = list(
            self._newer(
                {id: getattr(known, name).version for name, id in REFERENCE_IDS.items()}
            )
        )
        if not newer:
            return known
        with self._lock:
            self._reference = fold(self._reference, newer)
            return self._reference

    @lru_cache(maxsize=64)  # noqa: B019 - one of these a process
    def calendar_at(self, version: int) -> WorkingCalendar:
        """The calendar as it was after its first `version` events."""
        return reduce(
            lambda calendar, event: calendar.apply(event),  # type: ignore[arg-type]
            islice(self._newer({CALENDAR_ID: 0}), version),
            WorkingCalendar(),
        )
