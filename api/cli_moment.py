"""A moment of the past as it is given on the command line."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from api.moment import Moment

_PARTS = (
    ("as_of", date.fromisoformat, "DAY", "the end of that day"),
    ("known_at", datetime.fromisoformat, "INSTANT", "what was recorded by then"),
    ("position", click.IntRange(min=1), "N", "what was recorded up to this event"),
)


def moment_options(prefix: str = "") -> Callable[..., Any]:
    """`--as-of`, `--known-at` and `--position`, each behind the prefix."""

    def given(function: Callable[..., Any]) -> Callable[..., Any]:
        for name, kind, metavar, told in reversed(_PARTS):
            option = f"--{prefix}{name.replace('_', '-')}"
            function = click.option(option, type=kind, metavar=metavar, help=told)(
                function
            )
        return function

    return given


def moment(
    zone: ZoneInfo, as_of: date | None, known_at: datetime | None, position: int | None
) -> Moment:
    """An instant without an offset is one of the tenant's zone."""
    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=zone)
    return Moment(as_of=as_of, known_at=known_at, position=position)
