"""What every address shares: who asks, what was sent, how it is answered."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse

from api.commands import InvalidBody
from api.identity import ANYONE, Actor, Unauthenticated
from api.installation import Installation
from api.once import Conditions
from api.problems import TooLarge, Unreadable

MOST_BYTES = 1024 * 1024
_KEY = re.compile(r"[\x21-\x7e]{8,128}\Z")
_VERSION = re.compile(r'"(\d{1,9})"\Z')


class Json(JSONResponse):
    """JSON with instants, days and ids in their written form."""

    def render(self, content: Any) -> bytes:
        return dumps(content).encode()


def dumps(content: Any) -> str:
    return json.dumps(
        content, ensure_ascii=False, separators=(",", ":"), default=_written
    )


def _written(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    msg = f"no JSON for {type(value).__name__}"
    raise TypeError(msg)


def installation(request: Request) -> Installation:
    found = request.app.state.installation
    assert isinstance(found, Installation)
    return found


Here = Annotated[Installation, Depends(installation)]


def anyone(here: Here, authorization: Annotated[str | None, Header()] = None) -> Actor:
    """The actor of the bearer token; `ANYONE` without one."""
    if authorization is None:
        return ANYONE
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.isascii():
        raise Unauthenticated
    return here.tokens.actor(token.strip(), here.app.reference())


def someone(actor: Annotated[Actor, Depends(anyone)]) -> Actor:
    """The actor of the bearer token; raises `Unauthenticated` without one."""
    if actor is ANYONE:
        raise Unauthenticated
    return actor


Anyone = Annotated[Actor, Depends(anyone)]
Someone = Annotated[Actor, Depends(someone)]


async def raw_body(request: Request) -> bytes:
    """The body as sent; bytes are counted, Content-Length is not believed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise TooLarge
    return bytes(body)


RawBody = Annotated[bytes, Depends(raw_body)]


def read_json(raw: bytes | str) -> Any:
    """Raises `Unreadable` for anything that is not JSON in UTF-8."""

    def refuse(constant: str) -> None:
        raise Unreadable(f"{constant} is not JSON.")

    try:
        value = json.loads(raw, parse_constant=refuse)
        dumps(value).encode()
    except (ValueError, RecursionError):
        msg = "The body is not JSON in UTF-8."
        raise Unreadable(msg) from None
    return value


def conditions(headers: Mapping[str, str]) -> Conditions:
    """Raises `InvalidBody` naming the header."""
    key = headers.get("idempotency-key")
    if key is not None and not _KEY.match(key):
        problem = "needs 8 to 128 visible ASCII characters"
        raise InvalidBody([{"field": "Idempotency-Key", "problem": problem}])
    if_match = headers.get("if-match")
    if if_match is None or if_match == "*":
        return Conditions(key, None)
    version = _VERSION.match(if_match)
    if version is None:
        problem = 'needs the version in quotes, as in "3", or *'
        raise InvalidBody([{"field": "If-Match", "problem": problem}])
    return Conditions(key, int(version.group(1)))


def valid_key(key: object) -> bool:
    return isinstance(key, str) and _KEY.match(key) is not None
