"""The use cases: load, decide, save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Mapper,
    RecordConflictError,
)

from domain import complaint_decisions
from domain.access_log import EXPORTS_ID, Export, export_made, opening, openings_of
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, ExternalId
from domain.complaint_fold import apply, begin
from domain.decision import Decision
from domain.event import Event, Origin
from domain.known_complaints import KnownComplaints
from domain.known_reference import KnownReference
from domain.record import ATTEMPTS, Basis, Claim, Positions, Record
from domain.reference import Reference
from domain.refusals import (
    ExternalIdTaken,
    IdTaken,
    NotAllowedNow,
    NotYourCase,
    Refusal,
    StaleVersion,
)
from domain.sealing import Vault
from domain.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Recorded:
    """A complaint after a command, and the position of the command's last event."""

    complaint: Complaint
    position: int


@dataclass(frozen=True, slots=True)
class Submitted:
    """A complaint after a command that is on its way to the disk: it counts once the
    positions of its events are known."""

    complaint: Complaint
    positions: Positions


Decided = ComplaintEvent | tuple[ComplaintEvent, ...]
"""The event of a case, then those that it brings to other cases."""
Decide = Callable[[Complaint, Decision], Decided]
Receipt = Callable[[Complaint], Any]
"""Makes the receipt to be recorded with the events, from the complaint they give."""


