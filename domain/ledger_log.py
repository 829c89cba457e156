"""The log by which the record is proven: its origin and its keys, as events."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import uuid5

from domain.event import Event, Origin, stamped
from domain.working_calendar import INSTALLATION

LEDGER_ID = uuid5(INSTALLATION, "ledger")


@dataclass(frozen=True, kw_only=True)
class LedgerOpened(Event):
    """From here on checkpoints are signed; `key` is the verifier key to publish."""

    TOPIC: ClassVar[str] = "ledger.opened"
    origin: str
    key: str


@dataclass(frozen=True, kw_only=True)
class LedgerKeyRotated(Event):
    """`notice` is a note by which the older key and the new one name each other."""

    TOPIC: ClassVar[str] = "ledger.key_rotated"
    key: str
    notice: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class LedgerReopened(Event):
    """Events were lost, so that the log cannot continue its last `head`: it goes on
    under another origin, and `statement` says in words what happened."""

    TOPIC: ClassVar[str] = "ledger.reopened"
    origin: str
    key: str
    notice: str
    head: str
    statement: str


LedgerEvent = LedgerOpened | LedgerKeyRotated | LedgerReopened


@dataclass(frozen=True, slots=True)
class LedgerLog:
    """`version` is the number of its events; the newest key is the last."""

    version: int = 0
    origin: str | None = None
    keys: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    keyed_at: datetime | None = None
    """Since when the newest key signs."""
    epoch: int = 1
    """How many origins there have been."""

    def open(self, origin: Origin, *, log: str, key: str) -> LedgerOpened:
        return LedgerOpened(**self._next(origin), origin=log, key=key)

    def rotate(
        self, origin: Origin, *, key: str, notice: str, reason: str
    ) -> LedgerKeyRotated:
        return LedgerKeyRotated(
            **self._next(origin), key=key, notice=notice, reason=reason
        )

    def reopen(
        self,
        origin: Origin,
        *,
        log: str,
        key: str,
        notice: str,
        head: str,
        statement: str,
    ) -> LedgerReopened:
        return LedgerReopened(
            **self._next(origin),
            origin=log,
            key=key,
            notice=notice,
            head=head,
            statement=statement,
        )

    def apply(self, event: LedgerEvent) -> Self:
        state = replace(
            self,
            version=event.originator_version,
            keys=(*self.keys, event.key),
            keyed_at=event.recorded_at,
        )
        if isinstance(event, LedgerOpened):
            return replace(state, origin=event.origin)
        # None where the older key was lost.
        named = filter(None, (event.notice,))
        state = replace(state, notices=(*self.notices, *named))
        if isinstance(event, LedgerKeyRotated):
            return state
        return replace(
            state,
            origin=event.origin,
            statements=(*self.statements, event.statement),
            epoch=self.epoch + 1,
        )

    def _next(self, origin: Origin) -> dict[str, Any]:
        return stamped(origin, LEDGER_ID, self.version + 1)
