"""The record: events of any stream, kept for good and read again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, cast
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Mapper,
    Notification,
    StoredEvent,
)

from domain.event import Event

ATTEMPTS = 20

Claim = tuple[str, str, UUID]
"""Kind, value and stream: a value that at most one stream may hold."""


Basis = Mapping[UUID, int]
"""The versions of those streams, besides its own, that a command was decided on."""


class Positions(Protocol):
    """Of events on their way to the disk."""

    def result(self) -> Sequence[int]:
        """Waited for; raises what became of the events otherwise."""

    def done(self) -> bool: ...

    def when_done(self, call: Callable[[], None]) -> None: ...


class Recorder(Protocol):
    """What the use cases ask of a recorder beyond the library's own."""

    def submit(
        self,
        stored_events: Sequence[StoredEvent],
        claims: Iterable[Claim] = (),
        receipts: Mapping[int, Any] | None = None,
        basis: Basis | None = None,
        warrant: bytes | None = None,
    ) -> Positions: ...

    def select_newer(
        self, versions: Mapping[UUID, int], stop: int | None = None
    ) -> Sequence[Notification]: ...

    def select_last(self, position: int) -> Notification | None: ...

    def owner_of(self, kind: str, value: str) -> UUID | None: ...

    def owners_of(self, kind: str, values: Sequence[str]) -> dict[str, UUID]: ...


class Record(Application[UUID]):
    """`recorder` is an `ApplicationRecorder` that is a `Recorder` too."""

    def __init__(self, recorder: ApplicationRecorder, mapper: Mapper[UUID]):
        self._given_recorder = recorder
        self._given_mapper = mapper
        super().__init__({"PERSISTENCE_MODULE": "eventsourcing.popo"})
        # Asked for each event of the log: a method that only passes on
        # would be called as often.
        self.event = cast("Callable[[Notification], Event]", mapper.to_domain_event)

    def construct_env(self, name: str, env: Any = None) -> Any:
        """Only what is given: the library would add the process's environment."""
        return type(super().construct_env(name, env))(name, env)

    def construct_recorder(self) -> ApplicationRecorder:
        return self._given_recorder

    def construct_mapper(self) -> Mapper[UUID]:
        return self._given_mapper

    @property
    def look_up(self) -> Recorder:
        return cast("Recorder", self.recorder)

    def submit(
        self,
        events: Sequence[Event],
        claims: Iterable[Claim] = (),
        receipts: Mapping[int, Any] | None = None,
        basis: Basis | None = None,
        warrant: bytes | None = None,
    ) -> Positions:
        """Their positions, once they are on disk with claims and receipts, each by the
        number of events after which it is reached; or the library's `IntegrityError`,
        also where a stream of the basis has gone on, or `RecordConflictError`, also
        where the token of the `warrant` opens nothing any more; with nothing
        recorded."""
        stored = [self.mapper.to_stored_event(event) for event in events]
        return self.look_up.submit(stored, claims, receipts, basis, warrant)

    def record(self, decide: Callable[[], tuple[Sequence[Event], Any]]) -> int:
        """Record events and receipt, decided again when another command came first; the
        position of the last event, 0 without any."""
        for attempt in range(ATTEMPTS):
            events, receipt = decide()
            if not events:
                return 0
            try:
                receipts = {} if receipt is None else {len(events): receipt}
                return self.submit(events, receipts=receipts).result()[-1]
            except IntegrityError:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError

    def append(self, make: Callable[[], Event], receipt: Any = None) -> int:
        """Record one event, made again when another command came first."""
        return self.record(lambda: ([make()], receipt))

    def next_version(self, stream: UUID) -> int:
        last = self.recorder.select_events(stream, desc=True, limit=1)
        return last[0].originator_version + 1 if last else 1

    def history(self, id: UUID) -> list[tuple[int, Event]]:
        """Every event of a stream with its position, from the events themselves."""
        notifications = self.look_up.select_newer({id: 0})
        return [(n.id, self.event(n)) for n in notifications]

    def newer(self, versions: Mapping[UUID, int]) -> Iterator[Event]:
        """The events of each stream after its given version, in their order."""
        return map(self.event, self.look_up.select_newer(versions))
