"""`tuntas what-if`: what was, beside what would have been."""

from dataclasses import asdict
from datetime import date

import click
from rich.console import Console
from rich.progress import Progress

from api.command_line import AS_JSON, command_line
from api.installation import Installation, opened
from api.settings import Settings
from api.web import dumps
from api.what_if import compared
from domain.rejudging import OtherLimit
from projections.figures import Dashboard
from projections.filters import Filters
from projections.visibility import Visibility
from projections.what_if import WhatIf

ALL = Visibility(restricted=True)


class Limit(click.ParamType[OtherLimit]):
    name = "RULE=LIMIT"

    def convert(
        self,
        value: str,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> OtherLimit:
        rule, _, limit = value.partition("=")
        if not limit.isdecimal() or not 1 <= int(limit) <= 10_000:
            self.fail(f"'{value}' is not as C-05=10", param, ctx)
        return OtherLimit(rule, int(limit))


class Day(click.ParamType[date]):
    name = "DAY"

    def convert(
        self,
        value: str,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is no day such as 2026-11-23", param, ctx)


@click.command("what-if")
@click.option("--limit", "limits", type=Limit(), multiple=True, help="as C-05=10")
@click.option("--day-off", "days_off", type=Day(), multiple=True, help="one more")
@click.option(
    "--working-day", "working_days", type=Day(), multiple=True, help="no day off"
)
@click.option("--as-of", type=Day(), help="at the end of that day; today if not given")
@click.option("--from", "first", type=Day(), help="cases received from this day")
@click.option("--to", "last", type=Day(), help="cases received to this day")
@AS_JSON
@command_line
def what_if(
    given: Settings,
    limits: tuple[OtherLimit, ...],
    days_off: tuple[date, ...],
    working_days: tuple[date, ...],
    as_of: date | None,
    first: date | None,
    last: date | None,
    as_json: bool,
) -> None:
    """The dashboard under other limits or days off; nothing is recorded."""
    if not (limits or days_off or working_days):
        raise click.UsageError("say what would be: --limit, --day-off, --working-day")
    with opened(given) as here:
        asked = WhatIf(
            as_of=as_of or here.today(),
            filters=Filters(received_from=first, received_to=last),
            limits=limits,
            days_off=days_off,
            working_days=working_days,
        )
        was, would_be = _compared(here, asked)
    if as_json:
        click.echo(dumps({"was": asdict(was), "would_be": asdict(would_be)}))
    else:
        click.echo("\n".join(side_by_side(was, would_be)))


def _compared(here: Installation, asked: WhatIf) -> tuple[Dashboard, Dashboard]:
    terminal = Console(stderr=True)
    with Progress(
        console=terminal, transient=True, disable=not terminal.is_terminal
    ) as bar:
        task = bar.add_task("what if")
        return compared(
            here,
            asked,
            ALL,
            lambda position, until: bar.update(task, completed=position, total=until),
        )


def side_by_side(was: Dashboard, would_be: Dashboard) -> list[str]:
    """The figures that differ, and the totals: what was, what would be."""
    lines = [f"as of {was.as_of}, position {was.position}", ""]
    lines.append(f"{'':<34}{'was':>10}{'would be':>10}")
    pairs = [("", asdict(was.totals), asdict(would_be.totals))]
    pairs += [
        (f"{a.clock} ", asdict(a), asdict(b))
        for a, b in zip(was.by_clock, would_be.by_clock, strict=True)
    ]
    for prefix, before, after in pairs:
        lines += [
            f"{prefix + name:<34}{_plain(value):>10}{_plain(after[name]):>10}"
            for name, value in before.items()
            if not prefix or value != after[name]
        ]
    return lines


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "-" if value is None else str(value)
