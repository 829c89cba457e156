"""Public texts over HTTP: of a case, and those that wait for an officer."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api import description, public_text_answers, public_texts
from api.found_cases import visibility
from api.identity import Actor
from api.installation import Installation
from api.queries import RequestsQuery
from api.read_routes import Reason, Visible
from api.register_routes import asked, page_of, reached
from api.web import CaseReader, Here, Json, NoQuery
from projections.paging import Page
from projections.public_texts import WaitingText, waiting

router = APIRouter(prefix="/v1", tags=["reading"])


@router.get(
    "/complaints/{id}/public-texts",
    responses=description.documented(
        200, public_text_answers.PublicTexts, 401, 403, 404
    ),
)
def of_case(seen: Visible, _: NoQuery, tuntas_reason: Reason = None) -> Response:
    """What everybody reads of the case's answers, what is proposed, and what the check
    flagged in it."""
    texts = seen.opened(tuntas_reason).texts
    found = public_texts.of_case(seen.here, seen.case, texts=texts)
    return Json(found, headers={"Cache-Control": "no-store"})


@router.get(
    "/public-texts",
    responses=description.documented(
        200, public_text_answers.PageOfWaitingTexts, 401, 403
    ),
)
def list_waiting(
    here: Here, actor: CaseReader, query: Annotated[RequestsQuery, Query()]
) -> Response:
    """Answers that everybody is to read and that wait for an officer."""
    page = listed(here, actor, query)
    items: list[dict[str, Any]] = [
        {
            "id": row.case_id,
            "case_number": row.case_number,
            "step": row.step,
            "since": row.since,
            "proposed_by": row.proposed_by,
            "agency": row.agency,
        }
        for row in page.items
    ]
    return Json(page_of(items, page))


def listed(here: Installation, actor: Actor, query: RequestsQuery) -> Page[WaitingText]:
    """Raises `NotReached`, and `InvalidBody` for a cursor."""
    reached(here, "public_texts", query.after)
    seen = visibility(actor)
    return asked(lambda: waiting(here.pool, seen, query.limit, query.cursor))
