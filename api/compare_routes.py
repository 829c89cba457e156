"""Two moments side by side: a case, the register, the figures."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api import compare_answers, compared_register, comparing, description
from api.compare_queries import (
    CompareFiguresQuery,
    CompareRegisterQuery,
    TwoMoments,
)
from api.dashboard_routes import Reader, figures_at
from api.found_cases import visibility
from api.read_routes import Reason, Visible
from api.register_routes import asked, reached
from api.web import CaseReader, Here, Json
from projections.listing import Listing

router = APIRouter(prefix="/v1", tags=["reading"])


@router.get(
    "/complaints/compare",
    responses=description.documented(200, compare_answers.ComparedRegister, 401, 403),
)
def register(
    here: Here, actor: CaseReader, query: Annotated[CompareRegisterQuery, Query()]
) -> Response:
    """Which cases came into the register (or into what the filters choose), went out of
    it, or changed in state, agency, class, category, due day or in being overdue. It
    looks at every case, so it takes as long as the dashboard."""
    one, other = query.moments()
    reached(here, "sla", query.after)
    listing = Listing(
        today=here.today(),
        filters=query.filters(query.received_from, query.received_to),
        states=query.state,
        overdue=query.overdue,
        limit=query.limit,
        cursor=query.cursor,
    )
    page = asked(
        lambda: compared_register.page(here, one, other, listing, visibility(actor))
    )
    return Json(page, headers={"Cache-Control": "no-store"})


@router.get(
    "/complaints/{id}/compare",
    responses=description.documented(200, compare_answers.ComparedCase, 401, 403, 404),
)
def case(
    seen: Visible,
    query: Annotated[TwoMoments, Query()],
    tuntas_reason: Reason = None,
) -> Response:
    """The case at two moments, what differs, and the events that one of them does not
    know. Texts as in the case itself: Tuntas-Reason opens them on both sides."""
    moments, cases = query.moments(), seen.here.cases
    opened = seen.opened(tuntas_reason)
    answer = comparing.case(
        cases,
        seen.here.past,
        seen.case,
        moments,
        lambda was, day: cases.officers_view(was, seen.actor, opened, day),
        cases.history(seen.case, seen.actor, opened),
    )
    return Json(answer, headers={"Cache-Control": "no-store"})


@router.get(
    "/dashboard/compare",
    responses=description.documented(200, compare_answers.ComparedFigures, 401, 403),
)
def figures(
    here: Here, actor: Reader, query: Annotated[CompareFiguresQuery, Query()]
) -> Response:
    """The figures at two moments, and the second less the first."""
    moments = query.moments()
    reached(here, "sla", query.after)
    filters = query.filters(query.received_from, query.received_to)
    one, other = (figures_at(here, actor, moment, filters) for moment in moments)
    return Json(
        {
            "from": one,
            "to": other,
            "difference": comparing.difference(one, other),
            "text": comparing.told(one["totals"], other["totals"]),
        }
    )
