"""`tuntas village`: their signal, facilities and people, and who told us."""

import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from uuid import UUID

import click

from api.command_line import AS_JSON, command_line, show
from api.importing.rejects_file import rejects_file
from api.importing.row import Rejected
from api.importing.table import open_table
from api.importing.villages import read_villages
from api.installation import Installation, opened
from api.offices import serving
from api.settings import Settings
from domain.reference import Reference
from domain.villages import Village, VillagesSurveyed

AT_ONCE = 5_000
"""Villages of one event."""
DAY = date.fromisoformat


@click.group()
def village() -> None:
    """Villages: signal, facilities and people, as a file tells them."""


@village.command("list")
@click.option("--below", help="only those in a region, as 62.03")
@click.option("--on", type=DAY, metavar="DAY", help="as of that day; else today")
@AS_JSON
@command_line
def village_list(
    given: Settings, below: str | None, on: date | None, as_json: bool
) -> None:
    """List code, signal, office, school, health post, satellite point and people."""
    with opened(given) as here:
        found = here.app.reference().villages.on(on or here.today())
    inside = f"{below}." if below else ""
    rows = [asdict(found[code].village) for code in sorted(found)]
    rows = [row for row in rows if row["code"].startswith(inside)]
    show(rows, as_json, empty="nothing is told of villages: tuntas village import FILE")


@village.command("sources")
@AS_JSON
@command_line
def village_sources(given: Settings, as_json: bool) -> None:
    """List who imported what: source, its day, how many villages, when, by whom."""
    with opened(given) as here:
        surveys = here.app.reference().villages.surveys
    rows = [
        {
            "source": survey.source,
            "surveyed_on": survey.surveyed_on,
            "villages": len(survey.villages),
            "recorded_at": survey.recorded_at,
            "by": survey.run_by or survey.actor,
        }
        for survey in surveys
    ]
    show(rows, as_json, empty="nothing is told of villages: tuntas village import FILE")


@village.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", help="who tells it, as a letter's number; default: FILE")
@click.option("--on", type=DAY, metavar="DAY", help="as it was that day; else today")
@click.option("--officer", type=click.UUID, help="the officer who runs it")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="default: FILE.rejects.csv"
)
@command_line
def village_import(
    given: Settings,
    file: Path,
    source: str | None,
    on: date | None,
    officer: UUID | None,
    rejects: Path | None,
) -> None:
    """Take the villages of a CSV or XLSX with columns code and signal (office, school,
    health_post, satellite, people); exit code 1 when rows were rejected.

    What is known already is left as it is.
    """
    rejects = rejects or file.with_name(file.name + ".rejects.csv")
    found: list[Village] = []
    rejected = 0
    with opened(given) as here:
        run_by = serving(here, officer)
        regions = here.app.reference().regions.names
        with open_table(file) as table, rejects_file(rejects) as reject:
            for row in read_villages(table, regions):
                if isinstance(row, Rejected):
                    reject(row)
                    rejected += 1
                else:
                    found.append(row)
        new = _record(here, found, source or file.name, on or here.today(), run_by)
    click.echo(
        f"{len(found) + rejected} rows: {new} villages new or changed, "
        f"{len(found) - new} known already, {rejected} rejected",
        err=True,
    )
    if rejected:
        click.echo(f"rejected rows and their reasons: {rejects}", err=True)
        sys.exit(1)


def _record(
    here: Installation, found: list[Village], source: str, day: date, run_by: str | None
) -> int:
    """Record what is new in them; how many are."""
    new = here.app.reference().villages.new(found, day)
    for start in range(0, len(new), AT_ONCE):
        part = new[start : start + AT_ONCE]
        origin = replace(here.origin(), run_by=run_by)

        def decide(reference: Reference) -> VillagesSurveyed:
            return reference.villages.survey(
                origin,  # noqa: B023 - decided at once
                regions=reference.regions.names,
                today=here.today(),
                source=source,
                surveyed_on=day,
                villages=part,  # noqa: B023
            )

        position = here.app.change_reference(decide)
        click.echo(f"recorded at position {position}", err=True)
    return len(new)
