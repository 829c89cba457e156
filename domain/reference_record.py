"""The record with the reference data as of now: what a decision may look up."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from domain.decision import Decision
from domain.event import Event, Origin
from domain.known_reference import KnownReference, Read
from domain.record import Record
from domain.reference import Reference
from domain.sealing import Vault
from domain.working_calendar import WorkingCalendar


class RecordWithReference(Record):
    vault: Vault
    zone: ZoneInfo
    _reference: KnownReference

    def decision(self, origin: Origin) -> Decision:
        self.reference()
        return self.decision_as_read(origin)

    def decision_as_read(self, origin: Origin) -> Decision:
        """The same with the reference data as of the last time that somebody asked:
        what rests on older ones is not recorded."""
        read = self.as_read
        return Decision(origin, read.reference, self.vault, self.zone, read.versions)

    @property
    def as_read(self) -> Read:
        """The reference data as of the last time that somebody asked."""
        return self._reference.read

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
