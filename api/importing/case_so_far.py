"""A case that the register holds already, and what earlier files said of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.complaint import Complaint
from domain.complaint_events import (
    Amended,
    ComplaintEvent,
    Disposed,
    Noted,
    Received,
    Resolved,
)
from domain.complaint_side_ways import ClarificationRequested
from domain.sealing import Place, SealedField, SealedText, Vault


@dataclass(frozen=True, slots=True)
class CaseSoFar:
    """What an import did is marked `derived`: no officer's command is.

    A file says something new only where it differs from the files before it, not from
    what officers have made of the case since.
    """

    case: Complaint
    events: Sequence[ComplaintEvent]
    vault: Vault

    @property
    def agency(self) -> str | None:
        """The agency that the last file named."""
        named = [e.agency for e in self._imported() if isinstance(e, Disposed)]
        return named[-1] if named else None

    @property
    def closings(self) -> list[Resolved]:
        """What files told of a resolution. The system closes after silence too, then
        always at a known time; a file that knows the time names an officer."""
        return [
            e
            for e in self.events
            if isinstance(e, Resolved)
            and e.role == "system"
            and not (e.closed_by == "system" and e.time_known)
        ]

    @property
    def paused_at(self) -> datetime:
        """When the reporter was asked, of a case that waits for the answer."""
        asked = [e for e in self.events if isinstance(e, ClarificationRequested)]
        return [e.occurred_at for e in asked if e.paused_on][-1]

    def has_text(self, text: str) -> bool:
        """Whether the case has this description, or a file gave it before."""
        if self.vault.open([self.case.description])[0] == text:
            return True
        given = ((e, e.description) for e in self._imported() if isinstance(e, Amended))
        return text in self._opened("description", given)

    def was_asked(self, question: str) -> bool:
        """Whether a file said before that the reporter is asked this."""
        first = [(e, e.note) for e in self.events if isinstance(e, Received)]
        later = [(e, e.message) for e in self._imported() if isinstance(e, Noted)]
        return question in self._opened("note", first) + self._opened("message", later)

    def _imported(self) -> Iterator[ComplaintEvent]:
        return (event for event in self.events if event.time == "derived")

    def _opened(
        self, name: str, given: Iterable[tuple[ComplaintEvent, SealedText | None]]
    ) -> list[str | None]:
        key = self.case.case_key.id
        fields = [
            SealedField(key, Place(self.case.id, e.TOPIC, name, e.nonce), t.ciphertext)
            for e, t in given
            if t is not None
        ]
        return self.vault.open(fields)
