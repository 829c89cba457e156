"""Commands over HTTP: one address each."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response

from api import answers, bodies, description, instants, web
from api.commands import COMMANDS
from api.desk import Request as Command
from api.identity import Actor
from api.installation import Installation
from api.landing import Landing
from api.once import Answer
from api.web import Anyone, Given, Here, Json, Someone

router = APIRouter(prefix="/v1", tags=["commands"])

# Described here, judged by `web.conditions`: in its turn, after role and case.
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="the same key with the same body is answered again and done once",
        json_schema_extra={"pattern": "^[!-~]{8,128}$"},
    ),
]
Match = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description="the version you decided on",
        json_schema_extra={"pattern": '^("[0-9]{1,9}"|\\*)$'},
    ),
]
# Any text: one that names no case is answered 404, after the role was judged.
CaseRef = Annotated[str, Path(description="the case's UUID or its case number")]


@router.post(
    "/complaints",
    status_code=201,
    responses=description.documented(
        201, answers.Received, 400, 401, 403, 409, 413, 429
    ),
    openapi_extra=description.body(bodies.Receive),
)
async def receive(
    request: Request,
    here: Here,
    actor: Anyone,
    given: Given,
    idempotency_key: Key = None,
) -> Response:
    """Receive a complaint. Without a token: as a reporter, so many an hour."""
    return await _command(request, here, actor, "receive", None, given)


def _route(name: str, body: type[bodies.Command]) -> None:
    async def endpoint(
        request: Request,
        here: Here,
        actor: Someone,
        given: Given,
        id: CaseRef,
        idempotency_key: Key = None,
        if_match: Match = None,
    ) -> Response:
        return await _command(request, here, actor, name, id, given)

    router.add_api_route(
        f"/complaints/{{id}}/{name}",
        endpoint,
        methods=["POST"],
        name=name,
        summary=name.replace("-", " ").capitalize(),
        responses=description.documented(
            200, answers.Changed, 400, 401, 403, 404, 409, 412, 413
        ),
        openapi_extra=description.body(body),
    )


for command in COMMANDS.values():
    _route(command.name, command.body)


async def _command(
    request: Request,
    here: Installation,
    actor: Actor,
    name: str,
    case: str | None,
    given: Any,
) -> Response:
    command = Command(
        actor=actor,
        command=name,
        case=case,
        given=given,
        request_id=request.state.request_id,
        conditions=lambda: web.conditions(request),
    )
    answer = await answered(here, command, admission(request, here, command))
    request.state.position = answer.body["position"]
    headers = {"ETag": f'"{answer.body["version"]}"'}
    if answer.replayed:
        headers["Idempotency-Replayed"] = "true"
    if name == "receive":
        headers["Location"] = f"/v1/complaints/{answer.body['id']}"
    return Json(answer.body, status_code=answer.status, headers=headers)


async def answered(
    here: Installation, command: Command, admit: Callable[[], None]
) -> Answer:
    """What is known already is decided at once, in this thread; the rest by `handle`,
    which may wait, in one of its own."""
    if command.case is not None and not here.desk.has_at_hand(command.case):
        await here.fetching.fetch(command.case)
    if proposal := here.desk.propose(command):
        await Landing.here().wait(proposal.submitted.positions)
        if answer := here.desk.settled(proposal):
            return answer
    return await run_in_threadpool(here.desk.handle, command, admit)


def admission(
    request: Request, here: Installation, command: Command
) -> Callable[[], None]:
    """Counts what reporters send in; raises `TooMany` beyond the limit."""

    def admit() -> None:
        if command.command == "receive" and command.actor.role == "reporter":
            here.limits.count(
                "receive",
                request.client.host if request.client else "",
                here.settings.receive_per_hour,
                instants.now(),
            )

    return admit
