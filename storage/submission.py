"""What a command asks to be kept: events, claims, receipt; together or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from eventsourcing.domain import EventSourcingError
from eventsourcing.persistence import (
    IntegrityError,
    RecordConflictError,
    StoredEvent,
)

from storage.outcome import Outcome

Claim = tuple[str, str, UUID]
"""Kind, value and stream: a value that at most one stream may hold."""


Basis = Mapping[UUID, int]
"""The versions of those streams, besides its own, that a command was decided on."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome of a command key; `body` is sealed, `scope` a keyed hash."""

    scope: bytes
    fingerprint: bytes
    status: int
    body: bytes


class ClaimTaken(RecordConflictError):
    """Another stream holds a claimed value."""


class BasisMoved(IntegrityError):
    """What the command was decided on has changed: decide again."""


class ReceiptExists(RecordConflictError):
    """The command's key has an outcome already: answer with that."""

    def __init__(self, given: Receipt, known: Receipt, position: int):
        super().__init__()
        self.given = given
        self.known = known
        self.position = position


CONFLICTS: Mapping[str, type[EventSourcingError]] = {
    "events_version": IntegrityError,
    "claim_taken": ClaimTaken,
}
"""By the constraint that a refused command would have broken."""


@dataclass(frozen=True, slots=True)
class Submission:
    """`positions` are those of the events, once they are on disk."""

    events: Sequence[StoredEvent]
    claims: Sequence[Claim] = ()
    receipt: Receipt | None = None
    basis: Basis | None = None
    positions: Outcome[Sequence[int]] = field(default_factory=Outcome)

    def touches(self) -> set[object]:
        """What no other command of the same transaction may touch."""
        touched: set[object] = {event.originator_id for event in self.events}
        touched.update((kind, value) for kind, value, _ in self.claims)
        if self.receipt is not None:
            touched.add(self.receipt.scope)
        return touched

    @property
    def size(self) -> int:
        """About how many bytes."""
        return sum(len(event.state) for event in self.events)
