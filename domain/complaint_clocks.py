"""What an event does to the clocks of its complaint. Folds only assign."""

from datetime import date
from types import MappingProxyType

from domain.clock import Clock
from domain.complaint_events import ComplaintEvent
from domain.working_calendar import Pause

NOT_PAUSED = "clarification"
"""It is the reporter who is waited for: its own clock runs."""


def clocked(
    clocks: MappingProxyType[str, Clock],
    event: ComplaintEvent,
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
        own = ((), None) if promise.clock == NOT_PAUSED else (pauses, paused_on)
        now[promise.clock] = Clock(promise, event.recorded_at, *own)
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
            name: clock if name == NOT_PAUSED else clock.pause(since)
            for name, clock in now.items()
        }
    if ended:
        now = {name: clock.void() for name, clock in now.items()}
    return MappingProxyType(now)
