"""The door of the commands about data requests, and how requests are shown."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any

from api import data_request_bodies as bodies
from api import instants
from api.case_history import opened
from api.commands import parse
from api.erasing import requests_of
from api.installation import Installation
from api.intake import Request
from api.once import Answer, Write
from domain import data_request_decisions as decisions
from domain.case import Case
from domain.complaint import Complaint
from domain.data_request_events import DataRequestEvent
from domain.data_requests import ENDED, DataRequest, DataRequests
from domain.event import Event
from domain.sealing import Vault
from storage.database import DatabaseUnavailable

Decide = Callable[..., DataRequestEvent]

COMMANDS: Mapping[str, tuple[type[bodies.RequestStep], Decide]] = {
    "request-data": (bodies.RequestData, decisions.make),
    "complete-request": (bodies.CompleteRequest, decisions.complete),
    "grant-erasure": (bodies.GrantErasure, decisions.grant),
    "refuse-request": (bodies.RefuseRequest, decisions.refuse),
    "confirm-erasure": (bodies.ConfirmErasure, decisions.confirm),
}


def handle(
    here: Installation,
    request: Request,
    number: int | None,
    of: type[Case] = Complaint,
) -> Answer:
    """Judged in the order of every command: role, case, body, key, state.

    What is confirmed is erased before the answer; where a database fails just then, the
    sweep does it.
    """
    here.desk.allow(request.actor, request.command)
    ref = request.case or ""
    case = here.cases.visible_case(ref, request.actor, of)
    model, decide = COMMANDS[request.command]
    body = parse(model, request.given)
    key = request.conditions().key
    origin = here.intake.origin(request, body.occurred_at, "occurred_at")
    words: dict[str, Any] = {k: v for k, v in body if k != "occurred_at"}
    if number is not None:
        words["number"] = number

    def record(write: Write) -> dict[str, Any]:
        answer: dict[str, Any] = {}

        def decided() -> tuple[list[Event], Any]:
            now = here.app.case(case.id, of)
            here.cases.check_visible(now, request.actor, ref)
            requests = requests_of(here.app, now)
            event = decide(requests, here.app.decision(origin), **words)
            after = requests.apply(event).get(event.number)
            answer.update(_recorded(now, after))
            return [event], write(answer)

        position = here.app.record(decided)
        return {**answer, "position": position}

    target = f"{case.id}/{number}" if number else str(case.id)
    status = 201 if number is None else 200
    done = here.once.answer(
        request.actor, request.command, target, request.given, key, status, record
    )
    if request.command == "confirm-erasure":
        with suppress(DatabaseUnavailable):
            here.eraser.finish(case.id, partial(here.origin))
    return done


def _recorded(case: Case, request: DataRequest) -> dict[str, Any]:
    shown = in_short(request, instants.now())
    for name in ("requested_at", "due_at"):
        shown[name] = shown[name].isoformat()
    return {**shown, "id": str(case.id), "case_number": case.case_number}


def in_short(request: Any, now: datetime) -> dict[str, Any]:
    """Of a `DataRequest` or its row in the list."""
    left = (request.due_at - now).total_seconds() / 3600
    return {
        "number": request.number,
        "kind": request.kind,
        "scope": request.scope,
        "ground": request.ground,
        "state": request.state,
        "requested_at": request.requested_at,
        "due_at": request.due_at,
        "hours_left": None if request.state in ENDED else round(left, 1),
    }


def shown(requests: DataRequests, vault: Vault, texts: bool) -> list[dict[str, Any]]:
    """All requests of a case, with or without what was said."""
    now = instants.now()
    return [
        {
            **in_short(request, now),
            "legal_basis": request.legal_basis,
            "decided_at": request.decided_at,
            "refused_for": request.refused_for,
            "refusal_basis": request.refusal_basis,
            **(
                opened(vault, {"message": request.message, "answer": request.answer})
                if texts
                else {}
            ),
        }
        for request in requests.asked
    ]
