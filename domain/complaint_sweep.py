"""What the passing of days makes of a case: decided by the system, nothing twice.

Each returns None where there is nothing to do, or no longer: so it does not matter how
often, by how many machines, or how late the days are looked at.
"""

from dataclasses import replace
from datetime import date

from domain.clock import Clock
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, Escalated
from domain.complaint_handling import resolve
from domain.complaint_intake import withdraw
from domain.complaint_side_ways import DeadlineMoved, Reminded, Withdrawn
from domain.decision import Decision
from domain.decrees import moved_by_decree
from domain.ladder import StepName, step_day

SILENCE = "Dianggap mencabut pengaduan: UU 25/2009 Pasal 44(3)."


def close_unanswered(case: Complaint, at: Decision) -> ComplaintEvent | None:
    """The reporter's window passed without a reply (rule C-08)."""
    window = case.clocks.get("reporter_window")
    if case.state != "answered" or not window or not _passed(window, at):
        return None
    return resolve(case, at, outcome="not_recorded")


def deem_withdrawn(case: Complaint, at: Decision) -> Withdrawn | None:
    """The reporter did not complete the complaint in time (rule C-11)."""
    asked = case.clocks.get("clarification")
    silent = case.state == "awaiting_clarification" and not case.heard
    if not silent or not asked or not _passed(asked, at):
        return None
    return withdraw(case, at, reason=_sealable(case, SILENCE))


def _sealable(case: Complaint, text: str) -> str | None:
    """The days of an erased case pass as those of any other, without words."""
    return None if case.has_erased("case") else text


def _passed(clock: Clock, at: Decision) -> bool:
    """The term has passed, and has passed since it was recorded: a question or answer
    that came to us late ends nothing before the reporter could use the whole term."""
    promise, known_on = clock.promise, at.day_of(clock.known_at)
    told = replace(promise, started_on=max(promise.started_on, known_on)).renewed(
        at.reference.calendar, clock.pauses, promise.extended
    )
    return clock.status(at.day) == "overdue" and told.due_on < at.day


def follow_decree(case: Complaint, at: Decision) -> DeadlineMoved | None:
    """A year on which a running deadline rests was adopted anew: the policy is that
    open cases get the days off, and that what has stopped stays as it was judged.

    Recorded also where the day stays the same, so that after it no running deadline
    rests on a year that was replaced. A paused clock is counted anew at its end.
    """
    if not case.open:
        return None
    if (found := moved_by_decree(case.running_clocks, at, unmoved=True)) is None:
        return None
    moved, decree = found
    return DeadlineMoved(
        **at.stamp_next(case, DeadlineMoved), cause="decree", decree=decree, moved=moved
    )


def take_step(
    case: Complaint, at: Decision, *, clock: str, step: StepName
) -> Reminded | Escalated | None:
    """A step of a clock's ladder, on the day for which the ladder sets it or later.

    The ladder is the one in force on the due day. Who was not reminded before the
    deadline passed is not reminded of it any more once the alarm is due or was raised,
    also where the clock runs again since.
    """
    running = case.clocks.get(clock)
    if not case.open or running is None or not running.running or running.paused:
        return None
    due_on = running.promise.due_on
    ladder = {s.name: s for s in at.reference.ladder.steps_on(clock, due_on)}
    if step not in ladder or step in running.steps:
        return None
    known_on = at.day_of(running.known_at)
    days = {
        name: step_day(ladder[name], running, known_on, at.reference.calendar)
        for name in (step, "alarm")
        if name in ladder
    }
    if at.day < days[step]:
        return None
    if step == "remind" and due_on < at.day:
        alarm_on = days.get("alarm", date.max)
        if "alarm" in running.steps or alarm_on <= at.day:
            return None
    if step == "remind" or step == "alarm":
        return Reminded(
            **at.stamp_next(case, Reminded),
            clock=clock,
            step=step,
            due_on=due_on,
            step_on=days[step],
        )
    reason = _sealable(case, f"Tenggat {clock} {due_on} terlewati.")
    return Escalated(
        **at.stamp_next(case, Escalated, reason=reason),
        to=step,
        clock=clock,
        due_on=due_on,
        step_on=days[step],
    )
