"""Villages of the demonstration: real ones, with invented signal, facilities, people.

Every district that a story tells of is among them, so that the check of texts for all
takes none for a person; five come with their villages. Codes and names are those of
Kepmendagri 300.2.2-2430/2025, as the data set cahyadsn/wilayah (MIT, Copyright (c)
2017-2025 Cahya DSN) gives them.
"""

import csv
from datetime import timedelta
from pathlib import Path

from api.importing.table import open_table
from api.importing.villages import read_villages
from api.installation import Installation
from api.invented.stories import Story
from api.seeding import SOURCE
from domain.reference import Reference
from domain.regions import Region, parent
from domain.villages import Village

FILE = Path(__file__).parent / "villages.csv"
TOLD = "Rekaan untuk peragaan"
YEAR = timedelta(days=365)
SILENT = 3
"""One village of so many never reports."""


def settle(here: Installation) -> None:
    """Record them, as they were a year ago."""
    with FILE.open(encoding="utf-8", newline="") as file:
        regions = tuple(Region(r["code"], r["name"]) for r in csv.DictReader(file))
    origin = here.origin()
    here.app.change_reference(
        lambda r: r.regions.adopt(origin, source=SOURCE, regions=regions)
    )
    names = here.app.reference().regions.names
    with open_table(FILE) as table:
        read = read_villages(table, names)
        villages = tuple(v for v in read if isinstance(v, Village))
    here.app.change_reference(
        lambda r: r.villages.survey(
            here.origin(),
            regions=names,
            today=here.today(),
            source=TOLD,
            surveyed_on=here.today() - YEAR,
            villages=villages,
        )
    )


def place_of(reference: Reference, story: Story, number: int) -> str | None:
    """Where in its district a story is told: the village, or the district alone where
    its villages are not known; None where it is not known either."""
    names = reference.regions.names
    district = next(
        (
            code
            for code, name in names.items()
            if parent(code) == story.region and name == story.district
        ),
        None,
    )
    villages = sorted(c for c in names if district and parent(c) == district)
    heard = [code for at, code in enumerate(villages) if at % SILENT]
    return heard[number % len(heard)] if heard else district


def on_the_way(reference: Reference, region: str | None, number: int) -> timedelta:
    """How long the record waits for signal."""
    told = {v.code: v for s in reference.villages.surveys for v in s.villages}
    village = told.get(region or "")
    if village is None or village.satellite or village.signal == "good":
        return timedelta()
    if village.signal == "weak":
        return timedelta(hours=number % 9)
    return timedelta(days=number % 12, hours=3)
