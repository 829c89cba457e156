"""What a command says: its words, when it happened, under which conditions."""

import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from api import bodies, instants
from api.cases import Cases
from api.commands import ALL_COMMANDS, RECEPTIONS, parse
from api.identity import Actor
from api.once import Conditions
from api.ordered_id import ordered_id
from domain import roles
from domain.case import Case
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.decision import Decision
from domain.event import Origin
from domain.making import Decide, Decided, Receive
from domain.refusals import InvalidField, NotYourCase
from ledger.mac import mac_under
from storage.chance import random_bytes

REPORTERS_MEMORY = timedelta(days=30)


class Request(NamedTuple):
    """A command as it came in: who, which, on what case, saying what."""

    actor: Actor
    command: str
    case: str | None
    given: Any
    request_id: str
    conditions: Callable[[], Conditions]
    """Read late: a wrong header is told only to who may send the command."""


class Change(NamedTuple):
    """A command on a case that was received before."""

    conditions: Conditions
    origin: Origin
    decide: Decide
    looks_up: bool
    """The decision reads another case, or sealed texts."""


class Reception(NamedTuple):
    """A new case; `code` is the access code that its reporter is given."""

    conditions: Conditions
    origin: Origin
    decide: Receive
    words: dict[str, Any]
    code: str


class Intake:
    """Reads requests. Judged in this order: body, key."""

    def __init__(self, cases: Cases, access_code_key: bytes):
        self._cases = cases
        self._mac = mac_under(access_code_key)

    def change(self, request: Request) -> Change:
        """Raises `InvalidBody` or `InvalidField`."""
        command, ref = ALL_COMMANDS[request.command], request.case or ""
        body = parse(command.body, request.given)
        conditions = request.conditions()
        origin = self.origin(request, body.occurred_at, "occurred_at")
        recorded_at = origin.recorded_at
        words = body.words()
        another = words.pop(command.original or "", None)

        def decide(case: Case, at: Decision) -> Decided:
            # It may have gone to another agency since it was looked up.
            self._cases.check_visible(case, request.actor, ref)
            if body.occurred_at is None and case.received_at > recorded_at:
                # Another machine, whose clock runs ahead, received it just now.
                late = replace(at.origin, occurred_at=case.received_at)
                at = at._replace(origin=late)
            if another is not None:
                field = command.original or ""
                words["original"] = self._another(field, another, request.actor)
            return command.decide(case, at, **words)

        return Change(conditions, origin, decide, another is not None or command.opens)

    def _another(self, field: str, ref: str, actor: Actor) -> Complaint:
        """The case that the body names, as it is at this attempt: a decision made again
        must see what came first. Raises `InvalidField` where there is none."""
        try:
            return self._cases.visible(ref, actor)
        except NotYourCase:
            problem = f"there is no case '{ref}' that you may see; check the number."
            raise InvalidField(field=field, problem=problem) from None

    def reception(self, request: Request) -> Reception:
        """Raises `InvalidBody` or `InvalidField`."""
        kind = RECEPTIONS[request.command]
        body = parse(kind.body, request.given)
        conditions = request.conditions()
        origin = self.origin(request, body.received_at, "received_at")
        if request.actor.role == "reporter":
            _check_reporters_word(body, origin)
        code = _new_access_code()
        words = {
            **body.words(),
            "id": body.id or ordered_id(),
            "case_number": case_number(random_bytes(RANDOM_BYTES)),
            "access_code_hash": self._hash(code),
        }
        if kind.another and words[kind.another] is not None:
            ref = words[kind.another]
            words[kind.another] = self._another(kind.another, ref, request.actor)
        return Reception(conditions, origin, kind.decide, words, code)

    def origin(self, request: Request, given: Any, field: str) -> Origin:
        """The envelope of a command that says when it happened; raises `InvalidField`
        for a moment that cannot be."""
        recorded_at = instants.now()
        occurred_at, device_at = instants.settle(given, recorded_at, field)
        actor = request.actor
        own = request.command in roles.REPORTERS_OWN
        speaks_for = own and actor.role in roles.SPEAKERS
        return Origin(
            actor=actor.id,
            role=actor.role,
            request_id=request.request_id,
            occurred_at=occurred_at,
            recorded_at=recorded_at,
            nonce=random_bytes(16),
            device_at=device_at,
            on_behalf_of="reporter" if speaks_for else None,
        )

    def knows_access_code(self, case: Case, code: str) -> bool:
        """Whether this is the code that the reporter was given with the number."""
        return hmac.compare_digest(self._hash(code), case.access_code_hash)

    def _hash(self, code: str) -> bytes:
        plain = code.strip().upper().replace("-", "").replace(" ", "")
        return self._mac(plain.encode())


def _check_reporters_word(body: bodies.Receipt, origin: Origin) -> None:
    """Nobody vouches for a reporter: an id of another system, which an import would
    take for its own, and a receipt long ago need a desk."""
    if isinstance(body, bodies.Receive) and body.external_id is not None:
        raise InvalidField(field="external_id", problem="is for a desk to give.")
    if origin.occurred_at < origin.recorded_at - REPORTERS_MEMORY:
        days = REPORTERS_MEMORY.days
        raise InvalidField(
            field="received_at",
            problem=f"is more than {days} days ago; tell it in the description.",
        )


def _new_access_code() -> str:
    """26 base32 characters: 130 random bits, so that it needs no slow hash."""
    return random_bytes(26).translate(_ANY_OF_BASE32).decode()


_ANY_OF_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 8
"""For each byte a character of RFC 4648, each for as many."""
