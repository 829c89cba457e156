"""The door by which every command enters, whatever it came by."""

import base64
import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar
from uuid import uuid4

from eventsourcing.persistence import RecordConflictError
from pydantic import BaseModel, ValidationError

from api import bodies, instants
from api.cases import Cases
from api.identity import Actor
from domain import complaint_decisions as decisions
from domain import roles
from domain.application import Tuntas
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, ExternalId
from domain.event import Origin
from domain.refusals import InvalidField, RoleMayNot
from storage.idempotency import KeyReused, Receipts, Remembered
from storage.recorder import Receipt, ReceiptExists

Decide = Callable[..., ComplaintEvent]
B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class CommandDoor:
    """One command on a case: its name, its body and its decision."""

    name: str
    body: type[bodies.Command]
    decide: Decide


COMMANDS: Mapping[str, CommandDoor] = {
    door.name: door
    for door in (
        CommandDoor("verify", bodies.Verify, decisions.verify),
        CommandDoor("dispose", bodies.Dispose, decisions.dispose),
        CommandDoor("return", bodies.Return, decisions.return_),
        CommandDoor("follow-up", bodies.FollowUp, decisions.follow_up),
        CommandDoor("reply", bodies.Reply, decisions.reply),
        CommandDoor("resolve", bodies.Resolve, decisions.resolve),
        CommandDoor("archive", bodies.Archive, decisions.archive),
        CommandDoor("amend", bodies.Amend, decisions.amend),
        CommandDoor("escalate", bodies.Escalate, decisions.escalate),
        CommandDoor("note", bodies.Note, decisions.note),
    )
}


class InvalidBody(Exception):
    """The body does not fit; `errors` are `{field, problem}` each."""

    def __init__(self, errors: list[dict[str, str]]):
        super().__init__("; ".join(f"{e['field']}: {e['problem']}" for e in errors))
        self.errors = errors


class KeyConflict(Exception):
    """The Idempotency-Key belongs to another command or body: use a new key."""


