"""The openness self-assessment: its sheet and the PPID's own answers, as data.

The information commission judges public bodies each year by a questionnaire with
evidence, in five classes (Perki 1/2022; law file, section 4.8). What a body says of
itself is no result of the commission.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal, Self, get_args
from uuid import uuid5

from domain.event import Event, Origin, stamped
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION, Status

SELF_ASSESSMENT_ID = uuid5(INSTALLATION, "self_assessment")

Measure = Literal[
    "lists_decreed",
    "periodic_published",
    "immediate_published",
    "items_linked",
    "exclusions_current",
    "yearly_report",
    "registered_same_day",
    "notice_in_time",
    "objection_in_time",
]
"""What the record answers by itself."""
OpennessAnswer = Literal["yes", "partly", "no"]
OpennessClass = Literal[
    "informative",
    "toward_informative",
    "fairly_informative",
    "less_informative",
    "not_informative",
]
CLASSES: tuple[OpennessClass, ...] = get_args(OpennessClass)
"""The best first."""
WHOLE = 10_000
"""Points are hundredths of 0 to 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One that has a `measure` is counted, any other is answered by the PPID. `item` is
    the code on the list of public information of what a measure looks for."""

    code: str
    area: str
    text: str
    weight: int
    legal_basis: str
    measure: Measure | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class ClassBound:
    """The class of who has `at_least` of 100, and less than the class above it asks."""

    name: OpennessClass
    at_least: int


@dataclass(frozen=True, kw_only=True)
class SheetAdopted(Event):
    """A questionnaire as it counts from a day on; `partly` is what that answer gives,
    of the 100 that yes does."""

    TOPIC: ClassVar[str] = "self_assessment.sheet_adopted"
    source: str
    status: Status
    valid_from: date
    partly: int
    questions: tuple[Question, ...]
    classes: tuple[ClassBound, ...]

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions if one.code == code), None)

    def points(self, answer: OpennessAnswer | None) -> int:
        """Of an answer, in hundredths; none where nobody has answered."""
        given = {"yes": 100, "partly": self.partly}
        return 100 * given.get(answer or "no", 0)

    def class_of(self, total: int) -> OpennessClass:
        """`total` in hundredths."""
        return next(one.name for one in self.classes if total >= 100 * one.at_least)


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Event):
    """What the PPID says of a year as it was on a day of it or since, for one agency or
    for all, and the address at which it can be seen."""

    TOPIC: ClassVar[str] = "self_assessment.question_answered"
    year: int
    as_of: date
    agency: str | None
    question: str
    answer: OpennessAnswer
    evidence: str | None


@dataclass(frozen=True, slots=True)
class SelfAssessment:
    """`version` is the number of its events."""

    version: int = 0
    sheets: tuple[SheetAdopted, ...] = ()
    answers: Mapping[tuple[int, str | None], tuple[QuestionAnswered, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """By year and agency, in the order in which they were given."""

    def apply(self, event: SheetAdopted | QuestionAnswered) -> Self:
        state = replace(self, version=event.originator_version)
        if isinstance(event, SheetAdopted):
            return replace(state, sheets=(*self.sheets, event))
        about = event.year, event.agency
        given = (*self.answers.get(about, ()), event)
        answers = MappingProxyType({**self.answers, about: given})
        return replace(state, answers=answers)

    def sheet_on(self, day: date) -> SheetAdopted | None:
        """The sheet in force: the latest valid, then the latest adopted."""
        valid = [sheet for sheet in self.sheets if sheet.valid_from <= day]
        return max(
            valid, key=lambda s: (s.valid_from, s.originator_version), default=None
        )

    def answers_on(
        self, year: int, agency: str | None, day: date
    ) -> Mapping[str, QuestionAnswered]:
        """By question: of the latest day up to that one, of one day what was recorded
        last."""
        given = [
            one for one in self.answers.get((year, agency), ()) if one.as_of <= day
        ]
        return {one.question: one for one in sorted(given, key=lambda one: one.as_of)}

    def adopt(
        self,
        origin: Origin,
        *,
        source: str,
        status: Status,
        valid_from: date,
        partly: int,
        questions: tuple[Question, ...],
        classes: tuple[ClassBound, ...],
    ) -> SheetAdopted:
        """Raises `InvalidField` for a code given twice, a weight or points out of
        range, an item that belongs to no measure, or classes that leave a gap."""
        if len({one.code for one in questions}) < len(questions):
            raise InvalidField(field="questions", problem="a code is given twice.")
        if any(one.weight < 1 for one in questions):
            raise InvalidField(field="questions", problem="weigh each at least 1.")
        for one in questions:
            if (one.item is None) == (one.measure == "yearly_report"):
                raise InvalidField(
                    field="questions",
                    problem=f"'{one.code}': item goes with yearly_report, and only so.",
                )
        if not 0 <= partly <= 100:
            raise InvalidField(field="partly", problem="lies between 0 and 100.")
        bounds = [bound.at_least for bound in classes]
        falling = all(
            higher > lower for higher, lower in zip(bounds, bounds[1:], strict=False)
        )
        if tuple(bound.name for bound in classes) != CLASSES or not falling:
            raise InvalidField(
                field="classes",
                problem=f"name {', '.join(CLASSES)} in this order, each lower bound"
                " below the one before.",
            )
        if bounds[-1] != 0 or bounds[0] > 100:
            raise InvalidField(
                field="classes", problem="the last begins at 0, none above 100."
            )
        return SheetAdopted(
            **stamped(origin, SELF_ASSESSMENT_ID, self.version + 1),
            source=source,
            status=status,
            valid_from=valid_from,
            partly=partly,
            questions=questions,
            classes=classes,
        )

    def answer(
        self,
        origin: Origin,
        *,
        agencies: Container[str],
        today: date,
        year: int,
        as_of: date | None,
        agency: str | None,
        question: str,
        answer: OpennessAnswer,
        evidence: str | None,
    ) -> QuestionAnswered:
        """As of today unless another day is said. Raises `InvalidField` for a day that
        lies ahead or before the year, an unknown agency, a question that is not on the
        sheet of that day or is counted, and a yes without evidence."""
        day = as_of or today
        if not date(year, 1, 1) <= day <= today:
            raise InvalidField(
                field="as_of",
                problem=f"lies between the beginning of {year} and today, {today}.",
            )
        if agency is not None and agency not in agencies:
            raise InvalidField(
                field="agency",
                problem=f"there is no agency '{agency}'; see GET /v1/agencies.",
            )
        sheet = self.sheet_on(day)
        asked = sheet.question(question) if sheet else None
        if asked is None:
            raise InvalidField(
                field="question",
                problem=f"the sheet of {day} does not ask '{question}'; see GET"
                " /v1/assessment-sheets.",
            )
        if asked.measure:
            raise InvalidField(
                field="question",
                problem=f"'{question}' is counted from the record and takes no answer.",
            )
        if answer != "no" and evidence is None:
            raise InvalidField(
                field="evidence",
                problem="name the address where it can be seen, or answer no.",
            )
        return QuestionAnswered(
            **stamped(origin, SELF_ASSESSMENT_ID, self.version + 1),
            year=year,
            as_of=day,
            agency=agency,
            question=question,
            answer=answer,
            evidence=evidence,
        )


def total(marks: Iterable[tuple[int, int | None]]) -> int | None:
    """Sum of weight times points by the sum of weights, in hundredths, rounded down:
    who is shown 90.00 has reached 90. `marks` are weights and points; None is what
    there was nothing to judge of. None where nothing is judged."""
    judged: Sequence[tuple[int, int]] = [
        (weight, points) for weight, points in marks if points is not None
    ]
    weights = sum(weight for weight, _ in judged)
    if not weights:
        return None
    return sum(weight * points for weight, points in judged) // weights
