"""What desks, inspectors and reporters read of one case, from its events."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import Response

from api import answers, bodies, instants, web
from api.cases import may_open_identity
from api.command_routes import CaseRef
from api.commands import InvalidBody, parse
from api.identity import ANYONE, REPORTER_TOKEN_LIFE, Actor
from api.installation import Installation
from api.problems import ReasonNeeded
from api.web import Here, Json, RawBody, Someone
from domain import roles
from domain.case_number import parse as parse_case_number
from domain.complaint import Complaint
from domain.refusals import NotYourCase, RoleMayNot

router = APIRouter(prefix="/v1", tags=["reading"])

Reason = Annotated[
    str | None,
    Header(
        alias="Tuntas-Reason",
        description="why you open an identity, or the text of a restricted case;"
        " recorded before it is shown",
    ),
]


def may_read(actor: Actor, what: str) -> None:
    allowed = roles.READS[what]
    if actor.role not in allowed:
        raise RoleMayNot(
            role=actor.role, command=f"read {what}", roles_text=", ".join(allowed)
        )


def opened(
    here: Installation,
    request: Request,
    actor: Actor,
    complaint: Complaint,
    reason: str | None,
) -> bool:
    """Commit why before anything sealed is shown; False where nobody asked.

    Raises `ReasonNeeded` for an empty reason, `RoleMayNot` for a role that may not.
    """
    if reason is None:
        return False
    if len(reason.strip()) < 3:
        raise ReasonNeeded
    shown = []
    if complaint.restricted:
        shown.append("text")
    if may_open_identity(complaint, actor):
        shown.append("reporter")
    if not shown:
        may_read(actor, "identity")
    origin = here.origin(actor, request.state.request_id)
    here.app.record_opening(complaint, origin, shown, reason.strip()[:2000])
    return True


@router.get(
    "/complaints/{id}",
    responses=answers.documented(200, answers.Case, 401, 403, 404),
)
def one(
    request: Request,
    here: Here,
    actor: Someone,
    id: CaseRef,
    version: Annotated[int | None, Query(ge=1, le=10**9)] = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
    position: Annotated[int | None, Query(ge=1, le=2**62)] = None,
    tuntas_reason: Reason = None,
) -> Response:
    """The case, now or as it was; always current, for it is read from the events."""
    may_read(actor, "complaints")
    complaint = here.cases.visible(id, actor)
    today: date | None = None
    if known_at is not None and known_at.tzinfo is None:
        raise InvalidBody([{"field": "known_at", "problem": "needs an offset"}])
    if (version, as_of, known_at, position) != (None, None, None, None):
        complaint = here.cases.as_of(complaint, version, as_of, known_at, position)
        today = as_of
    show = opened(here, request, actor, complaint, tuntas_reason)
    view = here.cases.view(complaint, actor, show, today)
    headers = {"ETag": f'"{complaint.version}"', "Cache-Control": "no-store"}
    return Json(view, headers=headers)


@router.get(
    "/complaints/{id}/history",
    responses=answers.documented(200, answers.History, 401, 403, 404),
)
def history(
    request: Request,
    here: Here,
    actor: Someone,
    id: CaseRef,
    tuntas_reason: Reason = None,
) -> Response:
    """Everything that happened to the case, in order, with both times."""
    may_read(actor, "complaints")
    complaint = here.cases.visible(id, actor)
    show = opened(here, request, actor, complaint, tuntas_reason)
    return Json(
        {"items": here.cases.history(complaint, actor, show)},
        headers={"Cache-Control": "no-store"},
    )


@router.get(
    "/complaints/{id}/clocks",
    responses=answers.documented(200, answers.Clocks, 401, 403, 404),
)
def clocks(here: Here, actor: Someone, id: CaseRef) -> Response:
    """Each deadline explained: rule, law, calendar, and every day counted or not."""
    may_read(actor, "complaints")
    complaint = here.cases.visible(id, actor)
    return Json({"items": here.cases.clocks(complaint)})


@router.post(
    "/track",
    responses=answers.documented(200, answers.Tracked, 404, 413, 429),
    openapi_extra=answers.body(bodies.Track),
)
def track(request: Request, here: Here, raw: RawBody) -> Response:
    """A token of 30 minutes for one case, in return for its number and access code."""
    body = parse(bodies.Track, web.read_json(raw))
    address = request.client.host if request.client else ""
    here.limits.count("track", address, here.settings.track_per_hour, instants.now())
    number = parse_case_number(body.case_number)
    owner = number and here.app.look_up.owner_of("case_number", number)
    if not owner:
        raise NotYourCase(case=body.case_number[:20])
    complaint = here.app.complaint(owner)
    if not here.desk.knows_access_code(complaint, body.access_code):
        raise NotYourCase(case=body.case_number[:20])
    answer: dict[str, Any] = {
        "token": here.tokens.issue_for_case(complaint.id),
        "expires_at": datetime.now(UTC) + REPORTER_TOKEN_LIFE - timedelta(seconds=1),
    }
    return Json(answer, headers={"Cache-Control": "no-store"})


@router.get(
    "/track",
    responses=answers.documented(200, answers.Case, 401, 403, 404),
)
def tracked(here: Here, actor: Someone) -> Response:
    """The reporter's own case."""
    may_read(actor, "own case")
    assert actor is not ANYONE and actor.complaint is not None
    complaint = here.cases.visible(str(actor.complaint), actor)
    return Json(
        here.cases.reporters_view(complaint), headers={"Cache-Control": "no-store"}
    )
