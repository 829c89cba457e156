"""The shapes of public and excluded information."""

from datetime import date
from typing import Literal

from pydantic import BaseModel

from api.history_answers import ChangeItem
from api.reference_answers import Recorded
from domain.exclusions import ConsequenceDecision, ExclusionGround
from domain.public_information import InformationForm
from projections.information_list import Category


class Named(Recorded):
    """Recorded, under that code."""

    code: str


class InformationRow(BaseModel):
    """An item, or an exclusion by what of it is told to everybody: title, ground and
    period. What does not belong to its category is null."""

    code: str
    category: Category
    title: str
    agency: str
    agency_name: str
    summary: str | None
    held_by: str | None
    responsible: str | None
    made: str | None
    forms: list[InformationForm] | None
    retention: str | None
    link: str | None
    published_on: date | None
    due_on: date | None
    legal_basis: str | None
    ground: ExclusionGround | None
    in_part: bool | None
    valid_from: date | None
    valid_to: date | None


class DecreeRow(BaseModel):
    year: int
    decree: str
    decreed_on: date


class InformationPage(BaseModel):
    """What is on the lists today, by title; `total` counts all pages. `decree` is the
    last one that laid them down."""

    items: list[InformationRow]
    next_cursor: str | None
    total: int
    as_of: date
    decree: DecreeRow | None


class DueRow(BaseModel):
    what: Literal["publication", "decree", "exclusion"]
    due_on: date
    late: bool
    legal_basis: str
    rule: str | None
    code: str | None
    title: str | None
    agency: str | None
    year: int | None


class InformationDue(BaseModel):
    """What falls due by `until`, what is late first."""

    items: list[DueRow]
    as_of: date
    until: date


class TestOutcome(BaseModel):
    title: str
    agency: str
    ground: ExclusionGround
    other_law: str | None
    legal_basis: str
    decision: ConsequenceDecision
    decree: str
    tested_on: date
    valid_from: date
    valid_to: date | None


class ExclusionRow(TestOutcome):
    """By its last test; `in_force` says whether it closes anything today."""

    code: str
    in_force: bool
    ended_on: date | None
    tests: int


class Exclusions(BaseModel):
    """All that were ever tested; `version` counts the changes."""

    items: list[ExclusionRow]
    version: int


class ExclusionTest(TestOutcome):
    """Texts are null where their key was destroyed."""

    tested_by: str | None
    if_disclosed: str | None
    if_withheld: str | None


class ExclusionInFull(BaseModel):
    """An exclusion with its consequence tests, the first one first."""

    code: str
    in_force: bool
    ended_on: date | None
    tests: list[ExclusionTest]


class Changes(BaseModel):
    """Everything that was recorded of it, in order."""

    items: list[ChangeItem]
