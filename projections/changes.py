"""The events of cases and of their data requests in their order, each with the case
before and after; and among them the openings of their sealed parts."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

from eventsourcing.persistence import Notification

from domain.access_log import IdentityOpened
from domain.case import Case
from domain.case_event import CaseEvent
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.data_request_events import DataRequestEvent
from domain.event import Event, topics
from domain.folding import after
from domain.information_request import InformationRequest
from domain.information_request_events import InformationRequestEvent
from storage.read_model import Batch

READ_AT_ONCE = 1_000
KEPT = 10_000


class Events(Protocol):
    """What is asked of the recorder."""

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]: ...

    def select_newer(
        self, versions: Mapping[UUID, int], stop: int | None = None
    ) -> Sequence[Notification]: ...

    def max_notification_id(self) -> int | None: ...


class Change(NamedTuple):
    """One event and what it made of its complaint; `before` is None at the receipt.
    A data request leaves its complaint as it is."""

    position: int
    event: ComplaintEvent | DataRequestEvent
    before: Complaint | None
    after: Complaint


class RequestChange(NamedTuple):
    """The same of a request for public information."""

    position: int
    event: InformationRequestEvent | DataRequestEvent
    before: InformationRequest | None
    after: InformationRequest


AnyChange = Change | RequestChange
C = TypeVar("C", bound=AnyChange)


class Opening(NamedTuple):
    """Sealed parts of a case were opened, which changes nothing in it."""

    position: int
    event: IdentityOpened


_Read = tuple[int, UUID | None, Any]
"""A position, the case that its event changes or asks about, and the event."""


class Changes:
    """Follows the events and remembers the last cases it saw.

    What an event does is known by the domain alone: read models make their rows of the
    states given here, so that a rebuild makes the same rows.
    """

    def __init__(
        self,
        events: Events,
        decode: Callable[[Notification], Any],
        *,
        takes: type | tuple[type, ...] = object,
        only: Callable[[list[Notification]], Iterable[Notification]] = iter,
        read_at_once: int = READ_AT_ONCE,
        kept: int = KEPT,
    ):
        """`takes` is the kind of changes that is asked for: others are left out. `only`
        leaves out complaints of which nothing is asked, with all their events."""
        self._events = events
        self._decode = decode
        self._read_at_once = read_at_once
        self._kept = kept
        # An event of a newer release is not passed over: decoding it says so.
        self._others = {event.TOPIC for event in topics()} - _topics_of(takes)
        self._only = only
        # By their ids as numbers: the hash of a UUID is worked out in Python.
        self._states: OrderedDict[int, Case] = OrderedDict()
        self._position: int | None = None
        """The position at which the remembered states are right."""

    def head(self) -> int:
        return self._events.max_notification_id() or 0

    def after(self, position: int, stop: int | None = None) -> Batch[Any]:
        """The next events, each as a `Change`, a `RequestChange` or an `Opening`; those
        of other streams only move on."""
        rows = self._events.select_notifications(
            position, self._read_at_once, stop, inclusive_of_start=False
        )
        if not rows:
            return Batch(position, position, ())
        events = list(self._read(rows))
        if position != self._position:
            self._states.clear()
        self._position = None
        self._load(events, position)
        found = [self._change(*one) for one in events]
        changes = [change for change in found if change is not None]
        while len(self._states) > self._kept:
            self._states.popitem(last=False)
        self._position = rows[-1].id
        return Batch(position, self._position, changes)

    def _read(self, rows: Iterable[Notification]) -> Iterator[_Read]:
        """Those that are followed, decoded."""
        decode, others = self._decode, self._others
        for row in self._only([row for row in rows if row.topic not in others]):
            event = decode(row)
            yield row.id, _case_of(event), event

    def _load(self, events: Iterable[_Read], position: int) -> None:
        """The cases of these that are not remembered, as of `position`; none of those
        that begin here."""
        states = self._states
        unknown: dict[UUID, int] = {}
        begun: set[int] = set()
        for _, case, event in events:
            if case is None or case.int in states or case.int in begun:
                continue
            if isinstance(event, CaseEvent) and event.originator_version == 1:
                begun.add(case.int)
            else:
                unknown[case] = 0
        for row in self._events.select_newer(unknown, position) if unknown else ():
            event = self._decode(row)
            of = event.originator_id.int
            state = after(states.get(of), event)
            assert state is not None
            states[of] = state

    def _change(
        self, position: int, case: UUID | None, event: Any
    ) -> AnyChange | Opening | None:
        """None where a data request is about a kind of case that is not followed."""
        if case is None:
            return Opening(position, event)
        states, of = self._states, case.int
        before = states.get(of)
        if isinstance(event, CaseEvent):
            change = changed(position, before, event)
            states[of] = change.after
            states.move_to_end(of)
            return change
        return None if before is None else _told(position, event, before, before)


def ends(changes: Iterable[C]) -> Iterator[tuple[C, C]]:
    """Of each case the first and the last of its changes."""
    first: dict[int, C] = {}
    last: dict[int, C] = {}
    for change in changes:
        # The hash of a UUID is worked out in Python.
        of = change.after.id.int
        if of not in last:
            first[of] = change
        last[of] = change
    return zip(first.values(), last.values(), strict=True)


def changed(position: int, before: Case | None, event: CaseEvent) -> AnyChange:
    """What the event made of its case."""
    now = after(before, event)
    assert now is not None
    return _told(position, event, before, now)


def _told(position: int, event: Any, before: Any, now: Case) -> AnyChange:
    kind: Any = Change if isinstance(now, Complaint) else RequestChange
    # Of each event there is one, and a call of the class takes twice as long.
    change: AnyChange = tuple.__new__(kind, (position, event, before, now))
    return change


def _case_of(event: Any) -> UUID | None:
    """The case that an event changes or asks about; an opening does neither."""
    if isinstance(event, CaseEvent):
        return event.originator_id
    return event.complaint if isinstance(event, DataRequestEvent) else None


def _topics_of(takes: type | tuple[type, ...]) -> frozenset[str]:
    """The stored names of the events of which such changes are made."""
    of_changes = (*topics(ComplaintEvent), *topics(DataRequestEvent))
    kinds: dict[type, Sequence[type[Event]]] = {
        Change: of_changes,
        RequestChange: tuple(topics(InformationRequestEvent)),
        Opening: (IdentityOpened,),
    }
    return frozenset(
        event.TOPIC
        for kind, events in kinds.items()
        if issubclass(kind, takes)
        for event in events
    )
