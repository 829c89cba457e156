"""`tuntas information`: the lists of public and of excluded information."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from api.cli_reference import table, words
from api.command_line import AS_JSON, command_line, show
from api.information_bodies import ListInformation
from api.information_list import all_rows
from api.information_routes import AHEAD, due
from api.installation import Installation, opened
from api.offices import free_code
from api.settings import Settings
from domain.decision import Decision
from domain.event import Event
from domain.public_information_decisions import list_item
from domain.reference import fold

COLUMNS = tuple(ListInformation.model_fields)
NEEDED = tuple(n for n, f in ListInformation.model_fields.items() if f.is_required())


@click.group()
def information() -> None:
    """The lists of public and of excluded information (DIP and DIK)."""


@information.command("list")
@AS_JSON
@command_line
def information_list(given: Settings, as_json: bool) -> None:
    """List what everybody may read today, by title."""
    with opened(given) as here:
        rows = all_rows(here.app.reference(), here.today())
    short = ("code", "category", "agency", "title", "due_on", "valid_to")
    shown = rows if as_json else [{name: row[name] for name in short} for row in rows]
    show(shown, as_json, empty="nothing on the lists yet: tuntas information import")


@information.command("due")
@AS_JSON
@command_line
def information_due(given: Settings, as_json: bool) -> None:
    """List what is late, and what falls due within 90 days."""
    with opened(given) as here:
        rows = [asdict(one) for one in due(here, here.today() + AHEAD)]
    show(rows, as_json, empty="nothing falls due within 90 days")


@information.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@command_line
def information_import(given: Settings, file: Path) -> None:
    """Put the items of a CSV on the list, all or none.

    Its columns are the fields of POST /v1/public-information; `forms` holds softcopy,
    hardcopy or both. A code that is known already is left as it is.
    """
    rows = [_read(row) for row in table(file, NEEDED)]
    with opened(given) as here:
        new: list[str] = []
        here.app.record(lambda: (_decided(here, rows, new), None))
    click.echo(f"{len(new)} items new", err=True)


def _read(row: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {name: row[name] for name in COLUMNS if name in row}
    if "forms" in said:
        said["forms"] = said["forms"].replace(",", " ").split()
    return words(ListInformation, said)


def _decided(
    here: Installation, rows: list[dict[str, Any]], new: list[str]
) -> list[Event]:
    """The events of those rows whose code is not known, each on those before it."""
    reference, events = here.app.reference(), list[Event]()
    new.clear()
    for row in rows:
        known = reference.public_information
        code = row["code"] or free_code(row["description"].title, known)
        if code in known:
            continue
        zone = here.settings.time_zone
        at = Decision(here.origin(), reference, here.vault, zone)
        event = list_item(at, **{**row, "code": code})
        reference = fold(reference, [event])
        events.append(event)
        new.append(code)
    return events
