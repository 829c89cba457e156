"""The shapes of the answers about cases."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel

from api.clock_answers import Deadline, Explained, ExplainedDeadline
from domain.clock import ClockName, Status
from domain.complaint import State
from domain.complaint_events import (
    ArchiveReason,
    Channel,
    Classification,
    ClosedBy,
    EscalationTarget,
    Outcome,
)
from domain.complaint_side_ways import MediaType
from domain.information_request import RequestState
from domain.sealing import ErasureGround, ErasureScope
from projections.notices import NoticeStep


class ClockInShort(Deadline):
    clock: ClockName


class Changed(BaseModel):
    """Recorded; or, with the header Idempotency-Replayed, recorded before."""

    id: UUID
    case_number: str
    state: State
    version: int
    position: int
    clocks: list[ClockInShort]


class Received(Changed):
    """Received. The access code is shown this once."""

    access_code: str


class ExternalId(BaseModel):
    system: str
    id: str


class CaseLocation(BaseModel):
    region: str | None
    description: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Identity(BaseModel):
    name: str | None = None
    national_id: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None


class Attachment(BaseModel):
    """`size` is in bytes; name and digest are absent where no text may be shown. The
    file is at `attachments/{number}`."""

    number: int

    media_type: MediaType
    size: int
    name: str | None = None
    sha256: str | None = None


class KeptFile(BaseModel):
    """The file is kept, sealed, and is the one that was announced."""

    number: int
    media_type: MediaType


class Erasure(BaseModel):
    """From `destroyed_at` on nothing of the scope opens any more; `request` is the
    number of the data request of the case."""

    scope: ErasureScope
    ground: ErasureGround
    request: int
    destroyed_at: datetime


class CaseInFull(BaseModel):
    """Texts of a restricted case, and the reporter, need the header Tuntas-Reason.
    What `erased` names is null."""

    id: UUID
    case_number: str
    state: State
    version: int
    channel: Channel
    classification: Classification
    category: str | None
    location: CaseLocation
    agency: str | None
    suggested_agency: str | None
    anonymous: bool
    confidential: bool
    restricted: bool
    incident_on: date | None
    external_id: ExternalId | None
    received_at: datetime
    recorded_at: datetime
    paused_on: date | None
    escalated_to: list[EscalationTarget]
    outcome: Outcome | None
    closed_by: ClosedBy | None
    reopen_until: date | None
    stars: int | None
    archive_reason: ArchiveReason | None
    handed_over_to: str | None
    merged_into: str | None
    followers: int
    published: bool
    attachments: list[Attachment]
    erased: list[Erasure]
    clocks: list[ClockInShort]
    title: str | None = None
    description: str | None = None
    reporter: Identity | None = None


class Flag(BaseModel):
    """A warning that blocks nothing; `text` is in Bahasa Indonesia."""

    rule: str
    legal_basis: str
    since: date
    text: str


class Case(CaseInFull):
    """Texts of a restricted case, and the reporter, need the header Tuntas-Reason.

    `merged_into` is the case number of the original; `followers` counts the cases that
    were merged into this one: of both only cases that the reader sees.
    """

    received_by: str | None
    flags: list[Flag]


class ExplainedClock(ExplainedDeadline):
    clock: ClockName


class Clocks(Explained):
    """Each deadline explained. `paused_days` are days of the clock's unit that a pause
    kept from counting; `recorded_at` may be days after the receipt."""

    items: list[ExplainedClock]


class CaseInRegister(BaseModel):
    """`title` is null for a restricted case: a list gives no reason to open it; and
    where `erased` says that everything was erased."""

    id: UUID
    case_number: str
    external_id: ExternalId | None
    state: State
    title: str | None
    classification: Classification
    category: str | None
    region: str | None
    channel: Channel
    agency: str | None
    suggested_agency: str | None
    restricted: bool
    received_at: datetime
    next_due_on: date | None
    overdue: bool
    erased: ErasureScope | None
    version: int


class Page(BaseModel):
    next_cursor: str | None
    position: int


class PageOfCases(Page):
    """One page of cases; `next_cursor` is null on the last."""

    items: list[CaseInRegister]


class CaseAlike(CaseInRegister):
    """`likeness`: which share of what marks the text asked for marks this one too."""

    likeness: float


class CasesAlike(BaseModel):
    """The most alike first."""

    items: list[CaseAlike]
    position: int


class DueClock(BaseModel):
    id: UUID
    case_number: str
    agency: str | None
    clock: ClockName
    rule: str
    limit: int
    unit: str
    started_on: date
    due_on: date
    provisional: bool
    status: Status


class PageOfClocks(Page):
    """One page of running clocks, the earliest due day first."""

    items: list[DueClock]


class Notice(BaseModel):
    """`clock`, `due_on` and `step_on` are null where an officer escalated."""

    id: UUID
    case_number: str
    agency: str | None
    step: NoticeStep
    clock: ClockName | None
    due_on: date | None
    step_on: date | None
    recorded_at: datetime


class PageOfNotices(Page):
    """One page of reminders and escalations, the newest first."""

    items: list[Notice]


class FieldProblem(BaseModel):
    field: str
    problem: str


class Problem(BaseModel):
    """RFC 9457. `allowed` names the commands that the state takes (409)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[FieldProblem] | None = None
    state: State | RequestState | None = None
    allowed: list[str] | None = None
    version: int | None = None
    case_number: str | None = None
