"""Requests for public information over HTTP: their commands, and one of them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api import description, history_answers, web
from api import information_request_answers as answers
from api import information_request_bodies as bodies
from api.cases import Opened
from api.command_routes import commanded, said
from api.commands import REQUEST_COMMANDS, REQUESTS, Command
from api.identity import Actor
from api.information_requests import view
from api.queries import CaseQuery
from api.read_routes import Reason, Seen
from api.web import CaseRef, Here, Json, NoQuery, Someone, may_read
from domain.information_request import InformationRequest

router = APIRouter(prefix="/v1", tags=["information requests"])

RequestReader = Annotated[Actor, web.reader("information requests")]


async def request_information(request: Request) -> Response:
    """Ask for public information. Without a token: as the applicant, so many an hour.
    The registration number is in the answer."""
    return await commanded(request, web.anyone, REQUESTS, None)


router.add_api_route(
    f"/{REQUESTS}",
    request_information,
    methods=["POST"],
    status_code=201,
    responses=description.documented(
        201, answers.InformationRequested, 400, 401, 403, 409, 413, 429
    ),
    openapi_extra=said(bodies.RequestInformation, case=False),
)


def _route(command: Command) -> None:
    name = command.name.removeprefix(f"{REQUESTS}/")

    async def endpoint(request: Request) -> Response:
        case = request.path_params["id"]
        return await commanded(request, web.someone, command.name, case)

    router.add_api_route(
        f"/{REQUESTS}/{{id}}/{name}",
        endpoint,
        methods=["POST"],
        name=command.name,
        summary=name.replace("-", " ").capitalize(),
        responses=description.documented(
            200, answers.RequestChanged, 400, 401, 403, 404, 409, 412, 413
        ),
        openapi_extra=said(command.body, case=True),
    )


for command in REQUEST_COMMANDS.values():
    _route(command)


def _seen(
    request: Request, here: Here, actor: RequestReader, id: CaseRef
) -> Seen[InformationRequest]:
    case = here.cases.visible_case(id, actor, InformationRequest)
    return Seen(request, here, actor, case)


def _own_or_seen(
    request: Request, here: Here, actor: Someone, id: CaseRef
) -> Seen[InformationRequest]:
    """The applicant's own token shows that one request and no other."""
    if actor.role != "reporter":
        may_read(actor, "information requests")
    return _seen(request, here, actor, id)


Visible = Annotated[Seen[InformationRequest], Depends(_seen)]
OwnOrVisible = Annotated[Seen[InformationRequest], Depends(_own_or_seen)]


@router.get(
    f"/{REQUESTS}/{{id}}",
    responses=description.documented(200, answers.InformationRequest, 401, 403, 404),
)
def one_request(
    seen: OwnOrVisible,
    query: Annotated[CaseQuery, Query()],
    tuntas_reason: Reason = None,
) -> Response:
    """The request, now or as it was, and which rights are left to the applicant, who
    reads all of it by the own token."""
    case, moment = seen.case, query.moment()
    if moment.past or query.version is not None:
        case = seen.here.cases.as_of(case, moment, query.version)
    own = seen.actor.role == "reporter"
    opened = Opened(True, True) if own else seen.opened(tuntas_reason)
    shown = view(seen.here, case, seen.actor, opened, seen.here.past.day(moment))
    headers = {"ETag": f'"{case.version}"', "Cache-Control": "no-store"}
    return Json(shown, headers=headers)


@router.get(
    f"/{REQUESTS}/{{id}}/history",
    responses=description.documented(200, history_answers.History, 401, 403, 404),
)
def history_of_request(
    seen: Visible, _: NoQuery, tuntas_reason: Reason = None
) -> Response:
    """Everything that happened to the request, as of a complaint."""
    items = seen.here.cases.history(seen.case, seen.actor, seen.opened(tuntas_reason))
    return Json({"items": items}, headers={"Cache-Control": "no-store"})


@router.get(
    f"/{REQUESTS}/{{id}}/clocks",
    responses=description.documented(200, answers.RequestClocks, 401, 403, 404),
)
def clocks_of_request(seen: OwnOrVisible, _: NoQuery) -> Response:
    """Each deadline explained: rule, law, calendar, and every day counted or not."""
    case = seen.case
    return Json(
        {
            "received_at": case.received_at,
            "recorded_at": case.recorded_at,
            "items": seen.here.cases.clocks(case),
        }
    )
