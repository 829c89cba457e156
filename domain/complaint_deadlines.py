"""What moves a deadline by a decision: a pause, another class, an extension."""

from collections.abc import Iterator
from datetime import date

from domain.clock import ClockStop, Move
from domain.complaint import Complaint
from domain.complaint_events import Classification, Noted
from domain.complaint_record import late_answer
from domain.complaint_side_ways import (
    ClarificationRequested,
    Clarified,
    DeadlineMoved,
    Reclassified,
)
from domain.decision import Decision
from domain.refusals import InvalidField
from domain.service_standards import STATUTORY, Promise
from domain.working_calendar import Pause

Pauses = tuple[Pause, ...]


def request_clarification(
    case: Complaint, at: Decision, *, question: str, note: str | None = None
) -> ClarificationRequested:
    """The reporter is told what is missing: the reply of UU 25/2009 Pasal 44(1), and
    from now on the office's clocks pause. Asking again changes no clock."""
    at.check_allowed(case, "request-clarification")
    again = case.paused_on is not None
    return ClarificationRequested(
        **at.stamp_next(case, ClarificationRequested, question=question, note=note),
        started=() if again else at.promise("clarification", case.classification),
        stopped=() if again else at.stop(case, "statutory_reply"),
        paused_on=None if again else at.day,
    )


def clarify(
    case: Complaint, at: Decision, *, answer: str, note: str | None = None
) -> Clarified | Noted:
    """The days at whose end the reporter was waited for are counted in no clock."""
    if late := late_answer(case, at, "clarify", answer, note):
        return late
    at.check_allowed(case, "clarify")
    _, paused = at.end_pause(case)
    return Clarified(
        **at.stamp_next(case, Clarified, answer=answer, note=note),
        **paused,
        stopped=at.stop(case, "clarification"),
    )


def reclassify(
    case: Complaint,
    at: Decision,
    *,
    reason: str,
    classification: Classification | None = None,
    category: str | None = None,
    note: str | None = None,
) -> Reclassified:
    """Another class may have other terms: they count from the same day, and pauses and
    extensions stay. A clock that has stopped was judged by the class it had."""
    at.check_codes(category=category)
    at.check_allowed(case, "reclassify")
    now = classification or case.classification
    code = category or case.category
    if (now, code) == (case.classification, case.category):
        raise InvalidField(
            field="classification", problem="and category are what they were."
        )
    started: list[Promise] = []
    stopped: list[ClockStop] = []
    moved: list[Move] = []
    resumed: list[str] = []
    voided: list[str] = []
    for name in ("first_follow_up", "completion"):
        clock = case.clocks.get(name)
        if case.disposed_at is None:
            continue
        if clock is None:
            disposed_on = at.day_of(case.disposed_at)
            promised = at.promise(name, now, disposed_on, case.pauses)
            started.extend(promised)
            stopped.extend(_answered(case, at, promised, case.pauses))
        elif clock.running:
            promised = at.promise_again(clock, now)
            if not promised:
                voided.append(name)
            elif promised[0].rule != clock.promise.rule:
                moved.append(at.move(clock.promise, promised[0]))
        elif clock.stopped_on is None or (
            # Stopped in work: its answer got a reply while the class had no term.
            name == "completion" and case.stage != "answered"
        ):
            again, other = at.run_again(clock, now)
            resumed.extend(again)
            moved.extend(other)
            promised = at.promise_again(clock, now)
            stopped.extend(_answered(case, at, promised, clock.pauses))
    return Reclassified(
        **at.stamp_next(case, Reclassified, reason=reason, note=note),
        classification=now,
        category=code,
        started=tuple(started),
        stopped=tuple(stopped),
        moved=tuple(moved),
        resumed=tuple(resumed),
        voided=tuple(voided),
    )


def _answered(
    case: Complaint, at: Decision, promised: tuple[Promise, ...], pauses: Pauses
) -> Iterator[ClockStop]:
    """What runs from now on has stopped with the answer, where one was given."""
    if case.stage == "answered" and case.answered_at:
        on = at.day_of(case.answered_at)
        yield from (at.stopped(promise, pauses, on) for promise in promised)


def extend(
    case: Complaint,
    at: Decision,
    *,
    clock: str,
    reason: str,
    units: int | None = None,
    until: date | None = None,
    note: str | None = None,
) -> DeadlineMoved:
    """By units of the clock's own unit, or until a day, which is converted now. Fewer
    units take an extension back; together they stay within what the rule allows."""
    if clock in STATUTORY:
        raise InvalidField(
            field="clock", problem=f"{clock} is set by statute; no office extends it."
        )
    at.check_allowed(case, "extend")
    running = case.clocks.get(clock)
    if running is None or not running.running:
        runs = ", ".join(c.promise.clock for c in case.running_clocks) or "none"
        raise InvalidField(field="clock", problem=f"{clock} does not run; {runs} does.")
    was = running.promise
    if was.due_on < at.day and not running.paused:
        raise InvalidField(
            field="clock",
            problem=f"{clock} was due on {was.due_on}; a deadline that has passed is"
            " not extended.",
        )
    rule = at.reference.standards.rule(was.rule, was.rule_version)
    if rule.extendable_by is None:
        raise InvalidField(
            field="clock", problem=f"rule {rule.id} of {clock} allows no extension."
        )
    calendar = at.reference.calendar
    before = was.extended or 0
    if until is not None:
        counted = calendar.days_between(was.started_on, until, was.unit, running.pauses)
        units = counted - was.limit - before
    total = before + (units or 0)
    if units == 0:
        raise InvalidField(
            field="units" if until is None else "until",
            problem=f"moves nothing; {clock} is due on {was.due_on} already.",
        )
    if not units or not 0 <= total <= rule.extendable_by:
        raise InvalidField(
            field="units" if until is None else "until",
            problem=f"must move {clock} to 0 to {rule.extendable_by} {was.unit} beyond"
            f" its term of {was.limit}; it stands at {before} beyond.",
        )
    promise = was.renewed(calendar, running.pauses, total)
    return DeadlineMoved(
        **at.stamp_next(case, DeadlineMoved, reason=reason, note=note),
        cause="extension",
        units=units,
        moved=(at.move(was, promise),),
    )
