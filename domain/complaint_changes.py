"""Which fields of its complaint an event sets, beside those of the clocks."""

from collections.abc import Callable
from typing import Any

from domain.case import Erasure
from domain.case_fold import Fields, sealed_field
from domain.complaint import (
    Answer,
    Attachment,
    Complaint,
    ProposedText,
    PublicText,
)
from domain.complaint_events import (
    Amended,
    Archived,
    ComplaintEvent,
    Disposed,
    Escalated,
    FollowedUp,
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
    PublicTextConfirmed,
    PublicTextDeclined,
    PublicTextProposed,
    Published,
    Rated,
    Reclassified,
    Reopened,
    Unpublished,
    Withdrawn,
)


def set_by(case: Complaint, event: ComplaintEvent) -> Fields:
    """`case` is before the event."""
    make = _SET_BY.get(type(event))
    return make(case, event) if make else {}


def _verified(case: Complaint, event: Verified) -> Fields:
    return {
        "state": "verified",
        "classification": event.classification,
        "category": event.category,
    }


def _disposed(case: Complaint, event: Disposed) -> Fields:
    return {
        "state": "disposed",
        "agency": event.agency,
        "disposed_at": case.disposed_at or event.occurred_at,
    }


def _returned(case: Complaint, event: Returned) -> Fields:
    return {"state": "returned", "agency": None, "returned_at": event.occurred_at}


def _followed_up(case: Complaint, event: FollowedUp) -> Fields:
    answer = Answer(event.originator_version, event.occurred_at, event.public)
    return {
        "state": "answered",
        "answered_at": event.occurred_at,
        "answers": (*case.answers, answer),
    }


def _replied(case: Complaint, event: ReporterReplied) -> Fields:
    return {"heard": True} | ({"state": "in_progress"} if event.reopens else {})


def _resolved(case: Complaint, event: Resolved) -> Fields:
    return {
        "state": "resolved",
        "outcome": event.outcome,
        "closed_by": event.closed_by,
        "resolved_at": event.occurred_at if event.time_known else None,
        "reopen_until": event.reopen_until,
    }


def _reopened(case: Complaint, event: Reopened) -> Fields:
    return {
        # A closing elsewhere, imported, may have had no disposition.
        "state": "in_progress" if case.agency else "verified",
        "outcome": None,
        "closed_by": None,
        "resolved_at": None,
        "reopen_until": None,
    }


def _asked_back(case: Complaint, event: ClarificationRequested) -> Fields:
    return {
        "state": "awaiting_clarification",
        "state_before": case.stage,
        "heard": False,
    }


def _clarified(case: Complaint, event: Clarified) -> Fields:
    return {"state": case.state_before}


def _archived(case: Complaint, event: Archived) -> Fields:
    return {
        "state": "archived",
        "archive_reason": event.reason,
        "merged_into": event.original,
    }


def _handed_over(case: Complaint, event: HandedOver) -> Fields:
    return {
        "state": "archived",
        "archive_reason": "other_government",
        "handed_over_to": event.government,
    }


def _withdrawn(case: Complaint, event: Withdrawn) -> Fields:
    return {"state": "withdrawn"}


def _merged(case: Complaint, event: Merged) -> Fields:
    return {"state": "merged", "merged_into": event.into}


def _joined(case: Complaint, event: Joined) -> Fields:
    return {"followers": (*case.followers, event.duplicate, *event.followers)}


def _reclassified(case: Complaint, event: Reclassified) -> Fields:
    return {"classification": event.classification, "category": event.category}


def _escalated(case: Complaint, event: Escalated) -> Fields:
    return {"escalated_to": (*case.escalated_to, event.to)}


def _rated(case: Complaint, event: Rated) -> Fields:
    return {"stars": event.stars}


def _published(case: Complaint, event: Published) -> Fields:
    return {"published": True}


def _unpublished(case: Complaint, event: Unpublished) -> Fields:
    return {"published": False}


def _text_proposed(case: Complaint, event: PublicTextProposed) -> Fields:
    key = case.case_key
    return {
        "proposed_text": ProposedText(
            version=event.originator_version,
            answer=event.answer,
            at=event.occurred_at,
            by=event.actor,
            text=sealed_field(event, "text", event.text, key),
            flags=sealed_field(event, "flags", event.flags, key)
            if event.flags
            else None,
            undecided=event.undecided,
        )
    }


def _text_confirmed(case: Complaint, event: PublicTextConfirmed) -> Fields:
    if case.proposed_text is None:
        return {}
    new = PublicText(event.answer, case.proposed_text.text)
    others = tuple(text for text in case.public_texts if text.answer != new.answer)
    return {"proposed_text": None, "public_texts": (*others, new)}


def _text_declined(case: Complaint, event: PublicTextDeclined) -> Fields:
    return {"proposed_text": None}


def _attached(case: Complaint, event: AttachmentAdded) -> Fields:
    file = sealed_field(event, "file", event.file, case.case_key)
    own = event.role == "reporter"
    number = len(case.attachments) + 1
    added = Attachment(number, file, event.media_type, event.size, own)
    return {"attachments": (*case.attachments, added), "heard": case.heard or own}


def _amended(case: Complaint, event: Amended) -> Fields:
    now: Fields = {}
    for name in event.changed:
        if name == "location":
            now["region"] = event.region
            now["place"] = event.place and sealed_field(
                event, "place", event.place, case.case_key
            )
        elif name in ("category", "incident_on"):
            now[name] = getattr(event, name)
        else:
            text = getattr(event, name)
            key = case.reporter_key if name == "reporter" else case.case_key
            now[name] = text and sealed_field(event, name, text, key)
    return now


def _erased(case: Complaint, event: Erased) -> Fields:
    erasure = Erasure(event.scope, event.ground, event.request, event.destroyed_at)
    return {"erasures": (*case.erasures, erasure)}


_SET_BY: dict[type[ComplaintEvent], Callable[[Complaint, Any], Fields]] = {
    Verified: _verified,
    Disposed: _disposed,
    Returned: _returned,
    FollowedUp: _followed_up,
    ReporterReplied: _replied,
    Resolved: _resolved,
    Reopened: _reopened,
    ClarificationRequested: _asked_back,
    Clarified: _clarified,
    Archived: _archived,
    HandedOver: _handed_over,
    Withdrawn: _withdrawn,
    Merged: _merged,
    Joined: _joined,
    Reclassified: _reclassified,
    Escalated: _escalated,
    Rated: _rated,
    Published: _published,
    Unpublished: _unpublished,
    PublicTextProposed: _text_proposed,
    PublicTextConfirmed: _text_confirmed,
    PublicTextDeclined: _text_declined,
    AttachmentAdded: _attached,
    Amended: _amended,
    Erased: _erased,
}
"""Any other sets none of its own."""
