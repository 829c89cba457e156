"""The cases that a number of the dashboard counts."""

from typing import Annotated, Any

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.moment import Moment
from api.pages.dashboard.all_words import FIGURES as WORDS
from api.pages.dashboard.board import Board, CasesAsked
from api.pages.page import Page, page_router, who_reads
from api.register_routes import asked as page_asked
from api.register_rows import rows
from projections import view
from projections.counted_cases import Counted
from projections.paging import Page as PageOf
from projections.register import row_of
from projections.register_lists import entry
from projections.views.all_views import FIGURES

router = page_router()


@router.get("/dasbor/aduan")
def cases(page: Annotated[Page, who_reads("dashboard")]) -> Response:
    board, wanted = Board.of(page), CasesAsked.of(page)
    figure = FIGURES.get(wanted.figure)
    if figure is None or not wanted.part.keys() <= figure.rows.parts.keys():
        raise HTTPException(404)
    behind, found = page_asked(
        lambda: view.cases(
            page.here.pool, board.asked, figure, wanted.part, after=wanted.cursor
        )
    )
    here = board.cases(wanted.figure, wanted.part)
    following = None
    if found.next_cursor:
        following = f"{here}&cursor={found.next_cursor}"
    return page.show(
        "dashboard_cases.html",
        WORDS[wanted.figure],
        board=board,
        behind=behind,
        rows=_rows(board, found),
        parts=[board.part(name, code) for name, code in wanted.part.items()],
        first=here if wanted.cursor else None,
        following=following,
        opened="/aduan/{id}" in page.request.app.state.addresses,
        back=board.address(),
    )


def _rows(board: Board, found: PageOf[Counted]) -> list[dict[str, Any]]:
    """As they were at the end of the day; whose text is withheld is judged by now."""
    here, day = board.page.here, board.day
    ids = [case.id for case in found.items]
    cases = here.past.cases(ids, Moment(as_of=day), found.position)
    zone = here.settings.time_zone
    entries = [entry(row_of(cases[id], found.position, zone)) for id in ids]
    withheld = {case.id for case in found.items if case.restricted}
    calendar = board.reference.calendar
    shown = rows(here, entries, day, withheld)
    for row in shown:
        due = row["next_due_on"]
        row["agency_name"] = board.agency(row["agency"])
        row["left"] = due and (
            calendar.working_days_between(day, due)
            if due >= day
            else -max(1, calendar.working_days_between(due, day))
        )
        row["withheld"] = row["restricted"] or row["id"] in withheld
    return shown
