"""The escalation ladder and the office hours: read and adopted."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api import description, reference_answers
from api import reference_bodies as bodies
from api.ladder_rows import hours_rows, ladder_rows
from api.office_routes import ReferenceReader
from api.reference_changes import Changing, changed
from api.web import Here, Json, Key, NoQuery
from domain.event import Event, Origin
from domain.reference import Reference

router = APIRouter(prefix="/v1", tags=["reference data"])


@router.get(
    "/ladder", responses=description.documented(200, reference_answers.Ladder, 401, 403)
)
def list_ladder(here: Here, actor: ReferenceReader, _: NoQuery) -> Response:
    """Who is told when, clock by clock, with earlier ladders; and the office hours."""
    ladder, today = here.app.reference().ladder, here.today()
    return Json(
        {
            "items": ladder_rows(ladder, today),
            "office_hours": hours_rows(ladder, today),
            "version": ladder.version,
        }
    )


@router.post("/ladder", **changed(bodies.AdoptLadder))
def adopt_ladder(change: Changing, idempotency_key: Key = None) -> Response:
    """Adopt all steps of one clock, for deadlines due from a day on."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.ladder.adopt(origin, **words)

    return change.record(bodies.AdoptLadder, decide)


@router.post("/ladder/office-hours", **changed(bodies.AdoptOfficeHours))
def adopt_office_hours(change: Changing, idempotency_key: Key = None) -> Response:
    """Adopt the hours between which an office is called on working days."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.ladder.adopt_office_hours(origin, **words)

    return change.record(bodies.AdoptOfficeHours, decide)
