"""The shapes of the answers about data requests."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from api.answers import Page
from domain.data_request_events import RefusalGround, RequestKind, RequestState
from domain.sealing import ErasureGround, ErasureScope


class RequestInShort(BaseModel):
    """`hours_left` until `due_at`, less than 0 when overdue; null once it is refused or
    done. `scope` is that of an erasure, `ground` why it was asked."""

    number: int
    kind: RequestKind
    scope: ErasureScope | None
    ground: ErasureGround
    state: RequestState
    requested_at: datetime
    due_at: datetime
    hours_left: float | None


class DataRequest(RequestInShort):
    """`message` is what was asked, `answer` what was said to it; null also where they
    were erased, absent where no text may be shown. `legal_basis` is that of the term or
    of the retention rule, `refusal_basis` the article by which it was refused."""

    legal_basis: str
    decided_at: datetime | None
    refused_for: RefusalGround | None
    refusal_basis: str | None
    message: str | None = None
    answer: str | None = None


class RequestRecorded(RequestInShort):
    """Recorded; or, with the header Idempotency-Replayed, recorded before. `hours_left`
    is that of the first answer."""

    id: UUID
    case_number: str
    position: int


class DataRequests(BaseModel):
    """The data requests of one case, in the order in which they were made."""

    items: list[DataRequest]


class OpenRequest(RequestInShort):
    """`information`: of a request for public information, not of a complaint."""

    id: UUID
    case_number: str
    information: bool


class PageOfRequests(Page):
    """One page of requests that are not done, the first due first: overdue lead."""

    items: list[OpenRequest]
