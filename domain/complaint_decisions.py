"""What a complaint answers to each command: the events, or a refusal and none."""

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
    ClosedBy,
    ComplaintEvent,
    Disposed,
    Escalated,
    EscalationTarget,
    ExternalId,
    FollowedUp,
    Noted,
    Outcome,
    Received,
    ReporterReplied,
    Resolved,
    Returned,
    Verified,
)
from domain.decision import Decision
from domain.event import stamped
from domain.refusals import InvalidField, NotAllowedNow
from domain.service_standards import Promise
from domain.transitions import FROM, allowed


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
    _allow(case, at, "verify")
    return Verified(
        **_next(case, at, Verified, note=note),
        classification=classification or case.classification,
        category=category or case.category,
    )


def dispose(
    case: Complaint,
    at: Decision,
    *,
    agency: str,
    instruction: str | None = None,
    note: str | None = None,
) -> Disposed:
    """The first disposition starts the agency's clocks; a later one moves none."""
    at.check_codes(agency=agency)
    if not at.reference.agencies.is_disposable(agency):
        raise InvalidField(
            field="agency",
            problem=f"'{agency}' is another government; hand the case over instead.",
        )
    _allow(case, at, "dispose")
    started: tuple[Promise, ...] = ()
    if not case.was_disposed:
        started = (
            *at.promise("first_follow_up", case.classification),
            *at.promise("completion", case.classification),
        )
    return Disposed(
        **_next(case, at, Disposed, instruction=instruction, note=note),
        agency=agency,
        started=started,
        stopped=at.stop(case, "verification"),
    )


def return_(
    case: Complaint, at: Decision, *, reason: str, note: str | None = None
) -> Returned:
    _allow(case, at, "return")
    assert case.agency is not None, "a disposed case has an agency"
    return Returned(
        **_next(case, at, Returned, reason=reason, note=note), agency=case.agency
    )


def follow_up(
    case: Complaint,
    at: Decision,
    *,
    message: str,
    public: bool = False,
    note: str | None = None,
) -> FollowedUp:
    _allow(case, at, "follow-up")
    return FollowedUp(
        **_next(case, at, FollowedUp, message=message, note=note),
        public=public,
        stopped=at.stop(case, "first_follow_up", "completion"),
    )


def reply(
    case: Complaint, at: Decision, *, message: str, note: str | None = None
) -> ReporterReplied:
    """In an answered case the reporter's reply sets completion running again.

    The due day stays: LAPOR! practice, rule C-09.
    """
    _allow(case, at, "reply")
    reopens = case.state == "answered"
    completion = case.clocks.get("completion")
    stopped = completion is not None and completion.stopped_on is not None
    return ReporterReplied(
        **_next(case, at, ReporterReplied, message=message, note=note),
        reopens=reopens,
        resumed=("completion",) if reopens and stopped else (),
    )


def resolve(
    case: Complaint,
    at: Decision,
    *,
    outcome: Outcome,
    message: str | None = None,
    note: str | None = None,
    time_known: bool = True,
    closed_by: ClosedBy | None = None,
) -> Resolved:
    """`time_known` and `closed_by` are the import's; else the role says who closed.

    Another system may have closed a case without disposing it, on a day unknown.
    """
    if time_known or not (at.origin.role == "system" and case.state == "verified"):
        _allow(case, at, "resolve")
    as_reporter = at.origin.role == "reporter" or at.origin.on_behalf_of == "reporter"
    if as_reporter and case.state != "answered":
        raise NotAllowedNow(
            state=case.state,
            command="resolve",
            allowed=["reply"],
            allowed_text="reply; a reporter may resolve once the agency has answered",
        )
    if closed_by is None:
        closed_by = "reporter" if as_reporter else "officer"
        closed_by = "system" if at.origin.role == "system" else closed_by
    return Resolved(
        **_next(case, at, Resolved, message=message, note=note),
        outcome=outcome,
        closed_by=closed_by,
        time_known=time_known,
        stopped=at.stop(case, "verification", "first_follow_up", "completion"),
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
    _allow(case, at, "archive")
    return Archived(
        **_next(case, at, Archived, message=message, note=note),
        reason=reason,
        time_known=time_known,
        stopped=at.stop(case, "verification"),
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
    _allow(case, at, "amend")
    identity = at.seal(
        Amended, case.id, case.reporter_key, "reporter", reporter=_json(reporter)
    )
    return Amended(
        **_next(
            case,
            at,
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


def escalate(
    case: Complaint,
    at: Decision,
    *,
    to: EscalationTarget,
    reason: str,
    note: str | None = None,
) -> Escalated:
    _allow(case, at, "escalate")
    return Escalated(**_next(case, at, Escalated, reason=reason, note=note), to=to)


def note(
    case: Complaint, at: Decision, *, message: str, note: str | None = None
) -> Noted:
    _allow(case, at, "note")
    return Noted(**_next(case, at, Noted, message=message, note=note))


def _allow(case: Complaint, at: Decision, command: str) -> None:
    if at.origin.occurred_at < case.received_at:
        raise InvalidField(
            field="occurred_at",
            problem=f"is earlier than the receipt at {case.received_at.isoformat()}.",
        )
    if case.state not in FROM[command]:
        may = allowed(case.state)
        raise NotAllowedNow(
            state=case.state, command=command, allowed=may, allowed_text=", ".join(may)
        )


def _next(
    case: Complaint, at: Decision, event: type[ComplaintEvent], **texts: str | None
) -> dict[str, Any]:
    """Envelope and sealed texts of the case's next event."""
    sealed = at.seal(event, case.id, case.case_key, "case", **texts)
    return {**stamped(at.origin, case.id, case.version + 1), **sealed}


def _json(value: Mapping[str, Any] | None) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
