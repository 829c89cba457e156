"""A district with five villages, of which four were surveyed, and six cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from api.identity import REPORTER
from domain import complaint_decisions as decisions
from domain.decision import Decision
from domain.regions import Region
from domain.villages import Village
from projections.village_cases import VillageCases
from tests.catching_up import catch_up

if TYPE_CHECKING:
    from api.installation import Installation

DISTRICT = "62.03.10"
DARK, DIM, LIT, SERVED, UNTOLD = (f"{DISTRICT}.200{n}" for n in range(1, 6))
NAMES = {DISTRICT: "Timpah"} | {
    DARK: "Lawang Kajang",
    DIM: "Lungkuh Layang",
    LIT: "Timpah Kota",
    SERVED: "Petak Puti",
    UNTOLD: "Aruk",
}
SURVEY = (
    Village(DARK, "none", school=True, people=500),
    Village(DIM, "weak", office=True, people=1_400),
    Village(LIT, "good", people=3_000),
    Village(SERVED, "none", satellite=True),
)
HOUR = timedelta(hours=1)


def tell(here: Installation) -> None:
    """Three cases of one village, one of another, two of none; one is confidential."""
    change = here.app.change_reference
    regions = tuple(Region(code, name) for code, name in NAMES.items())
    change(lambda r: r.regions.adopt(here.origin(), source="Uji", regions=regions))
    change(
        lambda r: r.villages.survey(
            here.origin(),
            regions=NAMES,
            today=here.today(),
            source="Surat 500.14/456",
            surveyed_on=here.today() - timedelta(days=9),
            villages=SURVEY,
        )
    )
    for number, (region, waits, confidential) in enumerate(
        [
            (DIM, 0 * HOUR, False),
            (DIM, 5 * HOUR, False),
            (DIM, 200 * HOUR, True),
            (LIT, 30 * HOUR, False),
            ("62.03", 0 * HOUR, False),
            (None, 0 * HOUR, False),
        ]
    ):
        _receive(here, number, region, waits, confidential)
    model = VillageCases(here.settings.time_zone)
    assert catch_up(here.pool, model, here.changes().after(0))


def _receive(
    here: Installation,
    number: int,
    region: str | None,
    waits: timedelta,
    confidential: bool,
) -> None:
    origin = here.origin(REPORTER)
    origin = replace(origin, occurred_at=origin.recorded_at - waits)
    zone = here.settings.time_zone
    received = decisions.receive(
        Decision(origin, here.app.reference(), here.vault, zone),
        id=UUID(int=number + 1),
        case_number=f"AAAA-BBB{number}-C",
        access_code_hash=b"",
        channel="web",
        classification="complaint",
        title="Lampu padam",
        description="Di depan kantor desa.",
        region=region,
        confidential=confidential,
    )
    here.app.save(received)
