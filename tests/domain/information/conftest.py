"""The lists of one installation, told one command after the other, each on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from domain.decision import Decision
from domain.event import Event, Origin
from domain.exclusions import Exclusion, Outcome
from domain.public_information import Description, PublicItem
from domain.reference import Reference, fold
from domain.refusals import InvalidField
from domain.sealing import Vault

if TYPE_CHECKING:
    from tests.domain.conftest import MemoryVault

ZONE = ZoneInfo("Asia/Pontianak")
DESCRIPTION = Description(
    title="Laporan kinerja Dinas Perhubungan",
    summary="Capaian sasaran dan anggaran",
    kind="periodic",
    agency="dishub",
    held_by="Sekretariat",
    responsible="Kepala Dinas",
    made="Februari 2026, Palangka Raya",
    forms=("softcopy",),
    retention="5 tahun",
)
OUTCOME = Outcome(
    title="Rencana pengamanan objek vital",
    agency="dishub",
    ground="c",
    decision="exclude",
    decree="188.4/12/2026",
    tested_on=date(2026, 3, 2),
    valid_from=date(2026, 3, 3),
    valid_to=date(2027, 3, 2),
)
TEXTS = {
    "tested_by": "Ani dan Budi, PPID",
    "if_disclosed": "Jadwal patroli diketahui orang.",
    "if_withheld": "Warga tidak tahu, namun tetap aman.",
}


@dataclass
class Lists:
    """`reference` goes on with each event that is decided."""

    reference: Reference
    origin: Origin
    vault: MemoryVault
    day: date = date(2026, 3, 3)

    def at(self, hour: int = 3) -> Decision:
        now = datetime(self.day.year, self.day.month, self.day.day, hour, tzinfo=UTC)
        origin = replace(self.origin, occurred_at=now, recorded_at=now)
        vault: Vault = self.vault
        return Decision(origin, self.reference, vault, ZONE)

    def when(self, decide: Callable[..., Event], **words: Any) -> Any:
        event = decide(self.at(), **words)
        self.reference = fold(self.reference, [event])
        return event

    def refused(self, decide: Callable[..., Event], **words: Any) -> tuple[str, str]:
        """Field and problem."""
        before = self.reference
        with pytest.raises(InvalidField) as refusal:
            decide(self.at(), **words)
        assert self.reference is before
        details = refusal.value.details
        return details["field"], details["problem"]

    def item(self, code: str = "lkjip") -> PublicItem:
        return self.reference.public_information.by_code[code]

    def exclusion(self, code: str = "rencana") -> Exclusion:
        return self.reference.exclusions.by_code[code]


@pytest.fixture
def lists(
    seeded: Reference, origin: Origin, new_vault: Callable[[], MemoryVault]
) -> Lists:
    return Lists(seeded, origin, new_vault())
