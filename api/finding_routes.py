"""What raises a question about honest work."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from api import description, finding_answers, web
from api.found_cases import visibility
from api.identity import Actor
from api.queries import FindingsQuery
from api.register_routes import asked, reached
from api.web import Here, Json
from projections.finding_lists import Wanted, findings

router = APIRouter(prefix="/v1", tags=["reading"])

Reader = Annotated[Actor, web.reader("findings")]


@router.get(
    "/findings",
    responses=description.documented(200, finding_answers.PageOfFindings, 401, 403),
)
def list_findings(
    here: Here, actor: Reader, query: Annotated[FindingsQuery, Query()]
) -> Response:
    """What to ask about, the newest first: a pause just before a deadline, another
    class with a longer term, a case reopened within 7 days, the same answer given in
    another case, a case sent back and forth, a step dated back that mends an overdue
    clock. A finding is a question, not a verdict. `position` names its event in the
    case's history; `counts` are those of all pages."""
    reached(here, "findings", query.after)
    wanted = Wanted(
        kind=query.kind,
        agency=query.agency,
        first=query.first,
        last=query.last,
        limit=query.limit,
        cursor=query.cursor,
    )
    page = asked(lambda: findings(here.pool, wanted, visibility(actor)))
    items = [
        {
            "id": row.case_id,
            "case_number": row.case_number,
            "kind": row.kind,
            "position": row.position,
            "found_on": row.found_on,
            "clock": row.clock,
            "days": row.days,
            "agency": row.agency,
            "actor": row.actor,
        }
        for row in page.items
    ]
    answer = {
        "items": items,
        "next_cursor": page.next_cursor,
        "position": page.position,
        "counts": page.counts,
    }
    return Json(answer)
