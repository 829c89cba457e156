"""A complaint as its events have made it. Folds only assign: they refuse nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from types import MappingProxyType
from typing import Any, Literal, Self
from uuid import UUID

from domain.clock import Clock
from domain.complaint_events import (
    Amended,
    Archived,
    ArchiveReason,
    Channel,
    Classification,
    ClosedBy,
    ComplaintEvent,
    Disposed,
    Escalated,
    EscalationTarget,
    ExternalId,
    FollowedUp,
    Outcome,
    Received,
    ReporterReplied,
    Resolved,
    Returned,
    Verified,
)
from domain.sealing import KeyRef, Place, SealedField, SealedText

State = Literal[
    "received",
    "awaiting_clarification",
    "verified",
    "disposed",
    "returned",
    "in_progress",
    "answered",
    "resolved",
    "archived",
    "withdrawn",
    "merged",
]
CLOSED: frozenset[State] = frozenset(("resolved", "archived", "withdrawn", "merged"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    id: UUID
    version: int
    case_number: str
    state: State
    received_at: datetime
    effective_at: datetime
    """The latest `occurred_at` so far: from then on this state counts."""
    channel: Channel
    classification: Classification
    category: str | None
    region: str | None
    agency: str | None
    suggested_agency: str | None
    anonymous: bool
    confidential: bool
    incident_on: date | None
    external_id: ExternalId | None
    received_by: str | None
    """The officer of the desk that received it, if one did."""
    reporter_key: KeyRef
    case_key: KeyRef
    access_code_hash: bytes
    title: SealedField
    description: SealedField
    place: SealedField | None
    reporter: SealedField | None
    clocks: Mapping[str, Clock] = field(default_factory=lambda: MappingProxyType({}))
    was_disposed: bool = False
    followed_up: bool = False
    escalated_to: tuple[EscalationTarget, ...] = ()
    outcome: Outcome | None = None
    closed_by: ClosedBy | None = None
    archive_reason: ArchiveReason | None = None

    @property
    def open(self) -> bool:
        return self.state not in CLOSED

    @property
    def restricted(self) -> bool:
        return self.confidential or self.classification == "oversight_complaint"

    @property
    def running_clocks(self) -> list[Clock]:
        return [clock for clock in self.clocks.values() if clock.running]

    @staticmethod
    def begin(event: Received) -> "Complaint":
        def sealed(name: str, text: SealedText, key: KeyRef) -> SealedField:
            return _field(event, name, text, key)

        return Complaint(
            id=event.originator_id,
            version=event.originator_version,
            case_number=event.case_number,
            state="received",
            received_at=event.occurred_at,
            effective_at=event.occurred_at,
            channel=event.channel,
            classification=event.classification,
            category=event.category,
            region=event.region,
            agency=None,
            suggested_agency=event.suggested_agency,
            anonymous=event.anonymous,
            confidential=event.confidential,
            incident_on=event.incident_on,
            external_id=event.external_id,
            received_by=event.actor if event.role == "desk" else None,
            reporter_key=event.reporter_key,
            case_key=event.case_key,
            access_code_hash=event.access_code_hash,
            title=sealed("title", event.title, event.case_key),
            description=sealed("description", event.description, event.case_key),
            place=sealed("place", event.place, event.case_key) if event.place else None,
            reporter=sealed("reporter", event.reporter, event.reporter_key)
            if event.reporter
            else None,
        )._clocked(event)

    def apply(self, event: ComplaintEvent) -> Self:
        """This complaint after one more event."""
        changed = self._changed(event)
        return replace(
            changed,
            version=event.originator_version,
            effective_at=max(self.effective_at, event.occurred_at),
        )._clocked(event)

    def _changed(self, event: ComplaintEvent) -> Self:
        match event:
            case Verified():
                return replace(
                    self,
                    state="verified",
                    classification=event.classification,
                    category=event.category,
                )
            case Disposed():
                return replace(
                    self, state="disposed", agency=event.agency, was_disposed=True
                )
            case Returned():
                return replace(self, state="returned", agency=None)
            case FollowedUp():
                return replace(self, state="answered", followed_up=True)
            case ReporterReplied(reopens=True):
                return replace(self, state="in_progress")
            case Resolved():
                return replace(
                    self,
                    state="resolved",
                    outcome=event.outcome,
                    closed_by=event.closed_by,
                )
            case Archived():
                return replace(self, state="archived", archive_reason=event.reason)
            case Amended():
                return self._amended(event)
            case Escalated():
                return replace(self, escalated_to=(*self.escalated_to, event.to))
            case _:
                return self

    def _amended(self, event: Amended) -> Self:
        now: dict[str, Any] = {}
        for name in event.changed:
            if name == "location":
                now["region"] = event.region
                now["place"] = event.place and _field(
                    event, "place", event.place, self.case_key
                )
            elif name in ("category", "incident_on"):
                now[name] = getattr(event, name)
            else:
                text = getattr(event, name)
                key = self.reporter_key if name == "reporter" else self.case_key
                now[name] = text and _field(event, name, text, key)
        return replace(self, **now)

    def _clocked(self, event: ComplaintEvent) -> Self:
        if not (event.started or event.stopped or event.resumed or not self.open):
            return self
        clocks = dict(self.clocks)
        for promise in event.started:
            clocks[promise.clock] = Clock(promise)
        time_known = getattr(event, "time_known", True)
        for stop in event.stopped:
            clocks[stop.clock] = clocks[stop.clock].stop(stop, time_known)
        for name in event.resumed:
            clocks[name] = clocks[name].resume()
        if isinstance(event, Archived):
            clocks = {name: clock.void() for name, clock in clocks.items()}
        return replace(self, clocks=MappingProxyType(clocks))


def _field(
    event: ComplaintEvent, name: str, text: SealedText, key: KeyRef
) -> SealedField:
    place = Place(event.originator_id, event.TOPIC, name, event.nonce)
    return SealedField(key.id, place, text.ciphertext)


def project(
    complaint: Complaint | None, events: Iterable[ComplaintEvent]
) -> Complaint | None:
    """Fold `events` onto a complaint, or from nothing."""

    def step(state: Complaint | None, event: ComplaintEvent) -> Complaint | None:
        if isinstance(event, Received):
            return Complaint.begin(event)
        # A stream that does not begin with a receipt is no complaint.
        return state and state.apply(event)

    return reduce(step, events, complaint)
