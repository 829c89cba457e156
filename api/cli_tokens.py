"""`tuntas token create | revoke | list`."""

from uuid import UUID

import click

from api.command_line import AS_JSON, command_line, show
from api.installation import opened
from api.offices import appoint, prepared
from api.settings import Settings


@click.group()
def token() -> None:
    """Tokens of officers: opaque, revocable, shown once."""


@token.command("create")
@click.option("--role", required=True, help="the role of a new officer")
@click.option("--agency", help="its agency, for liaison and supervisor")
@click.option("--name", help="the officer's name; kept sealed")
@command_line
def token_create(
    given: Settings, role: str, agency: str | None, name: str | None
) -> None:
    """Appoint an officer and print a token for it, this once."""
    with opened(given) as here:
        new = prepared(here, here.origin(), role, agency, name)
        appoint(here, new)
    click.echo(f"officer {new.officer}", err=True)
    click.echo(new.token)


@token.command("revoke")
@click.argument("id", type=click.UUID)
@command_line
def token_revoke(given: Settings, id: UUID) -> None:
    """Make a token open nothing from now on."""
    with opened(given) as here:
        if not here.tokens.revoke(id):
            raise click.UsageError(f"there is no token {id}; see tuntas token list")


@token.command("list")
@AS_JSON
@command_line
def token_list(given: Settings, as_json: bool) -> None:
    """List the tokens by id; the tokens themselves are not known."""
    with opened(given) as here:
        officers = here.app.reference().officers
        rows = [
            {
                **row,
                "role": found.role
                if (found := officers.get(UUID(str(row["officer"]))))
                else None,
            }
            for row in here.tokens.listed()
        ]
    show(rows, as_json, empty="no tokens yet: tuntas token create --role coordinator")
