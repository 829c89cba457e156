"""The shapes of the answers about requests for public information."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from api.answers import Erasure, Page
from api.clock_answers import Deadline, Explained, ExplainedDeadline
from domain import information_request_events as events
from domain.clock import RequestClockName
from domain.complaint_events import Channel
from domain.exclusions import ExclusionGround
from domain.information_request import Awaited, RequestState
from domain.public_information import InformationForm
from domain.remedies import RightName
from domain.sealing import ErasureScope


class RequestClock(Deadline):
    clock: RequestClockName


class RequestChanged(BaseModel):
    """Recorded; or, with the header Idempotency-Replayed, recorded before."""

    id: UUID
    case_number: str
    state: RequestState
    version: int
    position: int
    clocks: list[RequestClock]


class InformationRequested(RequestChanged):
    """Registered: `case_number` is the registration number (nomor pendaftaran). The
    access code is shown this once."""

    access_code: str


class WithheldOnGround(BaseModel):
    ground: ExclusionGround
    exclusion: str


class WrittenNotice(BaseModel):
    """The written notice; `cost` is in rupiah."""

    decided_at: datetime
    possession: events.Possession
    outcome: events.Outcome
    withheld: list[WithheldOnGround]
    blacked_out: bool
    access: events.Access | None
    form: InformationForm | None
    cost: int | None
    payment: events.Payment | None
    message: str | None = None
    holder: str | None = None


class Objection(BaseModel):
    """`proxy` needs the header Tuntas-Reason."""

    filed_at: datetime
    reasons: list[events.ObjectionReason]
    answered_at: datetime | None
    answered_by: str | None
    outcome: events.Outcome | None
    possession: events.Possession | None
    withheld: list[WithheldOnGround]
    statement: str | None = None
    answer: str | None = None
    holder: str | None = None
    proxy: dict[str, str] | None = None


class Dispute(BaseModel):
    """`premature` came before the superior's term had passed, `expired` after the
    applicant's own: it is the commission that judges."""

    filed_at: datetime
    timing: events.Timing
    steps: list[events.CommissionStep]
    ruled_at: datetime | None
    outcome: events.Ruling | None
    number: str | None = None
    message: str | None = None


class Lapse(BaseModel):
    """A term that passed without what it was for."""

    clock: RequestClockName
    due_on: date
    legal_basis: str


class Right(BaseModel):
    """What the applicant may do now, until which day and by which law; `text` is in
    Bahasa Indonesia."""

    remedy: RightName
    until: date | None
    legal_basis: str | None
    text: str


class InformationRequest(BaseModel):
    """Applicant and proxies need the header Tuntas-Reason. `awaits`: whose turn it is.
    `registered_late`: the number was not given on the day of receipt. `missing` is what
    the applicant was asked to complete."""

    id: UUID
    case_number: str
    state: RequestState
    version: int
    channel: Channel
    applicant_kind: events.ApplicantKind
    access: events.Access
    form: InformationForm | None
    agency: str | None
    complaint: UUID | None
    received_at: datetime
    recorded_at: datetime
    registered_late: bool
    awaits: Awaited | None
    extended: bool
    outcome: events.Outcome | events.Ruling | None
    notice: WrittenNotice | None
    delivered_at: datetime | None
    delivered_as: InformationForm | None
    objection: Objection | None
    disputes: list[Dispute]
    paused_on: date | None
    erased: list[Erasure]
    clocks: list[RequestClock]
    lapses: list[Lapse]
    rights: list[Right]
    information: str | None = None
    purpose: str | None = None
    missing: str | None = None
    extension_reason: str | None = None
    delivery_message: str | None = None
    applicant: dict[str, str] | None = None
    proxy: dict[str, str] | None = None


class ExplainedRequestClock(ExplainedDeadline):
    clock: RequestClockName


class RequestClocks(Explained):
    """Each deadline explained, as those of a complaint."""

    items: list[ExplainedRequestClock]


class RequestInList(BaseModel):
    """`information` is null where everything was erased."""

    id: UUID
    case_number: str
    state: RequestState
    awaits: Awaited | None
    channel: Channel
    agency: str | None
    received_at: datetime
    next_due_on: date | None
    overdue: bool
    outcome: events.Outcome | events.Ruling | None
    information: str | None
    erased: ErasureScope | None
    version: int


class PageOfInformationRequests(Page):
    """One page of requests; `next_cursor` is null on the last."""

    items: list[RequestInList]


class ObjectionInBook(BaseModel):
    objected_on: date
    reasons: list[events.ObjectionReason]
    answered_on: date | None
    outcome: events.Outcome | None
    disputed_on: date | None
    ruling: events.Ruling | None


class ApplicantInBook(BaseModel):
    name: str | None
    address: str | None
    occupation: str | None
    tax_id: str | None
    phone: str | None
    email: str | None


class BookRow(BaseModel):
    """`id`, `agency` and `purpose` are not in the public version, where what may name
    somebody is redacted in `information`, which is null of an applicant who was
    forgotten; `applicant` is there for a reason."""

    case_number: str
    received_on: date
    information: str | None
    possession: events.Possession | None
    form: InformationForm | None
    access: events.Access
    decision: events.Outcome | None
    grounds: list[ExclusionGround]
    noticed_on: date | None
    delivered_on: date | None
    cost: int | None
    payment: events.Payment | None
    state: RequestState
    objection: ObjectionInBook | None
    id: UUID | None = None
    agency: str | None = None
    purpose: str | None = None
    applicant: ApplicantInBook | None = None


class PageOfBook(Page):
    """One page of the register book; as `text/csv` all of it."""

    items: list[BookRow]
