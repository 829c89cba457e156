"""`tuntas ladder`: who is told when a deadline nears or passes, and at what hours."""

from pathlib import Path
from typing import Any

import click

from api import reference_bodies as bodies
from api.cli_reference import record, table, words
from api.command_line import AS_JSON, command_line, show
from api.installation import opened
from api.ladder_rows import hours_rows, ladder_rows
from api.settings import Settings


@click.group()
def ladder() -> None:
    """The escalation ladder: who is told when a deadline passes."""


@ladder.command("list")
@AS_JSON
@command_line
def ladder_list(given: Settings, as_json: bool) -> None:
    """List the steps of every clock, in force or earlier."""
    with opened(given) as here:
        found = ladder_rows(here.app.reference().ladder, here.today())
    rows = [
        {
            "clock": one["clock"],
            "valid_from": one["valid_from"],
            "in_force": one["in_force"],
            **step,
        }
        for one in found
        for step in one["steps"]
    ]
    show(rows, as_json, empty="nobody is told: tuntas ladder adopt")


@ladder.command("adopt")
@click.argument("clock")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--valid-from", required=True, help="the first day on which it counts")
@command_line
def ladder_adopt(given: Settings, clock: str, file: Path, valid_from: str) -> None:
    """Adopt all steps of a clock from a CSV with columns step, days and counted_from.

    The days are working days after the due day, before it where negative, or after the
    start of the clock. They count for deadlines due on that day or later.
    """
    columns = ("step", "days", "counted_from")
    steps = [
        {
            "name": row.get("step", ""),
            "days": _number(row.get("days", "")),
            "counted_from": row.get("counted_from", "due"),
        }
        for row in table(file, columns)
    ]
    said = {"clock": clock, "steps": steps, "valid_from": valid_from}
    checked = words(bodies.AdoptLadder, said)
    with opened(given) as here:
        record(here, lambda r, origin: r.ladder.adopt(origin, **checked))


@ladder.command("office-hours")
@click.option("--opens", help="as 07:30; without any option the hours are listed")
@click.option("--closes", help="as 16:00")
@click.option("--legal-basis")
@click.option("--valid-from", help="the first day on which they count")
@AS_JSON
@command_line
def office_hours(given: Settings, as_json: bool, **said: Any) -> None:
    """List the office hours, or adopt others: outside them nobody is told."""
    if not any(said.values()):
        with opened(given) as here:
            rows = hours_rows(here.app.reference().ladder, here.today())
        show(rows, as_json, empty="at any hour: tuntas ladder office-hours --opens")
        return
    checked = words(bodies.AdoptOfficeHours, said)
    with opened(given) as here:
        record(here, lambda r, origin: r.ladder.adopt_office_hours(origin, **checked))


def _number(text: str) -> int | str:
    """What is no whole number is refused with the other words."""
    try:
        return int(text)
    except ValueError:
        return text
