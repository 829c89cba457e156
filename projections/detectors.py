"""What in one event of a case raises a question about honest work.

A finding is a question to ask, not a verdict: each of these has honest reasons too.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from domain.complaint import Complaint
from domain.complaint_events import ReporterReplied
from domain.complaint_side_ways import (
    ClarificationRequested,
    DeadlineMoved,
    Reclassified,
    Reopened,
)
from projections.changes import Change

Kind = Literal[
    "pause_before_deadline",
    "longer_promise",
    "reopened_soon",
    "repeated_answer",
    "ping_pong",
    "backdated_stop",
]

DAYS_BEFORE_DEADLINE = 3
"""What was missing is seen when a case is read (rule C-02: 3 working days), not when
its term ends."""
DAYS_TO_REOPEN = 7
"""A settled matter stays settled for a week; issue 3, item 6."""
DISPOSITIONS = 3
"""One return is a mistake of the coordinator's; two are a case that nobody takes."""
REPORTERS_CLOCKS = frozenset(("reporter_window", "clarification"))
"""Terms in which the reporter is waited for: no office gains by stopping them."""


class Finding(NamedTuple):
    """`days` is what the kind measures; None where a promise ended for good."""

    kind: Kind
    clock: str | None
    days: int | None


def found_in(change: Change, zone: ZoneInfo) -> Iterable[Finding]:
    """What the event alone tells, with the case before and after it: at most one
    finding of a kind, of the clock that matters most."""
    event, before = change.event, change.before
    if before is None:
        return ()
    # Most events are of no such kind, and told after they happened by nobody.
    if isinstance(event, _ASKING) or event.occurred_at < event.recorded_at:
        return _found_in(change, before, zone)
    return ()


def _found_in(change: Change, before: Complaint, zone: ZoneInfo) -> Iterator[Finding]:
    event = change.event
    if isinstance(event, ClarificationRequested):
        yield from _pause(change, event)
    if isinstance(event, _AGAIN):
        yield from _longer_promise(event)
        yield from _reopened_soon(event, before, zone)
    if event.occurred_at < event.recorded_at:
        yield from _backdated_stop(change, before, zone)


def _pause(change: Change, event: ClarificationRequested) -> Iterator[Finding]:
    if not event.paused_on:
        return
    left = [
        ((clock.promise.due_on - event.paused_on).days, name)
        for name, clock in change.after.clocks.items()
        if clock.paused_on == event.paused_on and name not in REPORTERS_CLOCKS
    ]
    # A pause hides no deadline that has passed.
    if soon := [at for at in left if 0 <= at[0] <= DAYS_BEFORE_DEADLINE]:
        days, clock = min(soon)
        yield Finding("pause_before_deadline", clock, days)


def _longer_promise(
    event: Reclassified | ReporterReplied | Reopened,
) -> Iterator[Finding]:
    """A class changed after the answer moves the deadline only when the clock is set
    running again."""
    longer = [
        (days, move.promise.clock)
        for move in event.moved
        if (days := (move.promise.due_on - move.due_before).days) > 0
    ]
    if event.voided:
        # By `completion`, which comes last, the case would have been judged.
        yield Finding("longer_promise", event.voided[-1], None)
    elif longer:
        days, clock = max(longer)
        yield Finding("longer_promise", clock, days)


def _reopened_soon(
    event: Reclassified | ReporterReplied | Reopened, before: Complaint, zone: ZoneInfo
) -> Iterator[Finding]:
    match event:
        case Reopened():
            settled_at = before.resolved_at
        case ReporterReplied(reopens=True):
            settled_at = before.answered_at
        case _:
            return
    if settled_at is None:
        return
    days = (day(event.occurred_at, zone) - day(settled_at, zone)).days
    if 0 <= days <= DAYS_TO_REOPEN:
        yield Finding("reopened_soon", None, days)


def _backdated_stop(
    change: Change, before: Complaint, zone: ZoneInfo
) -> Iterator[Finding]:
    """A day before it was told made of an overdue clock one that was met, paused in
    time, or was extended in time; `days` before it was told."""
    event = change.event
    told_on = day(event.recorded_at, zone)
    # The days of an import are those of the other system.
    if event.role == "system" or day(event.occurred_at, zone) >= told_on:
        return
    in_time = {"met", "paused"}
    if isinstance(event, DeadlineMoved):
        in_time.add("running")
    mended = [
        (clock.promise.due_on, name)
        for name, clock in before.clocks.items()
        if name not in REPORTERS_CLOCKS
        and clock.status(told_on) == "overdue"
        and change.after.clocks[name].status(told_on) in in_time
    ]
    if mended:
        _, clock = min(mended)
        days = (told_on - day(event.occurred_at, zone)).days
        yield Finding("backdated_stop", clock, days)


def day(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


_AGAIN = (Reclassified, ReporterReplied, Reopened)
_ASKING = (ClarificationRequested, *_AGAIN)
