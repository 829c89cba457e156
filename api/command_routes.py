"""Commands over HTTP: one address each."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response
from pydantic import BaseModel

from api import answers, bodies, description, instants, web
from api.arrivals import Warranted
from api.commands import ALL_COMMANDS, COMMANDS, RECEPTIONS
from api.identity import Actor
from api.installation import Installation
from api.intake import Request as Command
from api.landing import Landing
from api.once import Answer
from api.proposals import Proposal
from storage.database import DatabaseUnavailable

router = APIRouter(prefix="/v1", tags=["commands"])

Who = Callable[[Request], Awaitable[Actor]]


def said(model: type[BaseModel], case: bool) -> dict[str, Any]:
    """What a client may send, as the description has it; judged by `web.conditions`: in
    its turn, after role and case."""
    parameters: list[dict[str, Any]] = [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "description": web.KEY_TOLD,
            "schema": {"type": "string", "pattern": web.KEY_PATTERN},
        }
    ]
    if case:
        parameters += [
            {
                "name": "If-Match",
                "in": "header",
                "description": "the version you decided on",
                "schema": {"type": "string", "pattern": '^("[0-9]{1,9}"|\\*)$'},
            },
            {
                "name": "id",
                "in": "path",
                "required": True,
                "description": web.CASE_TOLD,
                "schema": {"type": "string"},
            },
        ]
    return {**description.body(model), "parameters": parameters}


async def receive(request: Request) -> Response:
    """Receive a complaint. Without a token: as a reporter, so many an hour."""
    return await commanded(request, web.anyone, "receive", None)


router.add_api_route(
    "/complaints",
    receive,
    methods=["POST"],
    status_code=201,
    responses=description.documented(
        201, answers.Received, 400, 401, 403, 409, 413, 429
    ),
    openapi_extra=said(bodies.Receive, case=False),
)


def _route(name: str, body: type[bodies.Command]) -> None:
    async def endpoint(request: Request) -> Response:
        return await commanded(request, web.someone, name, request.path_params["id"])

    router.add_api_route(
        f"/complaints/{{id}}/{name}",
        endpoint,
        methods=["POST"],
        name=name,
        summary=name.replace("-", " ").capitalize(),
        responses=description.documented(
            200, answers.Changed, 400, 401, 403, 404, 409, 412, 413
        ),
        openapi_extra=said(body, case=True),
    )


for command in COMMANDS.values():
    _route(command.name, command.body)


async def commanded(
    request: Request, who: Who, name: str, case: str | None
) -> Response:
    """The answer to one command, by its name in `ALL_COMMANDS` or `RECEPTIONS`. `who`
    names the actor, if it is not one whose token was seen before: then what is plainly
    allowed waits for nothing, and the transaction that records it judges the token."""
    here: Installation = request.app.state.installation
    authorization = web.header(request, b"authorization")
    known = here.arrivals.last_known(authorization)
    actor = known.actor if known else await who(request)
    try:
        given = web.read_json(await web.raw_body(request))
    except Exception:
        if known:
            await who(request)  # whose token opens nothing is told that, and no more
        raise
    command = Command(
        actor=actor,
        command=name,
        case=case,
        given=given,
        request_id=request.scope["state"]["request_id"],
        conditions=lambda: web.conditions(request),
    )
    answer = None
    # As of now: much may have happened to an officer while a body was sent.
    if known := here.arrivals.last_known(authorization):
        answer = await at_once(here, command, known)
    if known and answer:
        request.scope["state"]["actor"] = known.actor.id
    else:
        command = command._replace(actor=await who(request))
        answer = await answered(here, command, admission(request, here, command))
    request.scope["state"]["position"] = answer.body["position"]
    headers = {"ETag": f'"{answer.body["version"]}"'}
    if answer.replayed:
        headers["Idempotency-Replayed"] = "true"
    if name in RECEPTIONS:
        headers["Location"] = f"{request.scope['path']}/{answer.body['id']}"
    return Response(
        web.quick(answer.body), answer.status, headers, media_type="application/json"
    )


async def at_once(
    here: Installation, command: Command, known: Warranted
) -> Answer | None:
    """The answer where it is plainly allowed to whom is known already, and that was
    so when it was recorded; None, with nothing recorded, where it is not, or cannot be
    told: then ask first whose token it is."""
    try:
        proposal = await _proposal(here, command._replace(actor=known.actor))
    except DatabaseUnavailable:
        return None
    if proposal is None or proposal.made[0].basis is not known.basis:
        return None
    if answers := await recorded(here, proposal, known.warrant):
        return answers[0]
    if command.case:
        # Another command may have come first.
        with suppress(DatabaseUnavailable):
            await here.fetching.case(command.case)
    return None


async def answered(
    here: Installation, command: Command, admit: Callable[[], None]
) -> Answer:
    """What is known already is decided at once, in this thread; the rest by `handle`,
    which may wait, in one of its own."""
    proposal = await _proposal(here, command)
    if proposal and (answers := await recorded(here, proposal)):
        return answers[0]
    return await run_in_threadpool(here.desk.handle, command, admit)


async def _proposal(here: Installation, command: Command) -> Proposal | None:
    """None where it is not plainly allowed. A case that is not at hand is fetched."""
    proposal = Proposal()
    if here.proposals.add(proposal, command):
        return proposal
    if not command.case:
        return None
    if here.proposals.has_at_hand(command.case, ALL_COMMANDS[command.command].of):
        return None
    await here.fetching.case(command.case)
    return proposal if here.proposals.add(proposal, command) else None


async def recorded(
    here: Installation, proposal: Proposal, warrant: bytes | None = None
) -> list[Answer] | None:
    """The answers once it is on disk; None where each is to be decided by `handle`, and
    under a warrant only when it is known anew whose token it is."""
    submitted = here.proposals.submit(proposal, warrant)
    await Landing.here().wait(submitted.positions)
    return here.proposals.settled(proposal, submitted)


def admission(
    request: Request, here: Installation, command: Command
) -> Callable[[], None]:
    """Counts what reporters send in; raises `TooMany` beyond the limit."""

    def admit() -> None:
        if command.command in RECEPTIONS and command.actor.role == "reporter":
            here.limits.count(
                "receive",
                request.client.host if request.client else "",
                here.settings.receive_per_hour,
                instants.now(),
            )

    return admit
