"""The dashboard: ten questions of a manager, answered as of any day."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Annotated, Any

from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from api.commands import InvalidBody
from api.pages.dashboard import comma_separated
from api.pages.dashboard.all_words import ALL, BY_SLUG
from api.pages.dashboard.board import Board
from api.pages.dashboard.case_rows import case_rows, opens_cases
from api.pages.dashboard.told import Told, Words
from api.pages.page import Page, page_router, who_reads
from api.pages.refused import refused
from projections import view

router = page_router()

FIRST = 5
Reader = Annotated[Page, who_reads("dashboard")]


@router.get("/dasbor")
def everything(page: Reader) -> Response:
    return _shown(page, ALL)


@router.get("/dasbor/posisi")
def position(page: Reader) -> Response:
    """For a page that is being looked at: whether there is something new. No more than
    that: the figures are fetched as a page."""
    found = {"position": view.position(page.here.pool)}
    return JSONResponse(found, headers={"Cache-Control": "no-store"})


@router.get("/dasbor/{slug}.csv")
def table(page: Reader, slug: str) -> Response:
    words, board = _words(slug), Board.of(page)
    told, reached = _told(board, [words])
    name = f"tuntas-{slug}-{board.day}-posisi-{reached}.csv"
    return Response(
        comma_separated.written(told[slug].table),
        media_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


@router.get("/dasbor/{slug}")
def one(page: Reader, slug: str) -> Response:
    return _shown(page, [_words(slug)])


def _shown(page: Page, words: Sequence[Words]) -> Response:
    wrong = None
    try:
        board = Board.of(page)
    except InvalidBody as error:
        board = Board.of_today(page)
        wrong = refused(error, page.here.settings.time_zone)
    typed = {**board.chosen, "per": board.day.isoformat()}
    tag = _tag(page, board, view.position(page.here.pool))
    if wrong is None and page.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    told, reached = _told(board, words)
    before, after = board.days
    tag = _tag(page, board, reached)
    return page.show(
        "dashboard.html",
        words[0].question if len(words) == 1 else "Dasbor",
        refused=wrong,
        headers={} if wrong else {"ETag": tag},
        typed=page.request.query_params if wrong else typed,
        board=board,
        views=[(one, told[one.slug], _first(board, one)) for one in words],
        opened=opens_cases(page),
        all_words=ALL,
        alone=len(words) == 1,
        position=reached,
        tag=tag,
        before=board.address(_path(words), per=before.isoformat()),
        after=after and board.address(_path(words), per=after.isoformat()),
        today=board.address(_path(words), per=None),
        path=_path(words),
    )


def _path(words: Sequence[Words]) -> str:
    return f"/{words[0].slug}" if len(words) == 1 else ""


def _words(slug: str) -> Words:
    if slug not in BY_SLUG:
        raise HTTPException(404)
    return BY_SLUG[slug]


def _told(board: Board, words: Sequence[Words]) -> tuple[Mapping[str, Told], int]:
    answers, reached = view.answers(
        board.here.pool, board.asked, [one.view for one in words]
    )
    told = {one.slug: one.tell(answers[one.view.name], board) for one in words}
    return told, reached


def _first(board: Board, words: Words) -> dict[str, Any] | None:
    """The cases that are shown with a view, and where the rest of them are."""
    if words.first is None:
        return None
    _, found = view.cases(
        board.here.pool,
        board.asked,
        words.view.figures[words.first],
        {},
        limit=FIRST,
    )
    return {
        "rows": case_rows(board, found),
        "title": words.figures[words.first],
        "all": board.cases(f"{words.view.name}.{words.first}", {}),
    }


def _tag(page: Page, board: Board, reached: int) -> str:
    """Names all on which the page rests: it is the same as long as these are."""
    reference = board.reference
    rests_on: tuple[Any, ...] = (
        reached,
        board.today,
        str(page.request.url),
        page.given_secret,
        reference.calendar.version,
        reference.standards.version,
        reference.agencies.version,
        reference.categories.version,
        reference.regions.version,
    )
    return f'"{sha256(repr(rests_on).encode()).hexdigest()[:20]}"'
