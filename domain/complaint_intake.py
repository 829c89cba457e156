"""What a report becomes: received, verified, corrected, or archived as unfit."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.complaint import Complaint
from domain.complaint_events import (
    Amended,
    Archived,
    ArchiveReason,
    Channel,
    Classification,
    ExternalId,
    Received,
    Verified,
)
from domain.decision import Decision
from domain.event import stamped
from domain.refusals import InvalidField


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
        place=_json(place),
        note=note,
    )
    identity = at.seal(Received, id, reporter_key, "reporter", reporter=_json(reporter))
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
        started=at.promise("verification", classification),
    )


def verify(
    case: Complaint,
    at: Decision,
    *,
    classification: Classification | None = None,
    category: str | None = None,
    note: str | None = None,
) -> Verified:
    at.check_codes(category=category)
    at.check_allowed(case, "verify")
    return Verified(
        **at.stamp_next(case, Verified, note=note),
        classification=classification or case.classification,
        category=category or case.category,
    )


def amend(
    case: Complaint,
    at: Decision,
    *,
    reason: str,
    changed: Iterable[str],
    title: str | None = None,
    description: str | None = None,
    category: str | None = None,
    region: str | None = None,
    place: Mapping[str, Any] | None = None,
    reporter: Mapping[str, Any] | None = None,
    incident_on: date | None = None,
    note: str | None = None,
) -> Amended:
    at.check_codes(category=category, region=region)
    if incident_on is not None and incident_on > at.day:
        raise InvalidField(field="incident_on", problem="is later than today.")
    at.check_allowed(case, "amend")
    identity = at.seal(
        Amended, case.id, case.reporter_key, "reporter", reporter=_json(reporter)
    )
    return Amended(
        **at.stamp_next(
            case,
            Amended,
            reason=reason,
            title=title,
            description=description,
            place=_json(place),
            note=note,
        ),
        **identity,
        changed=tuple(changed),  # type: ignore[arg-type]  # the body's own fields
        category=category,
        region=region,
        incident_on=incident_on,
    )


def archive(
    case: Complaint,
    at: Decision,
    *,
    reason: ArchiveReason,
    message: str | None = None,
    note: str | None = None,
    time_known: bool = True,
) -> Archived:
    """Stops verification; the clocks that still run end without judgement."""
    at.check_allowed(case, "archive")
    return Archived(
        **at.stamp_next(case, Archived, message=message, note=note),
        reason=reason,
        time_known=time_known,
        stopped=at.stop(case, "verification"),
    )


def _json(value: Mapping[str, Any] | None) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
