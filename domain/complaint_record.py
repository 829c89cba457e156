"""What is added to a case in any state, without moving it or a clock."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, Literal

from domain.case import Erasure
from domain.complaint import Complaint
from domain.complaint_events import Amended, Escalated, EscalationTarget, Noted
from domain.complaint_side_ways import (
    AttachmentAdded,
    Erased,
    MediaType,
    Published,
    Rated,
    Unpublished,
)
from domain.decision import Decision
from domain.refusals import InvalidField, RestrictedNotPublished
from domain.sealing import as_json
from domain.transitions import FROM, allowed

Answer = Literal["follow-up", "clarify", "resolve"]


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
    kept: Collection[str] = (),
    note: str | None = None,
) -> Amended:
    """`kept` are the parts of the place of which nothing was said: they stay."""
    at.check_codes(category=category, region=region)
    if incident_on is not None and incident_on > at.day:
        raise InvalidField(field="incident_on", problem="is later than today.")
    at.check_allowed(case, "amend")
    if kept:
        region = case.region if "region" in kept else region
        stays = {n: value for n, value in _place(case, at).items() if n in kept}
        place = {**stays, **(place or {})} or None
    at.check_not_erased(case, "reporter", as_json(reporter))
    identity = at.seal(
        Amended, case.id, case.reporter_key, "reporter", reporter=as_json(reporter)
    )
    return Amended(
        **at.stamp_next(
            case,
            Amended,
            reason=reason,
            title=title,
            description=description,
            place=as_json(place),
            note=note,
        ),
        **identity,
        changed=tuple(changed),  # type: ignore[arg-type]  # the body's own fields
        category=category,
        region=region,
        incident_on=incident_on,
    )


def _place(case: Complaint, at: Decision) -> dict[str, Any]:
    """What was told of it beside its region; nothing once that is erased."""
    [told] = at.vault.open([case.place]) if case.place else [None]
    return json.loads(told) if told else {}


def escalate(
    case: Complaint,
    at: Decision,
    *,
    to: EscalationTarget,
    reason: str,
    note: str | None = None,
) -> Escalated:
    at.check_allowed(case, "escalate")
    return Escalated(**at.stamp_next(case, Escalated, reason=reason, note=note), to=to)


def note(
    case: Complaint, at: Decision, *, message: str, note: str | None = None
) -> Noted:
    at.check_allowed(case, "note")
    return Noted(**at.stamp_next(case, Noted, message=message, note=note))


def late_answer(
    case: Complaint, at: Decision, command: Answer, message: str, note: str | None
) -> Noted | None:
    """An answer that was given before the case went on to a state that takes none, and
    arrives now, is kept as a note: nothing that somebody said is lost."""
    at_hand = case.state in FROM[command]
    if at_hand or not case.received_at <= at.origin.occurred_at < case.effective_at:
        return None
    return Noted(**at.stamp_next(case, Noted, message=message, note=note), late=command)


def rate(
    case: Complaint,
    at: Decision,
    *,
    stars: int,
    comment: str | None = None,
    note: str | None = None,
) -> Rated:
    """The last rating counts."""
    at.check_allowed(case, "rate")
    return Rated(**at.stamp_next(case, Rated, comment=comment, note=note), stars=stars)


def attach(
    case: Complaint,
    at: Decision,
    *,
    name: str,
    media_type: MediaType,
    size: int,
    sha256: str,
    note: str | None = None,
) -> AttachmentAdded:
    """What a file is; the file itself is kept elsewhere, under its digest."""
    at.check_allowed(case, "attach")
    file = as_json({"name": name, "sha256": sha256})
    return AttachmentAdded(
        **at.stamp_next(case, AttachmentAdded, file=file, note=note),
        media_type=media_type,
        size=size,
    )


def publish(case: Complaint, at: Decision, *, note: str | None = None) -> Published:
    """A confidential case is not seen by the public (rahasia: law file, section 2.4);
    neither is one that may be examined."""
    at.check_allowed(case, "publish")
    if case.restricted:
        may = [command for command in allowed(case.state) if command != "publish"]
        raise RestrictedNotPublished(state=case.state, allowed=may)
    return Published(**at.stamp_next(case, Published, note=note))


def unpublish(
    case: Complaint, at: Decision, *, reason: str, note: str | None = None
) -> Unpublished:
    at.check_allowed(case, "unpublish")
    return Unpublished(**at.stamp_next(case, Unpublished, reason=reason, note=note))


def erase(case: Complaint, at: Decision, erasure: Erasure) -> Erased | None:
    """That the keys of its scope were destroyed; None where that is said already."""
    if case.erased in (erasure.scope, "everything"):
        return None
    return Erased(
        **at.stamp_next(case, Erased),
        scope=erasure.scope,
        ground=erasure.ground,
        request=erasure.request,
        destroyed_at=erasure.destroyed_at,
    )
