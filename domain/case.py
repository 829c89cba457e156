"""What complaints and information requests have alike."""

from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar
from uuid import UUID

from domain.clock import Clock
from domain.sealing import ErasureGround, ErasureScope, KeyRef, Subject
from domain.service_standards import Promise
from domain.working_calendar import Pause


@dataclass(frozen=True, slots=True)
class Erasure:
    scope: ErasureScope
    ground: ErasureGround
    request: int
    destroyed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Case:
    """Without slots: a fold copies all its fields at once."""

    KIND: ClassVar[str]
    """What it is called where a command is refused."""
    NUMBERED: ClassVar[str]
    """The kind of claim under which its number is unique."""

    id: UUID
    version: int
    case_number: str
    state: str
    received_at: datetime
    recorded_at: datetime
    """When the receipt was recorded, which may be days after `received_at`."""
    effective_at: datetime
    """The latest `occurred_at` so far: from then on this state counts."""
    known_at: datetime
    """The latest `recorded_at` so far: from then on this state is known."""
    state_since: datetime
    """From when on it counts as in its `state`."""
    agency: str | None
    received_by: str | None
    """The officer of the desk that received it, if one did."""
    reporter_key: KeyRef
    case_key: KeyRef
    access_code_hash: bytes
    clocks: MappingProxyType[str, Clock]
    pauses: tuple[Pause, ...] = ()
    paused_on: date | None = None
    closed_at: datetime | None = None
    """When it was closed; None while it is open."""
    erasures: tuple[Erasure, ...] = ()

    @property
    def claims(self) -> tuple[tuple[str, str], ...]:
        """Kind and value of what no other case may hold."""
        return ((self.NUMBERED, self.case_number),)

    def rules(self, promise: Promise) -> tuple[tuple[str, int], ...]:
        """Those that a deadline of it rests on, each in its version."""
        return ((promise.rule, promise.rule_version),)

    @property
    def restricted(self) -> bool:
        return False

    @property
    def erased(self) -> ErasureScope | None:
        """The widest scope that was erased."""
        if not self.erasures:
            return None
        scopes = {erasure.scope for erasure in self.erasures}
        return "everything" if "everything" in scopes else min(scopes, default=None)

    def has_erased(self, subject: Subject) -> bool:
        """Whether what this subject's key sealed opens no more."""
        if subject == "reporter":
            return self.erased is not None
        return self.erased == "everything"

    def keys_of(self, scope: ErasureScope) -> tuple[KeyRef, ...]:
        """The keys whose destruction erases that much."""
        both = (self.reporter_key, self.case_key)
        return both if scope == "everything" else both[:1]

    @property
    def running_clocks(self) -> list[Clock]:
        return [clock for clock in self.clocks.values() if clock.running]
