"""The sheet of the openness self-assessment, and the PPID's answers to it; assessed, it
is one of the reports."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import Response

from api import assessment_answers as answers
from api import assessment_bodies as bodies
from api import description
from api.office_routes import ReferenceReader
from api.reference_changes import Change, Changing, changed, changing
from api.report_routes import agency_of
from api.reports.assessed import terms
from api.web import Here, Json, Key, NoQuery
from domain.event import Event, Origin
from domain.reference import Reference

router = APIRouter(prefix="/v1", tags=["reference data"])

Assessing = Annotated[Change, changing("assess-openness")]


@router.get(
    "/assessment-sheets",
    responses=description.documented(200, answers.Sheets, 401, 403),
)
def list_sheets(here: Here, actor: ReferenceReader, _: NoQuery) -> Response:
    """Questions, weights and class bounds of every sheet, in the order of adoption."""
    known = here.app.reference().self_assessment
    now = known.sheet_on(here.today())
    items = [
        {
            **terms(sheet),
            "questions": [asdict(one) for one in sheet.questions],
            "in_force": sheet is now,
        }
        for sheet in known.sheets
    ]
    return Json({"items": items, "version": known.version})


@router.post("/assessment-sheets", **changed(bodies.AdoptSheet))
def adopt_sheet(change: Changing, idempotency_key: Key = None) -> Response:
    """Adopt questions, weights and class bounds as they count from a day on."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.self_assessment.adopt(origin, **words)

    return change.record(bodies.AdoptSheet, decide)


@router.post("/self-assessment", **changed(bodies.AnswerQuestion))
def answer_question(change: Assessing, idempotency_key: Key = None) -> Response:
    """Answer a question that is not counted from the record, of a year, with the
    address of the evidence. Who serves an agency answers for that one."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        words["agency"] = agency_of(change.actor, words["agency"])
        agencies, today = reference.agencies, change.here.today()
        return reference.self_assessment.answer(
            origin, agencies=agencies, today=today, **words
        )

    return change.record(bodies.AnswerQuestion, decide)
