"""`tuntas compare`: two moments side by side."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import click

from api import compared_register, comparing
from api.cli_moment import moment, moment_options
from api.command_line import AS_JSON, command_line
from api.dashboard_routes import shown
from api.identity import SYSTEM
from api.installation import Installation, opened
from api.moment import Moment
from api.replay import ALL, dashboard_then, tell_lag
from api.settings import Settings
from api.web import dumps
from projections.listing import Listing
from projections.paging import LIMIT

_SIGNS = {"came": "+", "went": "-", "changed": "~"}


@click.command()
@click.argument("case", required=False)
@moment_options("from-")
@moment_options("to-")
@AS_JSON
@command_line
def compare(
    given: Settings,
    case: str | None,
    from_as_of: date | None,
    from_known_at: datetime | None,
    from_position: int | None,
    to_as_of: date | None,
    to_known_at: datetime | None,
    to_position: int | None,
    as_json: bool,
) -> None:
    """Two moments side by side: a CASE, or the register and the figures."""
    zone = given.time_zone
    one = moment(zone, from_as_of, from_known_at, from_position)
    other = moment(zone, to_as_of, to_known_at, to_position)
    if not one.past:
        raise click.UsageError(
            "say what to compare with: --from-as-of, --from-known-at, --from-position"
        )
    with opened(given) as here:
        if case is None:
            tell_lag(here)
            found = _all(here, one, other)
        else:
            found = _case(here, case, one, other)
    if as_json:
        click.echo(dumps(found))
    else:
        told = _case_told(found) if case else _all_told(found)
        click.echo("\n".join(told))


def _case(here: Installation, ref: str, one: Moment, other: Moment) -> dict[str, Any]:
    """Sealed texts are not opened, as in a replay."""
    case = here.cases.visible(ref, SYSTEM)
    return comparing.case(
        here.cases,
        here.past,
        case,
        (one, other),
        lambda was, day: here.cases.state(was, SYSTEM, day),
        here.cases.events(case),
    )


def _case_told(found: dict[str, Any]) -> Iterator[str]:
    yield f"case {found['case_number']}: {found['from_day']} | {found['to_day']}"
    for change in found["changes"]:
        yield f"  {change['text']}"
    if not found["changes"]:
        yield "  nothing differs"
    for event in found["events"]:
        late = ", late" if event["late"] else ""
        yield (
            f"  #{event['version']:<3} {event['event']:<32} {event['role']:<12}"
            f" recorded {event['recorded_at'].isoformat(' ', 'seconds')}{late}"
        )


def _all(here: Installation, one: Moment, other: Moment) -> dict[str, Any]:
    reference = here.app.reference()
    before, after = (shown(dashboard_then(here, at), reference) for at in (one, other))
    listing = Listing(today=here.today(), limit=LIMIT)
    cases: list[dict[str, Any]] = []
    while True:
        page = compared_register.page(here, one, other, listing, ALL, titles=False)
        cases += page["items"]
        if page["next_cursor"] is None:
            break
        listing = replace(listing, cursor=page["next_cursor"])
    return {
        "dashboard": {
            "from": before,
            "to": after,
            "difference": comparing.difference(before, after),
        },
        "register": {"counts": page["counts"], "items": cases},
    }


def _all_told(found: dict[str, Any]) -> Iterator[str]:
    figures, register = found["dashboard"], found["register"]
    before, after = figures["from"], figures["to"]
    yield f"{'':<24}{before['as_of']!s:>12}{after['as_of']!s:>12}{'difference':>12}"
    for name, value in before["totals"].items():
        cells = (value, after["totals"][name], figures["difference"]["totals"][name])
        yield f"{name:<24}" + "".join(f"{_plain(cell):>12}" for cell in cells)
    counts = register["counts"]
    yield ""
    yield f"{counts['came']} came, {counts['went']} went, {counts['changed']} changed"
    for case in register["items"]:
        row = case["to"] or case["from"]
        told = "; ".join(change["text"] for change in case["changes"])
        told = told or f"{row['state']}, {row['agency'] or 'no agency'}"
        yield f"{_SIGNS[case['what']]} {row['case_number']}  {told}"


def _plain(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}"
    return "-" if value is None else str(value)
