"""A case told from its events, for a terminal."""

from datetime import date, datetime

import click

from api.command_line import AS_JSON, command_line
from api.identity import SYSTEM
from api.installation import Installation, opened
from api.settings import Settings
from api.web import dumps


@click.command()
@click.argument("case")
@click.option(
    "--as-of", type=date.fromisoformat, metavar="DAY", help="the end of that day"
)
@click.option(
    "--known-at",
    type=datetime.fromisoformat,
    metavar="INSTANT",
    help="what was recorded by then",
)
@click.option("--version", type=int, help="any version")
@AS_JSON
@command_line
def replay(
    given: Settings,
    case: str,
    as_of: date | None,
    known_at: datetime | None,
    version: int | None,
    as_json: bool,
) -> None:
    """The case's events, and the state they give, from the events alone."""
    with opened(given) as here:
        text = replayed(here, case, as_of, known_at, version, as_json)
    click.echo(text)


def replayed(
    here: Installation,
    ref: str,
    as_of: date | None,
    known_at: datetime | None,
    version: int | None,
    as_json: bool,
) -> str:
    """Events up to that moment, then the state they give and each clock explained.

    Sealed texts are not opened: the terminal has no role and gives no reason.
    """
    case = here.cases.visible(ref, SYSTEM)
    if (as_of, known_at, version) != (None, None, None):
        if known_at is not None and known_at.tzinfo is None:
            known_at = known_at.replace(tzinfo=here.settings.time_zone)
        case = here.cases.as_of(case, version, as_of, known_at)
    events = here.cases.events(case)
    clocks = here.cases.clocks(case, as_of)
    if as_json:
        state = here.cases.state(case, SYSTEM, as_of)
        return dumps({"events": events, "state": state, "clocks": clocks})
    lines = [f"case {case.case_number} ({case.id})", ""]
    zone = here.settings.time_zone
    for event in events:
        occurred = event["occurred_at"].astimezone(zone).isoformat(" ", "seconds")
        recorded = event["recorded_at"].astimezone(zone).isoformat(" ", "seconds")
        lines.append(
            f"#{event['version']:<3} {occurred}  {event['event']:<28}"
            f" {event['role']:<12} recorded {recorded}, position {event['position']}"
        )
        if event["data"]:
            lines.append("     " + dumps(event["data"]))
    agency = f"agency {case.agency}" if case.agency else "with no agency"
    lines += ["", f"state {case.state}, version {case.version}, {agency}"]
    for clock in clocks:
        counted = sum(day["counted"] for day in clock["days"])
        extended = f", extended by {clock['extended']}" if clock["extended"] else ""
        paused = f", {clock['paused_days']} paused" if clock["paused_days"] else ""
        lines += [
            "",
            f"{clock['clock']}: {clock['status']}, due {clock['due_on']}"
            f" ({clock['limit']} {clock['unit']} from {clock['started_on']},"
            f" {counted} days counted{extended}{paused})",
            f"  {clock['rule']} version {clock['rule_version']},"
            f" {clock['legal_basis']}; calendar version {clock['calendar_version']}"
            + ("; provisional" if clock["provisional"] else ""),
        ]
        for day in clock["days"]:
            counted = "counted" if day["counted"] else "-"
            lines.append(f"  {day['date']}  {counted:<7}  {day['why']}")
    return "\n".join(lines)
