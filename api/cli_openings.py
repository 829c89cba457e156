"""`tuntas openings`: who looked, for a terminal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import click

from api import openings as log
from api.command_line import AS_JSON, command_line, show
from api.identity import SYSTEM
from api.installation import Installation, opened
from api.settings import Settings
from projections.openings import Looked
from projections.openings import openings as found
from projections.paging import LIMIT


@click.command()
@click.argument("case", required=False)
@click.option("--officer", type=click.UUID, help="by this officer")
@click.option("--from", "first", type=date.fromisoformat, metavar="DAY")
@click.option("--to", "last", type=date.fromisoformat, metavar="DAY")
@AS_JSON
@command_line
def openings(
    given: Settings,
    case: str | None,
    officer: UUID | None,
    first: date | None,
    last: date | None,
    as_json: bool,
) -> None:
    """Who looked at the reporter of CASE, or of all cases; names stay sealed."""
    chosen = (officer, first, last) != (None, None, None)
    if case is not None and chosen:
        raise click.UsageError("--officer, --from and --to go without a CASE")
    with opened(given) as here:
        if case is not None:
            rows = log.of_case(here, here.cases.visible(case, SYSTEM), reasons=False)
        else:
            looked = Looked(officer=officer, first=first, last=last, limit=LIMIT)
            rows = list(_over_all(here, looked))
    kept = [{n: v for n, v in row.items() if n not in _SEALED} for row in rows]
    show(kept, as_json, empty="nobody looked")


_SEALED = ("name", "reason")


def _over_all(here: Installation, looked: Looked) -> Iterator[dict[str, Any]]:
    while True:
        page = found(here.pool, looked)
        yield from log.over_all(here, page)
        if page.next_cursor is None:
            return
        looked = replace(looked, cursor=page.next_cursor)
