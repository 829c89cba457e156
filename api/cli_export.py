"""`tuntas export`: copies that leave, each recorded with its reason before."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Literal
from uuid import UUID

import click

from api.cli_what_if import Day
from api.command_line import AS_JSON, command_line, show, telling_faults
from api.exporting import bundling, figures
from api.exporting.bundling import Wanted
from api.exporting.making import EventLog, begun
from api.exporting.whole_file import whole_file
from api.exports_made import exports_made
from api.identity import SYSTEM
from api.installation import Installation, opened
from api.offices import serving
from api.problems import NotReached
from api.settings import Settings, SettingsError
from domain import roles
from ledger.checkpoint import Checkpoint
from ledger.note import NoteError
from ledger.verifying import PAGE
from projections.filters import Filters
from projections.visibility import Visibility
from storage.ledger_extract import NothingSealed, NotSealed
from storage.read_model import positions, wait_for

WAIT_SECONDS = 5.0
UNRESTRICTED = Visibility()
"""The terminal has no role: restricted cases are left out."""

_FILE = click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
_REASON = click.option(
    "--reason", required=True, help="why; recorded before the first byte, kept sealed"
)
_OFFICER = click.option("--officer", type=click.UUID, help="the officer who runs it")


@click.group()
def export() -> None:
    """Copies that leave, each recorded with its reason before."""


@export.command("ocel")
@_FILE
@_REASON
@_OFFICER
@command_line
def export_ocel(given: Settings, file: str, reason: str, officer: UUID | None) -> None:
    """Write an object-centric event log (OCEL 2.0, JSON) to FILE, or to - .

    Codes and times without texts; cases, agencies and officers by opaque names, the
    same in every export of this installation. Restricted cases are left out.
    """
    _write(given, "ocel", file, reason, officer)


@export.command("events")
@_FILE
@click.option("--format", "form", type=click.Choice(["csv", "xes"]), default="csv")
@_REASON
@_OFFICER
@command_line
def export_events(
    given: Settings,
    file: str,
    form: Literal["csv", "xes"],
    reason: str,
    officer: UUID | None,
) -> None:
    """Write the same as a flat event log: a line an event, or a trace a case."""
    _write(given, form, file, reason, officer)


@export.command("bundle")
@_FILE
@click.option("--case", "ref", metavar="CASE", help="only this case's events")
@click.option("--from", "first", type=click.IntRange(min=1), help="first position")
@click.option("--to", "last", type=click.IntRange(min=1), help="last position")
@click.option(
    "--checkpoint",
    "kept",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="a head that was kept, to be proven from; a whole bundle needs none",
)
@_REASON
@_OFFICER
@command_line
def export_bundle(
    given: Settings,
    file: str,
    ref: str | None,
    first: int | None,
    last: int | None,
    kept: tuple[Path, ...],
    reason: str,
    officer: UUID | None,
) -> None:
    """Write a bundle for `tuntas verify` to FILE, or to - : all events, or a part.

    Sealed texts stay sealed: the terminal has no role.
    """
    if ref and (first or last):
        raise click.UsageError("say --case, or --from and --to, not both")
    if first and last and last < first:
        raise click.UsageError("--from and --to are positions, the first one first")
    said = _said(reason)
    with opened(given) as here:
        origin = replace(here.origin(), run_by=_exporter(here, officer))
        wanted = Wanted(
            case=here.cases.of_any_kind(ref, SYSTEM) if ref else None,
            first=first,
            last=last,
            since=tuple(map(_size, kept)),
        )
        try:
            with _whole(file) as out:
                made, parts = bundling.begun(here, wanted, origin, said)
                out.writelines(parts)
        except (NothingSealed, NotSealed) as error:
            raise click.ClickException(str(error.__doc__)) from error
    click.echo(f"{made.events} events, up to position {made.up_to}", err=True)


def _size(path: Path) -> int:
    try:
        return Checkpoint.of_note(path.read_text("utf-8")).size
    except (NoteError, UnicodeDecodeError) as error:
        msg = f"{path} is no signed head: see tuntas ledger head"
        raise click.BadParameter(msg, param_hint="--checkpoint") from error


@export.command("figures")
@_FILE
@click.option("--as-of", type=Day(), help="at the end of that day; today if not given")
@click.option("--from", "first", type=Day(), help="cases received from this day")
@click.option("--to", "last", type=Day(), help="cases received to this day")
@click.option("--agency", help="a code")
@click.option("--category", help="a code")
@click.option("--region", help="a code; what lies below it counts too")
@command_line
def export_figures(
    given: Settings,
    file: str,
    as_of: date | None,
    first: date | None,
    last: date | None,
    agency: str | None,
    category: str | None,
    region: str | None,
) -> None:
    """Write the dashboard with its question, position and signed head to FILE, or to
    - : whoever has a whole bundle counts it again by `tuntas recount`."""
    filters = Filters(
        agency=agency,
        category=category,
        region=region,
        received_from=first,
        received_to=last,
    )
    with opened(given) as here, _whole(file) as out:
        _caught_up(here)
        try:
            document = figures.made(here, as_of or here.today(), filters)
        except NotReached as error:
            msg = "the log has not come that far; is the runner up?"
            raise click.ClickException(msg) from error
        out.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")


@export.command("verifier")
@_FILE
def export_verifier(file: str) -> None:
    """Write the page that judges a bundle in a browser, without a server."""
    with telling_faults(), _whole(file) as out:
        out.write(PAGE.read_bytes())


@export.command("list")
@AS_JSON
@command_line
def export_list(given: Settings, as_json: bool) -> None:
    """List the exports that were made; reasons and names stay sealed."""
    with opened(given) as here:
        rows = exports_made(here, reasons=False)
    kept = [{n: v for n, v in row.items() if n not in _SEALED} for row in rows]
    show(kept, as_json, empty="no export was made yet: tuntas export ocel FILE")


_SEALED = ("name", "reason")


def _write(
    given: Settings, what: EventLog, file: str, reason: str, officer: UUID | None
) -> None:
    said = _said(reason)
    with opened(given) as here:
        _caught_up(here)
        origin = replace(here.origin(), run_by=_exporter(here, officer))
        with _whole(file) as out:
            made, parts = begun(here, what, UNRESTRICTED, origin, said)
            out.writelines(parts)
    click.echo(
        f"{made.cases} cases with {made.events} events, up to position {made.up_to}",
        err=True,
    )


def _exporter(here: Installation, officer: UUID | None) -> str | None:
    """Who may over HTTP may here; raises `SettingsError` for others."""
    run_by = serving(here, officer)
    known = here.app.reference().officers.get(officer) if officer else None
    if known and known.role not in (may := roles.READS["exports"]):
        msg = f"--officer names a {known.role}; exports are for: {', '.join(may)}"
        raise SettingsError(msg)
    return run_by


def _said(reason: str) -> str:
    if len(reason.strip()) < 3:
        raise click.UsageError("say in --reason, in a few words, why it leaves")
    return reason.strip()


@contextmanager
def _whole(file: str) -> Iterator[IO[bytes]]:
    try:
        with whole_file(file) as out:
            yield out
    except OSError as error:
        msg = f"cannot write {file}: {error.strerror}; name another file"
        raise SettingsError(msg) from error


def _caught_up(here: Installation) -> None:
    """Wait for the register; raises `SettingsError` where nobody keeps it."""
    head = here.recorder.max_notification_id() or 0
    if not wait_for(here.pool, "register", head, WAIT_SECONDS):
        at = positions(here.pool)["register"]
        msg = (
            f"the register has come to position {at} of {head}; start tuntas serve or "
            "tuntas runner, or run tuntas rebuild register"
        )
        raise SettingsError(msg)
