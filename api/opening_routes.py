"""Who looked at a case, and who looked at all."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api import description, opening_answers, openings, web
from api.identity import Actor
from api.queries import OpeningsQuery
from api.read_routes import Reason, Seen
from api.register_routes import asked, page_of, reached
from api.web import CaseRef, Here, Json, NoQuery
from domain.complaint import Complaint
from domain.information_request import InformationRequest
from projections.openings import Looked
from projections.openings import openings as found

router = APIRouter(prefix="/v1", tags=["reading"])

OfCase = Annotated[Actor, web.reader("openings")]
OfAll = Annotated[Actor, web.reader("access log")]


def _seen(request: Request, here: Here, actor: OfCase, id: CaseRef) -> Seen[Complaint]:
    return Seen(request, here, actor, here.cases.visible(id, actor))


@router.get(
    "/complaints/{id}/openings",
    responses=description.documented(
        200, opening_answers.OpeningsOfCase, 401, 403, 404
    ),
)
def of_case(
    seen: Annotated[Seen[Complaint], Depends(_seen)],
    _: NoQuery,
    tuntas_reason: Reason = None,
) -> Response:
    """Who opened the reporter's identity or the text of a restricted case, the newest
    first. The reasons given for a restricted case need a reason in turn."""
    may = seen.opened(tuntas_reason, who=False)
    items = openings.of_case(seen.here, seen.case, reasons=may.texts)
    return Json({"items": items}, headers={"Cache-Control": "no-store"})


def _seen_request(
    request: Request, here: Here, actor: OfCase, id: CaseRef
) -> Seen[InformationRequest]:
    case = here.cases.visible_case(id, actor, InformationRequest)
    return Seen(request, here, actor, case)


@router.get(
    "/information-requests/{id}/openings",
    responses=description.documented(
        200, opening_answers.OpeningsOfCase, 401, 403, 404
    ),
)
def of_information_request(
    seen: Annotated[Seen[InformationRequest], Depends(_seen_request)], _: NoQuery
) -> Response:
    """Who opened the applicant's identity, the newest first."""
    items = openings.of_case(seen.here, seen.case, reasons=True)
    return Json({"items": items}, headers={"Cache-Control": "no-store"})


@router.get(
    "/openings",
    responses=description.documented(200, opening_answers.PageOfOpenings, 401, 403),
)
def of_all(
    here: Here, actor: OfAll, query: Annotated[OpeningsQuery, Query()]
) -> Response:
    """The same over all cases, by officer and by day."""
    reached(here, "openings", query.after)
    looked = Looked(
        officer=query.officer,
        first=query.first,
        last=query.last,
        limit=query.limit,
        cursor=query.cursor,
    )
    page = asked(lambda: found(here.pool, looked))
    items = openings.over_all(here, page)
    return Json(page_of(items, page), headers={"Cache-Control": "no-store"})
