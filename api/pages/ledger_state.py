"""The newest signed head of the log, who signed it, and who of the witnesses did."""

from dataclasses import dataclass
from datetime import UTC, datetime

from api import witnesses
from api.installation import Installation
from ledger.checkpoint import Checkpoint
from ledger.note import Note, NoteError


@dataclass(frozen=True, slots=True)
class WitnessState:
    """`at` is when it saw this head; None where it has not signed it."""

    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class LedgerState:
    """`note` is the signed head as it is kept, with what its lines say."""

    note: str
    origin: str
    size: int
    root: str
    key: str
    witnesses: list[WitnessState]
    unsealed: int


def ledger_state(here: Installation) -> LedgerState | None:
    """None before the first head, and where what stands there is none."""
    keys, written = here.app.reference().ledger.keys, here.ledger.head()
    if written is None or not keys:
        return None
    try:
        note = Note.parse(written)
        checkpoint = Checkpoint.parse(note.text)
        seen = [
            _seen(witness, note) for witness in witnesses.parse(here.settings.witnesses)
        ]
    except NoteError:
        return None
    return LedgerState(
        note=written,
        origin=checkpoint.origin,
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        key=keys[-1],
        witnesses=seen,
        unsealed=max(0, here.past.head() - here.ledger.sealed_position()),
    )


def _seen(witness: witnesses.Witness, note: Note) -> WitnessState:
    key = witness.vkey
    if not note.signed_by([key]):
        return WitnessState(key.name, None)
    at = next(s.time for s in note.signatures if (s.name, s.id) == (key.name, key.id))
    return WitnessState(key.name, datetime.fromtimestamp(at, UTC))
