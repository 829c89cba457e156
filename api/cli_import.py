"""`tuntas import`: cases from CSV or XLSX, with progress, safe to repeat."""

import csv
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import click
import structlog
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from api import instants, logs
from api.command_line import command_line
from api.importing.booking import Booking, Tally
from api.importing.mapped import read_mapped
from api.importing.mapping_file import load_mapping
from api.importing.row import ImportedCase, Rejected
from api.importing.sp4n import read_sp4n
from api.importing.sp4n_header import find_exported_on
from api.importing.table import Table, open_table
from api.installation import Installation, opened
from api.settings import Settings, SettingsError

Rows = Iterator[ImportedCase | Rejected]


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(["sp4n"]), help="the admin export")
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
    help="the export's day, where the file does not say",
)
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
) -> None:
    """Import cases from FILE; exit code 1 when rows were rejected.

    A second run adds nothing; a later file of the same cases adds what is new.
    """
    if (form is None) == (mapping is None):
        raise click.UsageError("say --as sp4n or --mapping FILE.toml")
    logs.configure("import")
    rejects = rejects or file.with_name(file.name + ".rejects.csv")
    with _reading(given, file, form, mapping, exported_on) as (table, rows):
        with opened(given) as here:
            run_by = _serving(here, officer)
            booking = Booking(here, run_by, register_agencies)
            with _writing(rejects) as reject, _progress(table) as tell:
                for bad in booking.book(tell(rows, booking.tally)):
                    reject(bad)
    tally = booking.tally
    click.echo(_summary(tally, rejects), err=True)
    structlog.get_logger().info("import done", **asdict(tally))
    if tally.rejected:
        sys.exit(1)


def _serving(here: Installation, officer: UUID | None) -> str | None:
    if officer is not None and here.app.reference().officers.get(officer) is None:
        msg = f"there is no officer {officer}; see tuntas officer list"
        raise SettingsError(msg)
    return str(officer) if officer else None


@contextmanager
def _reading(
    given: Settings,
    file: Path,
    form: str | None,
    mapping: Path | None,
    exported_on: date | None,
) -> Iterator[tuple[Table, Rows]]:
    if mapping is not None:
        loaded = load_mapping(mapping)
        with open_table(file, loaded.delimiter) as table:
            yield table, read_mapped(table, loaded, now=instants.now())
        return
    day = exported_on or find_exported_on(file) or _last_changed(file, given)
    with open_table(file) as table:
        yield table, read_sp4n(table, zone=given.time_zone, exported_on=day)


def _last_changed(file: Path, given: Settings) -> date:
    try:
        changed = file.stat().st_mtime
    except OSError:
        changed = time.time()
    return datetime.fromtimestamp(changed, given.time_zone).date()


@contextmanager
def _writing(path: Path) -> Iterator[Callable[[Rejected], None]]:
    """A file made at the first rejected row, which only its owner may read: its
    cells are personal data in clear."""
    file = None

    def write(bad: Rejected) -> None:
        nonlocal file
        if file is None:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            file = os.fdopen(descriptor, "w", encoding="utf-8", newline="")
            csv.writer(file).writerow(["row", "reason", "cells"])
        csv.writer(file).writerow([bad.row, bad.reason, *bad.values])

    try:
        yield write
    finally:
        if file is not None:
            file.close()


@contextmanager
def _progress(table: Table) -> Iterator[Callable[[Rows, Tally], Rows]]:
    """A bar on a terminal, a line of the JSON log every two seconds elsewhere."""
    terminal = Console(stderr=True)
    bar = (
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            console=terminal,
        )
        if terminal.is_terminal
        else None
    )
    with bar or nullcontext():
        task = bar.add_task("importing", total=1.0) if bar else None
        told = time.monotonic()

        def tell(rows: Rows, tally: Tally) -> Rows:
            nonlocal told
            for row in rows:
                if bar and task is not None:
                    text = f"{tally.rows} rows, {tally.rejected} rejected"
                    bar.update(task, completed=table.fraction(), description=text)
                elif time.monotonic() - told > 2:
                    told = time.monotonic()
                    structlog.get_logger().info("importing", **asdict(tally))
                yield row

        yield tell


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
