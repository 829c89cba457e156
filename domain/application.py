"""The use cases: load, decide, save."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Mapper,
    Notification,
    RecordConflictError,
)

from domain import complaint_decisions
from domain.access_log import EXPORTS_ID, Export, export_made, opening, openings_of
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, ExternalId
from domain.complaint_fold import apply, begin, project
from domain.decision import Decision
from domain.event import Event, Origin
from domain.known_reference import KnownReference
from domain.reference import Reference
from domain.refusals import (
    ExternalIdTaken,
    IdTaken,
    NotAllowedNow,
    NotYourCase,
    StaleVersion,
)
from domain.sealing import Vault
from domain.working_calendar import WorkingCalendar

ATTEMPTS = 20


class Recorder(Protocol):
    """What the use cases ask of a recorder beyond the library's own."""

    def select_newer(
        self, versions: Mapping[UUID, int], stop: int | None = None
    ) -> Sequence[Notification]: ...

    def select_last(self, position: int) -> Notification | None: ...

    def owner_of(self, kind: str, value: str) -> UUID | None: ...

    def owners_of(self, kind: str, values: Sequence[str]) -> dict[str, UUID]: ...


@dataclass(frozen=True, slots=True)
class Recorded:
    """A complaint after a command, and the position of the command's last event."""

    complaint: Complaint
    position: int


Decided = ComplaintEvent | tuple[ComplaintEvent, ...]
"""The event of a case, then those that it brings to other cases."""
Receipt = Callable[[Complaint], Any]
"""Makes the receipt to be recorded with the events, from the complaint they give."""


class Tuntas(Application[UUID]):
    """One installation: its complaints and its reference data. `recorder` is an
    `ApplicationRecorder` that is a `Recorder` too."""

    def __init__(
        self,
        recorder: ApplicationRecorder,
        mapper: Mapper[UUID],
        vault: Vault,
        zone: ZoneInfo,
    ):
        self._given_recorder = recorder
        self._given_mapper = mapper
        self.vault = vault
        self.zone = zone
        self._known = KnownReference(self._newer)
        super().__init__({"PERSISTENCE_MODULE": "eventsourcing.popo"})

    def construct_env(self, name: str, env: Any = None) -> Any:
        """Only what is given: the library would add the process's environment."""
        return type(super().construct_env(name, env))(name, env)

    def construct_recorder(self) -> ApplicationRecorder:
        return self._given_recorder

    def construct_mapper(self) -> Mapper[UUID]:
        return self._given_mapper

    @property
    def look_up(self) -> Recorder:
        return cast("Recorder", self.recorder)

    def complaint(self, id: UUID, version: int | None = None) -> Complaint:
        """Raises `NotYourCase` where there is none, or none of that version."""
        try:
            return self.repository.get(id, version=version, projector_func=project)
        except AggregateNotFoundError:
            raise NotYourCase(case=id) from None

    def history(self, id: UUID) -> list[tuple[int, Event]]:
        """Every event of a stream with its position, from the events themselves."""
        notifications = self.look_up.select_newer({id: 0})
        return [(n.id, self.event(n)) for n in notifications]

    def event(self, notification: Notification) -> Event:
        return cast("Event", self.mapper.to_domain_event(notification))

    def _newer(self, versions: Mapping[UUID, int]) -> Iterator[Event]:
        return map(self.event, self.look_up.select_newer(versions))

    def decision(self, origin: Origin) -> Decision:
        return Decision(origin, self.reference(), self.vault, self.zone)

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
        event = complaint_decisions.receive(
            self.decision(origin), id=id, external_id=external_id, **words
        )
        try:
            return self.save_case(begin(event), [event], receipt)
        except IntegrityError:
            raise IdTaken(id=id) from None
        except RecordConflictError:
            self.refuse_taken(external_id, id)
            raise

    def save_case(
        self,
        complaint: Complaint,
        events: Sequence[ComplaintEvent],
        receipt: Receipt | None = None,
    ) -> Recorded:
        """Record the events that made `complaint` what it is."""
        position = self.save_cases(
            [(complaint, events)], receipt=receipt and receipt(complaint)
        )
        return Recorded(complaint, position)

    def save_cases(
        self,
        cases: Iterable[tuple[Complaint, Sequence[ComplaintEvent]]],
        receipt: Any = None,
    ) -> int:
        """Record the events of several complaints in one transaction.

        Case number and external id are claimed with the first event of each.
        """
        claims: list[tuple[str, str, UUID]] = []
        events: list[Event] = []
        for complaint, new in cases:
            events.extend(new)
            if new and new[0].originator_version == 1:
                claims.append(("case_number", complaint.case_number, complaint.id))
                if complaint.external_id:
                    claims.append((*_claim(complaint.external_id), complaint.id))
        recordings = self.save(*events, claims=claims, receipt=receipt)
        return recordings[-1].notification.id

    def change_complaint(
        self,
        id: UUID,
        origin: Origin,
        decide: Callable[[Complaint, Decision], Decided],
        receipt: Receipt | None = None,
        expected_version: int | None = None,
    ) -> Recorded:
        """Load, decide, save; decide again when another command came first.

        Raises the `Refusal` of the decision or `StaleVersion`, with nothing recorded.
        """
        decision = self.decision(origin)
        for attempt in range(ATTEMPTS):
            complaint = self.complaint(id)
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
            try:
                recordings = self.save(
                    event, *elsewhere, receipt=receipt and receipt(changed)
                )
                return Recorded(changed, recordings[-1].notification.id)
            except IntegrityError:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError

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
        return self._append(lambda: make(self._next(openings_of(complaint.id))))

    def record_export(self, origin: Origin, export: Export, reason: str) -> int:
        """Commit that a copy of cases is about to leave; the position of that fact."""
        (key,) = self.vault.take(1)
        make = partial(export_made, origin, self.vault, key, export, reason)
        return self._append(lambda: make(self._next(EXPORTS_ID)))

    def _next(self, stream: UUID) -> int:
        last = self.recorder.select_events(stream, desc=True, limit=1)
        return last[0].originator_version + 1 if last else 1

    def reference(self) -> Reference:
        """Calendar, rules, agencies, officers and codes as of now."""
        return self._known.now()

    def calendar_at(self, version: int) -> WorkingCalendar:
        """The calendar as it was after its first `version` events."""
        return self._known.calendar_at(version)

    def change_reference(
        self, decide: Callable[[Reference], Event], receipt: Any = None
    ) -> int:
        """Record one change of the reference data; its position."""
        return self._append(lambda: decide(self.reference()), receipt)

    def _append(self, make: Callable[[], Event], receipt: Any = None) -> int:
        return self.record(lambda: ([make()], receipt))

    def record(self, decide: Callable[[], tuple[Sequence[Event], Any]]) -> int:
        """Record events and receipt, decided again when another command came first; the
        position of the last event, 0 without any."""
        for attempt in range(ATTEMPTS):
            events, receipt = decide()
            if not events:
                return 0
            try:
                return self.save(*events, receipt=receipt)[-1].notification.id
            except IntegrityError:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError


class _Settled(Exception):
    """Nothing is left to do."""


def _claim(external_id: ExternalId) -> tuple[str, str]:
    return "external:" + external_id.system, external_id.id
