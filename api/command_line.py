"""What every verb shares: where the data is, and faults told without a trace."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import click

from api import settings
from api.settings import SettingsError
from domain.refusals import Refusal
from storage.database import DatabaseUnavailable
from storage.embedded import EmbeddedPostgresError
from storage.schema import WrongInstallation
from storage.secret_file import SecretError

WRONG_USE = (SettingsError, Refusal)
FAILED = (
    SecretError,
    WrongInstallation,
    EmbeddedPostgresError,
    DatabaseUnavailable,
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="for a machine")


@contextmanager
def telling_faults() -> Iterator[None]:
    """Say a fault without a trace: exit code 2 for wrong use, 1 for what failed."""
    try:
        yield
    except WRONG_USE as error:
        raise click.UsageError(str(error)) from error
    except DatabaseUnavailable as error:
        raise click.ClickException(f"{error.__doc__} ({error})") from error
    except FAILED as error:
        raise click.ClickException(str(error)) from error


def command_line(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb `--data` and `--database-url`, and the settings that result."""

    @click.option("--data", type=click.Path(path_type=Path), help="data directory")
    @click.option("--database-url", help="a PostgreSQL server of yours instead")
    @wraps(function)
    def verb(data: Path | None, database_url: str | None, **given: Any) -> Any:
        with telling_faults():
            loaded = settings.load(
                data=data,
                database_url=database_url,
                **{n: given.pop(n) for n in ("host", "port", "workers") if n in given},
            )
            return function(loaded, **given)

    return verb


def show(rows: list[dict[str, Any]], as_json: bool, empty: str) -> None:
    """Rows to standard output, or a hint to standard error where there are none."""
    if as_json:
        click.echo(json.dumps(rows, default=str, ensure_ascii=False))
    elif not rows:
        click.echo(empty, err=True)
    else:
        for row in rows:
            cells = ("-" if value is None else str(value) for value in row.values())
            click.echo("  ".join(cells))
