"""What a decision may look up, and how it writes promises, stops and sealed texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn, Self, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.case import Case
from domain.case_event import CaseEvent
from domain.clock import Clock, ClockStop, Move
from domain.event import Event, Origin, stamped
from domain.reference import Reference
from domain.refusals import InvalidField, NotAllowedNow, TextErased
from domain.sealing import KeyRef, Place, SealedText, Subject, Vault
from domain.service_standards import Promise
from domain.transitions import TABLES, allowed
from domain.working_calendar import Pause

C = TypeVar("C", bound=Case)


class Decision(NamedTuple):
    """All that one command needs besides the case and its own words."""

    origin: Origin
    reference: Reference
    vault: Vault
    zone: ZoneInfo
    basis: Mapping[UUID, int] | None = None
    """The versions of the streams that made `reference`."""

    @property
    def day(self) -> date:
        """The tenant's calendar day on which it truly happened."""
        return self.day_of(self.origin.occurred_at)

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    @property
    def when_told(self) -> Self:
        """The same as of when it was recorded, where who asked speaks without a desk:
        nobody vouches for that word of an earlier day. The device's time is kept."""
        origin = self.origin
        told = origin.recorded_at
        if origin.role != "reporter" or origin.occurred_at >= told:
            return self
        given = origin.device_at or origin.occurred_at
        return self._replace(origin=replace(origin, occurred_at=told, device_at=given))

    @property
    def as_reporter(self) -> bool:
        """The reporter speaks, or a desk for the reporter."""
        return self.origin.role == "reporter" or self.origin.on_behalf_of == "reporter"

    def check_allowed(self, case: Case, command: str, also: Iterable[str] = ()) -> None:
        """Raise `InvalidField` before its receipt, `NotAllowedNow` in its state.

        `also` are states in which the command is allowed beyond the table.
        """
        self.check_time(case)
        table = TABLES[type(case)]
        if case.state not in table[command].union(also):
            may = allowed(case.state, table)
            self.refuse(case, command, may, ", ".join(may))

    def check_time(self, case: Case) -> None:
        """Raise `InvalidField` where it would have happened before the receipt."""
        if self.origin.occurred_at < case.received_at:
            raise InvalidField(
                field="occurred_at",
                problem=f"is earlier than the receipt of {case.case_number} at "
                f"{case.received_at.isoformat()}.",
            )

    @staticmethod
    def refuse(case: Case, command: str, may: Sequence[str], told: str) -> NoReturn:
        """Raise `NotAllowedNow`, naming what the case takes instead."""
        raise NotAllowedNow(
            what=case.KIND,
            state=case.state,
            command=command,
            allowed=list(may),
            allowed_text=told,
        )

    def stamp_next(
        self, case: Case, event: type[CaseEvent], **texts: str | None
    ) -> dict[str, Any]:
        """Envelope and sealed texts of the case's next event. Raises `TextErased`."""
        self.check_not_erased(case, "case", *texts.values())
        sealed = self.seal(event, case.id, case.case_key, "case", **texts)
        return {**stamped(self.origin, case.id, case.version + 1), **sealed}

    @staticmethod
    def check_not_erased(case: Case, subject: Subject, *texts: str | None) -> None:
        """Raise `TextErased` for any text whose key was destroyed.

        Another process may still remember the key: what it sealed would be lost.
        """
        if case.has_erased(subject) and any(text is not None for text in texts):
            raise TextErased

    def seal(
        self,
        event: type[Event],
        owner: UUID,
        key: KeyRef,
        subject: Subject,
        **texts: str | None,
    ) -> dict[str, Any]:
        """Each text under its field's name, None staying None; `owner` is the
        stream."""
        return {
            name: None
            if text is None
            else SealedText(
                subject,
                self.vault.seal(
                    key.id, Place(owner, event.TOPIC, name, self.origin.nonce), text
                ),
            )
            for name, text in texts.items()
        }

    def promise(
        self,
        clock: str,
        classification: str,
        started_on: date | None = None,
        pauses: tuple[Pause, ...] = (),
        extended: int | None = None,
    ) -> tuple[Promise, ...]:
        """The deadline of a clock that starts today or then; none without a rule."""
        promise = self.reference.standards.promise(
            clock,
            classification,
            started_on or self.day,
            self.reference.calendar,
            pauses,
            extended,
        )
        return () if promise is None else (promise,)

    def stop(
        self, case: Case, *names: str, on: date | None = None
    ) -> tuple[ClockStop, ...]:
        """Stop those of the named clocks that run, today or on a day before."""
        return tuple(
            self.stopped(clock.promise, clock.pauses, on)
            for name in names
            if (clock := case.clocks.get(name)) and clock.running
        )

    def stopped(
        self, promise: Promise, pauses: Sequence[Pause], on: date | None = None
    ) -> ClockStop:
        calendar = self.reference.calendar
        on = on or self.day
        return ClockStop(
            clock=promise.clock,
            stopped_on=on,
            working_days=calendar.days_between(
                promise.started_on, on, "working_days", pauses
            ),
            calendar_version=calendar.version,
        )

    def promise_again(self, clock: Clock, classification: str) -> tuple[Promise, ...]:
        """The same promise by the terms of another class; of an extension stays what
        that class's rule allows."""
        was = clock.promise
        words = (was.clock, classification, was.started_on, clock.pauses)
        now = self.promise(*words)
        if not now or not was.extended:
            return now
        if now[0].rule == was.rule:
            return self.promise(*words, was.extended)
        rule = self.reference.standards.rule(now[0].rule, now[0].rule_version)
        allowed = rule.extendable_by or 0 if now[0].unit == was.unit else 0
        return self.promise(*words, min(was.extended, allowed))

    def run_again(
        self, clock: Clock, classification: str
    ) -> tuple[tuple[str, ...], tuple[Move, ...]]:
        """The name of a clock that runs again, and its other deadline where the class
        has changed since; neither where the class has no term."""
        was = clock.promise
        now = self.promise_again(clock, classification)
        if not now:
            return (), ()
        moved = () if now[0].rule == was.rule else (self.move(was, now[0]),)
        return (was.clock,), moved

    def move(self, was: Promise, now: Promise) -> Move:
        later = now.due_on > was.due_on
        return Move(was.due_on, now, later and now.due_on >= self.day or None)

    def end_pause(self, case: C) -> tuple[C, dict[str, Any]]:
        """The case as its clocks stand when its pause ends today, and what the event
        that ends it says of them; the case and nothing where there is no pause."""
        if case.paused_on is None:
            return case, {}
        clocks, moved = case.clocks.copy(), []
        for name, clock in case.clocks.items():
            if clock.paused_on is None:
                continue
            clock = clock.go_on(self.day)
            promise = clock.promise.renewed(
                self.reference.calendar, clock.pauses, clock.promise.extended
            )
            if promise != clock.promise:
                moved.append(self.move(clock.promise, promise))
            clocks[name] = clock._replace(promise=promise)
        went_on = replace(case, clocks=MappingProxyType(clocks))
        return went_on, {"resumed_on": self.day, "moved": tuple(moved)}

    def check_codes(
        self,
        *,
        category: str | None = None,
        region: str | None = None,
        agency: str | None = None,
    ) -> None:
        """Raise `InvalidField` for a code that the installation does not know."""
        if category is not None and category not in self.reference.categories:
            raise InvalidField(
                field="category",
                problem=f"there is no category '{category}'; see GET /v1/categories.",
            )
        if region is not None and not self.reference.regions.accepts(region):
            raise InvalidField(
                field="location.region",
                problem=f"there is no region '{region}'; see GET /v1/regions.",
            )
        if agency is not None and agency not in self.reference.agencies:
            raise InvalidField(
                field="agency",
                problem=f"there is no agency '{agency}'; see GET /v1/agencies.",
            )
