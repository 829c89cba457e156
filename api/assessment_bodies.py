"""What may be said of the openness self-assessment: the sheet by the administrator, its
answers by the information officer (PPID)."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from api.bodies import Body, Code, Line, Sentence
from api.information_bodies import Address, Year
from api.queries import Day
from domain.self_assessment import (
    ClassBound,
    Measure,
    OpennessAnswer,
    OpennessClass,
    Question,
)
from domain.working_calendar import Status


class QuestionBody(Body):
    code: Code
    area: Line
    text: Line
    weight: Annotated[int, Field(ge=1, le=1_000)]
    legal_basis: Line
    measure: Measure | None = None
    item: Code | None = None


class ClassBody(Body):
    name: OpennessClass
    at_least: Annotated[int, Field(ge=0, le=100)]


class AdoptSheet(Body):
    source: Sentence
    status: Status
    valid_from: date
    partly: Annotated[int, Field(ge=0, le=100)]
    questions: Annotated[list[QuestionBody], Field(min_length=1, max_length=200)]
    classes: Annotated[list[ClassBody], Field(min_length=5, max_length=5)]

    def words(self) -> dict[str, Any]:
        questions = tuple(Question(**one.model_dump()) for one in self.questions)
        classes = tuple(ClassBound(one.name, one.at_least) for one in self.classes)
        return {**super().words(), "questions": questions, "classes": classes}


class AnswerQuestion(Body):
    """As of today unless another day is said."""

    year: Year
    as_of: Day | None = None
    agency: Code | None = None
    question: Code
    answer: OpennessAnswer
    evidence: Address | None = None


BODIES = (AdoptSheet, AnswerQuestion)
