"""`tuntas serve | demo | runner | migrate`: what runs, and the tables it needs."""

import click

from api import logs
from api.command_line import command_line, telling_faults
from api.demo import run
from api.installation import opened
from api.keeper import keep
from api.serve import Serve
from api.settings import Settings


@click.command()
@click.option("--host", help="address to listen on")
@click.option("--port", type=int, help="port to listen on; 0 takes a free one")
@click.option("--workers", type=int, help="API processes")
@click.option("--no-runner", is_flag=True, help="read models are kept elsewhere")
@command_line
def serve(given: Settings, no_runner: bool) -> None:
    """Serve: database, API and runner."""
    logs.configure("serve")
    Serve(given, runner=not no_runner).run()


@click.command()
@click.option("--port", type=int, help="port to listen on; 0 takes a free one")
@click.option(
    "--cases",
    type=click.IntRange(1),
    default=300,
    show_default=True,
    help="invented cases",
)
@click.option("--seed", default=1, show_default=True, help="same seed, same cases")
def demo(port: int | None, cases: int, seed: int) -> None:
    """Serve invented cases from a directory that is thrown away at the end."""
    logs.configure("serve")
    with telling_faults():
        run(port, cases, seed)


@click.command()
@command_line
def runner(given: Settings) -> None:
    """Keep the read models, apart from the API."""
    logs.configure("runner")
    with opened(given) as here:
        code = keep(here)
    raise SystemExit(code)


@click.command()
@command_line
def migrate(given: Settings) -> None:
    """Make the databases, tables and seeds, once; safe to repeat."""
    with opened(given):
        click.echo("the tables are as this release needs them", err=True)
