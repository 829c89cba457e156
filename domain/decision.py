"""What a decision may look up, and how it writes promises, stops and sealed texts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.clock import ClockStop
from domain.complaint import Complaint, State
from domain.complaint_events import Classification, ComplaintEvent
from domain.event import Origin, stamped
from domain.reference import Reference
from domain.refusals import InvalidField, NotAllowedNow
from domain.sealing import KeyRef, Place, SealedText, Subject, Vault
from domain.service_standards import Promise
from domain.transitions import FROM, allowed


@dataclass(frozen=True, slots=True)
class Decision:
    """All that one command needs besides the complaint and its own words."""

    origin: Origin
    reference: Reference
    vault: Vault
    zone: ZoneInfo

    @property
    def day(self) -> date:
        """The tenant's calendar day on which it truly happened."""
        return self.origin.occurred_at.astimezone(self.zone).date()

    def check_allowed(
        self, case: Complaint, command: str, also: Iterable[State] = ()
    ) -> None:
        """Raise `InvalidField` before its receipt, `NotAllowedNow` in its state.

        `also` are states in which the command is allowed beyond the table.
        """
        if self.origin.occurred_at < case.received_at:
            raise InvalidField(
                field="occurred_at",
                problem="is earlier than the receipt at "
                f"{case.received_at.isoformat()}.",
            )
        if case.state not in FROM[command].union(also):
            may = allowed(case.state)
            raise NotAllowedNow(
                state=case.state,
                command=command,
                allowed=may,
                allowed_text=", ".join(may),
            )

    def stamp_next(
        self, case: Complaint, event: type[ComplaintEvent], **texts: str | None
    ) -> dict[str, Any]:
        """Envelope and sealed texts of the case's next event."""
        sealed = self.seal(event, case.id, case.case_key, "case", **texts)
        return {**stamped(self.origin, case.id, case.version + 1), **sealed}

    def seal(
        self,
        event: type[ComplaintEvent],
        case: UUID,
        key: KeyRef,
        subject: Subject,
        **texts: str | None,
    ) -> dict[str, Any]:
        """Each text under its field's name, None staying None."""
        return {
            name: None
            if text is None
            else SealedText(
                subject,
                self.vault.seal(
                    key.id, Place(case, event.TOPIC, name, self.origin.nonce), text
                ),
            )
            for name, text in texts.items()
        }

    def promise(
        self, clock: str, classification: Classification
    ) -> tuple[Promise, ...]:
        promise = self.reference.standards.promise(
            clock, classification, self.day, self.reference.calendar
        )
        return () if promise is None else (promise,)

    def stop(self, complaint: Complaint, *names: str) -> tuple[ClockStop, ...]:
        """Stop those of the named clocks that run."""
        calendar = self.reference.calendar
        return tuple(
            ClockStop(
                clock=name,
                stopped_on=self.day,
                working_days=calendar.working_days_between(
                    complaint.clocks[name].promise.started_on, self.day
                ),
                calendar_version=calendar.version,
            )
            for name in names
            if name in complaint.clocks and complaint.clocks[name].running
        )

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
