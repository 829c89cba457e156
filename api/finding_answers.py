"""The shapes of the answers about findings."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel

from api.answers import Page
from domain.clock import ClockName
from projections.detectors import Kind


class Finding(BaseModel):
    """A question to ask, not a verdict. `days`: left before the deadline at the pause;
    by which the promise got longer, null where it ended; between closing and reopening;
    how many earlier answers in other cases are alike; how many dispositions moved the
    case; by how many days the step was dated back. `agency`: which the case was with.
    `actor`: null where no officer acted."""

    id: UUID
    case_number: str
    kind: Kind
    position: int
    found_on: date
    clock: ClockName | None
    days: int | None
    agency: str | None
    actor: str | None


class PageOfFindings(Page):
    """One page of findings, the newest first; `counts` are those of all pages."""

    items: list[Finding]
    counts: dict[Kind, int]
