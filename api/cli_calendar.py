"""`tuntas calendar`: the days off of a year, and the decree that gives them."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from api import reference_bodies as bodies
from api.cli_reference import record, table, words
from api.command_line import AS_JSON, command_line, show
from api.installation import opened
from api.settings import Settings

ESTIMATED = "(perkiraan)"
"""How the package marks a day that follows from no decree."""
YEAR = click.argument("year", type=click.IntRange(1990, 2200))
DECREE = click.option(
    "--decree", help="the decree's numbers; without one it is provisional"
)
FROM = click.option("--from", "valid_from", help="the first day that it changes")
Days = list[dict[str, str]]


@click.group()
def calendar() -> None:
    """The working calendar, a decree a year."""


@calendar.command("list")
@click.argument("year", type=int, required=False)
@AS_JSON
@command_line
def calendar_list(given: Settings, year: int | None, as_json: bool) -> None:
    """List the adopted years, or the holidays of one."""
    with opened(given) as here:
        years = here.app.reference().calendar.years
    rows: list[dict[str, Any]]
    if year is None:
        rows = [
            {
                "year": y,
                "status": a.status,
                "days": len(a.holidays),
                "decree": a.decree,
                "valid_from": a.valid_from,
            }
            for y, a in sorted(years.items())
        ]
    else:
        days = years[year].holidays.values() if year in years else ()
        rows = [{"day": h.day, "kind": h.kind, "name": h.name} for h in days]
    show(rows, as_json, empty=f"not adopted: tuntas calendar adopt {year or 'YEAR'}")


@calendar.command("adopt")
@YEAR
@DECREE
@FROM
@click.option("--yes", is_flag=True, help="adopt without asking")
@command_line
def calendar_adopt(
    given: Settings, year: int, decree: str | None, valid_from: str | None, yes: bool
) -> None:
    """Propose a year's days from the `holidays` package, and record what is adopted."""
    proposed = proposal(year)
    for day in proposed:
        click.echo(f"{day['day']}  {day['kind']:<11}  {day['name']}", err=True)
    missing = doubts(proposed)
    for doubt in missing:
        click.echo(doubt, err=True)
    if decree and missing:
        click.echo(
            f"{year} stays provisional: give the decree's own days with "
            f"tuntas calendar import {year} FILE --decree TEXT",
            err=True,
        )
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("nobody is here to ask: say --yes to adopt them")
        question = f"Adopt these {len(proposed)} days for {year}?"
        click.confirm(question, abort=True, err=True)
    said = {"decree": decree, "valid_from": valid_from}
    _adopt(given, year, said, proposed, confirmed=bool(decree and not missing))


@calendar.command("import")
@YEAR
@click.argument("file", type=click.Path(path_type=Path))
@DECREE
@FROM
@command_line
def calendar_import(
    given: Settings, year: int, file: Path, decree: str | None, valid_from: str | None
) -> None:
    """Adopt a year's days from a CSV with columns day, kind and name.

    The kind is national or joint_leave. The days take the place of all that were
    adopted for that year before.
    """
    columns = ("day", "kind", "name")
    days = [{n: row.get(n, "") for n in columns} for row in table(file, columns)]
    said = {"decree": decree, "valid_from": valid_from}
    _adopt(given, year, said, days, confirmed=bool(decree))


def _adopt(
    given: Settings,
    year: int,
    named: dict[str, str | None],
    days: Days,
    *,
    confirmed: bool,
) -> None:
    status = "confirmed" if confirmed else "provisional"
    decree = named["decree"]
    said = words(bodies.AdoptYear, {**named, "status": status, "holidays": days})
    with opened(given) as here:
        before = here.app.reference().calendar.years.get(year)
        if before and before.holidays == {h.day: h for h in said["holidays"]}:
            if decree in (None, before.decree):
                click.echo(f"{year} is adopted so already", err=True)
                return
        if before and before.status == "confirmed" and not decree:
            raise click.UsageError(
                f"{year} rests on {before.decree}; name with --decree what replaces it"
            )
        record(here, lambda r, origin: r.calendar.adopt(origin, year=year, **said))


def proposal(year: int) -> Days:
    """`{day, kind, name}`; the package's default leaves joint leave out."""
    import holidays

    def days(kind: str) -> dict[date, str]:
        found = holidays.country_holidays(
            "ID", years=year, categories=(kind,), language="id"
        )
        return dict(found)

    national = days("public")
    joint = {d: n for d, n in days("government").items() if d not in national}
    found = [(d, "national", n) for d, n in national.items()]
    found += [(d, "joint_leave", n) for d, n in joint.items()]
    return [{"day": d.isoformat(), "kind": k, "name": n} for d, k, n in sorted(found)]


def doubts(proposed: Days) -> list[str]:
    """Why the proposed days are not those of a decree; none where they may be."""
    estimated = sum(ESTIMATED in day["name"] for day in proposed)
    found = []
    if estimated:
        found.append(f"{estimated} of these days are estimates {ESTIMATED}")
    if not any(day["kind"] == "joint_leave" for day in proposed):
        found.append("joint leave (cuti bersama) is not known for this year")
    return found
