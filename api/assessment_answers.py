"""The shapes of the openness self-assessment."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from domain.self_assessment import Measure, OpennessAnswer, OpennessClass
from domain.working_calendar import Status


class AssessmentQuestion(BaseModel):
    """One with a `measure` is counted from the record, any other answered by the
    PPID."""

    code: str
    area: str
    text: str
    weight: int
    legal_basis: str
    measure: Measure | None
    item: str | None


class Bound(BaseModel):
    name: OpennessClass
    at_least: int


class Sheet(BaseModel):
    """`partly` is what that answer gives of 100."""

    source: str
    status: Status
    valid_from: date
    partly: int
    classes: list[Bound]


class SheetInFull(Sheet):
    questions: list[AssessmentQuestion]
    in_force: bool


class Sheets(BaseModel):
    """Every sheet that was adopted; `version` counts sheets and answers."""

    items: list[SheetInFull]
    version: int


class AssessedQuestion(AssessmentQuestion):
    """`part` of `whole` where it is counted, else the PPID's answer with who gave it
    and when; points of 100, null where there is nothing to judge."""

    part: int | None
    whole: int | None
    answer: OpennessAnswer | None
    answered_by: str | None
    answered_at: datetime | None
    as_of: date | None
    evidence: str | None
    points: float | None


class AssessmentAsked(BaseModel):
    period: str
    as_of: date
    agency: str | None = None


class SelfAssessment(BaseModel):
    """A self-assessment: no result of the information commission. `total` is the sum of
    weight times points by the sum of weights, of what is judged, rounded down to
    hundredths."""

    query: AssessmentAsked
    zone: str
    position: int
    head: str
    self_assessed: bool
    sheet: Sheet | None
    items: list[AssessedQuestion]
    total: float | None
    openness: OpennessClass | None = Field(alias="class")
    unanswered: int
    unjudged: int
