"""All cases told again, one after the other, each from its first event to its last: for
a rebuild, which meets none of them twice."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol
from uuid import UUID

from eventsourcing.persistence import Notification

from domain.case import Case
from domain.case_event import CaseEvent
from projections.changes import AnyChange, Changes, Events, changed


class EventsByStream(Events, Protocol):
    def select_by_stream(
        self, behind: tuple[UUID | str, int] | None, limit: int, stop: int
    ) -> Sequence[Notification]: ...


class CaseByCase(Changes):
    """Changes that can be told in the order of cases too."""

    def __init__(self, events: EventsByStream, *given: Any, **how: Any):
        super().__init__(events, *given, **how)
        self._by_stream = events

    def one_by_one(self, stop: int) -> Iterator[Sequence[AnyChange]]:
        """Complaint after complaint, or request after request. Openings and data
        requests lie in streams of their own, and are not told."""
        for rows in self._streams(stop):
            changes = list[AnyChange]()
            before: Case | None = None
            for position, _, event in self._read(rows):
                if isinstance(event, CaseEvent):
                    first = event.originator_version == 1
                    change = changed(position, None if first else before, event)
                    changes.append(change)
                    before = change.after
            yield changes

    def _streams(self, stop: int) -> Iterator[Sequence[Notification]]:
        """The events of about as many streams as are read at once, each whole."""
        held: list[Notification] = []
        behind = None
        while read := self._by_stream.select_by_stream(
            behind, self._read_at_once, stop
        ):
            held += read
            last = held[-1].originator_id
            behind = last, held[-1].originator_version
            whole = len(held) - 1
            while whole and held[whole - 1].originator_id == last:
                whole -= 1
            if whole:
                yield held[:whole]
                held = held[whole:]
        if held:
            yield held
