"""What happens to a complaint on its way, in the order in which a complaint lives."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from domain.case_event import CaseEvent
from domain.sealing import KeyRef, SealedText

Channel = Literal[
    "walk_in",
    "letter",
    "phone",
    "sms",
    "whatsapp",
    "email",
    "web",
    "app",
    "social_media",
    "other",
]
Classification = Literal[
    "complaint", "oversight_complaint", "aspiration", "information"
]
Outcome = Literal[
    "substantiated",
    "partly_substantiated",
    "unsubstantiated",
    "information_given",
    "noted",
    "not_recorded",
]
ArchiveReason = Literal[
    "wrong_format",
    "too_general",
    "not_government",
    "incomplete",
    "not_understandable",
    "duplicate",
    "other_government",
    "not_recorded",
]
EscalationTarget = Literal[
    "agency_head", "regional_secretary", "inspectorate", "governor", "ombudsman"
]
ClosedBy = Literal["officer", "reporter", "system"]


@dataclass(frozen=True, slots=True)
class ExternalId:
    """The case's id in another system, such as the national Tracking ID."""

    system: str
    id: str

    @property
    def claim(self) -> tuple[str, str]:
        """Kind and value of the claim by which it names one case."""
        return "external:" + self.system, self.id


@dataclass(frozen=True, kw_only=True)
class ComplaintEvent(CaseEvent):
    """An event of a complaint."""


@dataclass(frozen=True, kw_only=True)
class Received(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.received"
    case_number: str
    channel: Channel
    classification: Classification
    title: SealedText
    description: SealedText
    category: str | None
    incident_on: date | None
    region: str | None
    place: SealedText | None
    """JSON {description, latitude, longitude}: finer than a village, so sealed."""
    suggested_agency: str | None
    reporter: SealedText | None
    """JSON {name, national_id, phone, email, address}, under the reporter's key."""
    anonymous: bool
    confidential: bool
    external_id: ExternalId | None
    access_code_hash: bytes
    reporter_key: KeyRef
    case_key: KeyRef


@dataclass(frozen=True, kw_only=True)
class Verified(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.verified"
    classification: Classification
    category: str | None


@dataclass(frozen=True, kw_only=True)
class Disposed(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.disposed"
    agency: str
    instruction: SealedText | None


@dataclass(frozen=True, kw_only=True)
class Returned(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.returned"
    agency: str
    reason: SealedText


@dataclass(frozen=True, kw_only=True)
class FollowedUp(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.followed_up"
    message: SealedText
    public: bool


@dataclass(frozen=True, kw_only=True)
class ReporterReplied(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.reporter_replied"
    message: SealedText
    reopens: bool
    """True when the case was answered and goes back into progress."""


@dataclass(frozen=True, kw_only=True)
class Resolved(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.resolved"
    outcome: Outcome
    closed_by: ClosedBy
    message: SealedText | None
    time_known: bool = True
    """False for an imported closing without a date: its clocks are not judged."""
    reopen_until: date | None = None
    """The last day on which the reporter may reopen the case."""


@dataclass(frozen=True, kw_only=True)
class Archived(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.archived"
    reason: ArchiveReason
    message: SealedText | None
    time_known: bool = True
    original: UUID | None = None
    """The case that a duplicate repeats."""


@dataclass(frozen=True, kw_only=True)
class Amended(ComplaintEvent):
    """Only what is named in `changed` was changed; the old values stay in the past."""

    TOPIC: ClassVar[str] = "complaint.amended"
    changed: tuple[
        Literal[
            "title", "description", "category", "location", "reporter", "incident_on"
        ],
        ...,
    ]
    reason: SealedText
    title: SealedText | None = None
    description: SealedText | None = None
    category: str | None = None
    region: str | None = None
    place: SealedText | None = None
    reporter: SealedText | None = None
    incident_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Escalated(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.escalated"
    to: EscalationTarget
    reason: SealedText | None
    """None where all texts of the case were erased before."""
    clock: str | None = None
    """Whose ladder's step it is; None where somebody escalated by hand."""
    due_on: date | None = None
    step_on: date | None = None
    """The day for which the ladder sets the step."""


@dataclass(frozen=True, kw_only=True)
class Noted(ComplaintEvent):
    TOPIC: ClassVar[str] = "complaint.noted"
    message: SealedText
    late: Literal["follow-up", "clarify", "resolve"] | None = None
    """An answer that was given in time for a state the case has left since."""
