"""The data requests of one case, as their events have made them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Self
from uuid import UUID, uuid5

from domain.case import Case
from domain.data_request_events import (
    DataRequestEvent,
    RefusalGround,
    RequestCompleted,
    RequestGranted,
    RequestKind,
    RequestMade,
    RequestRefused,
    RequestState,
)
from domain.refusals import NoSuchRequest
from domain.sealing import ErasureGround, ErasureScope, Place, SealedField, SealedText

ENDED: frozenset[RequestState] = frozenset(("refused", "done"))


def stream_of(case: UUID) -> UUID:
    return uuid5(case, "data_requests")


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRequest:
    number: int
    kind: RequestKind
    scope: ErasureScope | None
    ground: ErasureGround
    state: RequestState
    requested_at: datetime
    due_at: datetime
    legal_basis: str
    message: SealedField | None
    granted_by: str | None = None
    decided_at: datetime | None = None
    """When it was last granted, confirmed, refused or done."""
    refused_for: RefusalGround | None = None
    refusal_basis: str | None = None
    answer: SealedField | None = None


@dataclass(frozen=True, slots=True)
class DataRequests:
    """Those of one case, in the order in which they were asked."""

    case: Case
    version: int = 0
    asked: tuple[DataRequest, ...] = ()

    @property
    def id(self) -> UUID:
        return stream_of(self.case.id)

    def get(self, number: int) -> DataRequest:
        """Raises `NoSuchRequest`."""
        if not 1 <= number <= len(self.asked):
            raise NoSuchRequest(case_number=self.case.case_number, number=number)
        return self.asked[number - 1]

    def after(self, events: Iterable[DataRequestEvent]) -> Self:
        return reduce(lambda requests, event: requests.apply(event), events, self)

    def apply(self, event: DataRequestEvent) -> Self:
        if isinstance(event, RequestMade):
            asked = (*self.asked, self._made(event))
        else:
            changed = self._changed(self.asked[event.number - 1], event)
            asked = tuple(
                changed if request.number == event.number else request
                for request in self.asked
            )
        return replace(self, version=event.originator_version, asked=asked)

    def _made(self, event: RequestMade) -> DataRequest:
        return DataRequest(
            number=event.number,
            kind=event.kind,
            scope=event.scope,
            ground=event.ground,
            state=event.LEADS_TO,
            requested_at=event.occurred_at,
            due_at=event.due_at,
            legal_basis=event.legal_basis,
            message=self._field(event, event.message),
        )

    def _changed(self, request: DataRequest, event: DataRequestEvent) -> DataRequest:
        request = replace(request, state=event.LEADS_TO, decided_at=event.occurred_at)
        match event:
            case RequestGranted():
                answer = self._field(event, event.message)
                return replace(request, granted_by=event.actor, answer=answer)
            case RequestRefused():
                return replace(
                    request,
                    refused_for=event.ground,
                    refusal_basis=event.legal_basis,
                    answer=self._field(event, event.message),
                )
            case RequestCompleted(message=SealedText() as said):
                return replace(request, answer=self._field(event, said))
            case _:
                return request

    def _field(
        self, event: DataRequestEvent, text: SealedText | None
    ) -> SealedField | None:
        if text is None:
            return None
        case = self.case
        key = case.reporter_key if text.subject == "reporter" else case.case_key
        place = Place(event.originator_id, event.TOPIC, "message", event.nonce)
        return SealedField(key.id, place, text.ciphertext)
