"""The command line: `tuntas`, also `python -m api`."""

from datetime import date, datetime
from uuid import UUID

import click

from api import cli_import, cli_reference, logs, settings
from api.app import VERSION
from api.command_line import FAULTS, command_line, show
from api.installation import opened
from api.keeper import keep
from api.offices import appoint, prepared
from api.rebuilding import rebuild_all
from api.replay import replayed
from api.settings import Settings, SettingsError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="tuntas")
def main() -> None:
    """Tuntas: public complaints, settled all the way."""


@main.command()
@click.option("--host", help="address to listen on")
@click.option("--port", type=int, help="port to listen on; 0 takes a free one")
@click.option("--workers", type=int, help="API processes")
@click.option("--no-runner", is_flag=True, help="read models are kept elsewhere")
@command_line
def serve(given: Settings, no_runner: bool) -> None:
    """Serve: database, API and runner."""
    from api.serve import Serve

    logs.configure("serve")
    Serve(given, runner=not no_runner).run()


@main.command()
@click.option("--port", type=int, help="port to listen on; 0 takes a free one")
@click.option("--cases", default=300, show_default=True, help="invented cases")
@click.option("--seed", default=1, show_default=True, help="same seed, same cases")
def demo(port: int | None, cases: int, seed: int) -> None:
    """Serve invented cases from a directory that is thrown away at the end."""
    from api.demo import run

    logs.configure("serve")
    try:
        run(port, cases, seed)
    except FAULTS as error:
        raise click.ClickException(str(error)) from error


@main.command()
@command_line
def runner(given: Settings) -> None:
    """Keep the read models, apart from the API."""
    logs.configure("runner")
    with opened(given) as here:
        code = keep(here)
    raise SystemExit(code)


@main.command()
@command_line
def migrate(given: Settings) -> None:
    """Make the databases, tables and seeds, once; safe to repeat."""
    with opened(given):
        click.echo("the tables are as this release needs them", err=True)


@main.group()
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
            raise click.ClickException(f"there is no token {id}; see tuntas token list")


@token.command("list")
@click.option("--json", "as_json", is_flag=True)
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


@main.command()
@click.argument("case")
@click.option("--as-of", type=date.fromisoformat, help="the end of that day")
@click.option("--known-at", type=datetime.fromisoformat, help="recorded by then")
@click.option("--version", type=int, help="any version")
@click.option("--json", "as_json", is_flag=True)
@command_line
def replay(
    given: Settings,
    case: str,
    as_of: date | None,
    known_at: datetime | None,
    version: int | None,
    as_json: bool,
) -> None:
    """The case's events, and the state they give, from the events alone."""
    with opened(given) as here:
        text = replayed(here, case, as_of, known_at, version, as_json)
    click.echo(text)


@main.command()
@click.argument("read_model", required=False)
@command_line
def rebuild(given: Settings, read_model: str | None) -> None:
    """Fold a read model, or all, from the first event; serving goes on meanwhile."""
    with opened(given) as here:
        rebuild_all(here, read_model)


@main.command("settings")
def show_settings() -> None:
    """Every setting with its effective value; secrets masked."""
    try:
        loaded = settings.load()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    for name, field in Settings.model_fields.items():
        value = getattr(loaded, name)
        click.echo(f"{settings.PREFIX}{name.upper()}={value}  # {field.description}")


main.add_command(cli_import.import_)
for group in cli_reference.GROUPS:
    main.add_command(group)
