"""The shapes of the answers, for the reference at /docs and /openapi.json."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import bodies, reference_bodies


class ClockInShort(BaseModel):
    clock: str
    rule: str
    due_on: date
    due_at: datetime
    stopped_on: date | None
    status: str


class Changed(BaseModel):
    id: UUID
    case_number: str
    state: str
    version: int
    position: int
    clocks: list[ClockInShort]


class Received(Changed):
    access_code: str


class CaseLocation(BaseModel):
    region: str | None
    description: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Case(BaseModel):
    """Texts of a restricted case, and the reporter, need the header Tuntas-Reason."""

    id: UUID
    case_number: str
    state: str
    version: int
    channel: str
    classification: str
    category: str | None
    location: CaseLocation
    agency: str | None
    suggested_agency: str | None
    anonymous: bool
    confidential: bool
    restricted: bool
    incident_on: date | None
    external_id: dict[str, str] | None
    received_at: datetime
    received_by: str | None = None
    escalated_to: list[str]
    outcome: str | None
    closed_by: str | None
    archive_reason: str | None
    clocks: list[ClockInShort]
    title: str | None = None
    description: str | None = None
    reporter: dict[str, Any] | None = None


class HistoryItem(BaseModel):
    position: int
    version: int
    event: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    role: str
    data: dict[str, Any]


class History(BaseModel):
    items: list[HistoryItem]


class ExplainedDay(BaseModel):
    date: date
    counted: bool
    why: str


class ExplainedClock(BaseModel):
    clock: str
    rule: str
    rule_version: int
    legal_basis: str
    confirmed: bool
    provisional: bool
    started_on: date
    limit: int
    unit: str
    calendar_version: int
    due_on: date
    due_at: datetime
    paused_days: int
    stopped_on: date | None
    working_days: int | None
    status: str
    days: list[ExplainedDay]


class Clocks(BaseModel):
    items: list[ExplainedClock]


class Tracked(BaseModel):
    token: str
    expires_at: datetime


class Problem(BaseModel):
    """RFC 9457. `allowed` names the commands that the state takes (409)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[dict[str, str]] | None = None
    state: str | None = None
    allowed: list[str] | None = None
    version: int | None = None
    case_number: str | None = None


_MEANING = {
    400: "The request cannot be read",
    401: "No valid token",
    403: "Your role may not do this",
    404: "Not there, or not visible to you",
    409: "The state does not allow it; `allowed` says what does",
    412: "You decided on another version; read it again",
    413: "More than one mebibyte",
    422: "The body, a parameter or a key does not fit; `errors` names each field",
    429: "Too many tries from this address",
    503: "Not available just now; nothing was lost",
}

_BODIES: list[type[BaseModel]] = [
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
    bodies.Track,
    bodies.BatchLine,
    *reference_bodies.BODIES,
    Problem,
]


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
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


def documented(
    status: int, model: type[BaseModel], *statuses: int
) -> dict[int | str, dict[str, Any]]:
    """A JSON answer and its refusals; a body may always be unreadable."""
    return {
        status: {"model": model, "description": (model.__doc__ or "Done").strip()},
        **refusals(400, *statuses),
    }


class Items(BaseModel):
    """A list under `items`, empty where there is nothing."""

    items: list[dict[str, Any]]


def items(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {
        200: {"model": Items, "description": "A list, perhaps empty"},
        **refusals(*statuses),
    }


class CaseInRegister(BaseModel):
    """`title` is null for a restricted case: a list gives no reason to open it."""

    id: UUID
    case_number: str
    external_id: dict[str, str] | None
    state: str
    title: str | None
    classification: str
    category: str | None
    region: str | None
    channel: str
    agency: str | None
    suggested_agency: str | None
    restricted: bool
    received_at: datetime
    next_due_on: date | None
    overdue: bool
    version: int


class PageOfCases(BaseModel):
    items: list[CaseInRegister]
    next_cursor: str | None
    position: int


class Page(BaseModel):
    items: list[dict[str, Any]]
    next_cursor: str | None
    position: int


class Dashboard(BaseModel):
    """Figures at the end of `as_of`; `position` is of the newest event counted."""

    as_of: date
    position: int
    totals: dict[str, int | float | None]
    by_clock: list[dict[str, Any]]
    by_agency: list[dict[str, Any]]
    by_state: dict[str, int]
    by_category: list[dict[str, Any]]
    by_channel: list[dict[str, Any]]
    by_month: list[dict[str, Any]]


def page(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {
        200: {"model": Page, "description": "One page; `next_cursor` null on the last"},
        **refusals(*statuses),
    }


def body(model: type[BaseModel]) -> dict[str, Any]:
    """The request body of a command, validated in its own order of checks."""
    return {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": f"#/components/schemas/{model.__name__}"}
                }
            },
        }
    }


def body_lines() -> dict[str, Any]:
    return {
        "requestBody": {
            "required": True,
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
        }
    }


def lines(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {
        200: {
            "description": "One answer a line, in order",
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
        },
        **refusals(*statuses),
    }


def schemas(*more: type[BaseModel]) -> dict[str, Any]:
    """The JSON schemas that the bodies above refer to."""
    _, definitions = models_json_schema(
        [(model, "validation") for model in (*_BODIES, *more)],
        ref_template="#/components/schemas/{model}",
    )
    found = definitions["$defs"]
    assert isinstance(found, dict)
    return found
