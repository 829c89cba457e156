"""What-if: the dashboard under other limits or another calendar."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import description, figures_answers, web
from api.commands import parse
from api.dashboard_routes import shown
from api.found_cases import visibility
from api.problems import Busy
from api.queries import WhatIfQuery
from api.register_routes import reached
from api.web import Given, Here, Json, Someone, may_read
from api.what_if import compared

router = APIRouter(prefix="/v1", tags=["reading"])


@router.post(
    "/dashboard/what-if",
    responses=description.documented(200, figures_answers.Compared, 400, 401, 403, 413),
    openapi_extra=description.body(WhatIfQuery),
)
def what_if(request: Request, here: Here, actor: Someone, given: Given) -> Response:
    """The dashboard that would have been under other limits or days off, beside the
    one that was. What people did stays; only the deadlines are others. Nothing is
    recorded. It reads every event, so it takes its time: about 20 s for 20,000 cases;
    one at a time is worked out."""
    may_read(actor, "dashboard")
    query = parse(WhatIfQuery, given)
    web.no_parameters(request)
    reached(here, "sla", query.after)
    if not here.what_if.acquire(blocking=False):
        raise Busy
    try:
        was, would_be = compared(here, query.asked(here.today()), visibility(actor))
    finally:
        here.what_if.release()
    reference = here.app.reference()
    return Json({"was": shown(was, reference), "would_be": shown(would_be, reference)})
