"""The regions, by their Kemendagri code: province, regency, district, village.

Codes of BPS look alike and mean others (Kepmendagri 300.2.2-2430/2025 against BPS:
06 to 13 are permuted), so a code is always written with its dots.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import ClassVar, Self
from uuid import uuid5

from domain.event import Event, Origin, stamped
from domain.names import normalised
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION

REGIONS_ID = uuid5(INSTALLATION, "regions")
CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?\Z")


@dataclass(frozen=True, slots=True)
class Region:
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class RegionsAdopted(Event):
    """Regions added or renamed, all of one source such as a decree."""

    TOPIC: ClassVar[str] = "regions.adopted"
    source: str
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Regions:
    version: int = 0
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    places: frozenset[str] = frozenset()
    """Their names, normalised."""
    _divided: frozenset[str] = frozenset()
    _by_name: Mapping[tuple[str, str], str] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def __contains__(self, code: object) -> bool:
        return code in self.names

    def accepts(self, code: str) -> bool:
        """A known region, or one below a known region whose parts were not loaded."""
        if code in self:
            return True
        above = parent(code)
        if not CODE.match(code) or above is None or above in self._divided:
            return False
        return self.accepts(above)

    def find(self, path: Sequence[str]) -> str | None:
        """The code at the end of a path of names, as far as the names are known.

        A name alone may be of any level, if only one region is called so.
        """
        if len(path) == 1 and ("", _plain(path[0])) not in self._by_name:
            named = [c for c, n in self.names.items() if _plain(n) == _plain(path[0])]
            return named[0] if len(named) == 1 else None
        code = ""
        for name in path:
            below = self._by_name.get((code, _plain(name)))
            if below is None:
                break
            code = below
        return code or None

    def apply(self, event: RegionsAdopted) -> Self:
        names = {**self.names, **{r.code: r.name for r in event.regions}}
        return replace(
            self,
            version=event.originator_version,
            names=MappingProxyType(names),
            places=frozenset(map(normalised, names.values())),
            _divided=frozenset(above for code in names if (above := parent(code))),
            _by_name=MappingProxyType(
                {
                    (parent(code) or "", _plain(name)): code
                    for code, name in names.items()
                }
            ),
        )

    def adopt(
        self, origin: Origin, *, source: str, regions: tuple[Region, ...]
    ) -> RegionsAdopted:
        """Raises `InvalidField` for a malformed code, or one in an unknown region."""
        given = {region.code for region in regions}
        if not given:
            raise InvalidField(field="regions", problem="there is no region in it.")
        if len(given) < len(regions):
            raise InvalidField(field="regions", problem="a code is given twice.")
        for code in sorted(given):
            above = parent(code)
            if not CODE.match(code):
                raise InvalidField(
                    field="regions", problem=f"'{code}' is not like 62.03.01.2001."
                )
            if above and above not in given and above not in self:
                raise InvalidField(
                    field="regions",
                    problem=f"{code} lies in {above}, which is unknown.",
                )
        return RegionsAdopted(
            **stamped(origin, REGIONS_ID, self.version + 1),
            source=source,
            regions=regions,
        )


def parent(code: str) -> str | None:
    return code.rpartition(".")[0] or None


def _plain(name: str) -> str:
    # Files write "Kab. Kapuas", "Kabupaten Kapuas" or "KAPUAS" for the same regency.
    plain = normalised(name).removeprefix("provinsi ").removeprefix("prov. ")
    for prefix in ("kabupaten ", "kab. ", "kota ", "kecamatan ", "kec. "):
        plain = plain.removeprefix(prefix)
    return plain.replace(" ", "")
