"""How long texts are kept: read and adopted."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from api import description, reference_answers
from api import reference_bodies as bodies
from api.office_routes import ReferenceReader
from api.reference_changes import Changing, changed
from api.retaining import rule_rows
from api.web import Here, Json, Key, NoQuery
from domain.event import Event, Origin
from domain.reference import Reference

router = APIRouter(prefix="/v1", tags=["reference data"])


@router.get(
    "/retention",
    responses=description.documented(200, reference_answers.Retention, 401, 403),
)
def list_retention(here: Here, actor: ReferenceReader, _: NoQuery) -> Response:
    """How many years the texts of a closed case are kept, by class (JRA)."""
    found = here.app.reference().retention
    return Json({"items": rule_rows(found, here.today()), "version": found.version})


@router.post("/retention", **changed(bodies.AdoptRetention))
def adopt_retention(change: Changing, idempotency_key: Key = None) -> Response:
    """Adopt how long a class is kept; nothing is erased before `tuntas retention
    --apply`."""

    def decide(reference: Reference, origin: Origin, **words: Any) -> Event:
        return reference.retention.adopt(origin, **words)

    return change.record(bodies.AdoptRetention, decide)
