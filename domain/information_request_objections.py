"""What comes after a request: the objection to the superior, the dispute before the
information commission (UU 14/2008 Pasal 35-48; Perki 1/2013)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from domain.clock import ClockStop
from domain.decision import Decision
from domain.information_request import InformationRequest, RequestState
from domain.information_request_events import (
    NOT_TAKEN_UP,
    CommissionStep,
    Disputed,
    Objected,
    ObjectionAnswered,
    ObjectionReason,
    Outcome,
    Possession,
    Ruling,
    RulingRecorded,
    Timing,
    Withheld,
)
from domain.refusals import InvalidField
from domain.sealing import as_json
from domain.service_standards import INFORMATION_REQUEST, Promise
from domain.withholding import check_withheld

APPEALABLE = ("granted", "partly_granted", "refused", "inadmissible")
"""What was settled or withdrawn goes to no court."""
NOT_WITHDRAWN = frozenset(get_args(RequestState)) - {"withdrawn"}
"""The states in which the commission may rule on what was brought before it early."""


def notice_lapsed(case: InformationRequest, today: date) -> date | None:
    """When the written notice was due, where that passed without one."""
    return _lapsed(case, "written_notice", today)


def answer_lapsed(case: InformationRequest, today: date) -> date | None:
    """When the superior's answer was due, where that passed without one."""
    return _lapsed(case, "objection_answer", today)


def _lapsed(case: InformationRequest, name: str, today: date) -> date | None:
    clock = case.clocks.get(name)
    late = clock is not None and clock.status(today) == "overdue"
    return clock.promise.due_on if clock and late else None


_Found = Callable[[InformationRequest, date], bool]


def _late(case: InformationRequest, today: date) -> bool:
    clock = case.clocks.get("written_notice")
    return clock is not None and clock.status(today) in ("overdue", "late")


# When each reason of Pasal 35(1) can be found, and what is told where it cannot.
REASONS: Mapping[ObjectionReason, tuple[_Found, str]] = {
    "a": (
        lambda case, _: bool(case.notice and case.notice.withheld),
        "is for a refusal on a ground of Pasal 17",
    ),
    "b": (lambda case, _: True, ""),
    "c": (
        lambda case, today: notice_lapsed(case, today) is not None,
        "is for a request whose written notice is overdue",
    ),
    "d": (lambda case, _: bool(case.notice), "is for a request that was answered"),
    "e": (lambda case, _: bool(case.notice), "is for a request that was answered"),
    "f": (
        lambda case, _: bool(case.notice and case.notice.cost),
        "is for a notice that names a cost",
    ),
    "g": (_late, "is for a notice that came late or is overdue"),
}


def findable(case: InformationRequest, today: date) -> list[ObjectionReason]:
    """The reasons that can be found on that day."""
    return [reason for reason, (found, _) in REASONS.items() if found(case, today)]


def object_(
    case: InformationRequest,
    at: Decision,
    *,
    reasons: Sequence[ObjectionReason],
    statement: str,
    proxy: Mapping[str, Any] | None = None,
    note: str | None = None,
) -> Objected:
    """One that comes after its window is recorded and stands as late (rule P-05); where
    no notice came, the window began when the notice was due."""
    at = at.when_told
    at.check_allowed(case, "object")
    if case.objection:
        told = "dispute; the superior has answered an objection already"
        at.refuse(case, "object", ["dispute"], told)
    if not case.notice and notice_lapsed(case, at.day) is None:
        told = "decide; object once the written notice was given or is overdue"
        at.refuse(case, "object", ["decide"], told)
    named = tuple(sorted(set(reasons)))
    if not named:
        raise InvalidField(field="reasons", problem="names at least one of a to g.")
    for reason in named:
        found, told = REASONS[reason]
        if not found(case, at.day):
            raise InvalidField(
                field="reasons", problem=f"{reason} cannot be found now: it {told}."
            )
    at.check_not_erased(case, "reporter", as_json(proxy))
    identity = at.seal(
        Objected, case.id, case.reporter_key, "reporter", proxy=as_json(proxy)
    )
    window: tuple[Promise, ...] = ()
    if lapsed_on := notice_lapsed(case, at.day):
        window = at.promise("objection_window", INFORMATION_REQUEST, lapsed_on)
    return Objected(
        **at.stamp_next(case, Objected, statement=statement, note=note),
        **identity,
        reasons=named,
        started=(*window, *at.promise("objection_answer", INFORMATION_REQUEST)),
        stopped=(
            *at.stop(case, "objection_window"),
            *(at.stopped(promise, ()) for promise in window),
        ),
    )


