"""Commands that are decided on what is known already, and wait only for the disk."""

from dataclasses import dataclass, field
from typing import Any

from eventsourcing.persistence import IntegrityError, RecordConflictError

from api.cases import Cases
from api.commands import ALL_COMMANDS, RECEPTIONS, InvalidBody
from api.desk import Desk
from api.intake import Intake, Request
from api.once import Answer, Conditions, Once, Write
from api.vault import CaseVault
from domain.application import Submitted, Tuntas
from domain.case import Case
from domain.complaint import Complaint
from domain.making import Made, make_case, make_change
from domain.refusals import Refusal
from storage.submission import ReceiptExists

KEYS_OF_A_CASE = 2
"""Its own and its reporter's."""
Said = tuple[int, dict[str, Any]]
"""The status and the answer, without the position."""


@dataclass(slots=True)
class Proposal:
    """Commands that are recorded together or not at all, each decided on what those
    before it made of its case; and what will be answered then."""

    made: list[Made[Any]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    """By id and by number, as the commands made them."""
    once: set[object] = field(default_factory=set)
    """What can be there once: keys, and what is claimed."""

    def add(self, made: Made[Any], status: int, body: dict[str, Any]) -> bool:
        """False where it rests on another basis than the others, or says again what
        can be there once. The `body` is that of `Desk.answer`: its `id` names the
        case."""
        once = {(kind, value) for kind, value, _ in made.claims}
        if made.receipt:
            once.add(made.receipt.scope)
        if self.made and made.basis is not self.made[0].basis or once & self.once:
            return False
        self.once |= once
        self.made.append(made)
        self.said.append((status, body))
        self.cases[body["id"]] = self.cases[made.case.case_number] = made.case
        return True


class Proposals:
    """The short way to an answer, for what is plainly allowed; all else is for `Desk`,
    which may wait and look again."""

    def __init__(
        self,
        app: Tuntas,
        vault: CaseVault,
        cases: Cases,
        once: Once,
        intake: Intake,
        desk: Desk,
    ):
        self._app = app
        self._vault = vault
        self._cases = cases
        self._once = once
        self._intake = intake
        self._desk = desk

    def has_at_hand(self, ref: str, of: type[Case] = Complaint) -> bool:
        """Whether the case has been seen, and its keys are known."""
        case = self._cases.last_seen(ref, of)
        return case is not None and self._keys_at_hand(case)

    def _keys_at_hand(self, case: Case) -> bool:
        return self._vault.at_hand(case.keys_of("everything"))

    def add(self, proposal: Proposal, request: Request) -> bool:
        """Decide, without waiting for anything; False, with nothing added, where it is
        not known what to do, or not plainly allowed: then `Desk.handle` decides."""
        try:
            self._desk.allow(request.actor, request.command)
            if request.command in RECEPTIONS:
                return self._add_receipt(proposal, request)
            return self._add_change(proposal, request)
        except (Refusal, InvalidBody):
            return False

    def submit(
        self, proposal: Proposal, warrant: bytes | None = None
    ) -> Submitted[Any]:
        return self._app.submit_made(proposal.made, warrant)

    def settled(
        self, proposal: Proposal, submitted: Submitted[Any]
    ) -> list[Answer] | None:
        """Once its positions are known: the answers; None where another command came
        first: then `Desk.handle` decides on each; or where the warrant is gone. Raises
        `DatabaseUnavailable`, and `KeyConflict` when a key was used for something
        else."""
        try:
            recorded = self._app.settled(submitted)
        except ReceiptExists as found:
            if len(found.known) < len(proposal.made):
                return None
            known = {one.given.scope: one for one in found.known}
            scopes = [made.receipt.scope for made in proposal.made]
            return [self._once.known(known[scope]) for scope in scopes]
        except (IntegrityError, RecordConflictError):
            return None
        return [
            Answer(status, {**body, "position": one.position})
            for (status, body), one in zip(proposal.said, recorded, strict=True)
        ]

    def _add_change(self, proposal: Proposal, request: Request) -> bool:
        ref, of = request.case or "", ALL_COMMANDS[request.command].of
        case = proposal.cases.get(ref) or self._cases.last_seen(ref, of)
        if not isinstance(case, of) or not self._keys_at_hand(case):
            return False
        # By whichever name it was called before.
        name = str(case.id)
        case = proposal.cases.get(name, case)
        self._cases.check_visible(case, request.actor, ref)
        change = self._intake.change(request)
        if change.looks_up:
            return False
        body: dict[str, Any] = {}
        write = self._write(request, name, change.conditions, 200)
        made = make_change(
            case,
            self._app.decision_as_read(change.origin),
            change.decide,
            lambda changed: write(_said(body, self._desk.answer(changed))),
            change.conditions.expected_version,
        )
        return proposal.add(made, 200, body)

    def _add_receipt(self, proposal: Proposal, request: Request) -> bool:
        fresh = KEYS_OF_A_CASE
        if request.actor.role == "reporter" or not self._vault.at_hand((), fresh):
            return False
        if RECEPTIONS[request.command].another:  # It may have to be looked up.
            return False
        received = self._intake.reception(request)
        body: dict[str, Any] = {"access_code": received.code}
        write = self._write(request, "", received.conditions, 201)
        made = make_case(
            self._app.decision_as_read(received.origin),
            received.decide,
            lambda case: write(_said(body, self._desk.answer(case))),
            **received.words,
        )
        begun = str(made.case.id) in proposal.cases
        return not begun and proposal.add(made, 201, body)

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


def _said(body: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any]:
    body.update(answer)
    return body
