"""A request for public information as its events have made it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from domain.case import Case
from domain.complaint_events import Channel
from domain.information_request_events import (
    NOT_TAKEN_UP,
    Access,
    ApplicantKind,
    CommissionStep,
    ObjectionReason,
    Outcome,
    Payment,
    Possession,
    Ruling,
    Timing,
    Withheld,
)
from domain.public_information import InformationForm
from domain.sealing import SealedField
from domain.service_standards import Promise

RequestState = Literal[
    "requested",
    "incomplete",
    "decided",
    "delivered",
    "objected",
    "objection_answered",
    "disputed",
    "ruled",
    "withdrawn",
]
Awaited = Literal["information_officer", "superior", "applicant", "commission"]
"""Whose turn it is."""

GRANTED = ("granted", "partly_granted", "settled")
"""At least in part."""


def converted(complaint: UUID) -> tuple[str, str]:
    """The claim by which a report is converted once."""
    return "converted", str(complaint)


@dataclass(frozen=True, slots=True)
class Notice:
    """The written notice of UU 14/2008 Pasal 22(7)."""

    decided_at: datetime
    possession: Possession
    holder: SealedField | None
    outcome: Outcome
    withheld: tuple[Withheld, ...]
    blacked_out: bool
    message: SealedField
    access: Access | None
    form: InformationForm | None
    cost: int | None
    payment: Payment | None


@dataclass(frozen=True, slots=True)
class Objection:
    """`answer` and what belongs to it are None until the superior has answered."""

    filed_at: datetime
    reasons: tuple[ObjectionReason, ...]
    statement: SealedField
    proxy: SealedField | None
    answered_at: datetime | None = None
    answered_by: str | None = None
    outcome: Outcome | None = None
    withheld: tuple[Withheld, ...] = ()
    answer: SealedField | None = None
    possession: Possession | None = None
    holder: SealedField | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    filed_at: datetime
    timing: Timing
    number: SealedField | None
    steps: tuple[CommissionStep, ...] = ()
    ruled_at: datetime | None = None
    outcome: Ruling | None = None
    message: SealedField | None = None

    @property
    def left_open(self) -> bool:
        """It came too early and was not taken up: the request goes on as before."""
        return self.timing == "premature" and self.outcome in NOT_TAKEN_UP


@dataclass(frozen=True, kw_only=True)
class InformationRequest(Case):
    KIND: ClassVar[str] = "An information request"
    NUMBERED: ClassVar[str] = "registration_number"

    state: RequestState
    channel: Channel
    applicant_kind: ApplicantKind
    applicant: SealedField
    proxy: SealedField | None
    information: SealedField
    purpose: SealedField | None
    access: Access
    form: InformationForm | None
    complaint: UUID | None
    """The report that was converted into it."""
    missing: SealedField | None = None
    """What the applicant was asked to complete."""
    extended_by: tuple[str, int] | None = None
    """The rule of the extension, in its version."""
    extension_reason: SealedField | None = None
    notice: Notice | None = None
    owed: bool = False
    """Granted and not delivered since. Who refuses an objection or a dispute takes
    away nothing that was granted before."""
    delivered_at: datetime | None = None
    """When it was last delivered."""
    delivered_as: InformationForm | None = None
    delivery_message: SealedField | None = None
    objection: Objection | None = None
    disputes: tuple[Dispute, ...] = ()
    """More than one where those before were premature."""

    @property
    def claims(self) -> tuple[tuple[str, str], ...]:
        own = super().claims
        return (*own, converted(self.complaint)) if self.complaint else own

    @property
    def extended(self) -> bool:
        return self.extended_by is not None

    def rules(self, promise: Promise) -> tuple[tuple[str, int], ...]:
        """An extension has a paragraph of its own: UU 14/2008 Pasal 22(8)."""
        own = super().rules(promise)
        return (
            (*own, self.extended_by) if promise.extended and self.extended_by else own
        )

    @property
    def outcome(self) -> Outcome | Ruling | None:
        """By the last that was decided, whoever decided it."""
        if self.ruled:
            return self.disputes[-1].outcome
        if self.objection and self.objection.outcome:
            return self.objection.outcome
        return self.notice.outcome if self.notice else None

    @property
    def possession(self) -> Possession | None:
        """By the last who said something of it."""
        if self.objection and self.objection.possession:
            return self.objection.possession
        return self.notice.possession if self.notice else None

    @property
    def withheld(self) -> tuple[Withheld, ...]:
        """On which grounds something is kept back, by the last who named any: none of
        what is not held."""
        if self.objection and self.objection.withheld:
            return self.objection.withheld
        held = self.possession == "held"
        return self.notice.withheld if self.notice and held else ()

    @property
    def pending(self) -> Dispute | None:
        """The last dispute, where the commission has not ruled on it."""
        last = self.disputes[-1] if self.disputes else None
        return last if last and last.ruled_at is None else None

    @property
    def awaits(self) -> Awaited | None:
        """Whose turn it is; None where nobody owes anything, though a right may be
        open still."""
        match self.state:
            case "requested":
                return "information_officer"
            case "incomplete":
                return "applicant"
            case "objected":
                return "superior"
            case "disputed":
                return "commission"
            case "decided" | "objection_answered" | "ruled":
                return "information_officer" if self.owed else None
            case _:
                return None

    @property
    def open(self) -> bool:
        """Somebody owes something."""
        return self.awaits is not None

    @property
    def ruled(self) -> bool:
        """The commission has spoken: the way goes on to court, or ends."""
        last = self.disputes[-1] if self.disputes else None
        return last is not None and last.outcome is not None and not last.left_open
