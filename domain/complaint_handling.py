"""What agency, coordinator and reporter do with a verified complaint."""

from domain.complaint import Complaint
from domain.complaint_events import (
    ClosedBy,
    Disposed,
    Escalated,
    EscalationTarget,
    FollowedUp,
    Noted,
    Outcome,
    ReporterReplied,
    Resolved,
    Returned,
)
from domain.decision import Decision
from domain.refusals import InvalidField, NotAllowedNow
from domain.service_standards import Promise


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
            problem=f"'{agency}' is another government;"
            " archive the case as other_government.",
        )
    at.check_allowed(case, "dispose")
    started: tuple[Promise, ...] = ()
    if not case.was_disposed:
        started = (
            *at.promise("first_follow_up", case.classification),
            *at.promise("completion", case.classification),
        )
    return Disposed(
        **at.stamp_next(case, Disposed, instruction=instruction, note=note),
        agency=agency,
        started=started,
        stopped=at.stop(case, "verification"),
    )


def return_(
    case: Complaint, at: Decision, *, reason: str, note: str | None = None
) -> Returned:
    at.check_allowed(case, "return")
    assert case.agency is not None, "a disposed case has an agency"
    return Returned(
        **at.stamp_next(case, Returned, reason=reason, note=note), agency=case.agency
    )


def follow_up(
    case: Complaint,
    at: Decision,
    *,
    message: str,
    public: bool = False,
    note: str | None = None,
) -> FollowedUp:
    at.check_allowed(case, "follow-up")
    return FollowedUp(
        **at.stamp_next(case, FollowedUp, message=message, note=note),
        public=public,
        stopped=at.stop(case, "first_follow_up", "completion"),
    )


def reply(
    case: Complaint, at: Decision, *, message: str, note: str | None = None
) -> ReporterReplied:
    """In an answered case the reporter's reply sets completion running again.

    The due day stays: LAPOR! practice, rule C-09.
    """
    at.check_allowed(case, "reply")
    reopens = case.state == "answered"
    completion = case.clocks.get("completion")
    stopped = completion is not None and completion.stopped_on is not None
    return ReporterReplied(
        **at.stamp_next(case, ReporterReplied, message=message, note=note),
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
    by_system = at.origin.role == "system"
    elsewhere = by_system and not time_known
    at.check_allowed(case, "resolve", also=("verified",) if elsewhere else ())
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
        closed_by = "system" if by_system else closed_by
    return Resolved(
        **at.stamp_next(case, Resolved, message=message, note=note),
        outcome=outcome,
        closed_by=closed_by,
        time_known=time_known,
        stopped=at.stop(case, "verification", "first_follow_up", "completion"),
    )


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
