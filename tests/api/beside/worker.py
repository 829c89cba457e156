"""One of two installations over the same databases, as workers are."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from api.app import create_app
from api.identity import Actor
from api.installation import Installation
from api.intake import Request
from api.offices import appoint, prepared
from api.once import Conditions
from domain.application import Recorded
from domain.complaint import Complaint
from domain.decision import Decision
from domain.making import Decided

DESK = Actor("meja", "desk")
COORDINATOR = Actor("koordinator", "coordinator")
INSPECTOR = Actor("inspektur", "inspector")
RECEIVED = {
    "channel": "letter",
    "classification": "complaint",
    "title": "Lampu padam",
    "description": "Di depan puskesmas.",
    "reporter": {"name": "Ani Wulandari"},
}


@dataclass
class Worker:
    """An installation and its door."""

    here: Installation
    tried_on: list[int] = field(default_factory=list)
    """The versions of the case on which the last change was decided."""

    def __post_init__(self) -> None:
        self._app = create_app(self.here)

    def post(self, path: str, body: Any, token: str, **headers: str) -> httpx.Response:
        """One request, bytes as they are, also those that come by and by; header names
        are written with underscores."""
        as_it_is = isinstance(body, bytes | AsyncIterator)
        content = body if as_it_is else json.dumps(body).encode()
        given = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://tuntas"
            ) as client:
                return await client.post(path, content=content, headers=given)

        return asyncio.run(asked())

    def give(
        self, command: str, case: UUID, token: str, body: Any, **headers: str
    ) -> httpx.Response:
        path = f"/v1/complaints/{case}/{command}"
        return self.post(path, body, token, **headers)

    def receive(self) -> UUID:
        request = Request(DESK, "receive", None, RECEIVED, "r", Conditions)
        return UUID(self.here.desk.handle(request).body["id"])

    def change(
        self,
        case: UUID,
        command: str,
        body: Any,
        expected_version: int | None = None,
    ) -> Recorded[Any]:
        """By the coordinator, on the case as this worker has it in mind."""
        request = Request(COORDINATOR, command, str(case), body, "r", Conditions)
        change = self.here.intake.change(request)
        self.tried_on = []

        def decide(complaint: Complaint, at: Decision) -> Decided:
            self.tried_on.append(complaint.version)
            return change.decide(complaint, at)

        return self.here.app.change_case(
            case, change.origin, decide, None, expected_version
        )

    def officer(self, role: str, agency: str | None = None) -> tuple[UUID, str]:
        """Id and token of a new one."""
        made = prepared(self.here, self.here.origin(), role, agency, None)
        appoint(self.here, made)
        return made.officer, made.token

    def versions(self, case: UUID) -> list[int]:
        return [event.originator_version for _, event in self.here.app.history(case)]

    def lines(self, token: str, *given: Any) -> list[dict[str, Any]]:
        """The answers to a batch."""
        raw = b"".join(json.dumps(line).encode() + b"\n" for line in given)
        answer = self.post("/v1/commands", raw, token)
        assert answer.status_code == 200, answer.text
        return [json.loads(line) for line in answer.text.splitlines()]
