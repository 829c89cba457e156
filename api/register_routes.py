"""The register: list, filter, search, look up; and what is due."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import answers, description, past_register, web
from api.commands import InvalidBody, parse
from api.found_cases import visibility
from api.identity import Actor
from api.installation import Installation
from api.problems import NotReached
from api.queries import (
    DueQuery,
    ListQuery,
    LookUpQuery,
    RegisterQuery,
    SearchQuery,
)
from api.register_rows import rows
from api.similar import SimilarQuery, similar_cases
from api.web import CaseReader, Given, Here, Json, Someone, may_read
from domain.case_number import parse as parse_case_number
from domain.complaint_events import ExternalId
from domain.refusals import NotYourCase
from projections import clocks, register_lists
from projections.listing import Listing, Sort
from projections.paging import BadCursor, Page
from projections.register_lists import Entry

router = APIRouter(prefix="/v1", tags=["reading"])

T = TypeVar("T")

WAIT_SECONDS = 5.0


@router.get(
    "/complaints",
    responses=description.documented(200, answers.PageOfCases, 401, 403),
)
def list_complaints(
    here: Here, actor: CaseReader, query: Annotated[RegisterQuery, Query()]
) -> Response:
    """The register, filtered and by the page. `sort=due`: soonest due first. With
    `as_of`, `known_at` or `position` as it was: filters, agency, class and what was
    overdue are those of that moment; who sees a case is judged by what it is now."""
    return _told(listed(here, actor, query))


@router.post(
    "/complaints/search",
    responses=description.documented(200, answers.PageOfCases, 400, 401, 403, 413),
    openapi_extra=description.body(SearchQuery),
)
def search(request: Request, here: Here, actor: Someone, given: Given) -> Response:
    """The same by words, which never stand in an address: all must occur."""
    may_read(actor, "complaints")
    query = parse(SearchQuery, given)
    web.no_parameters(request)
    return _told(listed(here, actor, query, here.terms.of_query(query.q)))


@router.post(
    "/complaints/similar",
    responses=description.documented(200, answers.CasesAlike, 400, 401, 403, 413),
    openapi_extra=description.body(SimilarQuery),
)
def alike(request: Request, here: Here, actor: Someone, given: Given) -> Response:
    """What may be the same complaint: alike in its words, at the same place. For a desk
    to ask before it records another."""
    may_read(actor, "complaints")
    query = parse(SimilarQuery, given)
    web.no_parameters(request)
    reached(here, "register", query.after)
    found = similar_cases(here, actor, query)
    return Json(found, headers={"Cache-Control": "no-store"})


@router.get(
    "/lookup",
    responses=description.documented(200, answers.PageOfCases, 401, 403, 404),
)
def look_up(
    here: Here, actor: CaseReader, query: Annotated[LookUpQuery, Query()]
) -> Response:
    """Exactly one case, by its number or by its id in another system."""
    reached(here, "register", query.after)
    seen = visibility(actor)
    if query.case_number is not None:
        number = parse_case_number(query.case_number)
        found = number and register_lists.by_case_number(here.pool, number, seen)
        named = query.case_number
    elif query.system and query.external_id:
        external = ExternalId(query.system, query.external_id)
        found = register_lists.by_external_id(here.pool, external, seen)
        named = f"{query.system} {query.external_id}"
    else:
        problem = "name a case_number, or system and external_id"
        raise InvalidBody([{"field": "case_number", "problem": problem}])
    if not found:
        raise NotYourCase(case=named)
    page = Page([found], None, found.position)
    return _told(_paged(here, page, here.today()))


@router.get(
    "/clocks",
    responses=description.documented(200, answers.PageOfClocks, 401, 403),
)
def due(here: Here, actor: CaseReader, query: Annotated[DueQuery, Query()]) -> Response:
    """Running clocks, the earliest due day first: what must be done."""
    reached(here, "clocks", query.after)
    what = clocks.Due(
        today=here.today(),
        clock=query.clock,
        agency=query.agency,
        status=query.status,
        due_to=query.due_to,
        limit=query.limit,
        cursor=query.cursor,
    )
    page = asked(lambda: clocks.due(here.pool, what, visibility(actor)))
    items = [
        {
            "id": row.case_id,
            "case_number": row.case_number,
            "agency": row.agency,
            "clock": row.clock,
            "rule": row.rule,
            "limit": row.limit,
            "unit": row.unit,
            "started_on": row.started_on,
            "due_on": row.due_on,
            "provisional": row.provisional,
            "status": "overdue" if row.due_on < what.today else "running",
        }
        for row in page.items
    ]
    return Json(page_of(items, page))


def reached(here: Installation, read_model: str, after: int | None) -> None:
    """Wait until a read model has reached a position; raises `NotReached`."""
    if not after or here.own_writes.reached(read_model, after):
        return
    # A position that no answer of ours ever named is not worth a thread's wait.
    known = after <= (here.recorder.max_notification_id() or 0)
    if not known or not here.own_writes.wait_for(read_model, after, WAIT_SECONDS):
        raise NotReached


def listed(
    here: Installation,
    actor: Actor,
    query: ListQuery,
    words: list[list[int]] | None = None,
) -> dict[str, Any]:
    """One page of the register, now or as it was, of what the actor sees: `{items,
    next_cursor, position}`. Raises `InvalidBody` and `NotReached`."""
    if isinstance(query, RegisterQuery) and query.moment().past:
        return _listed_then(here, actor, query)
    reached(here, "register", query.after)
    listing = listing_of(query, here.today(), words)
    page = asked(lambda: register_lists.cases(here.pool, listing, visibility(actor)))
    return _paged(here, page, listing.today)


def listing_of(
    query: ListQuery, today: date, words: list[list[int]] | None = None
) -> Listing:
    """What a list was asked for, judged at the end of a day."""
    sort: Sort = "next_due_on" if query.sort == "due" else query.sort
    return Listing(
        today=today,
        filters=query.filters(query.received_from, query.received_to),
        states=query.state,
        overdue=query.overdue,
        words=words,
        sort=sort,
        limit=query.limit,
        cursor=query.cursor,
    )


def _listed_then(
    here: Installation, actor: Actor, query: RegisterQuery
) -> dict[str, Any]:
    reached(here, "sla", query.after)
    if query.sort == "due":
        problem = "is for now; a moment of the past is sorted by received_at"
        raise InvalidBody([{"field": "sort", "problem": f"{problem} or -received_at"}])
    moment = query.moment()
    listing = listing_of(query, here.past.day(moment))
    page, withheld = asked(
        lambda: past_register.page(here, moment, listing, visibility(actor))
    )
    return _paged(here, page, listing.today, withheld)


def _paged(
    here: Installation,
    page: Page[Entry],
    today: date,
    withheld: Collection[UUID] = (),
) -> dict[str, Any]:
    return page_of(rows(here, page.items, today, withheld), page)


def _told(page: dict[str, Any]) -> Response:
    return Json(page, headers={"Cache-Control": "no-store"})


def asked(ask: Callable[[], T]) -> T:
    """The page that was asked for; raises `InvalidBody` for its cursor."""
    try:
        return ask()
    except BadCursor as error:
        raise InvalidBody([{"field": "cursor", "problem": str(error)}]) from None


def page_of(items: list[dict[str, Any]], page: Page[Any]) -> dict[str, Any]:
    return {"items": items, "next_cursor": page.next_cursor, "position": page.position}
