"""What happens to a request for public information (PPID, UU 14/2008), in the order in
which one lives."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from domain.case_event import CaseEvent
from domain.complaint_events import Channel
from domain.exclusions import ExclusionGround
from domain.public_information import InformationForm
from domain.sealing import ErasureGround, ErasureScope, KeyRef, SealedText

ApplicantKind = Literal["citizen", "legal_entity", "group"]
Access = Literal["view", "copy"]
"""To see or hear it, or to have a copy: the register's columns 16 and 17."""
Possession = Literal["held", "not_held", "not_documented"]
"""UU 14/2008 Pasal 22(7)a: the register's columns 11 to 13."""
Outcome = Literal["granted", "partly_granted", "refused"]
ObjectionReason = Literal["a", "b", "c", "d", "e", "f", "g"]
"""The letters of UU 14/2008 Pasal 35(1)."""
Payment = Literal["cash", "transfer"]
Timing = Literal["in_time", "premature", "expired"]
"""Perki 1/2013 Pasal 13: before the superior's term has passed, or after the own."""
CommissionStep = Literal["hearing", "mediation", "adjudication", "ruling"]
Ruling = Literal[
    "granted", "partly_granted", "refused", "inadmissible", "settled", "withdrawn"
]
NOT_TAKEN_UP: frozenset[Ruling] = frozenset(("inadmissible", "withdrawn"))
"""Nothing was said of what was asked."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """On which ground of Pasal 17 something is kept back, and by which exclusion: the
    code of what holds its consequence test (Pasal 19)."""

    ground: ExclusionGround
    exclusion: str


@dataclass(frozen=True, kw_only=True)
class InformationRequestEvent(CaseEvent):
    """An event of a request."""


@dataclass(frozen=True, kw_only=True)
class Requested(InformationRequestEvent):
    TOPIC: ClassVar[str] = "information_request.requested"
    case_number: str
    """The registration number of Pasal 22(4)."""
    channel: Channel
    applicant_kind: ApplicantKind
    applicant: SealedText
    """JSON {name, national_id, deed, tax_id, address, occupation, phone, email}, under
    the reporter's key: the applicant is who is forgotten."""
    proxy: SealedText | None
    """JSON {name, address, phone, letter} of who asks for the applicant, likewise."""
    information: SealedText
    purpose: SealedText | None
    access: Access
    form: InformationForm | None
    agency: str | None
    """Whose information is asked for, where the applicant knows it."""
    complaint: UUID | None = None
    """The report of class `information` that was converted, with consent."""
    access_code_hash: bytes
    reporter_key: KeyRef
    case_key: KeyRef


@dataclass(frozen=True, kw_only=True)
class NotifiedIncomplete(InformationRequestEvent):
    TOPIC: ClassVar[str] = "information_request.notified_incomplete"
    missing: SealedText


@dataclass(frozen=True, kw_only=True)
class Completed(InformationRequestEvent):
    TOPIC: ClassVar[str] = "information_request.completed"
    answer: SealedText


@dataclass(frozen=True, kw_only=True)
class Extended(InformationRequestEvent):
    """Once, with a reason in writing (Pasal 22(8)); by `rule` in that version."""

    TOPIC: ClassVar[str] = "information_request.extended"
    reason: SealedText
    units: int
    rule: str
    rule_version: int


@dataclass(frozen=True, kw_only=True)
class Decided(InformationRequestEvent):
    """The written notice of Pasal 22(7)."""

    TOPIC: ClassVar[str] = "information_request.decided"
    possession: Possession
    holder: SealedText | None
    """Who holds it, if that is known and another."""
    outcome: Outcome
    withheld: tuple[Withheld, ...] = ()
    blacked_out: bool = False
    message: SealedText
    access: Access | None = None
    form: InformationForm | None = None
    cost: int | None = None
    """In rupiah, of copying alone."""
    payment: Payment | None = None


@dataclass(frozen=True, kw_only=True)
class Delivered(InformationRequestEvent):
    TOPIC: ClassVar[str] = "information_request.delivered"
    form: InformationForm
    message: SealedText | None


@dataclass(frozen=True, kw_only=True)
class Withdrawn(InformationRequestEvent):
    TOPIC: ClassVar[str] = "information_request.withdrawn"
    reason: SealedText | None


@dataclass(frozen=True, kw_only=True)
class Objected(InformationRequestEvent):
    """An objection (keberatan) to the superior of the information officer."""

    TOPIC: ClassVar[str] = "information_request.objected"
    reasons: tuple[ObjectionReason, ...]
    statement: SealedText
    """The case as the applicant sees it (kasus posisi)."""
    proxy: SealedText | None


@dataclass(frozen=True, kw_only=True)
class ObjectionAnswered(InformationRequestEvent):
    TOPIC: ClassVar[str] = "information_request.objection_answered"
    outcome: Outcome
    withheld: tuple[Withheld, ...] = ()
    message: SealedText
    possession: Possession | None = None
    """None where the answer leaves what the notice said of it."""
    holder: SealedText | None = None


@dataclass(frozen=True, kw_only=True)
class Disputed(InformationRequestEvent):
    """Brought before the information commission; `number` is that of its register."""

    TOPIC: ClassVar[str] = "information_request.disputed"
    timing: Timing
    number: SealedText | None


@dataclass(frozen=True, kw_only=True)
class RulingRecorded(InformationRequestEvent):
    """A step of the commission; the last one has an outcome. A premature dispute that
    was not taken up leaves the request where it is."""

    TOPIC: ClassVar[str] = "information_request.ruling_recorded"
    step: CommissionStep
    outcome: Ruling | None
    number: SealedText | None
    message: SealedText | None


@dataclass(frozen=True, kw_only=True)
class DeadlineMoved(InformationRequestEvent):
    """By a decree on holidays that came late."""

    TOPIC: ClassVar[str] = "information_request.deadline_moved"
    decree: str | None


@dataclass(frozen=True, kw_only=True)
class TextsErased(InformationRequestEvent):
    """Keys of the request were destroyed: as `complaint.erased`."""

    TOPIC: ClassVar[str] = "information_request.erased"
    scope: ErasureScope
    ground: ErasureGround
    request: int
    destroyed_at: datetime
