"""What the commands about requests for public information may say."""

from typing import Annotated, Any

from pydantic import Field, model_validator

from api.bodies import (
    Body,
    CaseName,
    Code,
    Command,
    Email,
    Line,
    Phone,
    Receipt,
    Sentence,
    Text,
)
from domain import information_request_events as events
from domain.exclusions import ExclusionGround
from domain.public_information import InformationForm

Letter = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$")]
"""An id that another part of Tuntas gave."""


class Applicant(Body):
    """`deed` is that of a legal entity, `tax_id` the NPWP."""

    name: Line
    national_id: Annotated[str, Field(pattern=r"^[0-9]{16}$")] | None = None
    deed: Line | None = None
    tax_id: Annotated[str, Field(pattern=r"^[0-9 .-]{15,22}$")] | None = None
    address: Sentence | None = None
    occupation: Line | None = None
    phone: Phone | None = None
    email: Email | None = None


class Proxy(Body):
    """Who asks for the applicant, by a letter of authority."""

    name: Line
    address: Sentence | None = None
    phone: Phone | None = None
    letter: Line | None = None


class RequestInformation(Receipt):
    """`complaint` names a report of class information that is converted, with its
    reporter's consent."""

    complaint: CaseName | None = None
    consent: bool = False
    applicant_kind: events.ApplicantKind
    applicant: Applicant
    proxy: Proxy | None = None
    information: Text
    purpose: Sentence | None = None
    access: events.Access
    form: InformationForm | None = None
    agency: Code | None = None

    @model_validator(mode="after")
    def _by_consent(self) -> "RequestInformation":
        if self.consent != (self.complaint is not None):
            msg = "a complaint is converted with its reporter's consent, and only then"
            raise ValueError(msg)
        return self

    def words(self) -> dict[str, Any]:
        words = super().words()
        del words["consent"]
        return {
            **words,
            "applicant": self.applicant.model_dump(exclude_none=True),
            "proxy": self.proxy and self.proxy.model_dump(exclude_none=True),
        }


class NotifyIncomplete(Command):
    missing: Text


class CompleteInformation(Command):
    answer: Text


class ExtendNotice(Command):
    reason: Sentence


class WithheldPart(Body):
    """A ground of UU 14/2008 Pasal 17, and the code of the exclusion whose consequence
    test it rests on: one that is in force on the day of the answer."""

    ground: ExclusionGround
    exclusion: Letter


Withheld = Annotated[list[WithheldPart], Field(max_length=10)]


def _withheld(given: list[WithheldPart]) -> tuple[events.Withheld, ...]:
    return tuple(events.Withheld(one.ground, one.exclusion) for one in given)


class GiveNotice(Command):
    """The written notice; `cost` is in rupiah."""

    possession: events.Possession
    holder: Line | None = None
    outcome: events.Outcome
    withheld: Withheld = []
    blacked_out: bool = False
    message: Text
    access: events.Access | None = None
    form: InformationForm | None = None
    cost: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = None
    payment: events.Payment | None = None

    def words(self) -> dict[str, Any]:
        return {**super().words(), "withheld": _withheld(self.withheld)}


class DeliverInformation(Command):
    form: InformationForm
    message: Text | None = None


class ObjectToNotice(Command):
    """`reasons` are the letters of UU 14/2008 Pasal 35(1)."""

    reasons: Annotated[list[events.ObjectionReason], Field(min_length=1, max_length=7)]
    statement: Text
    proxy: Proxy | None = None

    def words(self) -> dict[str, Any]:
        proxy = self.proxy and self.proxy.model_dump(exclude_none=True)
        return {**super().words(), "proxy": proxy}


class AnswerObjection(Command):
    """`possession` where the superior says more of it than the notice did, or none
    came: what is not held is refused without a ground."""

    possession: events.Possession | None = None
    holder: Line | None = None
    outcome: events.Outcome
    withheld: Withheld = []
    message: Text

    def words(self) -> dict[str, Any]:
        return {**super().words(), "withheld": _withheld(self.withheld)}


class RecordDispute(Command):
    """`number` is that of the commission's register."""

    number: Line | None = None


class RecordRuling(Command):
    """A step of the commission; a ruling has an outcome."""

    step: events.CommissionStep
    outcome: events.Ruling | None = None
    number: Line | None = None
    message: Text | None = None


class WithdrawRequest(Command):
    reason: Sentence | None = None


BODIES = (
    RequestInformation,
    NotifyIncomplete,
    CompleteInformation,
    ExtendNotice,
    GiveNotice,
    DeliverInformation,
    ObjectToNotice,
    AnswerObjection,
    RecordDispute,
    RecordRuling,
    WithdrawRequest,
)
