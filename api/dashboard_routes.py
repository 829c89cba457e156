"""The figures, as of today or any past day, as known now or at any past moment."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import description, figures_answers, web
from api.found_cases import visibility
from api.identity import Actor
from api.installation import Installation
from api.moment import Moment
from api.queries import DashboardQuery, FiguresQuery
from api.register_routes import reached
from api.web import Here, Json
from domain.reference import Reference
from projections import view
from projections.counted import Asked
from projections.dashboard import dashboard
from projections.figures import Dashboard, GroupFigures
from projections.filters import Filters
from projections.views.all_views import VIEWS

router = APIRouter(prefix="/v1", tags=["reading"])

Reader = Annotated[Actor, web.reader("dashboard")]


@router.get(
    "/dashboard",
    responses=description.documented(200, figures_answers.Dashboard, 401, 403),
)
def figures(
    here: Here, actor: Reader, query: Annotated[DashboardQuery, Query()]
) -> Response:
    """What was received, is open, late, resolved, at the end of a day; who sees less,
    counts less. `known_at` and `position` leave out what was recorded later, so that
    the figures of a closed month stay. Rates and percentiles are null where nothing is
    counted. A manager's totals count restricted cases too; what leads to cases does
    not."""
    reached(here, "sla", query.after)
    filters = query.filters(query.first, query.last)
    return Json(figures_at(here, actor, query.moment(), filters))


@router.get(
    "/dashboard/views/{name}",
    responses=description.documented(200, figures_answers.View, 401, 403, 404),
)
def view_of(
    here: Here,
    actor: Reader,
    name: Annotated[str, Path(json_schema_extra={"enum": [*VIEWS]})],
    query: Annotated[FiguresQuery, Query()],
) -> Response:
    """What a view of the dashboard page is drawn from: groups of numbers, told apart by
    `part`. Of a number `hidden` cases are restricted ones that are that and no more."""
    reached(here, "sla", query.after)
    if name not in VIEWS:
        raise HTTPException(404)
    asked = Asked(
        day=query.as_of or here.today(),
        calendar=here.app.reference().calendar,
        filters=query.filters(query.first, query.last),
        visibility=visibility(actor),
        zone=here.settings.time_zone,
    )
    found, position = view.answers(here.pool, asked, [VIEWS[name]])
    groups = [group._asdict() for group in found[name]]
    answer = {"view": name, "as_of": asked.day, "position": position, "groups": groups}
    return Json(answer)


def figures_at(
    here: Installation, actor: Actor, moment: Moment, filters: Filters
) -> dict[str, Any]:
    """The figures of a moment, of what the actor sees."""
    reference = here.app.reference()
    found = dashboard(
        here.pool,
        as_of=here.past.day(moment),
        known=moment.known,
        calendar=here.past.calendar(moment),
        filters=filters,
        visibility=visibility(actor),
    )
    return shown(found, reference)


def shown(found: Dashboard, reference: Reference) -> dict[str, Any]:
    """The figures as an answer, with the names of what they are grouped by."""
    answer = asdict(found)
    agencies = reference.agencies
    answer["by_agency"] = [
        {
            "agency": group.code,
            "name": agencies[group.code].name if group.code else None,
            **_figures(group),
        }
        for group in found.by_agency
    ]
    answer["by_category"] = [
        {
            "category": group.code,
            "name": reference.categories.names.get(group.code or ""),
            **_figures(group),
        }
        for group in found.by_category
    ]
    answer["by_channel"] = [
        {"channel": group.code, **_figures(group)} for group in found.by_channel
    ]
    return answer


def _figures(group: GroupFigures) -> dict[str, Any]:
    return {name: value for name, value in asdict(group).items() if name != "code"}
