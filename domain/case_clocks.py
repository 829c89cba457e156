"""What an event does to the clocks of its case. Folds only assign."""

from datetime import date
from types import MappingProxyType
from typing import Any

from domain.case import Case
from domain.case_event import CaseEvent
from domain.clock import Clock
from domain.working_calendar import Pause

NOT_PAUSED = frozenset(("clarification", "applicant_completion"))
"""It is the person who asked that is waited for: their own clock runs."""


def clocks_after(case: Case, event: CaseEvent, *, ended: bool) -> dict[str, Any]:
    """What an event makes of clocks and pauses, by the names of the fields; `ended`
    says that what still runs is judged no more."""
    if not (ended or event.touches_clocks):
        return {}
    clocks = clocked(
        case.clocks,
        event,
        pauses=case.pauses,
        paused_on=case.paused_on,
        ended=ended,
    )
    changed: dict[str, Any] = {"clocks": clocks}
    if event.resumed_on and case.paused_on:
        pause = Pause(case.paused_on, event.resumed_on)
        changed |= {"pauses": (*case.pauses, pause), "paused_on": None}
    if event.paused_on:
        changed["paused_on"] = event.paused_on
    return changed


def clocked(
    clocks: MappingProxyType[str, Clock],
    event: CaseEvent,
    *,
    pauses: tuple[Pause, ...],
    paused_on: date | None,
    ended: bool,
) -> MappingProxyType[str, Clock]:
    """The clocks after an event; `pauses` and `paused_on` are those of the case before
    it, `ended` says that what still runs is judged no more."""
    # Called `dict`, a proxy is asked for each of its names.
    now = clocks.copy()
    if event.resumed_on:
        now = {name: clock.go_on(event.resumed_on) for name, clock in now.items()}
    for move in event.moved:
        name = move.promise.clock
        now[name] = now[name].move(move, event.recorded_at)
    for promise in event.started:
        name = promise.clock
        own = ((), None) if name in NOT_PAUSED else (pauses, paused_on)
        now[name] = Clock.begin(promise, event.recorded_at, *own)
    for name in event.resumed:
        now[name] = now[name].resume(event.recorded_at, paused_on)
    time_known = getattr(event, "time_known", True)
    for stop in event.stopped:
        now[stop.clock] = now[stop.clock].stop(stop, time_known)
    for name in event.voided:
        now[name] = now[name].void()
    if event.paused_on:
        since = event.paused_on
        now = {
            name: clock if name in NOT_PAUSED else clock.pause(since)
            for name, clock in now.items()
        }
    if ended:
        now = {name: clock.void() for name, clock in now.items()}
    return MappingProxyType(now)
