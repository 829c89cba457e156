"""The command line: `tuntas`, also `python -m api`."""

import json
import signal
import threading
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from api import logs, settings
from api.app import VERSION
from api.installation import opened
from api.replay import replayed
from api.settings import Settings, SettingsError
from domain.refusals import Refusal
from storage.database import DatabaseUnavailable
from storage.embedded import EmbeddedPostgresError
from storage.master_key import MasterKeyError
from storage.schema import WrongInstallation

FAULTS = (
    SettingsError,
    MasterKeyError,
    WrongInstallation,
    EmbeddedPostgresError,
    DatabaseUnavailable,
    Refusal,
)


def command_line(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb `--data` and `--database-url`, and say faults without a trace."""

    @click.option("--data", type=click.Path(path_type=Path), help="data directory")
    @click.option("--database-url", help="a PostgreSQL server of yours instead")
    @wraps(function)
    def verb(data: Path | None, database_url: str | None, **given: Any) -> Any:
        try:
            loaded = settings.load(
                data=data,
                database_url=database_url,
                **{n: given.pop(n) for n in ("host", "port", "workers") if n in given},
            )
            return function(loaded, **given)
        except FAULTS as error:
            raise click.ClickException(str(error) or str(error.__doc__)) from error

    return verb


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
    from api.runner import run

    logs.configure("runner")
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with opened(given) as installation:
        run(installation, stop)


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
def token_create(given: Settings, role: str, agency: str | None, name: str | None) -> None:
    """Appoint an officer and print a token for it, this once."""
    from api.offices import appoint

    with opened(given) as here:
        officer = appoint(here, here.origin(), role, agency, name)
        click.echo(f"officer {officer}", err=True)
        click.echo(here.tokens.issue(officer))


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
            {**row, "role": found.role if (found := officers.get(UUID(str(row["officer"])))) else None}
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
    from api.rebuilding import rebuild as fold_again

    with opened(given) as here:
        fold_again(here, read_model)


@main.command("settings")
def show_settings() -> None:
    """Every setting with its effective value; secrets masked."""
    try:
        loaded = settings.load()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    for name, field in Settings.model_fields.items():
        click.echo(f"{settings.PREFIX}{name.upper()}={getattr(loaded, name)}  # {field.description}")


def show(rows: list[dict[str, Any]], as_json: bool, empty: str) -> None:
    """Rows to standard output, or a hint to standard error where there are none."""
    if as_json:
        click.echo(json.dumps(rows, default=str, ensure_ascii=False))
    elif not rows:
        click.echo(empty, err=True)
    else:
        for row in rows:
            click.echo("  ".join(str(v) for v in row.values() if v is not None))


# The verbs below stand in files of their own and add themselves to `main`.
from api import cli_import, cli_reference  # noqa: E402

main.add_command(cli_import.import_)
for group in cli_reference.GROUPS:
    main.add_command(group)
