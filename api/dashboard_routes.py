"""The figures, as of today or any past day, as known now or at any past moment."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api import description, figures_answers, web
from api.cases import visibility
from api.identity import Actor
from api.installation import Installation
from api.moment import Moment
from api.queries import DashboardQuery
from api.register_routes import reached
from api.web import Here, Json
from domain.reference import Reference
from projections.dashboard import dashboard
from projections.figures import Dashboard, GroupFigures
from projections.filters import Filters

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
