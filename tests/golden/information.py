"""Examples of public and of excluded information."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain import exclusions as x
from domain import public_information as p
from domain.event import Event
from tests.golden.parts import CASE_KEY, of, sealed

LISTED, TESTED = p.PUBLIC_INFORMATION_ID, x.EXCLUSIONS_ID
REPORT = p.Description(
    title="Laporan kinerja",
    summary="Capaian sasaran tahun 2025",
    kind="periodic",
    agency="dishub",
    held_by="Sekretariat",
    responsible="Kepala Dinas",
    made="Februari 2026, Palangka Raya",
    forms=("softcopy", "hardcopy"),
    retention="5 tahun",
    link="https://dishub.example/lkjip-2025.pdf",
)
DUE = p.PublicationDue("P-11", 1, date(2026, 2, 27), date(2026, 8, 27))
CLOSED = x.Outcome(
    title="Berkas pemeriksaan khusus",
    agency="inspektorat",
    ground="a",
    decision="exclude",
    decree="188.4/12/2026",
    tested_on=date(2026, 11, 2),
    valid_from=date(2026, 11, 3),
    valid_to=date(2028, 11, 2),
    other_law="PP 12/2017 Pasal 23",
)
TEXTS: dict[str, Any] = {name: sealed(name, "officer") for name in x.SEALED}

INFORMATION: dict[str, Event] = {
    "public_information.listed": p.InformationListed(
        **of(LISTED),
        code="lkjip-2025",
        description=REPORT,
        published_on=date(2026, 2, 27),
        due=DUE,
    ),
    "public_information.listed.least": p.InformationListed(
        **of(LISTED),
        code="sop-parkir",
        description=replace(REPORT, kind="anytime", forms=("hardcopy",), link=None),
        published_on=None,
        due=None,
    ),
    "public_information.changed": p.InformationChanged(
        **of(LISTED, 2),
        code="lkjip-2025",
        description=REPORT,
        reason="Unit berganti nama",
        due=DUE,
    ),
    "public_information.published": p.InformationPublished(
        **of(LISTED, 3),
        code="lkjip-2025",
        published_on=date(2026, 8, 20),
        link="https://dishub.example/lkjip-2026.pdf",
        due=replace(DUE, started_on=date(2026, 8, 20), due_on=date(2027, 2, 20)),
    ),
    "public_information.published.least": p.InformationPublished(
        **of(LISTED, 4),
        code="sop-parkir",
        published_on=date(2026, 8, 20),
        link=None,
        due=None,
    ),
    "public_information.withdrawn": p.InformationWithdrawn(
        **of(LISTED, 5), code="sop-parkir", reason="Digabung ke SOP lain"
    ),
    "public_information.decreed": p.ListsDecreed(
        **of(LISTED, 6),
        year=2026,
        decree="188.44/7/2026",
        decreed_on=date(2026, 1, 12),
    ),
    "exclusion.tested": x.ExclusionTested(
        **of(TESTED),
        **TEXTS,
        code="berkas-pemeriksaan",
        key=CASE_KEY,
        outcome=CLOSED,
    ),
    "exclusion.revised": x.ExclusionRevised(
        **of(TESTED, 2),
        **TEXTS,
        code="berkas-pemeriksaan",
        outcome=replace(CLOSED, decision="exclude_in_part", other_law=None),
        reason="Perkara sudah diputus",
    ),
    "exclusion.revised.disclosed": x.ExclusionRevised(
        **of(TESTED, 3),
        **TEXTS,
        code="berkas-pemeriksaan",
        outcome=replace(CLOSED, decision="disclose", valid_to=None),
        reason="Putusan berkekuatan tetap",
    ),
    "exclusion.ended": x.ExclusionEnded(
        **of(TESTED, 4),
        code="berkas-pemeriksaan",
        ended_on=date(2027, 5, 4),
        reason="Alasan pengecualian hilang",
    ),
}