class Tuntas(Record):
    """One installation: its complaints and its reference data."""

    def __init__(
        self,
        recorder: ApplicationRecorder,
        mapper: Mapper[UUID],
        vault: Vault,
        zone: ZoneInfo,
    ):
        self.vault = vault
        self.zone = zone
        self.known = KnownComplaints(self.newer)
        self._reference = KnownReference(self.newer)
        super().__init__(recorder, mapper)

    def complaint(self, id: UUID) -> Complaint:
        """As its events have made it by now. Raises `NotYourCase` where there is
        none."""
        if (complaint := self.known.now(id)) is None:
            raise NotYourCase(case=id)
        return complaint

    def decision(self, origin: Origin) -> Decision:
        self.reference()
        return self.decision_as_read(origin)

    def decision_as_read(self, origin: Origin) -> Decision:
        """The same with the reference data as of the last time that somebody asked:
        what rests on older ones is not recorded."""
        read = self._reference.read
        return Decision(origin, read.reference, self.vault, self.zone, read.versions)

    def receive_complaint(
        self,
        origin: Origin,
        receipt: Receipt | None = None,
        *,
        id: UUID,
        external_id: ExternalId | None = None,
        **words: Any,
    ) -> Recorded:
        """Raises `IdTaken` or `ExternalIdTaken`, with nothing recorded."""
        words |= {"id": id, "external_id": external_id}
        decision = self.decision_as_read(origin)
        for attempt in range(ATTEMPTS):
            try:
                return self.settled(self.submit_receipt(decision, receipt, **words))
            except Refusal:
                if attempt > 0:
                    raise
            except IntegrityError:
                if self.next_version(id) > 1:
                    raise IdTaken(id=id) from None
                if attempt == ATTEMPTS - 1:
                    raise
            except RecordConflictError:
                self.refuse_taken(external_id, id)
                raise
            decision = self.decision(origin)
        raise AssertionError

    def submit_receipt(
        self, decision: Decision, receipt: Receipt | None = None, **words: Any
    ) -> Submitted:
        """A complaint received, on its way to the disk."""
        event = complaint_decisions.receive(decision, **words)
        return self._submit([(begin(event), [event])], receipt, decision.basis)

    def save_cases(
        self, cases: Sequence[tuple[Complaint, Sequence[ComplaintEvent]]]
    ) -> int:
        """Record the events of several complaints in one transaction; the position of
        the last one."""
        position = self._submit(cases).positions.result()[-1]
        for complaint, _ in cases:
            self.known.see(complaint)
        return position

    def _submit(
        self,
        cases: Sequence[tuple[Complaint, Sequence[ComplaintEvent]]],
        receipt: Receipt | None = None,
        basis: Basis | None = None,
    ) -> Submitted:
        """Case number and external id are claimed with the first event of each; the
        receipt is of the first case."""
        claims: list[Claim] = []
        events: list[Event] = []
        for complaint, new in cases:
            events.extend(new)
            if new and new[0].originator_version == 1:
                claims.append(("case_number", complaint.case_number, complaint.id))
                if complaint.external_id:
                    claims.append((*_claim(complaint.external_id), complaint.id))
        first, _ = cases[0]
        said = receipt and receipt(first)
        return Submitted(first, self.submit(events, claims, said, basis))

    def settled(self, submitted: Submitted) -> Recorded:
        """Once it is on disk; raises what became of it otherwise."""
        position = submitted.positions.result()[-1]
        self.known.see(submitted.complaint)
        return Recorded(submitted.complaint, position)

    def change_complaint(
        self,
        id: UUID,
        origin: Origin,
        decide: Decide,
        receipt: Receipt | None = None,
        expected_version: int | None = None,
    ) -> Recorded:
        """Decide on what was last seen, and record; read what is newer and decide again
        before it is refused, and where another command came first.

        Raises the `Refusal` of the decision or `StaleVersion`, with nothing recorded.
        """
        seen = self.known.last_seen(id)
        complaint, decision = seen or self.complaint(id), self.decision_as_read(origin)
        for attempt in range(ATTEMPTS):
            try:
                return self.settled(
                    self.submit_change(
                        complaint, decision, decide, receipt, expected_version
                    )
                )
            except (Refusal, _Settled):
                if attempt > 0:
                    raise
            except IntegrityError:
                if attempt == ATTEMPTS - 1:
                    raise
            complaint, decision = self.complaint(id), self.decision(origin)
        raise AssertionError

    def submit_change(
        self,
        complaint: Complaint,
        decision: Decision,
        decide: Decide,
        receipt: Receipt | None = None,
        expected_version: int | None = None,
    ) -> Submitted:
        """A change of that very version of the complaint, on its way to the disk.

        Raises the `Refusal` of the decision or `StaleVersion`.
        """
        stale = expected_version not in (None, complaint.version)
        try:
            decided = decide(complaint, decision)
        except NotAllowedNow:
            if not stale:
                raise
        if stale:
            raise StaleVersion(version=complaint.version, given=expected_version)
        event, *elsewhere = decided if isinstance(decided, tuple) else (decided,)
        changed = apply(complaint, event)
        said = receipt and receipt(changed)
        events = [event, *elsewhere]
        return Submitted(
            changed, self.submit(events, receipt=said, basis=decision.basis)
        )

    def settle_complaint(
        self,
        id: UUID,
        origin: Origin,
        decide: Callable[[Complaint, Decision], ComplaintEvent | None],
    ) -> Recorded | None:
        """What the passing of days makes of a case; None, with nothing recorded, where
        that was done already or is to be done no more."""

        def something(complaint: Complaint, at: Decision) -> Decided:
            if (event := decide(complaint, at)) is None:
                raise _Settled
            return event

        try:
            return self.change_complaint(id, origin, something)
        except _Settled:
            return None

    def refuse_taken(self, external_id: ExternalId | None, id: UUID) -> None:
        """Raise `ExternalIdTaken` when another case holds this external id."""
        owner = external_id and self.look_up.owner_of(*_claim(external_id))
        if external_id and owner and owner != id:
            raise ExternalIdTaken(
                system=external_id.system,
                external_id=external_id.id,
                case_number=self.complaint(owner).case_number,
            )

    def record_opening(
        self,
        complaint: Complaint,
        origin: Origin,
        opened: Sequence[str],
        reason: str | None,
    ) -> int:
        """Commit that sealed parts are about to be read; the position of that fact."""
        officer = self.reference().officers.named(origin.actor)
        said = (complaint, opened, reason, officer.agency if officer else None)
        make = partial(opening, origin, self.vault, *said)
        stream = openings_of(complaint.id)
        return self.append(lambda: make(self.next_version(stream)))

    def record_export(self, origin: Origin, export: Export, reason: str) -> int:
        """Commit that a copy of cases is about to leave; the position of that fact."""
        (key,) = self.vault.take(1)
        make = partial(export_made, origin, self.vault, key, export, reason)
        return self.append(lambda: make(self.next_version(EXPORTS_ID)))

    def reference(self) -> Reference:
        """Calendar, rules, agencies, officers and codes as of now."""
        return self._reference.now()

    def calendar_at(self, version: int) -> WorkingCalendar:
        """The calendar as it was after its first `version` events."""
        return self._reference.calendar_at(version)

    def change_reference(
        self, decide: Callable[[Reference], Event], receipt: Any = None
    ) -> int:
        """Record one change of the reference data; its position."""
        return self.append(lambda: decide(self.reference()), receipt)


class _Settled(Exception):
    """Nothing is left to do."""


def _claim(external_id: ExternalId) -> tuple[str, str]:
    return "external:" + external_id.system, external_id.id
