"""The use cases: load, decide, save."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Mapper,
    RecordConflictError,
)

from domain.access_log import EXPORTS_ID, Export, export_made, opening, openings_of
from domain.case import Case
from domain.case_event import CaseEvent
from domain.complaint import Complaint
from domain.complaint_decisions import receive
from domain.complaint_events import ExternalId
from domain.decision import Decision
from domain.event import Event, Origin
from domain.information_request import InformationRequest, converted
from domain.known_cases import KnownCases
from domain.known_reference import KnownReference
from domain.making import (
    Decide,
    Decided,
    Made,
    Receipt,
    Receive,
    make_case,
    make_change,
)
from domain.record import ATTEMPTS, Claim, Positions
from domain.reference_record import RecordWithReference
from domain.refusals import (
    AlreadyConverted,
    ExternalIdTaken,
    IdTaken,
    NotYourCase,
    Refusal,
)
from domain.sealing import Vault

C = TypeVar("C", bound=Case)


class Recorded(NamedTuple, Generic[C]):
    """A case after a command, and the position of the command's last event."""

    case: C
    position: int


class Submitted(NamedTuple, Generic[C]):
    """Made, and on its way to the disk: it counts once the positions of all events are
    known."""

    made: Sequence[Made[C]]
    positions: Positions


class Tuntas(RecordWithReference):
    """One installation: its cases and its reference data."""

    def __init__(
        self,
        recorder: ApplicationRecorder,
        mapper: Mapper[UUID],
        vault: Vault,
        zone: ZoneInfo,
    ):
        self.vault = vault
        self.zone = zone
        self.known = KnownCases(self.newer)
        self._reference = KnownReference(self.newer)
        super().__init__(recorder, mapper)

    def case(self, id: UUID, of: type[C]) -> C:
        """As its events have made it by now. Raises `NotYourCase` where there is none
        of that kind."""
        if not isinstance(case := self.known.now(id), of):
            raise NotYourCase(case=id)
        return case

    def complaint(self, id: UUID) -> Complaint:
        return self.case(id, Complaint)

    def information_request(self, id: UUID) -> InformationRequest:
        return self.case(id, InformationRequest)

    def receive_case(
        self,
        origin: Origin,
        receipt: Receipt | None = None,
        receive: Receive = receive,
        *,
        id: UUID,
        **words: Any,
    ) -> Recorded[Any]:
        """Of a complaint, unless another `receive` is given. Raises `IdTaken` or
        `ExternalIdTaken`, with nothing recorded."""
        words["id"] = id
        decision = self.decision_as_read(origin)
        for attempt in range(ATTEMPTS):
            try:
                made = make_case(decision, receive, receipt, **words)
                return self.settled(self.submit_made([made]))[0]
            except Refusal:
                if attempt > 0:
                    raise
            except IntegrityError:
                if self.next_version(id) > 1:
                    raise IdTaken(id=id) from None
                if attempt == ATTEMPTS - 1:
                    raise
            except RecordConflictError:
                self._refuse_taken(words.get("external_id"), id)
                self._refuse_converted(words.get("complaint"))
                raise
            decision = self.decision(origin)
        raise AssertionError

    def save_cases(self, cases: Sequence[tuple[Case, Sequence[CaseEvent]]]) -> int:
        """Record the events of several cases in one transaction; the position of the
        last one."""
        made = [Made(case, events) for case, events in cases if events]
        return self.settled(self.submit_made(made))[-1].position

    def submit_made(
        self, made: Sequence[Made[C]], warrant: bytes | None = None
    ) -> Submitted[C]:
        """All on their way to the disk, to be recorded together or not at all: of one
        basis, and each decided on what those before it make of its case. With a
        `warrant`, only if its token still opens something."""
        events: list[Event] = []
        claims: list[Claim] = []
        receipts: dict[int, Any] = {}
        for one in made:
            events.extend(one.events)
            claims.extend(one.claims)
            if one.receipt is not None:
                receipts[len(events)] = one.receipt
        positions = self.submit(events, claims, receipts, made[0].basis, warrant)
        return Submitted(made, positions)

    def settled(self, submitted: Submitted[C]) -> list[Recorded[C]]:
        """Once all is on disk; raises what became of it otherwise."""
        positions = submitted.positions.result()
        found, place = [], 0
        for made in submitted.made:
            place += len(made.events)
            found.append(Recorded(made.case, positions[place - 1]))
            self.known.see(made.case)
        return found

    def change_case(
        self,
        id: UUID,
        origin: Origin,
        decide: Decide,
        receipt: Receipt | None = None,
        expected_version: int | None = None,
        of: type[Case] = Complaint,
    ) -> Recorded[Any]:
        """Decide on what was last seen, and record; read what is newer and decide again
        before it is refused, and where another command came first.

        Raises the `Refusal` of the decision or `StaleVersion`, with nothing recorded.
        """
        seen = self.known.last_seen(id)
        case = seen if isinstance(seen, of) else self.case(id, of)
        decision = self.decision_as_read(origin)
        for attempt in range(ATTEMPTS):
            try:
                made = make_change(case, decision, decide, receipt, expected_version)
                return self.settled(self.submit_made([made]))[0]
            except (Refusal, _Settled):
                if attempt > 0:
                    raise
            except IntegrityError:
                if attempt == ATTEMPTS - 1:
                    raise
            case, decision = self.case(id, of), self.decision(origin)
        raise AssertionError

    def settle_case(
        self,
        id: UUID,
        origin: Origin,
        decide: Callable[[Any, Decision], CaseEvent | None],
        of: type[Case] = Complaint,
    ) -> Recorded[Any] | None:
        """What the passing of days makes of a case; None, with nothing recorded, where
        that was done already or is to be done no more."""

        def something(case: Case, at: Decision) -> Decided:
            if (event := decide(case, at)) is None:
                raise _Settled
            return event

        try:
            return self.change_case(id, origin, something, of=of)
        except _Settled:
            return None

    def _refuse_taken(self, external_id: ExternalId | None, id: UUID) -> None:
        """Raise `ExternalIdTaken` when another case holds this external id."""
        owner = external_id and self.look_up.owner_of(*external_id.claim)
        if external_id and owner and owner != id:
            raise ExternalIdTaken(
                system=external_id.system,
                external_id=external_id.id,
                case_number=self.complaint(owner).case_number,
            )

    def _refuse_converted(self, complaint: Complaint | None) -> None:
        owner = complaint and self.look_up.owner_of(*converted(complaint.id))
        if complaint and owner:
            raise AlreadyConverted(
                case_number=complaint.case_number,
                request=self.information_request(owner).case_number,
            )

    def record_opening(
        self,
        case: Case,
        origin: Origin,
        opened: Sequence[str],
        reason: str | None,
    ) -> int:
        """Commit that sealed parts are about to be read; the position of that fact."""
        officer = self.reference().officers.named(origin.actor)
        said = (case, opened, reason, officer.agency if officer else None)
        make = partial(opening, origin, self.vault, *said)
        stream = openings_of(case.id)
        return self.append(lambda: make(self.next_version(stream)))

    def record_export(self, origin: Origin, export: Export, reason: str) -> int:
        """Commit that a copy of cases is about to leave; the position of that fact."""
        (key,) = self.vault.take(1)
        make = partial(export_made, origin, self.vault, key, export, reason)
        return self.append(lambda: make(self.next_version(EXPORTS_ID)))


class _Settled(Exception):
    """Nothing is left to do."""
