"""What every address shares: who asks, what was sent, how it is answered."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, TypeGuard
from uuid import UUID

import msgspec
from fastapi import Depends, Header, Path, Query, Request
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from api.commands import InvalidBody
from api.identity import ANYONE, Actor, NoToken
from api.installation import Installation
from api.once import Conditions
from api.problems import TooLarge, Unreadable
from api.queries import Reading
from domain import roles
from domain.refusals import RoleMayNot

MOST_BYTES = 1024 * 1024
_KEY = re.compile(r"[\x21-\x7e]{8,128}\Z")
_VERSION = re.compile(r'"(\d{1,9})"\Z')


class Json(JSONResponse):
    """JSON with instants, days and ids in their written form."""

    def render(self, content: Any) -> bytes:
        return dumps(content).encode()


def as_json(content: Any) -> Any:
    """The content as whoever reads its JSON finds it."""
    return json.loads(dumps(content))


def _written(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    msg = f"no JSON for {type(value).__name__}"
    raise TypeError(msg)


dumps = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_written
).encode


# Asynchronous, as it only looks: others are run in a thread of their own.
async def installation(request: Request) -> Installation:
    found = request.app.state.installation
    assert isinstance(found, Installation)
    return found


quick: Callable[[Any], bytes] = msgspec.json.encode
"""The same for the many answers to commands; instants in UTC end in Z."""


Here = Annotated[Installation, Depends(installation)]


KEY_TOLD = "the same key with the same body is answered again and done once"
KEY_PATTERN = "^[!-~]{8,128}$"
CASE_TOLD = "the case's UUID or its case number"
# Described here, judged by `conditions`: in its turn, after role and case.
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description=KEY_TOLD,
        json_schema_extra={"pattern": KEY_PATTERN},
    ),
]
# Any text: one that names no case is answered 404, after the role was judged.
CaseRef = Annotated[str, Path(description=CASE_TOLD)]


async def anyone(request: Request) -> Actor:
    """The actor of the bearer token at this moment; `ANYONE` without one."""
    here = await installation(request)
    actor = await here.arrivals.actor(header(request, b"authorization"))
    request.scope["state"]["actor"] = actor.id
    return actor


async def someone(request: Request) -> Actor:
    """The same; raises `NoToken` without one."""
    actor = await anyone(request)
    if actor is ANYONE:
        raise NoToken
    return actor


def header(request: Request, name: bytes) -> str | None:
    """The first of that name, in small letters; None where there is none. The library
    looks through all of them, too, but decodes each."""
    for given, value in request.scope["headers"]:
        if given == name:
            found: str = value.decode("latin-1")
            return found
    return None


Someone = Annotated[Actor, Depends(someone)]


def may_read(actor: Actor, what: str) -> None:
    """Raises `RoleMayNot`."""
    allowed = roles.READS[what]
    if actor.role not in allowed:
        raise RoleMayNot(
            role=actor.role, command=f"read {what}", roles_text=", ".join(allowed)
        )


def reader(what: str) -> Any:
    """The actor whose role may read that: judged before any parameter is."""

    async def check(actor: Someone) -> Actor:
        may_read(actor, what)
        return actor

    return Depends(check)


CaseReader = Annotated[Actor, reader("complaints")]
NoQuery = Annotated[Reading, Query()]


async def raw_body(request: Request) -> bytes:
    """The body as sent, of at most one mebibyte."""
    return await body_of(request, MOST_BYTES)


async def body_of(request: Request, most: int) -> bytes:
    """The body as sent; bytes are counted, Content-Length is not believed. Raises
    `TooLarge`."""
    body, more = bytearray(), True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > most:
            raise TooLarge
        more = message.get("more_body", False)
    return bytes(body)


RawBody = Annotated[bytes, Depends(raw_body)]


def read_json(raw: bytes) -> Any:
    """Raises `Unreadable` for anything that is not JSON in UTF-8."""
    try:
        value = _read(raw.decode())
        if b"\\u" in raw:
            dumps(value).encode()  # half a character cannot be written again
    except (ValueError, RecursionError):
        msg = "The body is not JSON in UTF-8."
        raise Unreadable(msg) from None
    return value


async def given(raw: RawBody) -> Any:
    return read_json(raw)


Given = Annotated[Any, Depends(given)]
"""The JSON that was sent. To be named behind the actor: 401 comes before 400."""


def _refuse(constant: str) -> None:
    msg = f"{constant} is not JSON."
    raise Unreadable(msg)


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Of a member given twice one would be dropped without a word.
    found = dict(pairs)
    if len(found) < len(pairs):
        msg = "A member is given twice in the same object."
        raise Unreadable(msg)
    return found


_read = json.JSONDecoder(
    parse_constant=_refuse, object_pairs_hook=_each_name_once
).decode


def no_parameters(request: Request) -> None:
    """Raises `InvalidBody` for any: what counts stands in the body."""
    if request.scope["query_string"] and request.query_params:
        problem = "is not known here; say it in the body"
        raise InvalidBody(
            [{"field": name, "problem": problem} for name in request.query_params]
        )


def conditions(request: Request) -> Conditions:
    """Raises `InvalidBody` naming the header, or a parameter in the address."""
    no_parameters(request)
    key = header(request, b"idempotency-key")
    if key is not None and not _KEY.match(key):
        problem = "needs 8 to 128 visible ASCII characters"
        raise InvalidBody([{"field": "Idempotency-Key", "problem": problem}])
    if_match = header(request, b"if-match")
    if if_match is None or if_match == "*":
        return Conditions(key, None)
    version = _VERSION.match(if_match)
    if version is None:
        problem = 'needs the version in quotes, as in "3", or *'
        raise InvalidBody([{"field": "If-Match", "problem": problem}])
    return Conditions(key, int(version.group(1)))


def valid_key(key: object) -> TypeGuard[str]:
    return isinstance(key, str) and _KEY.match(key) is not None
