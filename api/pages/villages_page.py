"""Villages: their signal, how long their records were on the way, and the plan for
satellite points; each as a page and as CSV."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi.responses import Response

from api.openings import officers_names
from api.pages import glossary, village_tables
from api.pages.dashboard import comma_separated
from api.pages.dashboard.told import Table
from api.pages.list_query import read
from api.pages.names import Names
from api.pages.page import Page, page_router, who_reads
from api.pages.page_query import address, asked, first_and_next
from api.queries import PlanQuery, VillagesQuery
from api.reports import files, village_plan
from api.village_routes import chosen, page_of
from api.villages import SEES_HIDDEN, VillageBoard

router = page_router()

Reader = Annotated[Page, who_reads("villages")]
T = TypeVar("T")


@router.get("/desa")
def villages(page: Reader) -> Response:
    return _shown(page, VillagesQuery, "villages", lambda board: board.rows)


@router.get("/desa.csv")
def villages_file(page: Reader) -> Response:
    board = _asked_for(page, VillagesQuery)
    names = Names(page.here.app.reference())
    return _file(village_tables.villages(board.rows, names), "desa", board)


@router.get("/desa/rencana")
def plan(page: Reader) -> Response:
    return _shown(page, PlanQuery, "plan", _ranked)


@router.get("/desa/rencana.csv")
def plan_file(page: Reader) -> Response:
    board = _asked_for(page, PlanQuery)
    names = Names(page.here.app.reference())
    return _file(village_tables.plan(_ranked(board), names), "rencana-satelit", board)


@router.get("/desa/rencana.xlsx")
def plan_workbook(page: Reader) -> Response:
    query = read(PlanQuery, page.request.query_params)
    board = chosen(page.here, page.actor, query)
    hidden = page.actor.role in SEES_HIDDEN
    made = village_plan.made(page.here, board, query, hidden=hidden)
    return files.answered(made, "xlsx")


def _asked_for(page: Page, model: type[PlanQuery]) -> VillageBoard:
    """Raises `InvalidBody`."""
    query = read(model, page.request.query_params)
    return chosen(page.here, page.actor, query)


def _ranked(board: VillageBoard) -> Sequence[village_tables.Ranked]:
    return list(enumerate(board.plan, start=1))


_TABLES: dict[str, tuple[str, str, Callable[..., Table], tuple[str, ...]]] = {
    "villages": ("villages.html", "Desa dan sinyal", village_tables.villages, ("csv",)),
    "plan": (
        "village_plan.html",
        "Rencana titik satelit",
        village_tables.plan,
        ("csv", "xlsx"),
    ),
}
"""Template, title, columns, and as which files it is given."""


def _shown(
    page: Page,
    model: type[PlanQuery],
    order: str,
    rows: Callable[[VillageBoard], Sequence[T]],
) -> Response:
    query, refused = asked(page, model)
    board = chosen(page.here, page.actor, query)
    reference = page.here.app.reference()
    names = Names(reference)
    template, title, table, kinds = _TABLES[order]
    path = page.request.url.path
    items, further = page_of(rows(board), query.limit, query.cursor, order)
    surveys = [s for s in reference.villages.surveys if s.surveyed_on <= board.day]
    return page.show(
        template,
        title,
        refused=refused,
        typed=page.request.query_params,
        board=board,
        known=any(code.count(".") == 3 for code in reference.regions.names),
        table=table(items, names) if items else None,
        waits=village_tables.waits(board.waits),
        formula=village_tables.FORMULA,
        regions=[pair for pair in names.regions() if pair[0].count(".")],
        signals=_capital(glossary.WORDS["signal"].items()),
        surveys=list(reversed(surveys)),
        officers=officers_names(page.here, {s.run_by or s.actor for s in surveys}),
        files={kind: address(page).replace(path, f"{path}.{kind}") for kind in kinds},
        paging=first_and_next(page, further),
    )


def _capital(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, word.capitalize()) for code, word in pairs]


def _file(table: Table, name: str, board: VillageBoard) -> Response:
    file = f"tuntas-{name}-{board.day}-posisi-{board.position}.csv"
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="{file}"',
        "Cache-Control": "no-store",
    }
    return Response(
        comma_separated.written(table),
        media_type="text/csv; charset=utf-8",
        headers=headers,
    )
