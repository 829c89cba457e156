"""What a person asked about the own data in a case, and what came of it.

UU 27/2022: to see them (Pasal 7), to correct them (Pasal 6), to erase them (Pasal 8).
The events lie in one stream a case, beside the case: they move no version, no clock.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from domain.event import Event
from domain.sealing import ErasureGround, ErasureScope, SealedText

RequestKind = Literal["access", "correction", "erasure"]
RequestState = Literal["open", "granted", "confirmed", "refused", "done"]
RefusalGround = Literal[
    "defence",
    "law_enforcement",
    "state_administration",
    "legal_hold",
    "archive_duty",
    "not_the_subject",
]


@dataclass(frozen=True, kw_only=True)
class DataRequestEvent(Event):
    """`number` counts the requests of one case from 1; `complaint` is that case, a
    request for public information or, as its older name has it, a complaint."""

    LEADS_TO: ClassVar[RequestState]
    complaint: UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class RequestMade(DataRequestEvent):
    """The deadline is an instant, for the law counts hours and not days (rule D-02)."""

    TOPIC: ClassVar[str] = "data_request.made"
    LEADS_TO: ClassVar[RequestState] = "open"
    kind: RequestKind
    scope: ErasureScope | None
    """Of an erasure."""
    ground: ErasureGround
    message: SealedText | None
    """In the reporter's words, so under the reporter's key."""
    due_at: datetime
    rule: str
    rule_version: int
    legal_basis: str


@dataclass(frozen=True, kw_only=True)
class RequestCompleted(DataRequestEvent):
    """The data were shown or corrected, or the keys are destroyed."""

    TOPIC: ClassVar[str] = "data_request.completed"
    LEADS_TO: ClassVar[RequestState] = "done"
    message: SealedText | None = None


@dataclass(frozen=True, kw_only=True)
class RequestGranted(DataRequestEvent):
    """An erasure, by the first of two persons."""

    TOPIC: ClassVar[str] = "data_request.granted"
    LEADS_TO: ClassVar[RequestState] = "granted"
    message: SealedText | None = None


@dataclass(frozen=True, kw_only=True)
class RequestConfirmed(DataRequestEvent):
    """An erasure, by the second of two persons: from here on the keys are destroyed."""

    TOPIC: ClassVar[str] = "data_request.confirmed"
    LEADS_TO: ClassVar[RequestState] = "confirmed"


@dataclass(frozen=True, kw_only=True)
class RequestRefused(DataRequestEvent):
    TOPIC: ClassVar[str] = "data_request.refused"
    LEADS_TO: ClassVar[RequestState] = "refused"
    ground: RefusalGround
    legal_basis: str
    message: SealedText | None = None
