"""What the installation calls its agencies, categories and regions."""

from dataclasses import dataclass

from domain.reference import Reference
from domain.regions import parent

NONE = "–"


@dataclass(frozen=True, slots=True)
class Names:
    """Each by its code; a dash for None, the code itself where it has no name."""

    reference: Reference

    def agency(self, code: str | None) -> str:
        if code is None:
            return NONE
        agencies = self.reference.agencies
        return agencies[code].name if code in agencies else code

    def category(self, code: str | None) -> str:
        return NONE if code is None else self.reference.categories.names.get(code, code)

    def region(self, code: str | None) -> str:
        """The last name; of a place whose parts were not loaded that of what it lies
        in, with the code."""
        if code is None:
            return NONE
        names, above = self.reference.regions.names, code
        while above not in names and (higher := parent(above)):
            above = higher
        name = names.get(above, "")
        return name if above == code else f"{name} ({code})".strip()

    def region_path(self, code: str | None) -> str:
        """From the village up, without the province: `Bereng, Kahayan Hilir, ...`."""
        if code is None:
            return NONE
        found = [self.region(code)]
        # Of a place without a name of its own we have told in what it lies.
        above = parent(code) if code in self.reference.regions.names else None
        while above and parent(above):
            found.append(self.region(above))
            above = parent(above)
        return ", ".join(dict.fromkeys(found))

    def agencies_at_work(self) -> list[tuple[str, str]]:
        """Pairs of code and name of those to which a case can be disposed."""
        return self._agencies("agency")

    def governments(self) -> list[tuple[str, str]]:
        return self._agencies("government")

    def categories(self) -> list[tuple[str, str]]:
        return sorted(self.reference.categories.names.items(), key=_by_name)

    def regions(self, digits: int = 8) -> list[tuple[str, str]]:
        """Those of a level and above, each under its path; by code."""
        names = self.reference.regions.names
        return [
            (code, self.region_path(code))
            for code in sorted(names)
            if len(code) <= digits
        ]

    def _agencies(self, kind: str) -> list[tuple[str, str]]:
        found = self.reference.agencies.by_code.values()
        pairs = [(a.code, a.name) for a in found if a.kind == kind and not a.merger]
        return sorted(pairs, key=_by_name)


def _by_name(pair: tuple[str, str]) -> str:
    return pair[1].casefold()
