"""`tuntas import`: cases from CSV or XLSX, with progress, safe to repeat."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import click
import structlog

from api import instants, logs
from api.command_line import AS_JSON, command_line
from api.importing.booking import Booking, Tally
from api.importing.mapped import read_mapped
from api.importing.mapping_file import load_mapping
from api.importing.progress import Rows, progress
from api.importing.rejects_file import rejects_file
from api.importing.row import Rejected
from api.importing.sp4n import read_sp4n
from api.importing.sp4n_header import find_exported_on
from api.importing.table import Table, open_table
from api.installation import opened
from api.offices import serving
from api.settings import Settings, SettingsError


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--as",
    "form",
    type=click.Choice(["sp4n", "outbox"]),
    help="the admin export; or the queue that a device saved",
)
@click.option("--mapping", type=click.Path(path_type=Path), help="any table, by a TOML")
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="default: FILE.rejects.csv"
)
@click.option("--officer", type=click.UUID, help="the officer who runs it")
@click.option(
    "--register-agencies", is_flag=True, help="register agencies not known yet"
)
@click.option(
    "--exported-on",
    type=date.fromisoformat,
    metavar="DAY",
    help="the export's day, where the file does not say",
)
@AS_JSON
@command_line
def import_(
    given: Settings,
    file: Path,
    form: str | None,
    mapping: Path | None,
    rejects: Path | None,
    officer: UUID | None,
    register_agencies: bool,
    exported_on: date | None,
    as_json: bool,
) -> None:
    """Import cases from FILE; exit code 1 when rows were rejected.

    A second run adds nothing; a later file of the same cases adds what is new.
    """
    if (form is None) == (mapping is None):
        msg = "say --as sp4n, --as outbox or --mapping FILE.toml"
        raise click.UsageError(msg)
    if form == "outbox" and officer is None:
        raise click.UsageError("--as outbox needs --officer: whose queue it was")
    if exported_on and form != "sp4n":
        raise click.UsageError("--exported-on goes with --as sp4n")
    logs.configure("import")
    rejects = rejects or file.with_name(file.name + ".rejects.csv")
    if form == "outbox":
        _deliver(given, file, rejects, officer, as_json)
        return
    with _reading(given, file, mapping, exported_on) as (table, rows):
        with opened(given) as here:
            run_by = serving(here, officer)
            booking = Booking(here, run_by, register_agencies)
            with rejects_file(rejects) as reject, progress(table) as tell:
                for bad in booking.book(tell(rows, booking.tally)):
                    reject(bad)
    tally = booking.tally
    if not sys.stderr.isatty():
        structlog.get_logger().info("import done", **asdict(tally))
    click.echo(json.dumps(asdict(tally)) if as_json else _summary(tally, rejects))
    if tally.rejected:
        sys.exit(1)


def _deliver(
    given: Settings, file: Path, rejects: Path, officer: UUID | None, as_json: bool
) -> None:
    """The lines of a queue by the door of every command, under their own keys: what
    the device sent too is done once. Numbers and access codes are for the receipts."""
    # Not above: with it come the web's bodies, half a second for every other import.
    from api.importing import outbox

    assert officer is not None
    rejected = 0
    with opened(given) as here, rejects_file(rejects) as reject:
        actor = outbox.whose(here, officer)
        for line in outbox.delivered(here, file, actor):
            if isinstance(line, Rejected):
                reject(line)
                rejected += 1
                continue
            key, answer = line
            told = {"key": key, **answer.body, "replayed": answer.replayed}
            code = answer.body.get("access_code", "")
            text = f"{answer.body['case_number']}  {code}"
            click.echo(json.dumps(told) if as_json else text)
    if rejected:
        click.echo(f"rejected lines and their reasons: {rejects}", err=True)
        sys.exit(1)


@contextmanager
def _reading(
    given: Settings, file: Path, mapping: Path | None, exported_on: date | None
) -> Iterator[tuple[Table, Rows]]:
    if mapping is not None:
        loaded = load_mapping(mapping)
        with open_table(file, loaded.delimiter) as table:
            yield table, read_mapped(table, loaded, now=instants.now())
        return
    day = _export_day(given, file, exported_on)
    with open_table(file) as table:
        yield table, read_sp4n(table, zone=given.time_zone, exported_on=day)


def _export_day(given: Settings, file: Path, said: date | None) -> date:
    day = said or find_exported_on(file)
    if day is None:
        day = datetime.fromtimestamp(_last_changed(file), given.time_zone).date()
        click.echo(
            f"{file} does not say when it was exported; taken for it is {day}, its "
            "last change. Say --exported-on DAY if that is wrong.",
            err=True,
        )
    if day > instants.now().astimezone(given.time_zone).date():
        msg = f"{day} as the day of the export lies in the future; say --exported-on"
        raise SettingsError(msg)
    return day


def _last_changed(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return time.time()


def _summary(tally: Tally, rejects: Path) -> str:
    lines = [
        f"{tally.rows} rows: {tally.accepted} accepted, {tally.changed} cases with "
        f"something new, {tally.unchanged} known already, {tally.rejected} rejected"
    ]
    if tally.agencies_registered:
        lines.append(f"{tally.agencies_registered} agencies registered")
    if tally.without_category:
        lines.append(f"{tally.without_category} new cases without a category of ours")
    if tally.rejected:
        lines.append(f"rejected rows and their reasons: {rejects}")
    return "\n".join(lines)
