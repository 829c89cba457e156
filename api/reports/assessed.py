"""The openness self-assessment of a year: what the record counts of it, what the PPID
answers, and the total that comes of both."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from api.installation import Installation
from api.reports import information_report
from api.reports.measures import Measured, Record
from api.reports.period import Period
from domain.reference import Reference
from domain.self_assessment import (
    OpennessClass,
    Question,
    QuestionAnswered,
    SheetAdopted,
    total,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One question: counted or answered or neither, the address of its evidence, and
    its points in hundredths; None where there is nothing to judge."""

    question: Question
    points: int | None
    measured: Measured | None = None
    answered: QuestionAnswered | None = None

    @property
    def judged(self) -> bool:
        return self.points is not None

    @property
    def evidence(self) -> str | None:
        if self.measured:
            return self.measured.address
        return self.answered.evidence if self.answered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """`sheet` is the one in force on the day, `total` in hundredths."""

    period: Period
    day: date
    agency: str | None
    sheet: SheetAdopted | None
    marks: tuple[Mark, ...]
    position: int
    reference: Reference
    zone: ZoneInfo

    @property
    def total(self) -> int | None:
        return total((mark.question.weight, mark.points) for mark in self.marks)

    @property
    def openness(self) -> OpennessClass | None:
        whole = self.total
        return self.sheet.class_of(whole) if self.sheet and whole is not None else None

    @property
    def unanswered(self) -> int:
        return sum(not (mark.measured or mark.answered) for mark in self.marks)

    @property
    def unjudged(self) -> int:
        return sum(not mark.judged for mark in self.marks)

    def query(self) -> dict[str, str]:
        said = {"period": self.period.code, "as_of": self.day.isoformat()}
        return said | ({"agency": self.agency} if self.agency else {})


def assessed(
    here: Installation, period: Period, day: date, agency: str | None
) -> Assessed:
    """Answers are those of the year in which the period lies."""
    found = information_report.gathered(here, period, day, agency)
    known = found.reference.self_assessment
    sheet, record = known.sheet_on(day), Record(here, found, period, agency)
    answers = known.answers_on(period.first.year, agency, day)
    return Assessed(
        period=period,
        day=day,
        agency=agency,
        sheet=sheet,
        marks=tuple(_marks(sheet, record, answers)) if sheet else (),
        position=found.position,
        reference=found.reference,
        zone=here.settings.time_zone,
    )


def _marks(
    sheet: SheetAdopted, record: Record, answers: Mapping[str, QuestionAnswered]
) -> Iterator[Mark]:
    for question in sheet.questions:
        if question.measure:
            measured = record.measured(question)
            yield Mark(question=question, points=measured.points, measured=measured)
        else:
            given = answers.get(question.code)
            points = sheet.points(given.answer if given else None)
            yield Mark(question=question, points=points, answered=given)


def areas(found: Assessed) -> Iterator[tuple[str, list[Mark]]]:
    """In the order of the sheet."""
    for area, marks in groupby(found.marks, key=lambda mark: mark.question.area):
        yield area, list(marks)


def told(found: Assessed, head: str) -> dict[str, Any]:
    """The same for programs; points are of 100."""
    whole, sheet = found.total, found.sheet
    return {
        "query": found.query(),
        "zone": found.zone.key,
        "position": found.position,
        "head": head,
        "self_assessed": True,
        "sheet": sheet and terms(sheet),
        "items": [_item(mark) for mark in found.marks],
        "total": None if whole is None else whole / 100,
        "class": found.openness,
        "unanswered": found.unanswered,
        "unjudged": found.unjudged,
    }


def terms(sheet: SheetAdopted) -> dict[str, Any]:
    """By what a sheet judges, without its questions."""
    return {
        "source": sheet.source,
        "status": sheet.status,
        "valid_from": sheet.valid_from,
        "partly": sheet.partly,
        "classes": [asdict(bound) for bound in sheet.classes],
    }


def _item(mark: Mark) -> dict[str, Any]:
    measured, answered = mark.measured, mark.answered
    return {
        **asdict(mark.question),
        "part": measured and measured.part,
        "whole": measured and measured.whole,
        "answer": answered and answered.answer,
        "answered_by": answered and answered.actor,
        "answered_at": answered and answered.recorded_at,
        "as_of": answered and answered.as_of,
        "evidence": mark.evidence,
        "points": None if mark.points is None else mark.points / 100,
    }
