"""The HTTP application of one installation."""

import time
from collections.abc import MutableMapping
from typing import Any
from uuid import uuid4

import structlog
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import (
    answers,
    command_routes,
    dashboard_routes,
    front_page,
    operations,
    problems,
    read_routes,
    reference_routes,
    register_routes,
)
from api.installation import Installation
from api.problems import answer
from api.release import VERSION

log = structlog.get_logger()


def create_app(
    installation: Installation, demo: dict[str, str] | None = None
) -> FastAPI:
    """`demo` maps each role to a token that the front page shows."""
    app = FastAPI(
        title="Tuntas",
        version=VERSION,
        summary="Public complaints, settled all the way.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.installation = installation
    app.state.demo = demo
    for module in (
        command_routes,
        register_routes,
        read_routes,
        dashboard_routes,
        reference_routes,
        operations,
        front_page,
    ):
        app.include_router(module.router)
    problems.install(app)
    app.add_middleware(RequestFrame, installation=installation)

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
    return app


def _describe(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas.update(answers.schemas(register_routes.SearchQuery))
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for path, methods in document["paths"].items():
        for method in methods.values():
            method["responses"] = {
                status: response
                for status, response in method["responses"].items()
                if "HTTPValidationError" not in str(response)
            }
            method["parameters"] = [
                p for p in method.get("parameters", []) if p["name"] != "authorization"
            ]
            if "401" in method["responses"] or path == "/v1/complaints":
                method["security"] = [{"token": []}]
    document["paths"]["/v1/complaints"]["post"]["security"] = [{"token": []}, {}]
    return document


class RequestFrame:
    """Around each request: its id, its log line, its figures, and its last resort."""

    def __init__(self, app: ASGIApp, installation: Installation):
        self._app = app
        self._metrics = installation.metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = str(uuid4())
        state: MutableMapping[str, Any] = scope.setdefault("state", {})
        state["request_id"] = request_id
        started = time.perf_counter()
        status = 0

        async def send_framed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", request_id.encode()),
                    *_SAFETY,
                ]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_framed)
            except Exception as error:
                # Its message may quote personal data, so it goes no further.
                if status:
                    log.error("request broke off", exc_info=error)
                    status = 500
                    raise ConnectionAbortedError from None
                response = answer(Request(scope), error)
                await response(scope, receive, send_framed)
            route = getattr(scope.get("route"), "path", "(none)")
            seconds = time.perf_counter() - started
            method = scope["method"] if scope["method"] in _METHODS else "(other)"
            self._metrics.requests.labels(method, route, status).inc()
            self._metrics.seconds.labels(method, route).observe(seconds)
            log.info(
                "answered",
                method=method,
                route=route,
                status=status,
                ms=round(seconds * 1000, 1),
                actor=state.get("actor"),
                position=state.get("position"),
            )


_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_SAFETY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    ),
)
