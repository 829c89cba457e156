"""Event logs for process mining, and which exports were made."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse

from api import description, export_answers, web
from api.exporting import figures
from api.exporting.making import EventLog, begun
from api.exports_made import exports_made
from api.found_cases import visibility
from api.identity import Actor
from api.installation import Installation
from api.queries import EventsQuery, FiguresQuery, OcelQuery
from api.read_routes import Reason, stated
from api.register_routes import reached
from api.web import Here, Json, NoQuery

router = APIRouter(prefix="/v1", tags=["reading"])

Exporter = Annotated[Actor, web.reader("exports")]
LogReader = Annotated[Actor, web.reader("access log")]
_MEDIA: dict[EventLog, str] = {
    "ocel": "application/json",
    "csv": "text/csv",
    "xes": "application/xml",
}


@router.get(
    "/exports",
    responses=description.documented(200, export_answers.ExportsMade, 401, 403),
)
def made(here: Here, actor: LogReader, _: NoQuery) -> Response:
    """The exports that were made: by whom, why, of what and how much; the newest
    first."""
    items = exports_made(here)
    return Json({"items": items}, headers={"Cache-Control": "no-store"})


@router.get(
    "/exports/ocel",
    response_class=StreamingResponse,
    responses=description.streamed({_MEDIA["ocel"]: "object"}, 401, 403),
)
def as_ocel(
    request: Request,
    here: Here,
    actor: Exporter,
    query: Annotated[OcelQuery, Query()],
    tuntas_reason: Reason = None,
) -> Response:
    """All cases as an object-centric event log, OCEL 2.0: types, times and codes, no
    text; cases, agencies and officers by opaque names. Needs a reason, which is
    recorded before the first byte."""
    return _streamed(request, here, actor, query, tuntas_reason, "ocel")


@router.get(
    "/exports/events",
    response_class=StreamingResponse,
    responses=description.streamed(
        {_MEDIA["csv"]: "string", _MEDIA["xes"]: "string"}, 401, 403
    ),
)
def as_events(
    request: Request,
    here: Here,
    actor: Exporter,
    query: Annotated[EventsQuery, Query()],
    tuntas_reason: Reason = None,
) -> Response:
    """The same as a flat event log, a line an event (`csv`) or a trace a case
    (`xes`)."""
    return _streamed(request, here, actor, query, tuntas_reason, query.format)


@router.get(
    "/exports/figures",
    responses=description.documented(200, export_answers.Figures, 401, 403),
)
def as_figures(
    here: Here,
    actor: Annotated[Actor, web.reader("figures to publish")],
    query: Annotated[FiguresQuery, Query()],
) -> Response:
    """The dashboard to publish: with its question, the position it was counted at, and
    a signed head of the log, so that whoever has a bundle counts it again
    (`tuntas recount`). Restricted cases are a number in the totals."""
    reached(here, "sla", query.after)
    filters = query.filters(query.first, query.last)
    return Json(figures.made(here, query.as_of or here.today(), filters))


def _streamed(
    request: Request,
    here: Installation,
    actor: Actor,
    query: OcelQuery,
    reason: str | None,
    what: EventLog,
) -> Response:
    said = stated(reason)
    reached(here, "register", query.after)
    origin = here.origin(actor, request.state.request_id)
    export, parts = begun(here, what, visibility(actor), origin, said)
    name = f"tuntas-{export.up_to}.{'json' if what == 'ocel' else what}"
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return StreamingResponse(parts, media_type=_MEDIA[what], headers=headers)
