"""The cases as last seen, so that a command need not read their events again."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from threading import Lock
from typing import cast
from uuid import UUID

from domain.case import Case
from domain.case_event import CaseEvent
from domain.event import Event
from domain.folding import project
from domain.reference import REFERENCE_IDS

MOST = 10_000
_NO_CASES = frozenset(REFERENCE_IDS.values())
"""Long streams; nobody makes us read them by calling one a case."""

Newer = Callable[[Mapping[UUID, int]], Iterator[Event]]
"""The events of the given streams after the given versions, in their order."""


class KnownCases:
    """Another process may have changed a case since: what is decided on a case
    seen before is judged by its version when it is recorded, and before it is refused
    the newer events are read."""

    def __init__(self, newer: Newer):
        self._newer = newer
        self._seen: OrderedDict[UUID, Case] = OrderedDict()
        self._ids: dict[str, UUID] = {}
        self._lock = Lock()

    def last_seen(self, id: UUID) -> Case | None:
        return self._seen.get(id)

    def last_seen_as(self, name: str) -> Case | None:
        """By its number, or by its id as it is written."""
        id = self._ids.get(name)
        return self._seen.get(id) if id else None

    def now(self, id: UUID) -> Case | None:
        """As its events have made it by now; None where they made none."""
        return self.all_now([id]).get(id)

    def all_now(self, ids: Iterable[UUID]) -> dict[UUID, Case]:
        """Those of them that there are, read with one question."""
        seen = {id: self._seen.get(id) for id in ids if id not in _NO_CASES}
        newer = self._newer({id: c.version if c else 0 for id, c in seen.items()})
        for id, events in groupby(newer, key=lambda event: event.originator_id):
            seen[id] = project(seen[id], cast("Iterator[CaseEvent]", events))
        found = {id: case for id, case in seen.items() if case}
        for case in found.values():
            self.see(case)
        return found

    def see(self, case: Case) -> None:
        """Remember it, unless a later version is remembered."""
        with self._lock:
            seen = self._seen.get(case.id)
            if seen is None or seen.version < case.version:
                self._seen[case.id] = case
            self._seen.move_to_end(case.id)
            if seen is None:
                self._ids[case.case_number] = self._ids[str(case.id)] = case.id
                if len(self._seen) > MOST:
                    id, oldest = self._seen.popitem(last=False)
                    del self._ids[oldest.case_number], self._ids[str(id)]
