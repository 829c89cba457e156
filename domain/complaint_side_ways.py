"""What happens to a complaint beside its way: asked back, joined, left, reopened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from domain.complaint_events import Classification, ComplaintEvent
from domain.sealing import ErasureGround, ErasureScope, SealedText

ReminderStep = Literal["remind", "alarm"]
MediaType = Literal["application/pdf", "image/jpeg", "image/png"]


@dataclass(frozen=True, kw_only=True)
class ClarificationRequested(ComplaintEvent):
    """The reporter was told what is missing (tunda)."""

    TOPIC: ClassVar[str] = "complaint.clarification_requested"
    question: SealedText


@dataclass(frozen=True, kw_only=True)
class Clarified(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.clarified"
    answer: SealedText


@dataclass(frozen=True, kw_only=True)
class HandedOver(ComplaintEvent):
    """Archived as another government's; `reference` is its own number, if known."""

    TOPIC: ClassVar[str] = "complaint.handed_over"
    government: str
    reference: SealedText | None


@dataclass(frozen=True, kw_only=True)
class Withdrawn(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.withdrawn"
    reason: SealedText | None
    """None where all texts of the case were erased before."""
    deemed: bool
    """By silence: UU 25/2009 Pasal 44(3)."""


@dataclass(frozen=True, kw_only=True)
class Merged(ComplaintEvent):
    """A duplicate of `into`, to which its followers have moved."""

    TOPIC: ClassVar[str] = "complaint.merged"
    into: UUID
    into_case_number: str


@dataclass(frozen=True, kw_only=True)
class Joined(ComplaintEvent):
    """The original was joined by a duplicate, and by those that followed it."""

    TOPIC: ClassVar[str] = "complaint.joined"
    duplicate: UUID
    duplicate_case_number: str
    followers: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class Reclassified(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.reclassified"
    classification: Classification
    category: str | None
    reason: SealedText


@dataclass(frozen=True, kw_only=True)
class DeadlineMoved(ComplaintEvent):
    """By an officer's extension of one clock, or by a decree that came late."""

    TOPIC: ClassVar[str] = "complaint.deadline_moved"
    cause: Literal["extension", "decree"]
    units: int | None = None
    """By how many more of the clock's own units; fewer, where taken back."""
    decree: str | None = None
    reason: SealedText | None = None


@dataclass(frozen=True, kw_only=True)
class Reminded(ComplaintEvent):
    """A step of a clock's ladder that only tells those who work on the case."""

    TOPIC: ClassVar[str] = "complaint.reminded"
    clock: str
    step: ReminderStep
    due_on: date
    step_on: date


@dataclass(frozen=True, kw_only=True)
class Reopened(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.reopened"
    reason: SealedText


@dataclass(frozen=True, kw_only=True)
class Rated(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.rated"
    stars: int
    comment: SealedText | None


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.attachment_added"
    file: SealedText
    """JSON {name, sha256}: who holds a photograph could find the case by its digest."""
    media_type: MediaType
    size: int
    """In bytes."""


@dataclass(frozen=True, kw_only=True)
class Published(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.published"


@dataclass(frozen=True, kw_only=True)
class Unpublished(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.unpublished"
    reason: SealedText


@dataclass(frozen=True, kw_only=True)
class PublicTextProposed(ComplaintEvent):
    """What everybody is to read of an answer, checked for what tells who somebody is.

    `answer` is the version of the follow-up that it tells of.
    """

    TOPIC: ClassVar[str] = "complaint.public_text_proposed"
    answer: int
    text: SealedText
    flags: SealedText | None
    """JSON [{start, end, kind, reason}] as the check found them; `reason` is why a flag
    was overruled, null where it was not. None where nothing was flagged."""
    undecided: int
    """How many flags were not overruled: with one of them it is not confirmed."""


@dataclass(frozen=True, kw_only=True)
class PublicTextConfirmed(ComplaintEvent):
    """By a second officer: from now on it is what everybody reads of that answer.

    `proposal` is the version in which the text was proposed.
    """

    TOPIC: ClassVar[str] = "complaint.public_text_confirmed"
    proposal: int
    answer: int


@dataclass(frozen=True, kw_only=True)
class PublicTextDeclined(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.public_text_declined"
    proposal: int
    reason: SealedText


@dataclass(frozen=True, kw_only=True)
class Erased(ComplaintEvent):
    """Keys of the case were destroyed: what they sealed opens nowhere any more.

    `request` is the number of the case's data request that asked for it. `recorded_at`
    is later than `destroyed_at` where events were restored from a backup since.
    """

    TOPIC: ClassVar[str] = "complaint.erased"
    scope: ErasureScope
    ground: ErasureGround
    request: int
    destroyed_at: datetime
