"""How the verbs change reference data: checked words, one event, its position."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from api.bodies import Body
from api.commands import InvalidBody, parse
from api.installation import Installation
from domain.event import Event, Origin
from domain.reference import Reference

Change = Callable[[Reference, Origin], Event]


def record(here: Installation, change: Change) -> None:
    """Record what `change` decides; say its position on standard error."""
    position = here.app.change_reference(lambda r: change(r, here.origin()))
    click.echo(f"recorded at position {position}", err=True)


def words(model: type[Body], given: dict[str, Any]) -> dict[str, Any]:
    """The words of a body, checked as over HTTP; None counts as not said."""
    said = {name: value for name, value in given.items() if value is not None}
    try:
        return parse(model, said).words()
    except InvalidBody as error:
        raise click.UsageError(str(error)) from None


def table(file: Path, *headers: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of a CSV that has all columns of one of `headers`.

    Cells stand under the names of the first of them, other columns under their own;
    empty cells are left out.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened_file:
            reader = csv.DictReader(opened_file)
            found = [h for h in headers if set(h) <= set(reader.fieldnames or ())]
            if not found:
                text = ", ".join(headers[0])
                raise click.UsageError(f"{file} needs the columns {text}")
            ours = dict(zip(found[0], headers[0], strict=True))
            return [
                {ours.get(n, n): cell for n, cell in row.items() if n and cell}
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise click.UsageError(f"cannot read {file}: {error}") from None
