"""`tuntas agency` and `tuntas officer`: who works on cases."""

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from api import reference_bodies as bodies
from api.cli_reference import record, table, words
from api.command_line import AS_JSON, command_line, show
from api.installation import opened
from api.offices import agency_row, appoint, invite, known_agency, prepared
from api.settings import Settings
from domain.event import Event, Origin
from domain.reference import Reference


@click.group()
def agency() -> None:
    """Agencies, and the governments a case is handed over to."""


@agency.command("list")
@AS_JSON
@command_line
def agency_list(given: Settings, as_json: bool) -> None:
    """List code, name, kind and region, and into which it was merged and when."""
    with opened(given) as here:
        found = here.app.reference().agencies.by_code.values()
    rows = [agency_row(agency) for agency in found]
    show(rows, as_json, empty="no agencies yet: tuntas agency add")


@agency.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--kind", default="agency", show_default=True, help="or government")
@click.option("--region", help="its Kemendagri code, as 62.03")
@command_line
def agency_add(given: Settings, **said: Any) -> None:
    """Register an agency."""
    checked = words(bodies.RegisterAgency, said)
    with opened(given) as here:
        record(here, lambda r, origin: r.agencies.register(origin, **checked))


@agency.command("change")
@click.argument("code")
@click.option("--name", required=True)
@click.option("--reason", required=True)
@command_line
def agency_change(given: Settings, code: str, **said: Any) -> None:
    """Rename an agency."""
    checked = words(bodies.RenameAgency, said)
    with opened(given) as here:
        record(here, lambda r, origin: r.agencies.rename(origin, code=code, **checked))


@agency.command("merge")
@click.argument("code")
@click.option("--into", required=True, help="the agency that takes over its cases")
@click.option("--reason", required=True)
@click.option("--from", "valid_from", help="the day from which it counts; else today")
@command_line
def agency_merge(given: Settings, code: str, **said: Any) -> None:
    """Merge an agency into its successor; the cases keep their history."""
    checked = words(bodies.MergeAgency, said)
    with opened(given) as here:
        checked["valid_from"] = checked["valid_from"] or here.today()
        record(here, lambda r, origin: r.agencies.merge(origin, code=code, **checked))


@agency.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@command_line
def agency_import(given: Settings, file: Path) -> None:
    """Register the agencies of a CSV with columns code and name (kind, region).

    A code that is known already is left as it is.
    """
    columns = ("code", "name", "kind", "region")
    rows = [
        words(bodies.RegisterAgency, {n: row[n] for n in columns if n in row})
        for row in table(file, ("code", "name"))
    ]
    with opened(given) as here:
        known = here.app.reference().agencies
        new = {row["code"]: row for row in rows if row["code"] not in known}
        for said in new.values():
            record(here, lambda r, o, s=said: r.agencies.register(o, **s))  # type: ignore[misc]
    click.echo(f"{len(new)} agencies new", err=True)


@click.group()
def officer() -> None:
    """Officers: who may act, in which role, for which agency."""


_FIRST_DAY = click.option("--from", "valid_from", help="the first day of the tenure")
_LAST_DAY = click.option("--to", "valid_to", help="the last day of the tenure")


@officer.command("list")
@AS_JSON
@command_line
def officer_list(given: Settings, as_json: bool) -> None:
    """List id, role, agency and days; names stay sealed."""
    with opened(given) as here:
        found = here.app.reference().officers.by_id.values()
    rows = [
        {
            "id": str(o.id),
            "role": o.role,
            "agency": o.agency,
            "valid_from": o.valid_from,
            "valid_to": o.valid_to,
            "dismissed": o.dismissed or None,
        }
        for o in found
    ]
    show(rows, as_json, empty="no officers yet: tuntas officer add --role coordinator")


@officer.command("add")
@click.option("--role", required=True)
@click.option("--agency", help="for liaison and supervisor")
@click.option("--name", help="kept sealed")
@_FIRST_DAY
@_LAST_DAY
@command_line
def officer_add(given: Settings, **said: Any) -> None:
    """Appoint an officer; its id to standard output, its token to standard error."""
    checked = words(bodies.AppointOfficer, said)
    with opened(given) as here:
        new = prepared(here, here.origin(), **checked)
        appoint(here, new)
    click.echo(f"token, shown this once: {new.token}", err=True)
    click.echo(str(new.officer))


@officer.command("change")
@click.argument("id", type=click.UUID)
@click.option("--role")
@click.option("--agency", help="for liaison and supervisor")
@_FIRST_DAY
@_LAST_DAY
@click.option("--dismiss", is_flag=True, help="its tokens open nothing from now on")
@command_line
def officer_change(given: Settings, id: UUID, dismiss: bool, **said: Any) -> None:
    """Give an officer the office anew (role, agency, days), or dismiss it."""
    office = any(value is not None for value in said.values())
    if dismiss == office or (office and said["role"] is None):
        raise click.UsageError(
            "say --role, with --agency if it needs one, or --dismiss"
        )
    checked = {} if dismiss else words(bodies.ChangeOfficer, said)

    def change(reference: Reference, origin: Origin) -> Event:
        if dismiss:
            return reference.officers.dismiss(origin, officer=id)
        known_agency(reference, checked["agency"])
        return reference.officers.change(origin, officer=id, **checked)

    with opened(given) as here:
        record(here, change)


@officer.command("invite")
@click.argument("id", type=click.UUID)
@command_line
def officer_invite(given: Settings, id: UUID) -> None:
    """Print a code with which the officer chooses user name and password, at
    /masuk/undangan, once and within a week; an earlier one counts no more."""
    with opened(given) as here:
        click.echo(invite(here, here.origin(), id))
