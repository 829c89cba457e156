"""The complaints as last seen, so that a command need not read their events again."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from threading import Lock
from typing import cast
from uuid import UUID

from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.event import Event
from domain.reference import REFERENCE_IDS

MOST = 10_000
_NO_CASES = frozenset(REFERENCE_IDS.values())
"""Long streams; nobody makes us read them by calling one a case."""

Newer = Callable[[Mapping[UUID, int]], Iterator[Event]]
"""The events of the given streams after the given versions, in their order."""


class KnownComplaints:
    """Another process may have changed a case since: what is decided on a complaint
    seen before is judged by its version when it is recorded, and before it is refused
    the newer events are read."""

    def __init__(self, newer: Newer):
        self._newer = newer
        self._seen: OrderedDict[UUID, Complaint] = OrderedDict()
        self._ids: dict[str, UUID] = {}
        self._lock = Lock()

    def last_seen(self, id: UUID) -> Complaint | None:
        return self._seen.get(id)

    def last_seen_as(self, case_number: str) -> Complaint | None:
        id = self._ids.get(case_number)
        return self._seen.get(id) if id else None

    def now(self, id: UUID) -> Complaint | None:
        """As its events have made it by now; None where they made none."""
        return self.all_now([id]).get(id)

    def all_now(self, ids: Iterable[UUID]) -> dict[UUID, Complaint]:
        """Those of them that there are, read with one question."""
        seen = {id: self._seen.get(id) for id in ids if id not in _NO_CASES}
        newer = self._newer({id: c.version if c else 0 for id, c in seen.items()})
        for id, events in groupby(newer, key=lambda event: event.originator_id):
            seen[id] = project(seen[id], cast("Iterator[ComplaintEvent]", events))
        found = {id: complaint for id, complaint in seen.items() if complaint}
        for complaint in found.values():
            self.see(complaint)
        return found

    def see(self, complaint: Complaint) -> None:
        """Remember it, unless a later version is remembered."""
        with self._lock:
            seen = self._seen.get(complaint.id)
            if seen is None or seen.version < complaint.version:
                self._seen[complaint.id] = complaint
                self._ids[complaint.case_number] = complaint.id
            self._seen.move_to_end(complaint.id)
            if len(self._seen) > MOST:
                _, oldest = self._seen.popitem(last=False)
                del self._ids[oldest.case_number]
