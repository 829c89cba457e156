"""What /openapi.json says: bodies, answers and refusals of each address."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import (
    assessment_bodies,
    bodies,
    data_request_bodies,
    information_bodies,
    information_request_bodies,
    reference_bodies,
    side_way_bodies,
)
from api.answers import Problem
from api.information_list import InformationSearchQuery
from api.queries import SearchQuery, WhatIfQuery
from api.similar import SimilarQuery

Responses = dict[int | str, dict[str, Any]]

_MEANING = {
    400: "The request cannot be read",
    401: "No valid token",
    403: "Your role may not do this",
    404: "Not there, or not visible to you",
    409: "The state does not allow it; `allowed` says what does",
    412: "You decided on another version; read it again",
    413: "Larger than one mebibyte, or a file than two megabytes",
    422: "The body, a parameter or a key does not fit; `errors` names each field",
    429: "Too many tries from this address",
    503: "Not available just now; nothing was lost",
}

_BODIES: tuple[type[BaseModel], ...] = (
    bodies.Receive,
    bodies.Verify,
    bodies.Dispose,
    bodies.Return,
    bodies.FollowUp,
    bodies.Reply,
    bodies.Resolve,
    bodies.Archive,
    bodies.Amend,
    bodies.Escalate,
    bodies.Note,
    *side_way_bodies.BODIES,
    *data_request_bodies.BODIES,
    *information_request_bodies.BODIES,
    bodies.Track,
    bodies.BatchLine,
    SearchQuery,
    SimilarQuery,
    WhatIfQuery,
    *reference_bodies.BODIES,
    *information_bodies.BODIES,
    *assessment_bodies.BODIES,
    InformationSearchQuery,
    Problem,
)


def refusals(*statuses: int) -> Responses:
    """The documented refusals; 422 and 503 may always come."""
    return {
        status: {
            "description": _MEANING[status],
            "content": {
                "application/problem+json": {
                    "schema": {"$ref": "#/components/schemas/Problem"}
                }
            },
        }
        for status in sorted({*statuses, 422, 503})
    }


def documented(status: int, model: type[BaseModel], *statuses: int) -> Responses:
    """A JSON answer and its refusals."""
    description = " ".join((model.__doc__ or "Done").split())
    return {
        status: {"model": model, "description": description},
        **refusals(*statuses),
    }


def body(model: type[BaseModel]) -> dict[str, Any]:
    """The request body of a command, validated in its own order of checks."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    content = {"application/json": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


def body_bytes(told: str) -> dict[str, Any]:
    """A body that is a file."""
    schema = {"type": "string", "format": "binary", "description": told}
    content = {"application/octet-stream": {"schema": schema}}
    return {"requestBody": {"required": True, "content": content}}


def body_lines() -> dict[str, Any]:
    """A body of one `BatchLine` a line, or of none."""
    schema = {"type": "string", "description": "One BatchLine a line"}
    return {"requestBody": {"content": {_LINES: {"schema": schema}}}}


def lines(*statuses: int) -> Responses:
    """One answer a line: that of the single command, or its refusal."""
    schema = {"type": "string", "description": "One JSON object a line"}
    return {
        200: {
            "description": "One answer a line, in order: `key`, `status`, and what"
            " the command alone would have answered; `replayed` if it was done before",
            "content": {_LINES: {"schema": schema}},
        },
        **refusals(*statuses),
    }


def streamed(kinds: dict[str, str], *statuses: int) -> Responses:
    """A file, by its media types and what JSON calls their content."""
    return {
        200: {
            "description": "The file, as it is made",
            "content": {
                media: {"schema": {"type": kind}} for media, kind in kinds.items()
            },
        },
        **refusals(*statuses),
    }


_LINES = "application/x-ndjson"


_ANYONES = (
    ("post", "/v1/complaints"),
    ("post", "/v1/information-requests"),
    ("get", "/v1/information-register"),
)
"""What is answered without a token too."""


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of `app`."""
    document = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes
    )
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas.update(_schemas())
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for methods in document["paths"].values():
        for operation in methods.values():
            _tidy(operation)
    for method, path in _ANYONES:
        document["paths"][path][method]["security"] = [{"token": []}, {}]
    for made in ("/v1/complaints", "/v1/information-requests", "/v1/officers"):
        _link(document["paths"], made)
    return document


def _tidy(operation: dict[str, Any]) -> None:
    # The library's own 422 is never given.
    operation["responses"] = {
        status: response
        for status, response in operation["responses"].items()
        if "HTTPValidationError" not in str(response)
    }
    for parameter in operation.setdefault("parameters", []):
        # One that is not given is left out: an address knows no null.
        schema = parameter["schema"]
        for kind in schema.pop("anyOf", ()):
            if kind != {"type": "null"}:
                schema |= kind
    if "401" in operation["responses"]:
        operation["security"] = [{"token": []}]


def _link(paths: dict[str, Any], made: str) -> None:
    """Tell that the id of what was made names it at the addresses below."""
    paths[made]["post"]["responses"]["201"]["links"] = {
        operation["operationId"]: {
            "operationId": operation["operationId"],
            "parameters": {"id": "$response.body#/id"},
        }
        for path, methods in paths.items()
        if path.startswith(f"{made}/{{id}}") and path.count("{") == 1
        for operation in methods.values()
    }


def _schemas() -> dict[str, Any]:
    """The JSON schemas that the bodies above refer to."""
    _, definitions = models_json_schema(
        [(model, "validation") for model in _BODIES],
        ref_template="#/components/schemas/{model}",
    )
    found = definitions["$defs"]
    assert isinstance(found, dict)
    return found