@dataclass(frozen=True, slots=True)
class Request:
    """A command as it came in: who, which, on what, saying what, under which key."""

    actor: Actor
    command: str
    case: str | None
    body: Any
    request_id: str
    conditions: Callable[[], "Conditions"]
    """Read late: a wrong header is told only to who may send the command."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under which key a command may be repeated, and on which version it rests."""

    key: str | None = None
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`replayed` when the outcome was remembered and nothing was done anew."""

    status: int
    body: dict[str, Any]
    replayed: bool = False


class Desk:
    """Takes commands: role, then case, then body, then key, then the decision."""

    def __init__(
        self,
        app: Tuntas,
        cases: Cases,
        receipts: Receipts,
        tenant: str,
        access_code_key: bytes,
    ):
        self._app = app
        self._cases = cases
        self._receipts = receipts
        self._tenant = tenant
        self._access_code_key = access_code_key

    def handle(
        self, request: Request, admit: Callable[[], None] = lambda: None
    ) -> Answer:
        """Raises a `Refusal`, `InvalidBody`, `KeyConflict` or what `admit` raises.

        `admit` is asked last before anything is decided, for limits on a caller.
        """
        allowed = roles.COMMANDS[request.command]
        if request.actor.role not in allowed:
            raise RoleMayNot(
                role=request.actor.role,
                command=request.command,
                roles_text=", ".join(allowed),
            )
        if request.command == "receive":
            return self._receive(request, admit)
        case = self._cases.visible(request.case or "", request.actor)
        door = COMMANDS[request.command]
        body = parse(door.body, request.body)
        conditions = request.conditions()
        origin = self._origin(request, body.occurred_at, "occurred_at")
        words = body.words()

        def decide(complaint: Complaint, at: decisions.Decision) -> ComplaintEvent:
            return door.decide(complaint, at, **words)

        def answer(complaint: Complaint) -> dict[str, Any]:
            return _summary(complaint, self._cases)

        def record(receipt: Callable[[Complaint], Receipt | None]) -> dict[str, Any]:
            recorded = self._app.change_complaint(
                case.id, origin, decide, receipt, conditions.expected_version
            )
            return {**answer(recorded.complaint), "position": recorded.position}

        return self._once(request, conditions, str(case.id), 200, answer, record, admit)

    def _receive(self, request: Request, admit: Callable[[], None]) -> Answer:
        body = parse(bodies.Receive, request.body)
        conditions = request.conditions()
        origin = self._origin(request, body.received_at, "received_at")
        code = new_access_code()
        id = body.id or uuid4()
        words = body.model_dump(
            include={
                "channel",
                "classification",
                "title",
                "description",
                "category",
                "incident_on",
                "agency",
                "anonymous",
                "confidential",
                "note",
            }
        )
        external = body.external_id and ExternalId(
            body.external_id.system, body.external_id.id
        )

        def answer(complaint: Complaint) -> dict[str, Any]:
            return {**_summary(complaint, self._cases), "access_code": code}

        def record(receipt: Callable[[Complaint], Receipt | None]) -> dict[str, Any]:
            recorded = self._app.receive_complaint(
                origin,
                receipt,
                id=id,
                external_id=external,
                case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
                access_code_hash=self.access_code_hash(code),
                region=body.location and body.location.region,
                place=body.location and body.location.place(),
                reporter=body.reporter and body.reporter.identity(),
                **words,
            )
            return {**answer(recorded.complaint), "position": recorded.position}

        return self._once(request, conditions, "", 201, answer, record, admit)

    def _once(
        self,
        request: Request,
        conditions: Conditions,
        case: str,
        status: int,
        answer: Callable[[Complaint], dict[str, Any]],
        record: Callable[[Callable[[Complaint], Receipt | None]], dict[str, Any]],
        admit: Callable[[], None],
    ) -> Answer:
        if conditions.key is None:
            admit()
            return Answer(status, record(lambda _: None))
        scope = self._receipts.scope(
            self._tenant, request.actor.scope, conditions.key
        )
        mark = self._receipts.fingerprint(request.command, case, request.body)
        if remembered := self._remembered(scope, mark):
            return _again(remembered)
        admit()
        try:
            body = record(lambda c: self._receipts.write(scope, mark, status, answer(c)))
            return Answer(status, body)
        except Exception as error:
            # A delivery of the same command may have been faster; its outcome is
            # ours. Only then is a refusal, which rests on that outcome, wrong.
            if remembered := self._remembered(scope, mark):
                return _again(remembered)
            if isinstance(error, ReceiptExists):
                raise RecordConflictError from error
            raise

    def _remembered(self, scope: bytes, mark: bytes) -> Remembered | None:
        try:
            return self._receipts.find(scope, mark)
        except KeyReused:
            raise KeyConflict from None

    def _origin(self, request: Request, given: Any, field: str) -> Origin:
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
        given = self.access_code_hash(code)
        return hmac.compare_digest(given, complaint.access_code_hash)

    def access_code_hash(self, code: str) -> bytes:
        plain = code.strip().upper().replace("-", "").replace(" ", "")
        return hmac.digest(self._access_code_key, plain.encode(), sha256)


def parse(model: type[B], body: Any) -> B:
    """The typed body; raises `InvalidBody` naming each field."""
    try:
        return model.model_validate_json(json.dumps(body))
    except ValidationError as error:
        raise InvalidBody(
            [
                {
                    "field": ".".join(map(str, e["loc"])) or "body",
                    "problem": e["msg"].removeprefix("Value error, "),
                }
                for e in error.errors(include_url=False, include_input=False)
            ]
        ) from None


def new_access_code() -> str:
    """26 base32 characters: 130 random bits, so that it needs no slow hash."""
    return base64.b32encode(secrets.token_bytes(17)).decode()[:26]


def invalid_field(error: InvalidField) -> InvalidBody:
    details = {name: str(value) for name, value in error.details.items()}
    return InvalidBody([{"field": details["field"], "problem": details["problem"]}])


def _summary(complaint: Complaint, cases: Cases) -> dict[str, Any]:
    return {
        "id": str(complaint.id),
        "case_number": complaint.case_number,
        "state": complaint.state,
        "version": complaint.version,
        "clocks": cases.clocks_in_short(complaint),
    }


def _again(remembered: Remembered) -> Answer:
    body = {**remembered.body, "position": remembered.position}
    return Answer(remembered.status, body, replayed=True)
