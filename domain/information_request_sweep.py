"""What the passing of days makes of a request for public information: a decree that
came late moves what runs, and nothing else is recorded."""

from collections.abc import Mapping

from domain.clock import Clock
from domain.decision import Decision
from domain.decrees import moved_by_decree
from domain.information_request import InformationRequest
from domain.information_request_events import DeadlineMoved

OF_THE_OFFICE = ("written_notice", "objection_answer")
"""The clocks that bind the office: of the others somebody else lets a term pass."""
ANSWERING = ("requested", "incomplete", "objected")
"""The states in which it owes what they are for. Whom it never answered may be before
the commission, or past it: then no answer is owed any more."""
_OWED: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(OF_THE_OFFICE, ANSWERING),
    "commission_start": ("disputed",),
    "commission_ruling": ("disputed",),
}


def lapses_for_good(clock: Clock) -> bool:
    """Of a right of the applicant: what nobody owes is late on no later day."""
    return clock.promise.clock not in _OWED


def followers(case: InformationRequest) -> list[Clock]:
    """The clocks that a decree may move while they have not lapsed for good."""
    return [
        clock
        for clock in case.running_clocks
        if case.state in _OWED.get(clock.promise.clock, (case.state,))
    ]


def follow_decree(case: InformationRequest, at: Decision) -> DeadlineMoved | None:
    """None where no deadline moves; what has lapsed or is owed no more stays so, as in
    a closed complaint. That a day which was provisional is certain is a move."""
    going = [
        clock
        for clock in followers(case)
        if not (lapses_for_good(clock) and clock.promise.due_on < at.day)
    ]
    if (found := moved_by_decree(going, at, unmoved=False)) is None:
        return None
    moved, decree = found
    return DeadlineMoved(
        **at.stamp_next(case, DeadlineMoved), decree=decree, moved=moved
    )
