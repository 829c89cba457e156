"""Cases with their events, one after the other, in constant memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.installation import Installation
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from projections.visibility import Visibility

AT_ONCE = 200
"""Cases that are read by one query."""


@dataclass(frozen=True, slots=True)
class Step:
    position: int
    event: ComplaintEvent
    after: Complaint


@dataclass(frozen=True, slots=True)
class Flow:
    """A case as it was at the last position of the export, and what made it so."""

    case: Complaint
    steps: Sequence[Step]


def flows(here: Installation, visibility: Visibility, up_to: int) -> Iterator[Flow]:
    """Every case that is seen, as of position `up_to`, from the events alone.

    By case number, which is drawn by lot: the order says nothing of when a case came.
    """
    last = ""
    while claims := here.recorder.claims_after("case_number", last, AT_ONCE):
        last = claims[-1][0]
        for events in here.cases.several((id for _, id in claims), up_to):
            steps: list[Step] = []
            case: Complaint | None = None
            for position, event in events:
                case = project(case, [event])
                assert case is not None
                steps.append(Step(position, event, case))
            if case is not None and visibility.sees(case):
                yield Flow(case, steps)
