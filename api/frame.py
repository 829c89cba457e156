"""Around each request: its id, its log line, its figures, and its last resort."""

import asyncio
import time
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.logs import REQUEST_ID
from api.metrics import Metrics
from api.pages.assets import FIRST_STYLE_HASH
from api.problems import answer
from storage.chance import random_name

log = structlog.get_logger()

GONE = 499
"""What the log says where the client left before it was answered."""
MOST_UNREAD = 16 * 1024 * 1024
PAUSE_SECONDS = 2.0
"""Who sends nothing for so long waits for the answer."""


class RequestFrame:
    """Whatever happens inside, there is one answer and one line of the log."""

    def __init__(self, app: ASGIApp, metrics: Metrics):
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = random_name()
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        state["request_id"] = request_id
        started = time.perf_counter()
        status = 0
        sent = Sent(receive)

        async def send_framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if status >= 400:
                    await sent.throw_away()
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", request_id.encode()),
                    *_safety(scope["path"]),
                ]
            await send(message)

        REQUEST_ID.set(request_id)
        try:
            await self._app(scope, sent.receive, send_framed)
        except ClientDisconnect:
            status = GONE
        except Exception as error:
            # Its message may quote personal data, so it goes no further.
            if status:
                log.error("request broke off", exc_info=error)
                status = 500
                raise ConnectionAbortedError from None
            response = answer(Request(scope), error)
            await response(scope, sent.receive, send_framed)
        self._tell(scope, state, status, time.perf_counter() - started)

    def _tell(
        self,
        scope: Scope,
        state: MutableMapping[str, Any],
        status: int,
        seconds: float,
    ) -> None:
        route = getattr(scope.get("route"), "path_format", "(none)")
        method = scope["method"] if scope["method"] in _METHODS else "(other)"
        self._metrics.tell(method, route, status, seconds)
        log.info(
            "answered",
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            actor=state.get("actor"),
            position=state.get("position"),
        )


class Sent:
    """What the client sends with its request."""

    def __init__(self, receive: Receive):
        self._receive = receive
        self._whole = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._whole = not message.get("more_body", False)
        return message

    async def throw_away(self) -> None:
        """The rest up to a measure, or to a pause: a client that is cut off reads no
        answer."""
        size = 0
        with suppress(TimeoutError):
            while not self._whole and size <= MOST_UNREAD:
                async with asyncio.timeout(PAUSE_SECONDS):
                    message = await self.receive()
                size += len(message.get("body", b""))


def _safety(path: str) -> tuple[tuple[bytes, bytes], ...]:
    if path.startswith("/v1/"):
        return _SAFETY
    return _FOR_ASSETS if path.startswith("/static/") else _FOR_PAGES


_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_ALWAYS = (b"x-content-type-options", b"nosniff")
_SAFETY = (
    _ALWAYS,
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    ),
)
# A policy binds pages and workers; on each of their files it would weigh as much as the
# smaller of them, on links of 50 kbps.
_FOR_ASSETS = (_ALWAYS, (b"cross-origin-resource-policy", b"same-origin"))
_FOR_PAGES = (
    _ALWAYS,
    # With no-referrer a browser would say of our own forms that they come from nowhere.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self' 'sha256-%b'; script-src 'self'; "
        b"img-src 'self'; connect-src 'self'; form-action 'self'; manifest-src 'self'; "
        b"worker-src 'self'; base-uri 'none'; frame-ancestors 'none'"
        % FIRST_STYLE_HASH.encode(),
    ),
)
