"""The shapes of what a reporter reads of the own case."""

from datetime import date, datetime

from pydantic import BaseModel

from api.answers import CaseInFull
from domain.complaint import State
from domain.remedies import RemedyName


class Message(BaseModel):
    """What the office asked or answered, or the reporter said; null where only a step.
    Of a hand-over, the other government's own number."""

    event: str
    occurred_at: datetime
    message: str | None


class Remedy(BaseModel):
    """What the reporter may do now, up to the end of `until`; `text` is in Bahasa
    Indonesia."""

    remedy: RemedyName
    until: date | None
    legal_basis: str | None
    text: str


class Original(BaseModel):
    """The case that this one repeats, and what of it was said to everybody."""

    case_number: str
    state: State
    messages: list[Message]


class OwnCase(CaseInFull):
    """The case as its reporter sees it, with all that was said."""

    messages: list[Message]
    original: Original | None
    remedies: list[Remedy]


class Tracked(BaseModel):
    """A token of role reporter for the one case."""

    token: str
    expires_at: datetime
