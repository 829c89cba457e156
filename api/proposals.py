"""Commands that are decided on what is known already, and wait only for the disk."""

from dataclasses import dataclass
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
from domain.refusals import Refusal
from storage.submission import ReceiptExists


@dataclass(frozen=True, slots=True)
class Proposal:
    """A command that is on its way to the disk, and what will be answered then."""

    submitted: Submitted[Any]
    status: int
    body: dict[str, Any]


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
        return self._at_hand(ref, of) is not None

    def _at_hand(self, ref: str, of: type[Case]) -> Case | None:
        case = self._cases.last_seen(ref, of)
        known = case and self._vault.at_hand(case.keys_of("everything"))
        return case if known else None

    def propose(self, request: Request) -> Proposal | None:
        """Without waiting for anything; None where it is not known what to do, or not
        plainly allowed: then `Desk.handle` decides."""
        try:
            self._desk.allow(request.actor, request.command)
            if request.command in RECEPTIONS:
                return self._propose_receipt(request)
            case = self._at_hand(request.case or "", ALL_COMMANDS[request.command].of)
            if case is None:
                return None
            self._cases.check_visible(case, request.actor, request.case or "")
            change = self._intake.change(request)
            if change.looks_up:
                return None
            body: dict[str, Any] = {}
            write = self._write(request, str(case.id), change.conditions, 200)
            submitted = self._app.submit_change(
                case,
                self._app.decision_as_read(change.origin),
                change.decide,
                lambda changed: write(_said(body, self._desk.answer(changed))),
                change.conditions.expected_version,
            )
            return Proposal(submitted, 200, body)
        except (Refusal, InvalidBody):
            return None

    def settled(self, proposal: Proposal) -> Answer | None:
        """Once its positions are known: the answer; None where another command came
        first: then `Desk.handle` decides. Raises `DatabaseUnavailable`, and
        `KeyConflict` when the key was used for something else."""
        try:
            recorded = self._app.settled(proposal.submitted)
        except ReceiptExists as found:
            return self._once.repeated(found)
        except (IntegrityError, RecordConflictError):
            return None
        body = {**proposal.body, "position": recorded.position}
        return Answer(proposal.status, body)

    def _propose_receipt(self, request: Request) -> Proposal | None:
        if request.actor.role == "reporter" or not self._vault.at_hand((), fresh=2):
            return None
        if RECEPTIONS[request.command].another:  # It may have to be looked up.
            return None
        received = self._intake.reception(request)
        body: dict[str, Any] = {"access_code": received.code}
        write = self._write(request, "", received.conditions, 201)
        submitted = self._app.submit_receipt(
            self._app.decision_as_read(received.origin),
            received.decide,
            lambda case: write(_said(body, self._desk.answer(case))),
            **received.words,
        )
        return Proposal(submitted, 201, body)

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
