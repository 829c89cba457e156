"""A complaint as its events have made it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from domain.case import Case
from domain.complaint_events import (
    ArchiveReason,
    Channel,
    Classification,
    ClosedBy,
    EscalationTarget,
    ExternalId,
    Outcome,
)
from domain.complaint_side_ways import MediaType
from domain.sealing import SealedField

State = Literal[
    "received",
    "awaiting_clarification",
    "verified",
    "disposed",
    "returned",
    "in_progress",
    "answered",
    "resolved",
    "archived",
    "withdrawn",
    "merged",
]
CLOSED: frozenset[State] = frozenset(("resolved", "archived", "withdrawn", "merged"))


ENDED: frozenset[State] = CLOSED - {"resolved"}
"""Closed without an answer: what still ran is not judged."""


@dataclass(frozen=True, slots=True)
class Attachment:
    number: int
    """From 1, in the order in which they were attached."""
    file: SealedField
    media_type: MediaType
    size: int
    by_reporter: bool
    """Not by an office, whose files the reporter does not read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A follow-up, in that version of the case; `public` where its agency wants it told
    to everybody too."""

    version: int
    at: datetime
    public: bool


@dataclass(frozen=True, slots=True)
class PublicText:
    """What everybody may read of the answer that was given in version `answer`."""

    answer: int
    text: SealedField


@dataclass(frozen=True, slots=True)
class ProposedText:
    """A public text that waits for a second officer; `version` is that of its event."""

    version: int
    answer: int
    at: datetime
    by: str
    text: SealedField
    flags: SealedField | None
    undecided: int


@dataclass(frozen=True, kw_only=True)
class Complaint(Case):
    KIND: ClassVar[str] = "A complaint"
    NUMBERED: ClassVar[str] = "case_number"

    state: State
    channel: Channel
    classification: Classification
    category: str | None
    region: str | None
    suggested_agency: str | None
    anonymous: bool
    confidential: bool
    incident_on: date | None
    external_id: ExternalId | None
    title: SealedField
    description: SealedField
    place: SealedField | None
    reporter: SealedField | None
    state_before: State = "received"
    """The state to which a clarification leads back."""
    disposed_at: datetime | None = None
    """When it was disposed for the first time."""
    returned_at: datetime | None = None
    """When an agency last returned it."""
    answered_at: datetime | None = None
    """When the reporter was last answered."""
    escalated_to: tuple[EscalationTarget, ...] = ()
    outcome: Outcome | None = None
    closed_by: ClosedBy | None = None
    resolved_at: datetime | None = None
    """When it was resolved; None while it is not, and where that is not known."""
    reopen_until: date | None = None
    stars: int | None = None
    archive_reason: ArchiveReason | None = None
    handed_over_to: str | None = None
    merged_into: UUID | None = None
    """The original: of a duplicate that was merged, or archived as one."""
    followers: tuple[UUID, ...] = ()
    """The duplicates that were merged into it, directly or by another one."""
    imported: bool = False
    """Received by an import: when its record came in says nothing."""
    heard: bool = False
    """The reporter has said something since the last question."""
    published: bool = False
    """What becomes restricted is public no more, until it is published again."""
    answers: tuple[Answer, ...] = ()
    proposed_text: ProposedText | None = None
    """The last one that was proposed, and neither confirmed nor declined since."""
    public_texts: tuple[PublicText, ...] = ()
    """One an answer, the last confirmed last."""
    attachments: tuple[Attachment, ...] = ()

    @property
    def claims(self) -> tuple[tuple[str, str], ...]:
        own = super().claims
        return (*own, self.external_id.claim) if self.external_id else own

    @property
    def stage(self) -> State:
        """The state, or that to which a clarification leads back."""
        asked_back = self.state == "awaiting_clarification"
        return self.state_before if asked_back else self.state

    @property
    def open(self) -> bool:
        return self.state not in CLOSED

    @property
    def restricted(self) -> bool:
        return is_restricted(self.classification, self.confidential)

    @property
    def followed_up(self) -> bool:
        return self.answered_at is not None


def is_restricted(classification: Classification, confidential: bool) -> bool:
    return confidential or classification == "oversight_complaint"
