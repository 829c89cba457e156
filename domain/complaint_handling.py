"""What agency, coordinator and reporter do with a verified complaint."""

from datetime import date

from domain.clock import Move
from domain.complaint import Complaint
from domain.complaint_events import (
    ClosedBy,
    Disposed,
    FollowedUp,
    Noted,
    Outcome,
    ReporterReplied,
    Resolved,
    Returned,
)
from domain.complaint_record import late_answer
from domain.complaint_side_ways import Reopened
from domain.decision import Decision
from domain.refusals import InvalidField
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
    agencies = at.reference.agencies
    if not agencies.is_disposable(agency):
        raise InvalidField(
            field="agency",
            problem=f"'{agency}' is another government; hand the case over to it.",
        )
    if (successor := agencies.successor(agency, at.day)) != agency:
        raise InvalidField(
            field="agency",
            problem=f"'{agency}' was merged; dispose the case to '{successor}'.",
        )
    at.check_allowed(case, "dispose")
    started: tuple[Promise, ...] = ()
    if case.disposed_at is None:
        started = tuple(
            promise
            for name in ("first_follow_up", "completion")
            for promise in at.promise(name, case.classification, pauses=case.pauses)
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
) -> FollowedUp | Noted:
    """Opens the reporter's window anew (rules C-08, C-09)."""
    if late := late_answer(case, at, "follow-up", message, note):
        return late
    at.check_allowed(case, "follow-up")
    return FollowedUp(
        **at.stamp_next(case, FollowedUp, message=message, note=note),
        public=public,
        stopped=at.stop(case, "first_follow_up", "completion"),
        started=at.promise("reporter_window", case.classification, pauses=case.pauses),
    )


def reply(
    case: Complaint, at: Decision, *, message: str, note: str | None = None
) -> ReporterReplied:
    """In an answered case the reporter's reply sets completion running again.

    The due day stays: LAPOR! practice, rule C-09. Only a reclassification since the
    answer gives another one. In any other state the reply is recorded and kept.
    """
    at.check_allowed(case, "reply")
    reopens = case.state == "answered"
    resumed: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()
    completion = case.clocks.get("completion")
    if reopens and completion and completion.stopped_on:
        resumed, moved = at.run_again(completion, case.classification)
    return ReporterReplied(
        **at.stamp_next(case, ReporterReplied, message=message, note=note),
        reopens=reopens,
        stopped=at.stop(case, "reporter_window") if reopens else (),
        resumed=resumed,
        moved=moved,
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
) -> Resolved | Noted:
    """`time_known` and `closed_by` are the import's; else the role says who closed.

    Another system may have closed a case without disposing it, on a day unknown.
    """
    if message and (late := late_answer(case, at, "resolve", message, note)):
        return late
    by_system = at.origin.role == "system"
    elsewhere = by_system and not time_known
    at.check_allowed(case, "resolve", also=("verified",) if elsewhere else ())
    if at.as_reporter and case.state != "answered":
        told = "reply; a reporter may resolve once the agency has answered"
        at.refuse(case, "resolve", ["reply"], told)
    if closed_by is None:
        closed_by = "reporter" if at.as_reporter else "officer"
        closed_by = "system" if by_system else closed_by
    # With the resolution the decision is sent: UU 25/2009 Pasal 50(2).
    sending = at.promise("statutory_sending", case.classification, pauses=case.pauses)
    return Resolved(
        **at.stamp_next(case, Resolved, message=message, note=note),
        outcome=outcome,
        closed_by=closed_by,
        time_known=time_known,
        reopen_until=_window(case, at) if time_known else None,
        started=sending,
        stopped=(
            *at.stop(
                case,
                "verification",
                "first_follow_up",
                "completion",
                "reporter_window",
                "statutory_reply",
                "statutory_decision",
            ),
            *(at.stopped(promise, case.pauses) for promise in sending),
        ),
    )


def _window(case: Complaint, at: Decision) -> date | None:
    """The reporter's window, where one is open; else the resolution is the answer that
    opens one (rule C-08)."""
    window = case.clocks.get("reporter_window")
    if window and window.running:
        return window.promise.due_on
    opened = at.promise("reporter_window", case.classification)
    return opened[0].due_on if opened else None


def reopen(
    case: Complaint, at: Decision, *, reason: str, note: str | None = None
) -> Reopened:
    """A reporter reopens within the window, a coordinator at any time; what was
    promised runs on to the same due day, as after a reply."""
    at.check_allowed(case, "reopen")
    until = case.reopen_until
    if at.as_reporter and case.resolved_at and at.origin.occurred_at < case.resolved_at:
        raise InvalidField(
            field="occurred_at", problem="is earlier than the resolution."
        )
    # Nobody vouches for a reporter's own word of when it was said; a desk does.
    said = at.origin.occurred_at if at.origin.on_behalf_of else at.origin.recorded_at
    if at.as_reporter and (until is None or at.day_of(said) > until):
        ended = f"ended on {until}" if until else "is not known"
        told = f"reply; the window for reopening {ended}, ask the coordinator"
        at.refuse(case, "reopen", ["reply"], told)
    resumed: list[str] = []
    moved: list[Move] = []
    for name in ("completion", "statutory_decision"):
        clock = case.clocks.get(name)
        if clock and clock.stopped_on:
            again, other = at.run_again(clock, case.classification)
            resumed.extend(again)
            moved.extend(other)
    return Reopened(
        **at.stamp_next(case, Reopened, reason=reason, note=note),
        resumed=tuple(resumed),
        moved=tuple(moved),
    )
