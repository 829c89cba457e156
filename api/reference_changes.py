"""How reference data is changed: by who keeps it, once under a key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel

from api import description, web
from api.bodies import Body
from api.commands import parse
from api.identity import Actor
from api.installation import Installation
from api.once import Conditions, Write
from api.reference_answers import Recorded
from api.web import Given, Here, Json, Someone
from domain.event import Event, Origin
from domain.reference import Reference
from domain.refusals import InvalidField

Decide = Callable[..., Event]
"""Takes the reference, the origin and the words of the body."""


@dataclass(frozen=True, slots=True)
class Change:
    """What who keeps the data sent."""

    request: Request
    here: Installation
    actor: Actor
    given: Any
    conditions: Callable[[], Conditions]

    def record(self, model: type[Body], decide: Decide, target: str = "") -> Response:
        """Record the event that is decided; `target` is what the address names.

        Raises `InvalidBody`, `InvalidField` or `KeyConflict`, with nothing recorded.
        """
        words = parse(model, self.given).words()
        origin = self.origin()

        def once(write: Write) -> dict[str, Any]:
            position = self.here.app.change_reference(
                lambda reference: decide(reference, origin, **words), write({})
            )
            return {"position": position}

        return self.once(f"{model.__name__} {target}", once)

    def once(self, name: str, record: Callable[[Write], dict[str, Any]]) -> Response:
        """Do it, or answer what was answered before under the same key."""
        key = self.conditions().key
        answer = self.here.once.answer(
            self.actor, name, "", self.given, key, 201, record
        )
        self.request.state.position = answer.body["position"]
        headers = {"Idempotency-Replayed": "true"} if answer.replayed else {}
        return Json(answer.body, status_code=answer.status, headers=headers)

    def origin(self) -> Origin:
        return self.here.origin(self.actor, self.request.state.request_id)


def changing(command: str) -> Any:
    """A change by who may give that command: judged before any parameter is, with 401,
    400, 403, then 422."""

    async def change(
        request: Request, here: Here, actor: Someone, given: Given
    ) -> Change:
        here.desk.allow(actor, command)
        return Change(request, here, actor, given, lambda: web.conditions(request))

    return Depends(change)


Changing = Annotated[Change, changing("change-reference")]


def changed(body: type[Body], model: type[BaseModel] = Recorded) -> dict[str, Any]:
    """How such an address is declared and described."""
    return {
        "status_code": 201,
        "responses": description.documented(201, model, 400, 401, 403, 413),
        "openapi_extra": description.body(body),
    }


def known_region(reference: Reference, region: str | None) -> None:
    """Raises `InvalidField` for a code that is no region of ours."""
    if region is not None and not reference.regions.accepts(region):
        raise InvalidField(
            field="region", problem=f"there is no region '{region}'; see /v1/regions."
        )
