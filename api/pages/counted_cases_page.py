"""The cases that a number of the dashboard counts."""

from typing import Annotated

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.pages.dashboard.all_words import FIGURES as WORDS
from api.pages.dashboard.board import Board, CasesAsked
from api.pages.dashboard.case_rows import case_rows, opens_cases
from api.pages.page import Page, page_router, who_reads
from api.register_routes import asked as page_asked
from projections import view
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
        rows=case_rows(board, found),
        parts=[board.part(name, code) for name, code in wanted.part.items()],
        first=here if wanted.cursor else None,
        following=following,
        opened=opens_cases(page),
        back=board.address(),
    )
