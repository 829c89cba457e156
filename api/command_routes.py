"""Commands over HTTP: one address each, and a batch of lines for slow links."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Header, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import Response, StreamingResponse

from api import answers, bodies, instants, web
from api.commands import COMMANDS, InvalidBody, parse
from api.desk import Request as Command
from api.identity import ANYONE, Actor
from api.installation import Installation
from api.once import Conditions
from api.problems import TooLarge, problem
from api.web import Anyone, Here, Json, RawBody, Someone

router = APIRouter(prefix="/v1", tags=["commands"])

Key = Annotated[
    str | None,
    Header(
        description="8 to 128 visible ASCII characters; the same key with the same"
        " body is answered again and done once"
    ),
]
Match = Annotated[
    str | None, Header(description='the version you decided on, as in `"3"`')
]
CaseRef = Annotated[
    str, Path(max_length=64, description="the case's UUID or its case number")
]


@router.post(
    "/complaints",
    status_code=201,
    responses=answers.documented(201, answers.Received, 401, 403, 409, 412, 413, 429),
    openapi_extra=answers.body(bodies.Receive),
)
def receive(
    request: Request,
    here: Here,
    actor: Anyone,
    raw: RawBody,
    idempotency_key: Key = None,
) -> Response:
    """Receive a complaint. Without a token: as a reporter, so many an hour."""
    return _command(request, here, actor, "receive", None, raw)


def _route(name: str, body: type[bodies.Command]) -> None:
    def endpoint(
        request: Request,
        here: Here,
        actor: Someone,
        id: CaseRef,
        raw: RawBody,
        idempotency_key: Key = None,
        if_match: Match = None,
    ) -> Response:
        return _command(request, here, actor, name, id, raw)

    router.add_api_route(
        f"/complaints/{{id}}/{name}",
        endpoint,
        methods=["POST"],
        name=name,
        summary=f"{name.capitalize()} a complaint",
        responses=answers.documented(
            200, answers.Changed, 401, 403, 404, 409, 412, 413
        ),
        openapi_extra=answers.body(body),
    )


for command in COMMANDS.values():
    _route(command.name, command.body)


def _command(
    request: Request,
    here: Installation,
    actor: Actor,
    name: str,
    case: str | None,
    raw: bytes,
) -> Response:
    body = web.read_json(raw)
    conditions = _lazy_conditions(request)

    def admit() -> None:
        if actor is ANYONE:
            here.limits.count(
                "receive",
                request.client.host if request.client else "",
                here.settings.receive_per_hour,
                instants.now(),
            )

    answer = here.desk.handle(
        Command(
            actor=actor,
            command=name,
            case=case,
            given=body,
            request_id=request.state.request_id,
            conditions=conditions,
        ),
        admit,
    )
    request.state.position = answer.body["position"]
    headers = {"ETag": f'"{answer.body["version"]}"'}
    if answer.replayed:
        headers["Idempotency-Replayed"] = "true"
    if name == "receive":
        headers["Location"] = f"/v1/complaints/{answer.body['id']}"
    return Json(answer.body, status_code=answer.status, headers=headers)


def _lazy_conditions(request: Request) -> Callable[[], Conditions]:
    # Read when role and case have been judged: 403 and 404 come before 422.
    return lambda: web.conditions(request.headers)


@router.post(
    "/commands",
    responses=answers.lines(401, 403),
    openapi_extra=answers.body_lines(),
)
async def commands(request: Request, here: Here, actor: Someone) -> Response:
    """Many commands, one JSON object a line; one answer a line, in order, as soon as
    each is decided. One bad line stops no other."""

    def decide(line: bytes | None) -> dict[str, Any]:
        key = None
        try:
            if line is None:
                raise TooLarge
            given = web.read_json(line)
            if isinstance(given, dict) and web.valid_key(given.get("key")):
                key = given["key"]
            command = _from_line(given, actor)
            answer = here.desk.handle(command)
            replayed = {"replayed": True} if answer.replayed else {}
            return {"key": key, "status": answer.status, **answer.body, **replayed}
        except Exception as error:
            status, document, _ = problem(error)
            if status == 500:
                here.log_fault(error)
            return {"key": key, **document}

    async def answered() -> AsyncIterator[bytes]:
        async for line in _lines(request.stream()):
            answer = await run_in_threadpool(decide, line)
            yield web.dumps(answer).encode() + b"\n"

    return StreamingResponse(answered(), media_type="application/x-ndjson")


def _from_line(given: Any, actor: Actor) -> Command:
    line = parse(bodies.BatchLine, given)
    if line.command != "receive" and line.command not in COMMANDS:
        names = ", ".join(("receive", *COMMANDS))
        problem = f"there is no command '{line.command}'; there are {names}"
        raise InvalidBody([{"field": "command", "problem": problem}])
    body, case = line.body, line.id
    if line.command == "receive":
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
        request_id=str(uuid4()),
        conditions=lambda: Conditions(line.key, None),
    )


async def _lines(stream: AsyncIterator[bytes]) -> AsyncIterator[bytes | None]:
    """Lines that are not blank; None for one that is too long to be read."""
    buffer, too_long = bytearray(), False
    async for chunk in stream:
        buffer += chunk
        *complete, rest = buffer.split(b"\n")
        for line in complete:
            if too_long or len(line) > web.MOST_BYTES:
                yield None
            elif line.strip():
                yield bytes(line)
            too_long = False
        buffer = bytearray(rest)
        if len(buffer) > web.MOST_BYTES:
            buffer.clear()
            too_long = True
    if too_long:
        yield None
    elif buffer.strip():
        yield bytes(buffer)
