"""What commands ask to be kept: events, claims, receipts; together or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
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


class Receipt(NamedTuple):
    """The outcome of a command key; `body` is sealed, `scope` a keyed hash."""

    scope: bytes
    fingerprint: bytes
    status: int
    body: bytes


Receipts = Mapping[int, Receipt]
"""Each by the number of events after which its outcome is reached."""


class ClaimTaken(RecordConflictError):
    """Another stream holds a claimed value."""


class BasisMoved(IntegrityError):
    """What the command was decided on has changed: decide again."""


class WarrantGone(RecordConflictError):
    """The token under which it was said opens nothing any more."""


class KnownReceipt(NamedTuple):
    """Under the key of the `given` one this is `stored`, with the position reached."""

    given: Receipt
    stored: Receipt
    position: int


class ReceiptExists(RecordConflictError):
    """Keys have an outcome already: answer with that."""

    def __init__(self, known: Sequence[KnownReceipt]):
        super().__init__()
        self.known = known


CONFLICTS: Mapping[str, type[EventSourcingError]] = {
    "events_version": IntegrityError,
    "claim_taken": ClaimTaken,
}
"""By the constraint that a refused command would have broken."""


@dataclass(frozen=True, slots=True)
class Submission:
    """`receipts` by how many of the events were recorded when the outcome of each was
    reached; `warrant` is the hash of the token under which all of it was said, where
    that is yet to be judged; `positions` are those of the events, once on disk."""

    events: Sequence[StoredEvent]
    claims: Sequence[Claim] = ()
    receipts: Receipts = field(default_factory=dict)
    basis: Basis | None = None
    warrant: bytes | None = None
    positions: Outcome[Sequence[int]] = field(default_factory=Outcome)

    def touches(self) -> set[object]:
        """What no other command of the same transaction may touch."""
        touched: set[object] = {event.originator_id for event in self.events}
        touched.update((kind, value) for kind, value, _ in self.claims)
        touched.update(receipt.scope for receipt in self.receipts.values())
        return touched

    @property
    def size(self) -> int:
        """About how many bytes."""
        return sum(len(event.state) for event in self.events)
