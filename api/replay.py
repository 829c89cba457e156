"""A case, or the whole register, told as it was, for a terminal."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

import click

from api import past_register
from api.cli_moment import moment, moment_options
from api.command_line import AS_JSON, command_line
from api.identity import SYSTEM
from api.installation import Installation, opened
from api.moment import Moment
from api.register_rows import rows
from api.settings import Settings
from api.web import dumps
from domain.complaint import Complaint
from projections.dashboard import dashboard
from projections.figures import Dashboard
from projections.filters import Filters
from projections.listing import Listing
from projections.paging import LIMIT
from projections.visibility import Visibility
from storage.read_model import positions

ALL = Visibility(restricted=True)


@click.command()
@click.argument("case", required=False)
@moment_options()
@click.option("--version", type=int, help="any version of a CASE")
@AS_JSON
@command_line
def replay(
    given: Settings,
    case: str | None,
    as_of: date | None,
    known_at: datetime | None,
    position: int | None,
    version: int | None,
    as_json: bool,
) -> None:
    """A case from its events; without CASE, register and figures then."""
    then = moment(given.time_zone, as_of, known_at, position)
    if case is None and version is not None:
        raise click.UsageError("--version is that of a CASE: name one")
    with opened(given) as here:
        if case is None:
            for line in register_told(here, then, as_json):
                click.echo(line)
        else:
            click.echo(replayed(here, case, then, version, as_json))


def replayed(
    here: Installation, ref: str, then: Moment, version: int | None, as_json: bool
) -> str:
    """Events up to that moment, then the state they give and each clock explained.

    Sealed texts are not opened: the terminal has no role and gives no reason.
    """
    case = here.cases.visible(ref, SYSTEM)
    if then.past or version is not None:
        case = here.cases.as_of(case, then, version)
    events = here.cases.events(case)
    day = here.past.day(then)
    clocks = here.cases.clocks(case, day)
    if as_json:
        state = here.cases.state(case, SYSTEM, day)
        return dumps({"events": events, "state": state, "clocks": clocks})
    return "\n".join(_case_told(here, case, events, clocks))


def _case_told(
    here: Installation,
    case: Complaint,
    events: list[dict[str, Any]],
    clocks: list[dict[str, Any]],
) -> Iterator[str]:
    yield from (f"case {case.case_number} ({case.id})", "")
    zone = here.settings.time_zone
    for event in events:
        occurred = event["occurred_at"].astimezone(zone).isoformat(" ", "seconds")
        recorded = event["recorded_at"].astimezone(zone).isoformat(" ", "seconds")
        yield (
            f"#{event['version']:<3} {occurred}  {event['event']:<28}"
            f" {event['role']:<12} recorded {recorded}, position {event['position']}"
            + (", late" if event["late"] else "")
        )
        if event["data"]:
            yield "     " + dumps(event["data"])
    agency = f"agency {case.agency}" if case.agency else "with no agency"
    yield from ("", f"state {case.state}, version {case.version}, {agency}")
    for clock in clocks:
        counted = sum(day["counted"] for day in clock["days"])
        extended = f", extended by {clock['extended']}" if clock["extended"] else ""
        paused = f", {clock['paused_days']} paused" if clock["paused_days"] else ""
        yield ""
        yield (
            f"{clock['clock']}: {clock['status']}, due {clock['due_on']}"
            f" ({clock['limit']} {clock['unit']} from {clock['started_on']},"
            f" {counted} days counted{extended}{paused})"
        )
        yield (
            f"  {clock['rule']} version {clock['rule_version']},"
            f" {clock['legal_basis']}; calendar version {clock['calendar_version']}"
            + ("; provisional" if clock["provisional"] else "")
        )
        for day in clock["days"]:
            told = "counted" if day["counted"] else "-"
            yield f"  {day['date']}  {told:<7}  {day['why']}"


def register_told(here: Installation, then: Moment, as_json: bool) -> Iterator[str]:
    """The totals and every case, the newest receipt first; titles stay sealed."""
    tell_lag(here)
    figures = dashboard_then(here, then)
    if as_json:
        cases = [case for page in _pages(here, then) for case in page]
        yield dumps({"dashboard": asdict(figures), "register": cases})
        return
    yield f"at the end of {figures.as_of}{then}, read at position {figures.position}"
    for name, value in asdict(figures.totals).items():
        shown = f"{value:.3f}" if isinstance(value, float) else value
        yield f"  {name:<22}{'-' if shown is None else shown}"
    for page in _pages(here, then):
        for case in page:
            late = "overdue" if case["overdue"] else ""
            due = case["next_due_on"] or "-"
            agency = case["agency"] or "-"
            yield (
                f"{case['case_number']}  {case['received_at'].date()}"
                f"  {case['state']:<22}{agency:<16}{due!s:<12}{late}".rstrip()
            )


def dashboard_then(here: Installation, then: Moment) -> Dashboard:
    return dashboard(
        here.pool,
        as_of=here.past.day(then),
        known=then.known,
        calendar=here.past.calendar(then),
        filters=Filters(),
        visibility=ALL,
    )


def tell_lag(here: Installation) -> None:
    """A hint where the rows are behind the events, as when no runner is up."""
    head, reached = here.past.head(), positions(here.pool).get("sla", 0)
    if reached < head:
        hint = f"the figures have reached event {reached} of {head}; run tuntas runner"
        click.echo(hint, err=True)


def _pages(here: Installation, then: Moment) -> Iterator[list[dict[str, Any]]]:
    listing = Listing(today=here.past.day(then), limit=LIMIT)
    while True:
        page, _ = past_register.page(here, then, listing, ALL)
        # No text is opened on a terminal, which has no role.
        ids = {entry.id for entry in page.items}
        shown = rows(here, page.items, listing.today, withheld=ids)
        yield [{n: v for n, v in row.items() if n != "title"} for row in shown]
        if page.next_cursor is None:
            return
        listing = replace(listing, cursor=page.next_cursor)
