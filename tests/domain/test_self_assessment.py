"""How openness is assessed: points, total, class, and what an answer needs."""

from datetime import date
from typing import Any

import pytest

from domain.event import Origin
from domain.reference import Reference
from domain.refusals import InvalidField
from domain.self_assessment import (
    CLASSES,
    ClassBound,
    Question,
    SelfAssessment,
    SheetAdopted,
    total,
)

TODAY = date(2026, 11, 23)


def question(code: str, **more: Any) -> Question:
    words = {"area": "A", "text": code, "weight": 1, "legal_basis": "Perki"}
    return Question(**{"code": code, **words, **more})


SHEET: dict[str, Any] = {
    "source": "Perki 1/2022",
    "status": "provisional",
    "valid_from": date(2022, 1, 1),
    "partly": 50,
    "questions": (question("sop"), question("berkala", measure="periodic_published")),
    "classes": tuple(map(ClassBound, CLASSES, (90, 80, 60, 40, 0))),
}
ANSWER: dict[str, Any] = {
    "agencies": {"dishub"},
    "today": TODAY,
    "year": 2026,
    "as_of": None,
    "agency": None,
    "question": "sop",
    "answer": "yes",
    "evidence": "https://dishub.example/sop.pdf",
}


def adopted(origin: Origin, *sheets: dict[str, Any]) -> SelfAssessment:
    found = SelfAssessment()
    for more in sheets or ({},):
        found = found.apply(found.adopt(origin, **{**SHEET, **more}))
    return found


def answered(
    known: SelfAssessment, origin: Origin, *answers: dict[str, Any]
) -> SelfAssessment:
    for more in answers:
        known = known.apply(known.answer(origin, **{**ANSWER, **more}))
    return known


def in_force(known: SelfAssessment, day: date = TODAY) -> SheetAdopted:
    sheet = known.sheet_on(day)
    assert sheet is not None
    return sheet


@pytest.mark.parametrize(
    ("hundredths", "name"),
    [
        (10_000, "informative"),
        (9_000, "informative"),
        (8_999, "toward_informative"),
        (8_000, "toward_informative"),
        (7_999, "fairly_informative"),
        (6_000, "fairly_informative"),
        (5_999, "less_informative"),
        (4_000, "less_informative"),
        (3_999, "not_informative"),
        (0, "not_informative"),
    ],
)
def test_a_class_begins_at_its_bound_and_not_a_hundredth_before(
    seeded: Reference, hundredths: int, name: str
) -> None:
    sheet = in_force(seeded.self_assessment)
    assert sheet.class_of(hundredths) == name


def test_other_bounds_give_other_classes(origin: Origin) -> None:
    strict = tuple(map(ClassBound, CLASSES, (95, 85, 65, 45, 0)))
    known = adopted(origin, {}, {"classes": strict, "valid_from": date(2026, 6, 1)})
    assert in_force(known, date(2026, 5, 31)).class_of(9_100) == "informative"
    assert in_force(known).class_of(9_100) == "toward_informative"


def test_the_total_weighs_what_is_judged_and_leaves_out_the_rest() -> None:
    assert total([(3, 10_000), (1, 0)]) == 7_500
    assert total([(3, 10_000), (1, 0), (50, None)]) == 7_500
    assert total([(2, None)]) is None
    assert total([]) is None


def test_the_total_is_rounded_down_so_that_nobody_is_lifted_over_a_bound() -> None:
    assert total([(1, 10_000), (1, 10_000), (1, 6_999)]) == 8_999
    assert total([(1, 10_000), (1, 10_000), (1, 7_000)]) == 9_000


def test_an_answer_gives_the_points_of_the_sheet(origin: Origin) -> None:
    sheet = in_force(adopted(origin, {"partly": 40}))
    given = [sheet.points(answer) for answer in ("yes", "partly", "no", None)]
    assert given == [10_000, 4_000, 0, 0]


def test_of_answers_the_latest_day_counts_and_of_one_day_the_last(
    origin: Origin,
) -> None:
    known = answered(
        adopted(origin),
        origin,
        {"answer": "no", "as_of": date(2026, 5, 4), "evidence": None},
        {"answer": "yes", "as_of": date(2026, 2, 2)},
        {"answer": "partly", "as_of": date(2026, 5, 4)},
    )

    def given(day: date, year: int = 2026, agency: str | None = None) -> str | None:
        found = known.answers_on(year, agency, day).get("sop")
        return found.answer if found else None

    assert given(TODAY) == "partly"
    assert given(date(2026, 5, 3)) == "yes"
    assert given(date(2026, 2, 1)) is None
    assert given(TODAY, year=2025) is None
    assert given(TODAY, agency="dishub") is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"question": "berkala"}, "question"),
        ({"question": "tidak-ada"}, "question"),
        ({"as_of": date(2021, 12, 31), "year": 2021}, "question"),
        ({"as_of": date(2026, 11, 24)}, "as_of"),
        ({"as_of": date(2025, 12, 31)}, "as_of"),
        ({"year": 2027}, "as_of"),
        ({"agency": "tidak-ada"}, "agency"),
        ({"evidence": None}, "evidence"),
        ({"evidence": None, "answer": "partly"}, "evidence"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    origin: Origin, more: dict[str, Any], field: str
) -> None:
    known = adopted(origin)
    with pytest.raises(InvalidField) as refused:
        known.answer(origin, **{**ANSWER, **more})
    assert refused.value.details["field"] == field


def test_a_no_needs_no_evidence_and_an_agency_may_answer(origin: Origin) -> None:
    known = adopted(origin)
    no = known.answer(origin, **{**ANSWER, "answer": "no", "evidence": None})
    assert (no.evidence, no.as_of) == (None, TODAY)
    own = known.answer(origin, **{**ANSWER, "agency": "dishub", "year": 2025})
    assert (own.agency, own.year) == ("dishub", 2025)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"questions": (question("a"), question("a"))}, "questions"),
        ({"questions": (question("a", weight=0),)}, "questions"),
        ({"questions": (question("a", measure="yearly_report"),)}, "questions"),
        ({"questions": (question("a", item="lkjip"),)}, "questions"),
        ({"partly": 101}, "partly"),
        ({"classes": SHEET["classes"][:4]}, "classes"),
        ({"classes": tuple(map(ClassBound, CLASSES, (90, 90, 60, 40, 0)))}, "classes"),
        ({"classes": tuple(map(ClassBound, CLASSES, (90, 80, 60, 40, 1)))}, "classes"),
        ({"classes": tuple(map(ClassBound, CLASSES, (101, 80, 60, 40, 0)))}, "classes"),
        ({"classes": tuple(reversed(SHEET["classes"]))}, "classes"),
    ],
)
def test_a_sheet_that_could_not_be_judged_is_refused(
    origin: Origin, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        adopted(origin, more)
    assert refused.value.details["field"] == field
    report = question("a", measure="yearly_report", item="lkjip")
    assert adopted(origin, {"questions": (report,)}).sheets


def test_the_seeded_sheet_is_provisional_and_weighs_alike(seeded: Reference) -> None:
    sheet = in_force(seeded.self_assessment)
    assert sheet.status == "provisional"
    assert {one.weight for one in sheet.questions} == {1}
    assert seeded.self_assessment.sheet_on(date(2021, 12, 31)) is None
