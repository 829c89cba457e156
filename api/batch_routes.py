"""Many commands in one request, for slow and broken links."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api import description, web
from api.batch import Batch, Give
from api.command_routes import admission, answered
from api.identity import Actor
from api.installation import Installation
from api.intake import Request as Command
from api.once import Answer

router = APIRouter(prefix="/v1", tags=["commands"])


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
async def commands(request: Request) -> Response:
    """Many commands, one JSON object a line: `{"key", "command", "id"?, "body"}`; one
    answer a line, in order, as soon as each is decided. One bad line stops no other.
    Those of a request for public information are named as in `GET /v1/roles`."""
    await web.someone(request)
    web.no_parameters(request)
    here = await web.installation(request)
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

    batch = Batch(here, who, give or done, told, together=give is None)

    async def answers() -> AsyncIterator[bytes]:
        async for lines in _lines(request.stream()):
            async for some in batch.answers(lines):
                yield b"".join(web.quick(answer) + b"\n" for answer in some)

    return Answers(answers())


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
