"""What every verb shares: where the data is, and faults told without a trace."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from api import settings
from api.settings import SettingsError
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


def show(rows: list[dict[str, Any]], as_json: bool, empty: str) -> None:
    """Rows to standard output, or a hint to standard error where there are none."""
    if as_json:
        click.echo(json.dumps(rows, default=str, ensure_ascii=False))
    elif not rows:
        click.echo(empty, err=True)
    else:
        for row in rows:
            click.echo("  ".join(str(v) for v in row.values() if v is not None))
