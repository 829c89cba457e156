"""`tuntas settings`: what this installation would run with."""

import json

import click

from api.command_line import AS_JSON, command_line
from api.settings import PREFIX, Settings


@click.command("settings")
@AS_JSON
@command_line
def show_settings(given: Settings, as_json: bool) -> None:
    """Every setting with its effective value; secrets masked."""
    fields = Settings.model_fields.items()
    if as_json:
        values = {f"{PREFIX}{n.upper()}": getattr(given, n) for n, _ in fields}
        click.echo(json.dumps(values, default=str))
        return
    for name, field in fields:
        value = getattr(given, name)
        shown = "" if value is None else value
        click.echo(f"{PREFIX}{name.upper()}={shown}  # {field.description}")
