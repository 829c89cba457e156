"""What a report becomes: received, verified, or no case of ours."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.complaint import ENDED, Complaint
from domain.complaint_events import (
    Archived,
    ArchiveReason,
    Channel,
    Classification,
    ExternalId,
    Received,
    Verified,
)
from domain.complaint_side_ways import HandedOver, Joined, Merged, Withdrawn
from domain.decision import Decision
from domain.event import stamped
from domain.refusals import InvalidField
from domain.sealing import as_json


def receive(
    at: Decision,
    *,
    id: UUID,
    case_number: str,
    access_code_hash: bytes,
    channel: Channel,
    classification: Classification,
    title: str,
    description: str,
    category: str | None = None,
    incident_on: date | None = None,
    region: str | None = None,
    place: Mapping[str, Any] | None = None,
    agency: str | None = None,
    reporter: Mapping[str, Any] | None = None,
    anonymous: bool = False,
    confidential: bool = False,
    external_id: ExternalId | None = None,
    note: str | None = None,
) -> Received:
    at.check_codes(category=category, region=region, agency=agency)
    if at.origin.occurred_at > at.origin.recorded_at:
        raise InvalidField(
            field="received_at", problem="lies in the future; correct the day."
        )
    if incident_on is not None and incident_on > at.day:
        raise InvalidField(
            field="incident_on", problem="is later than the day of receipt."
        )
    reporter_key, case_key = at.vault.take(2)
    texts = at.seal(
        Received,
        id,
        case_key,
        "case",
        title=title,
        description=description,
        place=as_json(place),
        note=note,
    )
    identity = at.seal(
        Received, id, reporter_key, "reporter", reporter=as_json(reporter)
    )
    return Received(
        **stamped(at.origin, id, 1),
        **texts,
        **identity,
        case_number=case_number,
        channel=channel,
        classification=classification,
        category=category,
        incident_on=incident_on,
        region=region,
        suggested_agency=agency,
        anonymous=anonymous,
        confidential=confidential,
        external_id=external_id,
        access_code_hash=access_code_hash,
        reporter_key=reporter_key,
        case_key=case_key,
        started=(
            *at.promise("verification", classification),
            *at.promise("statutory_reply", classification),
        ),
    )


def verify(
    case: Complaint,
    at: Decision,
    *,
    classification: Classification | None = None,
    category: str | None = None,
    note: str | None = None,
) -> Verified:
    """The file is complete: the reply of UU 25/2009 Pasal 44(1) is given, and the term
    for the decision begins (Pasal 50(1))."""
    at.check_codes(category=category)
    at.check_allowed(case, "verify")
    classification = classification or case.classification
    return Verified(
        **at.stamp_next(case, Verified, note=note),
        classification=classification,
        category=category or case.category,
        stopped=at.stop(case, "statutory_reply"),
        started=at.promise("statutory_decision", classification, pauses=case.pauses),
    )


def archive(
    case: Complaint,
    at: Decision,
    *,
    reason: ArchiveReason,
    message: str | None = None,
    original: Complaint | None = None,
    note: str | None = None,
    time_known: bool = True,
) -> Archived:
    """Stops verification; the clocks that still run end without judgement.

    A duplicate names the case that it repeats; only an import may not know it.
    """
    if (reason == "duplicate") != (original is not None):
        if reason != "duplicate":
            raise InvalidField(field="original", problem="is for a duplicate only.")
        if at.origin.role != "system":
            raise InvalidField(
                field="original", problem="names the case of which this is a duplicate."
            )
    if original is not None and original.id == case.id:
        raise InvalidField(field="original", problem="is this very case.")
    at.check_allowed(case, "archive")
    if original is not None:
        _check_original("original", original)
    went_on, paused = at.end_pause(case)
    return Archived(
        **at.stamp_next(case, Archived, message=message, note=note),
        **paused,
        reason=reason,
        time_known=time_known,
        original=original.id if original else None,
        stopped=at.stop(went_on, "verification"),
    )


def hand_over(
    case: Complaint,
    at: Decision,
    *,
    government: str,
    reference: str | None = None,
    note: str | None = None,
) -> HandedOver:
    """To the government whose matter it is: each is an institution of its own in
    LAPOR!."""
    agencies = at.reference.agencies
    if government not in agencies or agencies.is_disposable(government):
        raise InvalidField(
            field="government",
            problem=f"'{government}' is no other government; see GET /v1/agencies.",
        )
    at.check_allowed(case, "hand-over")
    went_on, paused = at.end_pause(case)
    return HandedOver(
        **at.stamp_next(case, HandedOver, reference=reference, note=note),
        **paused,
        government=government,
        stopped=at.stop(went_on, "verification"),
    )


def withdraw(
    case: Complaint, at: Decision, *, reason: str | None, note: str | None = None
) -> Withdrawn:
    at.check_allowed(case, "withdraw")
    _, paused = at.end_pause(case)
    return Withdrawn(
        **at.stamp_next(case, Withdrawn, reason=reason, note=note),
        **paused,
        deemed=at.origin.role == "system",
    )


def _check_original(field: str, original: Complaint) -> None:
    if original.state in ENDED:
        raise InvalidField(
            field=field,
            problem=f"{original.case_number} is {original.state} itself;"
            " name a case that is open or resolved.",
        )


def merge(
    case: Complaint,
    at: Decision,
    *,
    original: Complaint,
    note: str | None = None,
) -> tuple[Merged, Joined]:
    """The duplicate names its original, and all who follow it move there; both keep
    their histories. The first event is the duplicate's, the second the original's."""
    if original.id == case.id:
        raise InvalidField(field="into", problem="is this very case.")
    at.check_allowed(case, "merge")
    at.check_time(original)
    _check_original("into", original)
    _, paused = at.end_pause(case)
    merged = Merged(
        **at.stamp_next(case, Merged, note=note),
        **paused,
        into=original.id,
        into_case_number=original.case_number,
    )
    joined = Joined(
        **at.stamp_next(original, Joined),
        duplicate=case.id,
        duplicate_case_number=case.case_number,
        followers=case.followers,
    )
    return merged, joined
