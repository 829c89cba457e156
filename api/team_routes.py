"""The team: who serves today, and where nobody does."""

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import Response

from api import description, reference_answers, web
from api.identity import Actor
from api.web import Here, Json, NoQuery
from domain.officers import Officer

router = APIRouter(prefix="/v1", tags=["reading"])

Reader = Annotated[Actor, web.reader("team")]


@router.get(
    "/team", responses=description.documented(200, reference_answers.Team, 401, 403)
)
def read_team(here: Here, actor: Reader, _: NoQuery) -> Response:
    """Coordinators, and the liaisons and supervisors of each agency, by the day of
    the tenant. Names are for the administrator: GET /v1/officers."""
    reference, today = here.app.reference(), here.today()
    serving = [o for o in reference.officers.by_id.values() if o.serves_on(today)]

    def those(role: str, agency: str | None = None) -> list[dict[str, Any]]:
        return [_row(o) for o in serving if (o.role, o.agency) == (role, agency)]

    directory = reference.agencies
    teams = [
        {
            "agency": agency.code,
            "name": agency.name,
            "liaisons": those("liaison", agency.code),
            "supervisors": those("supervisor", agency.code),
        }
        for agency in directory.by_code.values()
    ]
    # Where no case is disposed to, the want of a liaison is no gap.
    agencies = [
        team
        for team in teams
        if directory.is_disposable(code := str(team["agency"]))
        and directory.successor(code, today) == code
        or team["liaisons"]
        or team["supervisors"]
    ]
    return Json({"coordinators": those("coordinator"), "agencies": agencies})


def _row(officer: Officer) -> dict[str, Any]:
    return {
        "officer": officer.id,
        "valid_from": officer.valid_from,
        "valid_to": officer.valid_to,
    }
