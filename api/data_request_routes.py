"""Data requests over HTTP: what a person asks about the own data, and its answer."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from api import data_request_answers as answers
from api import data_request_bodies as bodies
from api import (
    data_requests,
    description,
    information_request_routes,
    instants,
    web,
)
from api.erasing import requests_of
from api.found_cases import requests_known_to, visibility
from api.identity import Actor
from api.installation import Installation
from api.intake import Request as Command
from api.queries import RequestsQuery
from api.read_routes import Reason, Seen, Visible
from api.register_routes import asked, page_of, reached
from api.web import CaseRef, Given, Here, Json, Key, NoQuery, Someone, may_read
from domain.case import Case
from domain.complaint import Complaint
from domain.information_request import InformationRequest
from projections.data_requests import open_requests

router = APIRouter(prefix="/v1", tags=["data requests"])

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Reader = Annotated[Actor, web.reader("data requests")]


@router.get(
    "/data-requests",
    responses=description.documented(200, answers.PageOfRequests, 401, 403),
)
def list_open(
    here: Here, actor: Reader, query: Annotated[RequestsQuery, Query()]
) -> Response:
    """What is asked and not done, with the hours left of the 3 times 24 that the law
    gives; overdue ones first."""
    reached(here, "data_requests", query.after)
    seen = visibility(actor)
    too = requests_known_to(actor)
    page = asked(lambda: open_requests(here.pool, seen, query.limit, query.cursor, too))
    now = instants.now()
    items = [
        {
            "id": row.case_id,
            "case_number": row.case_number,
            "information": row.information,
            **data_requests.in_short(row, now),
        }
        for row in page.items
    ]
    return Json(page_of(items, page))


def _shown(seen: Seen[Any], reason: str | None) -> Response:
    own = seen.actor.role == "reporter"
    if not own:
        may_read(seen.actor, "data requests")
    texts = own or seen.opened(reason).texts
    requests = requests_of(seen.here.app, seen.case)
    items = data_requests.shown(requests, seen.here.vault, texts)
    return Json({"items": items}, headers={"Cache-Control": "no-store"})


_TOLD = description.documented(200, answers.DataRequests, 401, 403, 404)


@router.get("/complaints/{id}/data-requests", responses=_TOLD)
def of_case(seen: Visible, _: NoQuery, tuntas_reason: Reason = None) -> Response:
    """What was asked about the data in this case, and what came of it."""
    return _shown(seen, tuntas_reason)


@router.get("/information-requests/{id}/data-requests", responses=_TOLD)
def of_information_request(
    seen: information_request_routes.OwnOrVisible,
    _: NoQuery,
    tuntas_reason: Reason = None,
) -> Response:
    """The same of a request for public information, also for its applicant."""
    return _shown(seen, tuntas_reason)


def _asking(of: type[Case], place: str) -> None:
    def request_data(
        request: Request,
        here: Here,
        actor: Someone,
        given: Given,
        id: CaseRef,
        idempotency_key: Key = None,
    ) -> Response:
        """Ask to see, to correct or to erase one's data: the reporter, or a desk on
        the reporter's behalf. It is to be done within 72 hours (rule D-02)."""
        return _answered(request, here, actor, "request-data", id, given, None, of)

    router.add_api_route(
        f"/{place}/{{id}}/data-requests",
        request_data,
        methods=["POST"],
        status_code=201,
        responses=description.documented(
            201, answers.RequestRecorded, 400, 401, 403, 404, 409, 413
        ),
        openapi_extra=description.body(bodies.RequestData),
    )


def _route(of: type[Case], place: str, command: str, path: str, summary: str) -> None:
    body, _ = data_requests.COMMANDS[command]

    def endpoint(
        request: Request,
        here: Here,
        actor: Someone,
        given: Given,
        id: CaseRef,
        number: Number,
        idempotency_key: Key = None,
    ) -> Response:
        return _answered(request, here, actor, command, id, given, number, of)

    router.add_api_route(
        f"/{place}/{{id}}/data-requests/{{number}}/{path}",
        endpoint,
        methods=["POST"],
        name=command,
        summary=summary,
        responses=description.documented(
            200, answers.RequestRecorded, 400, 401, 403, 404, 409, 413
        ),
        openapi_extra=description.body(body),
    )


_STEPS = (
    ("complete-request", "complete", "Access was given, or what was wrong amended"),
    ("grant-erasure", "grant", "Grant an erasure; another person confirms it"),
    ("refuse-request", "refuse", "Refuse it, on a ground that the law knows"),
    ("confirm-erasure", "confirm", "Confirm an erasure: the keys are destroyed"),
)
_OF: tuple[tuple[type[Case], str], ...] = (
    (Complaint, "complaints"),
    (InformationRequest, "information-requests"),
)
for kind, place in _OF:
    _asking(kind, place)
    for step in _STEPS:
        _route(kind, place, *step)


def _answered(
    request: Request,
    here: Installation,
    actor: Actor,
    name: str,
    case: str,
    given: Any,
    number: int | None,
    of: type[Case],
) -> Response:
    command = Command(
        actor=actor,
        command=name,
        case=case,
        given=given,
        request_id=request.state.request_id,
        conditions=lambda: web.conditions(request),
    )
    answer = data_requests.handle(here, command, number, of)
    request.state.position = answer.body["position"]
    headers = {"Idempotency-Replayed": "true"} if answer.replayed else {}
    return Json(answer.body, status_code=answer.status, headers=headers)