def answer_objection(
    case: InformationRequest,
    at: Decision,
    *,
    outcome: Outcome,
    message: str,
    possession: Possession | None = None,
    holder: str | None = None,
    withheld: Sequence[Withheld] = (),
    note: str | None = None,
) -> ObjectionAnswered:
    """By the superior. Where no notice was given it is the first answer: it refuses on
    a ground of Pasal 17, or as the office does not hold the information. Without a
    `possession` it leaves what the notice said of that."""
    at.check_allowed(case, "answer-objection")
    first = case.notice is None and outcome != "granted"
    kept = case.notice is not None and not case.notice.withheld
    needed = first or (kept and outcome == "partly_granted")
    check_withheld(at, possession, outcome, withheld, needed=needed)
    texts = {"message": message, "holder": holder, "note": note}
    return ObjectionAnswered(
        **at.stamp_next(case, ObjectionAnswered, **texts),
        outcome=outcome,
        possession=possession,
        withheld=tuple(withheld),
        stopped=at.stop(case, "written_notice", "objection_answer"),
        started=at.promise("dispute_window", "answered"),
    )


def dispute(
    case: InformationRequest,
    at: Decision,
    *,
    number: str | None = None,
    note: str | None = None,
) -> Disputed:
    """Recorded whenever the applicant goes there, for it is the commission that judges:
    a premature one leaves the request where it is (rules P-07, P-08)."""
    at = at.when_told
    at.check_allowed(case, "dispute")
    if case.ruled:
        at.refuse(case, "dispute", [], "nothing here; who disagrees goes to court")
    window: tuple[Promise, ...] = ()
    stopped: tuple[ClockStop, ...] = ()
    timing: Timing = "premature"
    if lapsed_on := answer_lapsed(case, at.day):
        window = at.promise("dispute_window", "unanswered", lapsed_on)
        stopped = tuple(at.stopped(promise, ()) for promise in window)
        timing = _in_time(window[0].due_on if window else None, at)
    elif case.objection and case.objection.answered_at:
        opened = case.clocks.get("dispute_window")
        stopped = at.stop(case, "dispute_window")
        timing = _in_time(opened.promise.due_on if opened else None, at)
    if timing != "premature":
        for name in ("commission_start", "commission_ruling"):
            window = (*window, *at.promise(name, INFORMATION_REQUEST))
    return Disputed(
        **at.stamp_next(case, Disputed, number=number, note=note),
        timing=timing,
        started=window,
        stopped=stopped,
    )


def _in_time(due_on: date | None, at: Decision) -> Timing:
    return "expired" if due_on and at.day > due_on else "in_time"


def record_ruling(
    case: InformationRequest,
    at: Decision,
    *,
    step: CommissionStep,
    outcome: Ruling | None = None,
    number: str | None = None,
    message: str | None = None,
    note: str | None = None,
) -> RulingRecorded:
    """A step of the commission: the first starts its examination, a ruling ends it and
    opens the way to court (rules P-09, P-10). A premature dispute that it does not take
    up leaves all as it was: the way to the superior is open still."""
    pending = case.pending
    at.check_allowed(case, "record-ruling", NOT_WITHDRAWN if pending else ())
    assert pending is not None, "it is disputed, or was too early"
    if (step == "ruling") != (outcome is not None):
        raise InvalidField(
            field="outcome", problem="belongs to a ruling and to none before."
        )
    ends = ("commission_ruling",) if outcome else ()
    early = pending.timing == "premature" and outcome in NOT_TAKEN_UP
    court = outcome in APPEALABLE and not early
    return RulingRecorded(
        **at.stamp_next(
            case, RulingRecorded, number=number, message=message, note=note
        ),
        step=step,
        outcome=outcome,
        stopped=at.stop(case, "commission_start", *ends),
        started=at.promise("court_window", INFORMATION_REQUEST) if court else (),
    )
