"""Who was told that a deadline nears or has passed."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api import answers, description
from api.found_cases import visibility
from api.queries import NoticesQuery
from api.register_routes import asked, page_of, reached
from api.web import CaseReader, Here, Json
from projections.notices import Asked, notices

router = APIRouter(prefix="/v1", tags=["reading"])


@router.get(
    "/notices",
    responses=description.documented(200, answers.PageOfNotices, 401, 403),
)
def list_notices(
    here: Here, actor: CaseReader, query: Annotated[NoticesQuery, Query()]
) -> Response:
    """Reminders and escalations of the cases you see, the newest first."""
    reached(here, "notices", query.after)
    what = Asked(
        agency=query.agency, step=query.step, limit=query.limit, cursor=query.cursor
    )
    page = asked(lambda: notices(here.pool, what, visibility(actor)))
    items = [
        {
            "id": row.case_id,
            "case_number": row.case_number,
            "agency": row.agency,
            "step": row.step,
            "clock": row.clock,
            "due_on": row.due_on,
            "step_on": row.step_on,
            "recorded_at": row.recorded_at,
        }
        for row in page.items
    ]
    return Json(page_of(items, page))
