"""What a request for public information answers to each command: an event, or a refusal
and none."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.case import Erasure
from domain.complaint import Complaint
from domain.complaint_events import Channel
from domain.decision import Decision
from domain.event import stamped
from domain.information_request import InformationRequest
from domain.information_request_events import (
    Access,
    ApplicantKind,
    Completed,
    Decided,
    Delivered,
    Extended,
    NotifiedIncomplete,
    Outcome,
    Payment,
    Possession,
    Requested,
    TextsErased,
    Withdrawn,
    Withheld,
)
from domain.public_information import InformationForm
from domain.refusals import InvalidField
from domain.sealing import as_json
from domain.service_standards import INFORMATION_REQUEST
from domain.withholding import check_withheld

EXTENSION = "P-04"


def request(
    at: Decision,
    *,
    id: UUID,
    case_number: str,
    access_code_hash: bytes,
    channel: Channel,
    applicant_kind: ApplicantKind,
    applicant: Mapping[str, Any],
    information: str,
    access: Access,
    form: InformationForm | None = None,
    proxy: Mapping[str, Any] | None = None,
    purpose: str | None = None,
    agency: str | None = None,
    complaint: Complaint | None = None,
    note: str | None = None,
) -> Requested:
    """The registration number is given with the receipt (rule P-01).

    A `complaint` of class information is converted with its reporter's consent; its own
    clocks run on, for another law set them (law file, section 9.1).
    """
    at = at.when_told
    at.check_codes(agency=agency)
    if complaint is not None and complaint.classification != "information":
        raise InvalidField(
            field="complaint",
            problem=f"{complaint.case_number} is no request for information;"
            " reclassify it first.",
        )
    if at.origin.occurred_at > at.origin.recorded_at:
        raise InvalidField(
            field="received_at", problem="lies in the future; correct the day."
        )
    reporter_key, case_key = at.vault.take(2)
    who = {"applicant": as_json(applicant), "proxy": as_json(proxy)}
    texts = {"information": information, "purpose": purpose, "note": note}
    return Requested(
        **stamped(at.origin, id, 1),
        **at.seal(Requested, id, reporter_key, "reporter", **who),
        **at.seal(Requested, id, case_key, "case", **texts),
        case_number=case_number,
        channel=channel,
        applicant_kind=applicant_kind,
        access=access,
        form=form,
        agency=agency,
        complaint=complaint.id if complaint else None,
        access_code_hash=access_code_hash,
        reporter_key=reporter_key,
        case_key=case_key,
        started=at.promise("written_notice", INFORMATION_REQUEST),
    )


def notify_incomplete(
    case: InformationRequest, at: Decision, *, missing: str, note: str | None = None
) -> NotifiedIncomplete:
    """Once, and in its own term (rule P-02): then the term of the written notice pauses
    while the applicant is waited for (law file, section 9.4). One that comes late is
    recorded and pauses nothing."""
    at.check_allowed(case, "notify-incomplete")
    if "completeness_notice" in case.clocks:
        told = "extend, decide; what is missing was told once already"
        at.refuse(case, "notify-incomplete", ["extend", "decide"], told)
    received_on = at.day_of(case.received_at)
    notice = at.promise("completeness_notice", INFORMATION_REQUEST, received_on)
    in_time = all(at.day <= promise.due_on for promise in notice)
    waited = at.promise("applicant_completion", INFORMATION_REQUEST)
    return NotifiedIncomplete(
        **at.stamp_next(case, NotifiedIncomplete, missing=missing, note=note),
        started=(*notice, *(waited if in_time else ())),
        stopped=tuple(at.stopped(promise, ()) for promise in notice),
        paused_on=at.day if in_time else None,
    )


def complete(
    case: InformationRequest, at: Decision, *, answer: str, note: str | None = None
) -> Completed:
    """A request that is not completed in its term is not processed (rule P-02)."""
    at = at.when_told
    at.check_allowed(case, "complete")
    clock = case.clocks.get("applicant_completion")
    if clock and clock.status(at.day) == "overdue":
        told = (
            f"withdraw; it was to be completed by {clock.promise.due_on} and is not"
            " processed: send a new request"
        )
        at.refuse(case, "complete", ["withdraw"], told)
    _, paused = at.end_pause(case)
    return Completed(
        **at.stamp_next(case, Completed, answer=answer, note=note),
        **paused,
        stopped=at.stop(case, "applicant_completion"),
    )


def extend(
    case: InformationRequest, at: Decision, *, reason: str, note: str | None = None
) -> Extended:
    """Once, before the term ends, with a reason (rule P-04)."""
    if not reason.strip():
        raise InvalidField(
            field="reason", problem="is needed in writing: UU 14/2008 Pasal 22(8)."
        )
    at.check_allowed(case, "extend")
    clock = case.clocks.get("written_notice")
    rule = at.reference.standards.rule_on(EXTENSION, at.day)
    why = None
    if case.extended:
        why = "it was extended once already"
    elif clock is None or clock.status(at.day) == "overdue":
        why = f"the notice was due on {clock.promise.due_on}" if clock else "no term"
    elif rule is None or rule.limit is None or rule.unit != clock.promise.unit:
        why = f"rule {EXTENSION} gives no term"
    if why:
        at.refuse(case, "extend", ["decide"], f"decide; {why}")
    assert clock is not None and rule is not None and rule.limit is not None
    calendar = at.reference.calendar
    promise = clock.promise.renewed(calendar, clock.pauses, rule.limit)
    return Extended(
        **at.stamp_next(case, Extended, reason=reason, note=note),
        units=rule.limit,
        rule=rule.id,
        rule_version=rule.version,
        moved=(at.move(clock.promise, promise),),
    )


def decide(
    case: InformationRequest,
    at: Decision,
    *,
    possession: Possession,
    outcome: Outcome,
    message: str,
    holder: str | None = None,
    withheld: Sequence[Withheld] = (),
    blacked_out: bool = False,
    access: Access | None = None,
    form: InformationForm | None = None,
    cost: int | None = None,
    payment: Payment | None = None,
    note: str | None = None,
) -> Decided:
    """The written notice. What is held is refused on a ground of Pasal 17 alone, and on
    none but by an exclusion that is in force on the day of the notice (rule P-13)."""
    at.check_allowed(case, "decide")
    needed = outcome != "granted"
    check_withheld(at, possession, outcome, withheld, needed=needed)
    if blacked_out and outcome != "partly_granted":
        raise InvalidField(
            field="blacked_out", problem="is for what is granted in part."
        )
    if outcome == "refused" and (cost or payment):
        raise InvalidField(field="cost", problem="is for what is granted.")
    return Decided(
        **at.stamp_next(case, Decided, message=message, holder=holder, note=note),
        possession=possession,
        outcome=outcome,
        withheld=tuple(withheld),
        blacked_out=blacked_out,
        access=access,
        form=form,
        cost=cost,
        payment=payment,
        stopped=at.stop(case, "written_notice"),
        started=at.promise("objection_window", INFORMATION_REQUEST),
    )


def deliver(
    case: InformationRequest,
    at: Decision,
    *,
    form: InformationForm,
    message: str | None = None,
    note: str | None = None,
) -> Delivered:
    """What is answered otherwise than asked is found now: the window opens anew, unless
    the way of objection was gone already."""
    at.check_allowed(case, "deliver")
    if not case.owed:
        told = "nothing to deliver; nothing was granted that is not delivered"
        at.refuse(case, "deliver", [], told)
    opened = case.clocks.get("objection_window")
    started = tuple(
        promise
        for promise in at.promise("objection_window", INFORMATION_REQUEST)
        # A delivery that is told late takes no day away.
        if opened is None or promise.due_on > opened.promise.due_on
    )
    return Delivered(
        **at.stamp_next(case, Delivered, message=message, note=note),
        form=form,
        started=() if case.objection else started,
    )


def withdraw(
    case: InformationRequest,
    at: Decision,
    *,
    reason: str | None = None,
    note: str | None = None,
) -> Withdrawn:
    """Without a reason too: where all texts were erased nothing else ends a request."""
    at.check_allowed(case, "withdraw")
    _, paused = at.end_pause(case)
    return Withdrawn(
        **at.stamp_next(case, Withdrawn, reason=reason, note=note), **paused
    )


def erase(
    case: InformationRequest, at: Decision, erasure: Erasure
) -> TextsErased | None:
    """That the keys of its scope were destroyed; None where that is said already."""
    if case.erased in (erasure.scope, "everything"):
        return None
    return TextsErased(
        **at.stamp_next(case, TextsErased),
        scope=erasure.scope,
        ground=erasure.ground,
        request=erasure.request,
        destroyed_at=erasure.destroyed_at,
    )
