"""How long the texts of a closed case are kept, by class: rules as events (JRA)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal, Self
from uuid import uuid5

from domain.complaint_events import Classification
from domain.event import Event, Origin, stamped
from domain.refusals import InvalidField
from domain.sealing import ErasureScope
from domain.working_calendar import INSTALLATION, Status

Kept = Literal[Classification, "information_request"]
"""What has a term of its own: each class of complaints, and requests for public
information."""
RETENTION_ID = uuid5(INSTALLATION, "retention")


@dataclass(frozen=True, kw_only=True)
class RetentionAdopted(Event):
    """Texts of this class are erased so many years after the case was closed."""

    TOPIC: ClassVar[str] = "retention.rule_adopted"
    classification: Kept
    years: int
    scope: ErasureScope
    legal_basis: str
    status: Status
    valid_from: date


@dataclass(frozen=True, slots=True)
class Retention:
    """`version` is the number of its events."""

    version: int = 0
    adopted: Mapping[str, tuple[RetentionAdopted, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def apply(self, event: RetentionAdopted) -> Self:
        of_class = (*self.adopted.get(event.classification, ()), event)
        adopted = MappingProxyType({**self.adopted, event.classification: of_class})
        return replace(self, version=event.originator_version, adopted=adopted)

    def adopt(
        self,
        origin: Origin,
        *,
        classification: Kept,
        years: int,
        scope: ErasureScope,
        legal_basis: str,
        status: Status,
        valid_from: date,
    ) -> RetentionAdopted:
        """Raises `InvalidField` for less than a year."""
        if years < 1:
            raise InvalidField(field="years", problem="must be at least 1.")
        return RetentionAdopted(
            **stamped(origin, RETENTION_ID, self.version + 1),
            classification=classification,
            years=years,
            scope=scope,
            legal_basis=legal_basis,
            status=status,
            valid_from=valid_from,
        )

    def rule_on(self, classification: str, day: date) -> RetentionAdopted | None:
        """The rule in force on `day`: the latest valid, then the latest adopted."""
        valid = [
            rule
            for rule in self.adopted.get(classification, ())
            if rule.valid_from <= day
        ]
        return max(
            valid, key=lambda r: (r.valid_from, r.originator_version), default=None
        )


def kept_to(rule: RetentionAdopted, closed_on: date) -> date:
    """The last day on which a case that was closed then is kept."""
    year = closed_on.year + rule.years
    try:
        return closed_on.replace(year=year)
    except ValueError:  # the 29th of February
        return date(year, 2, 28)
