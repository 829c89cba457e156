"""Each village with its signal, its facilities and its cases; and the plan: where a
satellite point would serve most people without a channel."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from api.identity import Actor
from api.installation import Installation
from domain.reference import Reference
from domain.villages import Signal, Told, Village, is_village
from projections.village_cases import WAITS, Waits, cases

# A manager is told of restricted cases in totals alone: not by the village.
SEES_HIDDEN = ("coordinator", "inspector")
_NO_CASES: Waits = dict.fromkeys(WAITS, 0)


@dataclass(frozen=True, slots=True)
class VillageRow:
    code: str
    name: str
    told: Told | None
    """None where no source tells of it."""
    waits: Waits

    @property
    def village(self) -> Village | None:
        return self.told.village if self.told else None

    @property
    def received(self) -> int:
        return sum(self.waits.values())

    @property
    def need(self) -> int:
        """People without a channel, as far as they are counted."""
        return (self.village.without_channel if self.village else None) or 0


@dataclass(frozen=True, kw_only=True)
class VillageBoard:
    """The villages at the end of a day, by code; `others` are the cases that name no
    village, or none at all."""

    day: date
    position: int
    rows: Sequence[VillageRow]
    others: Waits

    @cached_property
    def waits(self) -> Waits:
        return _sum(row.waits for row in self.rows)

    @property
    def silent(self) -> int:
        """Villages that never reported."""
        return sum(not row.received for row in self.rows)

    @property
    def need(self) -> int:
        return sum(row.need for row in self.rows)

    def signals(self, signal: Signal | None) -> int:
        """Villages with such a signal, or without anybody telling of it."""
        return sum((r.village and r.village.signal) == signal for r in self.rows)

    @property
    def uncounted(self) -> int:
        """Villages that may need a point, but for how many people is not known."""
        return sum(
            row.village is None or row.village.without_channel is None
            for row in self.rows
        )

    def chosen(
        self,
        *,
        region: str | None = None,
        signal: Signal | None = None,
        silent: bool | None = None,
    ) -> "VillageBoard":
        """Only those in a region, with a signal, that never reported or did."""
        rows = [
            row
            for row in self.rows
            if (region is None or f"{row.code}.".startswith(f"{region}."))
            and (signal is None or (row.village and row.village.signal) == signal)
            and (silent is None or silent == (not row.received))
        ]
        return replace(self, rows=rows)

    @property
    def plan(self) -> list[VillageRow]:
        """Where a point would serve anybody: those with most people without a channel
        first; of as many those from which fewer cases came."""
        needy = [row for row in self.rows if row.need]
        return sorted(needy, key=lambda row: (-row.need, row.received, row.code))


def board(here: Installation, actor: Actor, day: date) -> VillageBoard:
    """All villages, as of the end of `day`, of what the actor sees."""
    found, position = cases(here.pool, day, hidden=actor.role in SEES_HIDDEN)
    reference = here.app.reference()
    rows = list(_rows(reference, reference.villages.on(day), found))
    known = {row.code for row in rows}
    others = _sum(waits for code, waits in found.items() if code not in known)
    return VillageBoard(day=day, position=position, rows=rows, others=others)


def _rows(
    reference: Reference, told: Mapping[str, Told], found: Mapping[str, Waits]
) -> Iterator[VillageRow]:
    for code, name in sorted(reference.regions.names.items()):
        if is_village(code):
            yield VillageRow(code, name, told.get(code), found.get(code, _NO_CASES))


def _sum(waits: Iterator[Waits]) -> Waits:
    total = dict(_NO_CASES)
    for one in waits:
        for name, number in one.items():
            total[name] += number
    return total
