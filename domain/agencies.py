"""The directory of agencies (perangkat daerah) and of other governments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class Agency:
    code: str
    name: str
    kind: Kind
    region: str | None


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

    def apply(self, event: AgencyRegistered | AgencyRenamed) -> Self:
        if isinstance(event, AgencyRegistered):
            agency = Agency(event.code, event.name, event.kind, event.region)
        else:
            agency = replace(self.by_code[event.code], name=event.name)
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

    def _check_name(self, name: str, but: str | None = None) -> None:
        found = self.find(name)
        if found and found.code != but:
            raise InvalidField(
                field="name", problem=f"'{name}' is agency '{found.code}' already."
            )
