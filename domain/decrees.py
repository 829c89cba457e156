"""Which running deadlines of a case rest on a year that was adopted anew."""

from domain.case import Case
from domain.clock import Move
from domain.decision import Decision


def moved_by_decree(
    case: Case, at: Decision
) -> tuple[tuple[Move, ...], str | None] | None:
    """The deadlines as they are now, also where the day stays the same, and the names
    of the decrees; None where nothing rests on such a year."""
    calendar = at.reference.calendar
    moved = []
    decrees = set()
    for clock in case.running_clocks:
        was = clock.promise
        if clock.paused_on or was.unit != "working_days":
            continue
        if changed := calendar.changed_since(
            was.calendar_version, was.started_on, was.due_on
        ):
            now = was.renewed(calendar, clock.pauses, was.extended)
            moved.append(at.move(was, now))
            decrees |= changed
    if not moved:
        return None
    named = dict.fromkeys(calendar.years[year].decree for year in sorted(decrees))
    return tuple(moved), "; ".join(decree for decree in named if decree) or None
