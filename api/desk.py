"""The door by which every command on a case enters, whatever it came by."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from api.cases import Cases
from api.commands import ALL_COMMANDS, RECEPTIONS, InvalidBody
from api.identity import Actor
from api.intake import Intake, Request
from api.once import Answer, Asked, Once, Write
from domain import roles
from domain.application import Tuntas
from domain.case import Case
from domain.refusals import NotYourCase, RoleMayNot


class Desk:
    """Takes commands. Judged in this order: role, case, body, key, version, state."""

    def __init__(self, app: Tuntas, cases: Cases, once: Once, intake: Intake):
        self._app = app
        self._cases = cases
        self._once = once
        self._intake = intake

    def handle(
        self, request: Request, admit: Callable[[], None] = lambda: None
    ) -> Answer:
        """Raises a `Refusal`, `InvalidBody`, `KeyConflict` or what `admit` raises.

        `admit` is asked last before anything is decided, for limits on a caller.
        """
        self.allow(request.actor, request.command)
        if request.command in RECEPTIONS:
            return self._receive(request, admit)
        ref, of = request.case or "", ALL_COMMANDS[request.command].of
        try:
            case = self._cases.visible_case(ref, request.actor, of)
        except NotYourCase:
            if answered := self._answered_before(request):
                return answered
            raise
        change = self._intake.change(request)

        def record(write: Write) -> dict[str, Any]:
            admit()
            recorded = self._app.change_case(
                case.id,
                change.origin,
                change.decide,
                lambda changed: write(self.answer(changed)),
                change.conditions.expected_version,
                of,
            )
            return {
                **self.answer(recorded.case),
                "position": recorded.position,
            }

        return self._once.answer(
            request.actor,
            request.command,
            str(case.id),
            request.given,
            change.conditions.key,
            200,
            record,
        )

    def _answered_before(self, request: Request) -> Answer | None:
        """A repeated command whose own outcome took the case out of sight, as
        `return` does, is answered with that outcome."""
        try:
            key = request.conditions().key
            of = ALL_COMMANDS[request.command].of
            case = self._cases.find_case(request.case or "", of)
        except (InvalidBody, NotYourCase):
            return None
        return self._once.remembered(
            request.actor, request.command, str(case.id), request.given, key
        )

    def asked(self, requests: Sequence[Request]) -> list[Asked]:
        """By what the outcomes of these are remembered, from the first on and up to one
        that this role may not do, or that has none. Bodies were judged when it was
        done."""
        asked: list[Asked] = []
        with suppress(RoleMayNot, InvalidBody, NotYourCase):
            for request in requests:
                self.allow(request.actor, request.command)
                key = request.conditions().key
                case = self._name(request)
                if key is None or case is None:
                    break
                said = (request.actor, request.command, case, request.given, key)
                asked.append(said)
        return asked

    def _name(self, request: Request) -> str | None:
        """The case's as its receipts have it; None where it would have to be asked."""
        if request.command in RECEPTIONS:
            return ""
        ref, of = request.case or "", ALL_COMMANDS[request.command].of
        if seen := self._cases.last_seen(ref, of):
            return str(seen.id)
        try:
            return str(UUID(ref))
        except ValueError:
            return None

    def allow(self, actor: Actor, command: str) -> None:
        """Raises `RoleMayNot`."""
        allowed = roles.ALL_COMMANDS[command]
        if actor.role not in allowed:
            raise RoleMayNot(
                role=actor.role, command=command, roles_text=", ".join(allowed)
            )

    def _receive(self, request: Request, admit: Callable[[], None]) -> Answer:
        received = self._intake.reception(request)

        def answer(case: Case) -> dict[str, Any]:
            return {**self.answer(case), "access_code": received.code}

        def record(write: Write) -> dict[str, Any]:
            admit()
            recorded = self._app.receive_case(
                received.origin,
                lambda case: write(answer(case)),
                received.decide,
                **received.words,
            )
            return {**answer(recorded.case), "position": recorded.position}

        return self._once.answer(
            request.actor,
            request.command,
            "",
            request.given,
            received.conditions.key,
            201,
            record,
        )

    def answer(self, case: Case) -> dict[str, Any]:
        """What is answered and remembered; the position is added when it is known."""
        return {
            "id": str(case.id),
            "case_number": case.case_number,
            "state": case.state,
            "version": case.version,
            "clocks": self._cases.clocks_in_short(case),
        }
