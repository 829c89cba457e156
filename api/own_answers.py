"""The shapes of what a reporter reads of the own case."""

from datetime import date, datetime

from pydantic import BaseModel

from api.answers import CaseInFull
from api.data_request_answers import DataRequest
from api.opening_answers import Part
from domain.clock import ClockName
from domain.complaint import State
from domain.complaint_events import Outcome
from domain.event import Role
from domain.remedies import RemedyName


class Message(BaseModel):
    """What the office asked or answered, or the reporter said; null where only a step.
    Of a hand-over, the other government's own number. `outcome` is that of a
    resolution; `clock` and `due_on` are those of a reminder to the reporter."""

    event: str
    occurred_at: datetime
    message: str | None
    outcome: Outcome | None
    clock: ClockName | None
    due_on: date | None


class Remedy(BaseModel):
    """What the reporter may do now, up to the end of `until`; `text` is in Bahasa
    Indonesia."""

    remedy: RemedyName
    until: date | None
    legal_basis: str | None
    text: str


class Original(BaseModel):
    """The case that this one repeats, and what of it was said to everybody: the words
    of its public follow-ups, of a resolution only the outcome."""

    case_number: str
    state: State
    messages: list[Message]


class OwnCase(CaseInFull):
    """The case as its reporter sees it, with all that was said, the reporter's own
    files, and what the reporter asked about the own data. `original` is null too where
    that case is restricted."""

    messages: list[Message]
    data_requests: list[DataRequest]
    original: Original | None
    remedies: list[Remedy]


class OwnOpening(BaseModel):
    """`role` is `reporter` where a token was given out for number and access code. An
    inspector's reason is null: an examination is secret."""

    opened_at: datetime
    role: Role
    agency: str | None
    opened: list[Part]
    reason: str | None


class OwnOpenings(BaseModel):
    """Who looked at the own case, the newest first."""

    items: list[OwnOpening]


class Tracked(BaseModel):
    """A token of role reporter for the one case."""

    token: str
    expires_at: datetime
