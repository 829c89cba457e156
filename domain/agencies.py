"""The directory of agencies (perangkat daerah) and of other governments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Literal, Self
from uuid import uuid5

from domain.event import Event, Origin, stamped
from domain.names import normalised
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION

AGENCIES_ID = uuid5(INSTALLATION, "agencies")
CODE = re.compile(r"[a-z0-9][a-z0-9-]{1,39}\Z")

Kind = Literal["agency", "government"]
"""A regency's or city's government is an institution of its own in LAPOR!."""


@dataclass(frozen=True, kw_only=True)
class AgencyRegistered(Event):
    TOPIC: ClassVar[str] = "agency.registered"
    code: str
    name: str
    kind: Kind
    region: str | None


@dataclass(frozen=True, kw_only=True)
class AgencyRenamed(Event):
    TOPIC: ClassVar[str] = "agency.renamed"
    code: str
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AgencyMerged(Event):
    """From `valid_from` on, a day of the tenant, `into` works on the cases of `code`.

    The cases keep the code they were disposed to.
    """

    TOPIC: ClassVar[str] = "agency.merged"
    code: str
    into: str
    reason: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Merger:
    into: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Agency:
    code: str
    name: str
    kind: Kind
    region: str | None
    merger: Merger | None = None


@dataclass(frozen=True, slots=True)
class AgencyDirectory:
    version: int = 0
    by_code: Mapping[str, Agency] = field(default_factory=lambda: MappingProxyType({}))
    _by_name: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Agency:
        return self.by_code[code]

    def find(self, name: str) -> Agency | None:
        """By name, in whatever case and spacing."""
        code = self._by_name.get(normalised(name))
        return self.by_code[code] if code else None

    def is_disposable(self, code: str) -> bool:
        """Whether a case can be disposed to it; to a government it is handed over."""
        return self.by_code[code].kind == "agency"

    def successor(self, code: str, day: date) -> str:
        """Who works on its cases on that day: itself, or whom it was merged into."""
        merger = self.by_code[code].merger
        if merger is None or merger.valid_from > day:
            return code
        return self.successor(merger.into, day)

    def predecessors(self, code: str, day: date) -> frozenset[str]:
        """All that were merged into it by that day, and those merged into them."""
        merged = {
            agency.code
            for agency in self.by_code.values()
            if (merger := agency.merger)
            and merger.into == code
            and merger.valid_from <= day
        }
        return frozenset(merged).union(*(self.predecessors(c, day) for c in merged))

    def apply(self, event: AgencyRegistered | AgencyRenamed | AgencyMerged) -> Self:
        match event:
            case AgencyRegistered():
                agency = Agency(event.code, event.name, event.kind, event.region)
            case AgencyRenamed():
                agency = replace(self.by_code[event.code], name=event.name)
            case AgencyMerged():
                merger = Merger(event.into, event.valid_from)
                agency = replace(self.by_code[event.code], merger=merger)
        by_code = {**self.by_code, agency.code: agency}
        by_name = {normalised(a.name): a.code for a in by_code.values()}
        return replace(
            self,
            version=event.originator_version,
            by_code=MappingProxyType(by_code),
            _by_name=MappingProxyType(by_name),
        )

    def register(
        self, origin: Origin, *, code: str, name: str, kind: Kind, region: str | None
    ) -> AgencyRegistered:
        """Raises `InvalidField` for a malformed or taken code, or a taken name."""
        if not CODE.match(code):
            raise InvalidField(
                field="code", problem="2 to 40 lower-case letters, digits and hyphens."
            )
        if code in self:
            raise InvalidField(field="code", problem=f"'{code}' is taken.")
        self._check_name(name)
        return AgencyRegistered(
            **stamped(origin, AGENCIES_ID, self.version + 1),
            code=code,
            name=name,
            kind=kind,
            region=region,
        )

    def rename(
        self, origin: Origin, *, code: str, name: str, reason: str
    ) -> AgencyRenamed:
        if code not in self:
            raise InvalidField(field="code", problem=f"there is no agency '{code}'.")
        self._check_name(name, but=code)
        return AgencyRenamed(
            **stamped(origin, AGENCIES_ID, self.version + 1),
            code=code,
            name=name,
            reason=reason,
        )

    def merge(
        self, origin: Origin, *, code: str, into: str, reason: str, valid_from: date
    ) -> AgencyMerged:
        """Raises `InvalidField` unless both are agencies and neither is merged already.

        With that no chain of mergers comes back to where it began.
        """
        for field_name, given in (("code", code), ("into", into)):
            self._check_mergeable(field_name, given)
        if code == into:
            raise InvalidField(
                field="into", problem="is the agency itself; name its successor."
            )
        return AgencyMerged(
            **stamped(origin, AGENCIES_ID, self.version + 1),
            code=code,
            into=into,
            reason=reason,
            valid_from=valid_from,
        )

    def _check_mergeable(self, field_name: str, code: str) -> None:
        if code not in self:
            problem = f"there is no agency '{code}'; see GET /v1/agencies."
        elif not self.is_disposable(code):
            problem = f"'{code}' is another government; name an agency of this one."
        elif merger := self.by_code[code].merger:
            problem = (
                f"'{code}' is merged into '{merger.into}' from {merger.valid_from}; "
                f"name '{merger.into}'."
            )
        else:
            return
        raise InvalidField(field=field_name, problem=problem)

    def _check_name(self, name: str, but: str | None = None) -> None:
        found = self.find(name)
        if found and found.code != but:
            raise InvalidField(
                field="name", problem=f"'{name}' is agency '{found.code}' already."
            )
