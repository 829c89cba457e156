"""Who looked, what left, and who was told: the lists of the access log."""

from typing import Annotated, get_args
from uuid import UUID

from fastapi.responses import Response

from api import openings
from api.exports_made import exports_made
from api.found_cases import visibility
from api.pages import glossary
from api.pages.names import Names
from api.pages.page import Page, page_router, who_reads
from api.pages.page_query import asked, first_and_next
from api.queries import NoticesQuery, OpeningsQuery
from api.register_routes import asked as listed
from domain import roles
from projections.notices import Asked, NoticeStep, notices
from projections.openings import Looked
from projections.openings import openings as looked

router = page_router()

AccessLog = Annotated[Page, who_reads("access log")]
AT_ONCE = 50
STEPS: tuple[NoticeStep, ...] = tuple(
    step for part in get_args(NoticeStep) for step in (get_args(part) or (part,))
)


@router.get("/inspektur/pembukaan")
def openings_list(page: AccessLog) -> Response:
    query, refused = asked(page, OpeningsQuery)
    what = Looked(
        officer=query.officer, first=query.first, last=query.last, cursor=query.cursor
    )
    listing = listed(lambda: looked(page.here.pool, what))
    return page.show(
        "openings.html",
        "Pembukaan identitas dan teks terbatas",
        refused=refused,
        typed=page.request.query_params,
        rows=openings.over_all(page.here, listing),
        officers=_officers(page),
        names=Names(page.here.app.reference()),
        paging=first_and_next(page, listing.next_cursor),
    )


@router.get("/inspektur/ekspor")
def exports_list(page: AccessLog) -> Response:
    before = page.request.query_params.get("cursor", "")[:18]
    made = [
        row
        for row in exports_made(page.here)
        if not before.isdecimal() or row["position"] < int(before)
    ]
    rows, more = made[:AT_ONCE], made[AT_ONCE:]
    return page.show(
        "exports.html",
        "Ekspor yang dibuat",
        rows=rows,
        numbers=_case_numbers(page, rows),
        paging=first_and_next(page, str(rows[-1]["position"]) if more else None),
    )


@router.get("/inspektur/pemberitahuan")
def notices_list(page: Annotated[Page, who_reads("openings")]) -> Response:
    query, refused = asked(page, NoticesQuery)
    names = Names(page.here.app.reference())
    what = Asked(agency=query.agency, step=query.step, limit=50, cursor=query.cursor)
    listing = listed(lambda: notices(page.here.pool, what, visibility(page.actor)))
    return page.show(
        "notices.html",
        "Pengingat dan eskalasi",
        refused=refused,
        typed=page.request.query_params,
        rows=listing.items,
        names=names,
        agencies=names.agencies_at_work(),
        step=_step,
        steps=[(step, _step(step).capitalize()) for step in STEPS],
        paging=first_and_next(page, listing.next_cursor),
    )


def _officers(page: Page) -> list[tuple[str, str]]:
    """Those who may open anything, dismissed ones too, by id and what they are
    called."""
    known = page.here.app.reference().officers.by_id.values()
    may = [o for o in known if o.role in roles.READS["identity"]]
    names = openings.officers_names(page.here, (str(o.id) for o in may))
    found = [
        (str(o.id), f"{names[str(o.id)]['name'] or o.id} ({_role(o.role)})")
        for o in may
    ]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _step(code: str) -> str:
    words = glossary.WORDS["step"]
    return words.get(code) or f"naik ke {glossary.word('escalation', code)}"


def _role(role: str) -> str:
    return glossary.word("role", role)


def _case_numbers(page: Page, made: list[dict[str, object]]) -> dict[str, str]:
    """The numbers of the cases that an export was chosen by."""
    ids = {chosen["case"] for row in made if "case" in (chosen := row["chosen"])}  # type: ignore[operator,index]
    return {id: page.here.app.complaint(UUID(id)).case_number for id in ids}
