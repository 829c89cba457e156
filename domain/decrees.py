"""Which running deadlines of a case rest on a year that was adopted anew."""

from collections.abc import Iterable

from domain.clock import Clock, Move
from domain.decision import Decision


def moved_by_decree(
    clocks: Iterable[Clock], at: Decision, *, unmoved: bool
) -> tuple[tuple[Move, ...], str | None] | None:
    """The deadlines as they are now, `unmoved` also where the day stays as it was and
    as certain, and the names of the decrees; None where there are none."""
    calendar = at.reference.calendar
    moved = []
    decrees = set()
    for clock in clocks:
        was = clock.promise
        if clock.paused_on or was.unit != "working_days":
            continue
        if changed := calendar.changed_since(
            was.calendar_version, was.started_on, was.due_on
        ):
            now = was.renewed(calendar, clock.pauses, was.extended)
            told = (was.due_on, was.provisional) != (now.due_on, now.provisional)
            if not (unmoved or told):
                continue
            moved.append(at.move(was, now))
            decrees |= changed
    if not moved:
        return None
    named = dict.fromkeys(calendar.years[year].decree for year in sorted(decrees))
    return tuple(moved), "; ".join(decree for decree in named if decree) or None
