"""The door by which every command on a case enters, whatever it came by."""

import base64
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from eventsourcing.persistence import IntegrityError, RecordConflictError

from api import bodies, instants
from api.cases import Cases
from api.commands import COMMANDS, Command, InvalidBody, parse
from api.identity import Actor
from api.once import Answer, Conditions, Once, Write
from api.vault import CaseVault
from domain import roles
from domain.application import Decide, Decided, Submitted, Tuntas
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.complaint_events import ExternalId
from domain.decision import Decision
from domain.event import Origin
from domain.refusals import InvalidField, NotYourCase, Refusal, RoleMayNot

REPORTERS_MEMORY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Request:
    """A command as it came in: who, which, on what case, saying what."""

    actor: Actor
    command: str
    case: str | None
    given: Any
    request_id: str
    conditions: Callable[[], Conditions]
    """Read late: a wrong header is told only to who may send the command."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A command that is on its way to the disk, and what will be answered then."""

    submitted: Submitted
    status: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Change:
    conditions: Conditions
    origin: Origin
    decide: Decide
    looks_up: bool
    """The decision reads another case."""


@dataclass(frozen=True, slots=True)
class _Reception:
    conditions: Conditions
    origin: Origin
    words: dict[str, Any]
    code: str


class Desk:
    """Takes commands. Judged in this order: role, case, body, key, version, state."""

    def __init__(
        self,
        app: Tuntas,
        vault: CaseVault,
        cases: Cases,
        once: Once,
        access_code_key: bytes,
    ):
        self._app = app
        self._vault = vault
        self._cases = cases
        self._once = once
        self._access_code_key = access_code_key

    def handle(
        self, request: Request, admit: Callable[[], None] = lambda: None
    ) -> Answer:
        """Raises a `Refusal`, `InvalidBody`, `KeyConflict` or what `admit` raises.

        `admit` is asked last before anything is decided, for limits on a caller.
        """
        self.allow(request.actor, request.command)
        if request.command == "receive":
            return self._receive(request, admit)
        ref = request.case or ""
        try:
            case = self._cases.visible(ref, request.actor)
        except NotYourCase:
            if answered := self._answered_before(request):
                return answered
            raise
        change = self._change(request)

        def record(write: Write) -> dict[str, Any]:
            admit()
            recorded = self._app.change_complaint(
                case.id,
                change.origin,
                change.decide,
                lambda complaint: write(self._answer(complaint)),
                change.conditions.expected_version,
            )
            return {
                **self._answer(recorded.complaint),
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

    def has_at_hand(self, ref: str) -> bool:
        """Whether the case has been seen, and its keys are known."""
        case = self._cases.last_seen(ref)
        return case is not None and self._vault.at_hand(case.keys_of("everything"))

    def propose(self, request: Request) -> Proposal | None:
        """The same without waiting for anything, as far as is known already; None where
        it is not known, or not plainly allowed: then `handle` decides."""
        try:
            self.allow(request.actor, request.command)
            if request.command == "receive":
                return self._propose_receipt(request)
            case = self._cases.last_seen(request.case or "")
            if case is None or not self._vault.at_hand(case.keys_of("everything")):
                return None
            self._cases.check_visible(case, request.actor, request.case or "")
            change = self._change(request)
            if change.looks_up:
                return None
            body: dict[str, Any] = {}
            write = self._write(request, str(case.id), change.conditions, 200)
            submitted = self._app.submit_change(
                case,
                self._app.decision_as_read(change.origin),
                change.decide,
                lambda complaint: write(_said(body, self._answer(complaint))),
                change.conditions.expected_version,
            )
            return Proposal(submitted, 200, body)
        except (Refusal, InvalidBody):
            return None

    def settled(self, proposal: Proposal) -> Answer | None:
        """Once its positions are known: the answer; None where another command came
        first: then `handle` decides. Raises `DatabaseUnavailable`."""
        try:
            recorded = self._app.settled(proposal.submitted)
        except (IntegrityError, RecordConflictError):
            return None
        body = {**proposal.body, "position": recorded.position}
        return Answer(proposal.status, body)

    def _change(self, request: Request) -> _Change:
        """Raises `InvalidBody` or `InvalidField`."""
        command, ref = COMMANDS[request.command], request.case or ""
        body = parse(command.body, request.given)
        conditions = request.conditions()
        origin = self.origin(request, body.occurred_at, "occurred_at")
        recorded_at = origin.recorded_at
        words = body.words()
        another = words.pop(command.original or "", None)

        def decide(complaint: Complaint, at: Decision) -> Decided:
            # It may have gone to another agency since it was looked up.
            self._cases.check_visible(complaint, request.actor, ref)
            if body.occurred_at is None and complaint.received_at > recorded_at:
                # Another machine, whose clock runs ahead, received it just now.
                late = replace(at.origin, occurred_at=complaint.received_at)
                at = replace(at, origin=late)
            if another is not None:
                words["original"] = self._another(command, another, request.actor)
            return command.decide(complaint, at, **words)

        return _Change(conditions, origin, decide, another is not None)

    def _another(self, command: Command, ref: str, actor: Actor) -> Complaint:
        """The case that the body names, as it is at this attempt: a decision made again
        must see what came first. Raises `InvalidField` where there is none."""
        try:
            return self._cases.visible(ref, actor)
        except NotYourCase:
            field = command.original or ""
            problem = f"there is no case '{ref}' that you may see; check the number."
            raise InvalidField(field=field, problem=problem) from None

    def _answered_before(self, request: Request) -> Answer | None:
        """A repeated command whose own outcome took the case out of sight, as
        `return` does, is answered with that outcome."""
        try:
            key = request.conditions().key
            case = self._cases.find(request.case or "")
        except (InvalidBody, NotYourCase):
            return None
        return self._once.remembered(
            request.actor, request.command, str(case.id), request.given, key
        )

    def allow(self, actor: Actor, command: str) -> None:
        """Raises `RoleMayNot`."""
        allowed = roles.COMMANDS[command]
        if actor.role not in allowed:
            raise RoleMayNot(
                role=actor.role, command=command, roles_text=", ".join(allowed)
            )

    def _receive(self, request: Request, admit: Callable[[], None]) -> Answer:
        received = self._reception(request)

        def answer(complaint: Complaint) -> dict[str, Any]:
            return {**self._answer(complaint), "access_code": received.code}

        def record(write: Write) -> dict[str, Any]:
            admit()
            recorded = self._app.receive_complaint(
                received.origin,
                lambda complaint: write(answer(complaint)),
                **received.words,
            )
            return {**answer(recorded.complaint), "position": recorded.position}

        return self._once.answer(
            request.actor,
            request.command,
            "",
            request.given,
            received.conditions.key,
            201,
            record,
        )

    def _propose_receipt(self, request: Request) -> Proposal | None:
        if request.actor.role == "reporter" or not self._vault.at_hand((), fresh=2):
            return None
        received = self._reception(request)
        body: dict[str, Any] = {"access_code": received.code}
        write = self._write(request, "", received.conditions, 201)
        submitted = self._app.submit_receipt(
            self._app.decision_as_read(received.origin),
            lambda complaint: write(_said(body, self._answer(complaint))),
            **received.words,
        )
        return Proposal(submitted, 201, body)

    def _reception(self, request: Request) -> _Reception:
        """Raises `InvalidBody` or `InvalidField`."""
        body = parse(bodies.Receive, request.given)
        conditions = request.conditions()
        origin = self.origin(request, body.received_at, "received_at")
        if request.actor.role == "reporter":
            _check_reporters_word(body, origin)
        code = _new_access_code()
        words = {
            **body.words(),
            "id": body.id or uuid4(),
            "case_number": case_number(secrets.token_bytes(RANDOM_BYTES)),
            "access_code_hash": self._hash(code),
            "external_id": body.external_id
            and ExternalId(body.external_id.system, body.external_id.id),
        }
        return _Reception(conditions, origin, words, code)

    def _write(
        self, request: Request, case: str, conditions: Conditions, status: int
    ) -> Write:
        return self._once.write(
            request.actor,
            request.command,
            case,
            request.given,
            conditions.key,
            status,
        )

    def _answer(self, complaint: Complaint) -> dict[str, Any]:
        return {
            "id": str(complaint.id),
            "case_number": complaint.case_number,
            "state": complaint.state,
            "version": complaint.version,
            "clocks": self._cases.clocks_in_short(complaint),
        }

    def origin(self, request: Request, given: Any, field: str) -> Origin:
        """The envelope of a command that says when it happened; raises `InvalidField`
        for a moment that cannot be."""
        recorded_at = instants.now()
        occurred_at, device_at = instants.settle(given, recorded_at, field)
        actor = request.actor
        speaks_for = actor.role == "desk" and request.command in roles.REPORTERS_OWN
        return Origin(
            actor=actor.id,
            role=actor.role,
            request_id=request.request_id,
            occurred_at=occurred_at,
            recorded_at=recorded_at,
            nonce=secrets.token_bytes(16),
            device_at=device_at,
            on_behalf_of="reporter" if speaks_for else None,
        )

    def knows_access_code(self, complaint: Complaint, code: str) -> bool:
        """Whether this is the code that the reporter was given with the number."""
        return hmac.compare_digest(self._hash(code), complaint.access_code_hash)

    def _hash(self, code: str) -> bytes:
        plain = code.strip().upper().replace("-", "").replace(" ", "")
        return hmac.digest(self._access_code_key, plain.encode(), sha256)


def _said(body: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    body.update(answer)
    return body


def _check_reporters_word(body: bodies.Receive, origin: Origin) -> None:
    """Nobody vouches for a reporter: an id of another system, which an import would
    take for its own, and a receipt long ago need a desk."""
    if body.external_id is not None:
        raise InvalidField(field="external_id", problem="is for a desk to give.")
    if origin.occurred_at < origin.recorded_at - REPORTERS_MEMORY:
        days = REPORTERS_MEMORY.days
        raise InvalidField(
            field="received_at",
            problem=f"is more than {days} days ago; tell it in the description.",
        )


def _new_access_code() -> str:
    """26 base32 characters: 130 random bits, so that it needs no slow hash."""
    return base64.b32encode(secrets.token_bytes(17)).decode()[:26]
