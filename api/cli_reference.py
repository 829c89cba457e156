"""`tuntas agency | officer | category | rule | region | calendar`."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import click
import holidays

from api import reference_bodies as bodies
from api.bodies import Body
from api.command_line import command_line, show
from api.commands import InvalidBody, parse
from api.installation import Installation, opened
from api.offices import appoint, known_agency, prepared
from api.settings import Settings
from domain.event import Event, Origin
from domain.reference import Reference

AS_JSON = click.option("--json", "as_json", is_flag=True)
Change = Callable[[Reference, Origin], Event]


def _record(here: Installation, change: Change) -> None:
    position = here.app.change_reference(lambda r: change(r, here.origin()))
    click.echo(f"recorded at position {position}", err=True)


def _words(model: type[Body], given: dict[str, Any]) -> dict[str, Any]:
    """The words of a body, checked as over HTTP."""
    said = {name: value for name, value in given.items() if value is not None}
    try:
        return parse(model, said).words()
    except InvalidBody as error:
        raise click.UsageError(str(error)) from None


def _table(file: Path, *columns: str) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened_file:
            reader = csv.DictReader(opened_file)
            missing = set(columns) - set(reader.fieldnames or ())
            if missing:
                text = ", ".join(sorted(missing))
                raise click.UsageError(f"{file} lacks the column {text}")
            return list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise click.UsageError(f"cannot read {file}: {error}") from None


@click.group()
def agency() -> None:
    """Agencies, and the governments a case is handed over to."""


@agency.command("list")
@AS_JSON
@command_line
def agency_list(given: Settings, as_json: bool) -> None:
    """List code, name, kind and region."""
    with opened(given) as here:
        found = here.app.reference().agencies.by_code.values()
    rows = [
        {"code": a.code, "name": a.name, "kind": a.kind, "region": a.region}
        for a in found
    ]
    show(rows, as_json, empty="no agencies yet: tuntas agency add")


@agency.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--kind", default="agency", show_default=True)
@click.option("--region")
@command_line
def agency_add(given: Settings, **words: Any) -> None:
    """Register an agency."""
    said = _words(bodies.RegisterAgency, words)
    with opened(given) as here:
        _record(here, lambda r, origin: r.agencies.register(origin, **said))


@agency.command("change")
@click.argument("code")
@click.option("--name", required=True)
@click.option("--reason", required=True)
@command_line
def agency_change(given: Settings, code: str, **words: Any) -> None:
    """Rename an agency."""
    said = _words(bodies.RenameAgency, words)
    with opened(given) as here:
        _record(here, lambda r, origin: r.agencies.rename(origin, code=code, **said))


@agency.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@command_line
def agency_import(given: Settings, file: Path) -> None:
    """Register the agencies of a CSV with columns code and name (kind, region)."""
    rows = [
        _words(
            bodies.RegisterAgency,
            {n: row[n] for n in ("code", "name", "kind", "region") if row.get(n)},
        )
        for row in _table(file, "code", "name")
    ]
    with opened(given) as here:
        known = here.app.reference().agencies
        for said in rows:
            if said["code"] not in known:
                _record(here, lambda r, o, s=said: r.agencies.register(o, **s))  # type: ignore[misc]


@click.group()
def officer() -> None:
    """Officers: who may act, in which role, for which agency."""


@officer.command("list")
@AS_JSON
@command_line
def officer_list(given: Settings, as_json: bool) -> None:
    """List id, role and agency; names stay sealed."""
    with opened(given) as here:
        found = here.app.reference().officers.by_id.values()
    rows = [
        {
            "id": str(o.id),
            "role": o.role,
            "agency": o.agency,
            "dismissed": o.dismissed or None,
        }
        for o in found
    ]
    show(rows, as_json, empty="no officers yet: tuntas officer add --role coordinator")


@officer.command("add")
@click.option("--role", required=True)
@click.option("--agency")
@click.option("--name", help="kept sealed")
@command_line
def officer_add(
    given: Settings, role: str, agency: str | None, name: str | None
) -> None:
    """Appoint an officer; its id to standard output, its token to standard error."""
    with opened(given) as here:
        new = prepared(here, here.origin(), role, agency, name)
        appoint(here, new)
    click.echo(f"token, shown this once: {new.token}", err=True)
    click.echo(str(new.officer))


@officer.command("change")
@click.argument("id", type=click.UUID)
@click.option("--role")
@click.option("--agency")
@click.option("--dismiss", is_flag=True, help="its tokens open nothing from now on")
@command_line
def officer_change(
    given: Settings, id: UUID, role: str | None, agency: str | None, dismiss: bool
) -> None:
    """Give an officer another role or agency, or dismiss it."""
    if dismiss == (role is not None):
        raise click.UsageError(
            "say --role, with --agency if it needs one, or --dismiss"
        )

    def change(reference: Reference, origin: Origin) -> Event:
        if dismiss:
            return reference.officers.dismiss(origin, officer=id)
        said = _words(bodies.ChangeOfficer, {"role": role, "agency": agency})
        known_agency(reference, agency)
        return reference.officers.change(origin, officer=id, **said)

    with opened(given) as here:
        _record(here, change)


@click.group()
def category() -> None:
    """Categories of complaints."""


@category.command("list")
@AS_JSON
@command_line
def category_list(given: Settings, as_json: bool) -> None:
    """List code and name."""
    with opened(given) as here:
        found = here.app.reference().categories.names
    rows = [{"code": code, "name": name} for code, name in found.items()]
    show(rows, as_json, empty="no categories yet: tuntas category add")


@category.command("add")
@click.argument("code")
@click.argument("name")
@command_line
def category_add(given: Settings, **words: Any) -> None:
    """Add a category."""
    said = _words(bodies.AddCategory, words)
    with opened(given) as here:
        _record(here, lambda r, origin: r.categories.add(origin, **said))


@category.command("change")
@click.argument("code")
@click.option("--name", required=True)
@command_line
def category_change(given: Settings, code: str, **words: Any) -> None:
    """Rename a category."""
    said = _words(bodies.RenameCategory, words)
    with opened(given) as here:
        _record(here, lambda r, origin: r.categories.rename(origin, code=code, **said))


@click.group()
def rule() -> None:
    """Service standards: rules with limit, unit and legal basis."""


@rule.command("list")
@AS_JSON
@command_line
def rule_list(given: Settings, as_json: bool) -> None:
    """List every version of every rule."""
    with opened(given) as here:
        found = here.app.reference().standards.rules
    rows = [
        {
            "rule": one.id,
            "version": one.version,
            "limit": one.limit,
            "unit": one.unit,
            "status": one.status,
            "valid_from": one.valid_from,
            "legal_basis": one.legal_basis,
        }
        for versions in found.values()
        for one in versions
    ]
    show(rows, as_json, empty="no rules yet: tuntas rule add")


@rule.command("add")
@click.argument("rule_id")
@click.option("--description", required=True)
@click.option("--limit", type=int)
@click.option("--unit", help="working_days, calendar_days, hours, months or years")
@click.option("--legal-basis", required=True)
@click.option("--status", default="provisional", show_default=True)
@click.option("--valid-from", required=True, help="the first day on which it counts")
@command_line
def rule_add(given: Settings, rule_id: str, **words: Any) -> None:
    """Adopt a rule, or a new version of it; promises already given stand."""
    said = _words(bodies.AdoptRule, {"rule": rule_id, **words})
    with opened(given) as here:
        _record(here, lambda r, origin: r.standards.adopt(origin, **said))


@click.group()
def region() -> None:
    """Regions by their Kemendagri codes."""


@region.command("list")
@click.option("--below", help="only those in a region, as 62.03")
@AS_JSON
@command_line
def region_list(given: Settings, below: str | None, as_json: bool) -> None:
    """List code and name."""
    with opened(given) as here:
        found = sorted(here.app.reference().regions.names.items())
    inside = f"{below}." if below else ""
    rows = [{"code": c, "name": n} for c, n in found if c.startswith(inside)]
    show(rows, as_json, empty="no regions here: tuntas region import FILE")


@region.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", help="the decree; default: the file's name")
@command_line
def region_import(given: Settings, file: Path, source: str | None) -> None:
    """Adopt the regions of a CSV with columns code and name (or kode and nama)."""
    try:
        rows = [(r["code"], r["name"]) for r in _table(file, "code", "name")]
    except click.UsageError:
        rows = [(r["kode"], r["nama"]) for r in _table(file, "kode", "nama")]
    regions = [{"code": code, "name": name} for code, name in rows]
    said = _words(
        bodies.AdoptRegions, {"source": source or file.name, "regions": regions}
    )
    with opened(given) as here:
        known = here.app.reference().regions.names
        said["regions"] = tuple(
            r for r in said["regions"] if known.get(r.code) != r.name
        )
        if said["regions"]:
            _record(here, lambda r, origin: r.regions.adopt(origin, **said))
        click.echo(f"{len(said['regions'])} regions new or renamed", err=True)


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
            {"year": y, "status": a.status, "days": len(a.holidays), "decree": a.decree}
            for y, a in sorted(years.items())
        ]
    else:
        days = years[year].holidays.values() if year in years else ()
        rows = [{"day": h.day, "kind": h.kind, "name": h.name} for h in days]
    show(rows, as_json, empty=f"not adopted: tuntas calendar adopt {year or 'YEAR'}")


@calendar.command("adopt")
@click.argument("year", type=click.IntRange(1990, 2200))
@click.option("--decree", help="the decree's numbers; without one it is provisional")
@click.option("--yes", is_flag=True, help="adopt without asking")
@command_line
def calendar_adopt(given: Settings, year: int, decree: str | None, yes: bool) -> None:
    """Propose a year's days from the `holidays` package, and record what is adopted."""
    proposed = proposal(year)
    if not proposed:
        raise click.UsageError(f"the holidays package knows no days of {year}")
    for day in proposed:
        click.echo(f"{day['day']}  {day['kind']:<11}  {day['name']}", err=True)
    if not yes:
        click.confirm(
            f"Adopt these {len(proposed)} days for {year}?", abort=True, err=True
        )
    status = "confirmed" if decree else "provisional"
    said = _words(
        bodies.AdoptYear, {"decree": decree, "status": status, "holidays": proposed}
    )
    with opened(given) as here:
        _record(here, lambda r, origin: r.calendar.adopt(origin, year=year, **said))


def proposal(year: int) -> list[dict[str, str]]:
    """`{day, kind, name}`; the package's default leaves joint leave out."""

    def days(kind: str) -> dict[date, str]:
        return dict(
            holidays.country_holidays(
                "ID", years=year, categories=(kind,), language="id"
            )
        )

    national = days("public")
    joint = {d: n for d, n in days("government").items() if d not in national}
    found = [(d, "national", n) for d, n in national.items()]
    found += [(d, "joint_leave", n) for d, n in joint.items()]
    return [{"day": d.isoformat(), "kind": k, "name": n} for d, k, n in sorted(found)]


GROUPS = (agency, officer, category, rule, region, calendar)
