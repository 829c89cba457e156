"""Many commands in one request, for slow and broken links."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api import bodies, description, web
from api.command_routes import admission, answered
from api.commands import ALL_COMMANDS, RECEPTIONS, InvalidBody, parse
from api.identity import Actor
from api.installation import Installation
from api.intake import Request as Command
from api.once import Answer, Conditions
from api.problems import TooLarge, problem
from api.web import Here, Someone
from storage.chance import random_id

router = APIRouter(prefix="/v1", tags=["commands"])


Give = Callable[[Command], Awaitable[Answer]]

IDENTIFIED_SECONDS = 1.0
"""Lines that come together are of one officer for so long."""


class Answers(StreamingResponse):
    """Answers while the request is still being sent."""

    media_type = "application/x-ndjson"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        # The library's own would listen for the client's leaving, and take lines that
        # arrive meanwhile for itself.
        await self.stream_response(send)


@router.post(
    "/commands",
    responses=description.lines(401),
    openapi_extra=description.body_lines(),
)
async def commands(request: Request, here: Here, _: Someone) -> Response:
    """Many commands, one JSON object a line: `{"key", "command", "id"?, "body"}`; one
    answer a line, in order, as soon as each is decided. One bad line stops no other.
    Those of a request for public information are named as in `GET /v1/roles`."""
    web.no_parameters(request)
    return decided(request, here, lambda: web.someone(request))


def decided(
    request: Request,
    here: Installation,
    who: Callable[[], Coroutine[Any, Any, Actor]],
    told: Callable[[Exception], dict[str, Any]] = lambda _: {},
    give: Give | None = None,
) -> Response:
    """The answers to the lines of a request, given by whom `who` names; to what is said
    of a refusal `told` adds. `give` has each command done, if not as everywhere."""

    async def done(command: Command) -> Answer:
        return await answered(here, command, admission(request, here, command))

    async def answers() -> AsyncIterator[bytes]:
        async for lines in _lines(request.stream()):
            asked = 0.0
            for line in lines:
                # A long batch may outlast the officer's appointment.
                if time.monotonic() > asked + IDENTIFIED_SECONDS:
                    asked = time.monotonic()
                    actor = asyncio.ensure_future(who())
                answer = await _decide(here, actor, line, told, give or done)
                yield web.quick(answer) + b"\n"

    return Answers(answers())


async def _decide(
    here: Installation,
    actor: Awaitable[Actor],
    line: bytes | None,
    told: Callable[[Exception], dict[str, Any]],
    give: Give,
) -> dict[str, Any]:
    key = None
    try:
        who = await actor
        if line is None:
            raise TooLarge
        given = web.read_json(line)
        if isinstance(given, dict) and web.valid_key(given.get("key")):
            key = given["key"]
        command = batch_command(given, who)
        answer = await give(command)
        replayed = {"replayed": True} if answer.replayed else {}
        return {"key": key, "status": answer.status, **answer.body, **replayed}
    except Exception as error:
        status, document, _ = problem(error)
        if status == 500:
            here.log_fault(error)
        return {"key": key, **document, **told(error)}


def batch_command(given: Any, actor: Actor) -> Command:
    """What a line of a batch says, of any kind of case. Raises `InvalidBody`."""
    line = parse(bodies.BatchLine, given)
    begins = line.command in RECEPTIONS
    if not begins and line.command not in ALL_COMMANDS:
        names = ", ".join((*RECEPTIONS, *ALL_COMMANDS))
        problem = f"there is no command '{line.command}'; there are {names}"
        raise InvalidBody([{"field": "command", "problem": problem}])
    body, case = line.body, line.id
    if begins:
        if case is not None:
            if body.setdefault("id", case) != case:
                raise InvalidBody(
                    [{"field": "id", "problem": "differs from the id in the body"}]
                )
            case = None
    elif case is None:
        raise InvalidBody([{"field": "id", "problem": "names the case; it is missing"}])
    return Command(
        actor=actor,
        command=line.command,
        case=case,
        given=body,
        request_id=str(random_id()),
        conditions=lambda: Conditions(line.key, None),
    )


async def _lines(stream: AsyncIterator[bytes]) -> AsyncIterator[list[bytes | None]]:
    """Lines that are not blank, as they come together; None for one that is too long
    to be read."""
    held, too_long = bytearray(), False
    async for chunk in stream:
        *ends, rest = chunk.split(b"\n")
        lines: list[bytes | None] = []
        for end in ends:
            held += end
            if too_long or len(held) > web.MOST_BYTES:
                lines.append(None)
            elif held.strip():
                lines.append(bytes(held))
            held.clear()
            too_long = False
        held += rest
        if len(held) > web.MOST_BYTES:
            held.clear()
            too_long = True
        if lines:
            yield lines
    if too_long:
        yield [None]
    elif held.strip():
        yield [bytes(held)]
