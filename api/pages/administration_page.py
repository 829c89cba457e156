"""`/pengurus`: what an administrator keeps, and what wants attention; and the team."""

import json
from typing import Annotated, Any

from fastapi.responses import Response

from api.pages import administration
from api.pages.page import Page, page_router, who_commands, who_reads
from api.queries import Reading
from api.team_routes import read_team

router = page_router()

Administrator = Annotated[Page, who_commands("change-reference")]


@router.get("/pengurus")
def overview(page: Administrator) -> Response:
    reference, today = page.here.app.reference(), page.here.today()
    calendar, standards = reference.calendar, reference.standards
    in_force = [r for id in standards.rules if (r := standards.rule_on(id, today))]
    serving = [o for o in reference.officers.by_id.values() if o.serves_on(today)]
    return administration.show(
        page,
        "administration.html",
        "Pengurus",
        serving=len(serving),
        agencies=len(reference.agencies.by_code),
        categories=len(reference.categories.names),
        rules=len(in_force),
        provisional=sum(r.status == "provisional" for r in in_force),
        laddered=len(reference.ladder.steps),
        adopted=len(calendar.years),
        kept=len(reference.retention.adopted),
        years={y: calendar.years.get(y) for y in (today.year, today.year + 1)},
        unserved=[t for t in _team(page)["agencies"] if not t["liaisons"]],
    )


@router.get("/pengurus/susunan")
def team(page: Annotated[Page, who_reads("team")]) -> Response:
    """Who serves where today; names are for the list of officers."""
    return administration.show(
        page, "team.html", "Susunan petugas", team=_team(page), today=page.here.today()
    )


def _team(page: Page) -> dict[str, Any]:
    # What GET /v1/team answers, so that there is one rule of who serves.
    told: dict[str, Any] = json.loads(
        bytes(read_team(page.here, page.actor, Reading()).body)
    )
    return told
