"""The shapes of two moments side by side."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from api import figures_answers
from api.answers import Case, CaseInRegister, ClockInShort, Page
from api.history_answers import HistoryItem
from domain.complaint import State


class Change(BaseModel):
    """`what` is a field of the case or a clock; `text` is in Bahasa Indonesia."""

    what: str
    from_: Any = Field(alias="from")
    to: Any
    text: str


class ComparedCase(BaseModel):
    """A side is null before the case was received; days are those at whose end the
    sides are judged. `events` are those that only one of the sides knows."""

    id: UUID
    case_number: str
    from_day: date
    to_day: date
    from_: Case | None = Field(alias="from")
    to: Case | None
    changes: list[Change]
    events: list[HistoryItem]


class CaseThen(CaseInRegister):
    clocks: list[ClockInShort]


class Difference(BaseModel):
    """A case that came, went or changed; null on the side on which it did not stand."""

    what: Literal["came", "went", "changed"]
    from_: CaseThen | None = Field(alias="from")
    to: CaseThen | None
    changes: list[Change]


class Counts(BaseModel):
    came: int
    went: int
    changed: int


class ComparedRegister(Page):
    """The cases that differ, the newest receipt first; `counts` are of all pages."""

    from_day: date
    to_day: date
    counts: Counts
    items: list[Difference]


class FiguresDifference(BaseModel):
    """The second side less the first; null where a side has no number."""

    totals: figures_answers.Totals
    by_clock: list[figures_answers.OfClock]
    by_agency: list[figures_answers.OfAgency]
    by_state: dict[State, int]
    by_category: list[figures_answers.OfCategory]
    by_channel: list[figures_answers.OfChannel]
    by_month: list[figures_answers.OfMonth]


class ComparedFigures(BaseModel):
    """Both sides and the difference; `text` tells the totals that differ, in Bahasa
    Indonesia."""

    from_: figures_answers.Dashboard = Field(alias="from")
    to: figures_answers.Dashboard
    difference: FiguresDifference
    text: list[str]
