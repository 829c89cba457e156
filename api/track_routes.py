"""What reporters read of their own case, with its number and access code."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api import bodies, description, openings, own_answers, own_case, web
from api.access_codes import opened_case
from api.identity import REPORTER_TOKEN_LIFE, Actor
from api.web import Given, Here, Json, NoQuery
from domain.case import Case

router = APIRouter(prefix="/v1", tags=["reading"])

Reporter = Annotated[Actor, web.reader("own case")]


@router.post(
    "/track",
    responses=description.documented(200, own_answers.Tracked, 400, 404, 413, 429),
    openapi_extra=description.body(bodies.Track),
)
def track(request: Request, here: Here, given: Given) -> Response:
    """A token of 30 minutes for one case, in return for its number and access code."""
    web.no_parameters(request)
    case = opened_case(request, here, given)
    answer: dict[str, Any] = {
        "token": here.tokens.issue_for_case(case.id),
        "expires_at": datetime.now(UTC) + REPORTER_TOKEN_LIFE - timedelta(seconds=1),
    }
    return Json(answer, headers={"Cache-Control": "no-store"})


@router.get(
    "/track",
    responses=description.documented(200, own_answers.OwnCase, 401, 403, 404),
)
def tracked(here: Here, actor: Reporter, _: NoQuery) -> Response:
    """The reporter's own case."""
    complaint = here.cases.visible(str(actor.complaint), actor)
    shown = own_case.shown(here.app, here.cases, complaint, actor)
    return Json(shown, headers={"Cache-Control": "no-store"})


@router.get(
    "/track/openings",
    responses=description.documented(200, own_answers.OwnOpenings, 401, 403, 404),
)
def looked_at(here: Here, actor: Reporter, _: NoQuery) -> Response:
    """Who looked at the reporter's identity, or at the text of a restricted case: when,
    in which role, for which agency and why, the newest first."""
    case = here.cases.visible_case(str(actor.complaint), actor, Case)
    items = openings.for_reporter(here, case)
    return Json({"items": items}, headers={"Cache-Control": "no-store"})
