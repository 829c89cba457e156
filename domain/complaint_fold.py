"""What an event makes of its complaint. Folds only assign: they refuse nothing."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from types import MappingProxyType
from typing import Any

from domain.complaint import CLOSED, ENDED, Attachment, Complaint, Erasure, State
from domain.complaint_clocks import clocked
from domain.complaint_events import (
    Amended,
    Archived,
    ComplaintEvent,
    Disposed,
    Escalated,
    FollowedUp,
    Received,
    ReporterReplied,
    Resolved,
    Returned,
    Verified,
)
from domain.complaint_side_ways import (
    AttachmentAdded,
    ClarificationRequested,
    Clarified,
    Erased,
    HandedOver,
    Joined,
    Merged,
    Published,
    Rated,
    Reclassified,
    Reminded,
    Reopened,
    Unpublished,
    Withdrawn,
)
from domain.sealing import KeyRef, Place, SealedField, SealedText
from domain.working_calendar import Pause


def begin(event: Received) -> Complaint:
    """A complaint after its receipt."""

    def sealed(name: str, text: SealedText, key: KeyRef) -> SealedField:
        return _field(event, name, text, key)

    case = Complaint(
        id=event.originator_id,
        version=event.originator_version,
        case_number=event.case_number,
        state="received",
        received_at=event.occurred_at,
        recorded_at=event.recorded_at,
        effective_at=event.occurred_at,
        known_at=event.recorded_at,
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
    )
    return _clocked(case, event)


def apply(case: Complaint, event: ComplaintEvent) -> Complaint:
    """This complaint after one more event."""
    changed = _clocked(_changed(case, event), event)
    return replace(
        changed,
        published=changed.published and not changed.restricted,
        closed_at=(case.closed_at or event.occurred_at)
        if changed.state in CLOSED
        else None,
        heard=_heard(case, event),
        version=event.originator_version,
        effective_at=max(case.effective_at, event.occurred_at),
        known_at=max(case.known_at, event.recorded_at),
    )


def _heard(case: Complaint, event: ComplaintEvent) -> bool:
    match event:
        case ClarificationRequested():
            return False
        case ReporterReplied():
            return True
        case AttachmentAdded():
            return case.heard or event.role == "reporter"
        case _:
            return case.heard


def _changed(case: Complaint, event: ComplaintEvent) -> Complaint:
    match event:
        case Verified():
            return replace(
                case,
                state="verified",
                classification=event.classification,
                category=event.category,
            )
        case Disposed():
            return replace(
                case,
                state="disposed",
                agency=event.agency,
                disposed_at=case.disposed_at or event.occurred_at,
            )
        case Returned():
            return replace(
                case, state="returned", agency=None, returned_at=event.occurred_at
            )
        case FollowedUp():
            return replace(case, state="answered", answered_at=event.occurred_at)
        case ReporterReplied(reopens=True):
            return replace(case, state="in_progress")
        case Resolved():
            return replace(
                case,
                state="resolved",
                outcome=event.outcome,
                closed_by=event.closed_by,
                resolved_at=event.occurred_at if event.time_known else None,
                reopen_until=event.reopen_until,
            )
        case Reopened():
            # A closing elsewhere, imported, may have had no disposition.
            state: State = "in_progress" if case.agency else "verified"
            return replace(
                case,
                state=state,
                outcome=None,
                closed_by=None,
                resolved_at=None,
                reopen_until=None,
            )
        case ClarificationRequested():
            return replace(
                case, state="awaiting_clarification", state_before=case.stage
            )
        case Clarified():
            return replace(case, state=case.state_before)
        case Archived():
            return replace(
                case,
                state="archived",
                archive_reason=event.reason,
                merged_into=event.original,
            )
        case HandedOver():
            return replace(
                case,
                state="archived",
                archive_reason="other_government",
                handed_over_to=event.government,
            )
        case Withdrawn():
            return replace(case, state="withdrawn")
        case Merged():
            return replace(case, state="merged", merged_into=event.into)
        case Joined():
            joined = (event.duplicate, *event.followers)
            return replace(case, followers=(*case.followers, *joined))
        case _:
            return _marked(case, event)


def _marked(case: Complaint, event: ComplaintEvent) -> Complaint:
    """What happens in any state and leads to none."""
    match event:
        case Reclassified():
            return replace(
                case, classification=event.classification, category=event.category
            )
        case Escalated():
            return replace(case, escalated_to=(*case.escalated_to, event.to))
        case Rated():
            return replace(case, stars=event.stars)
        case Published():
            return replace(case, published=True)
        case Unpublished():
            return replace(case, published=False)
        case AttachmentAdded():
            file = _field(event, "file", event.file, case.case_key)
            own = event.role == "reporter"
            added = Attachment(file, event.media_type, event.size, own)
            return replace(case, attachments=(*case.attachments, added))
        case Amended():
            return _amended(case, event)
        case Erased():
            erasure = Erasure(
                event.scope, event.ground, event.request, event.destroyed_at
            )
            return replace(case, erasures=(*case.erasures, erasure))
        case _:
            return case


def _amended(case: Complaint, event: Amended) -> Complaint:
    now: dict[str, Any] = {}
    for name in event.changed:
        if name == "location":
            now["region"] = event.region
            now["place"] = event.place and _field(
                event, "place", event.place, case.case_key
            )
        elif name in ("category", "incident_on"):
            now[name] = getattr(event, name)
        else:
            text = getattr(event, name)
            key = case.reporter_key if name == "reporter" else case.case_key
            now[name] = text and _field(event, name, text, key)
    return replace(case, **now)


def _clocked(case: Complaint, event: ComplaintEvent) -> Complaint:
    """`case` is after the event in all but its clocks and pauses."""
    match event:
        case Escalated(clock=str(name)):
            return _with_step(case, name, event.to)
        case Reminded():
            return _with_step(case, event.clock, event.step)
    if not (event.touches_clocks or case.state in ENDED):
        return case
    clocks = clocked(
        case.clocks,
        event,
        pauses=case.pauses,
        paused_on=case.paused_on,
        ended=case.state in ENDED,
    )
    pauses, paused_on = case.pauses, case.paused_on
    if event.resumed_on and paused_on:
        pauses, paused_on = (*pauses, Pause(paused_on, event.resumed_on)), None
    return replace(
        case, clocks=clocks, pauses=pauses, paused_on=event.paused_on or paused_on
    )


def _with_step(case: Complaint, clock: str, step: str) -> Complaint:
    taken = {clock: case.clocks[clock].step(step)}
    return replace(case, clocks=MappingProxyType({**case.clocks, **taken}))


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
            return begin(event)
        # A stream that does not begin with a receipt is no complaint.
        return state and apply(state, event)

    return reduce(step, events, complaint)
