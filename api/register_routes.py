"""The register: list, filter, search, look up; and what is due."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api import answers, description, web
from api.cases import visibility
from api.commands import InvalidBody, parse
from api.identity import Actor
from api.installation import Installation
from api.problems import NotReached
from api.queries import DueQuery, ListQuery, LookUpQuery, SearchQuery
from api.web import CaseReader, Given, Here, Json, Someone, may_read
from domain.case_number import parse as parse_case_number
from domain.complaint_events import ExternalId
from domain.refusals import NotYourCase
from projections import clocks, register_lists
from projections.paging import BadCursor, Page
from projections.register_lists import Entry, Listing, Sort
from storage.read_model import wait_for

router = APIRouter(prefix="/v1", tags=["reading"])

T = TypeVar("T")

WAIT_SECONDS = 5.0


@router.get(
    "/complaints",
    responses=description.documented(200, answers.PageOfCases, 401, 403),
)
def list_complaints(
    here: Here, actor: CaseReader, query: Annotated[ListQuery, Query()]
) -> Response:
    """The register, filtered and by the page. `sort=due`: soonest due first."""
    return _listed(here, actor, query, words=None)


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
    return _listed(here, actor, query, here.terms.of_query(query.q))


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
    return Json(_shown(here, page), headers={"Cache-Control": "no-store"})


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
    if not after:
        return
    # A position that no answer of ours ever named is not worth a thread's wait.
    known = after <= (here.recorder.max_notification_id() or 0)
    if not known or not wait_for(here.pool, read_model, after, WAIT_SECONDS):
        raise NotReached


def _listed(
    here: Installation,
    actor: Actor,
    query: ListQuery,
    words: list[list[int]] | None,
) -> Response:
    reached(here, "register", query.after)
    sort: Sort = "next_due_on" if query.sort == "due" else query.sort
    listing = Listing(
        today=here.today(),
        filters=query.filters(query.received_from, query.received_to),
        states=query.state,
        overdue=query.overdue,
        words=words,
        sort=sort,
        limit=query.limit,
        cursor=query.cursor,
    )
    page = asked(lambda: register_lists.cases(here.pool, listing, visibility(actor)))
    return Json(_shown(here, page), headers={"Cache-Control": "no-store"})


def asked(ask: Callable[[], T]) -> T:
    """The page that was asked for; raises `InvalidBody` for its cursor."""
    try:
        return ask()
    except BadCursor as error:
        raise InvalidBody([{"field": "cursor", "problem": str(error)}]) from None


def _shown(here: Installation, page: Page[Entry]) -> dict[str, Any]:
    # The text of a restricted case needs a reason, which a list does not give.
    open_to_all = [entry for entry in page.items if not entry.restricted]
    texts = here.vault.open([entry.title for entry in open_to_all])
    titles = {e.id: text for e, text in zip(open_to_all, texts, strict=True)}
    today = here.today()
    items = [
        {
            "id": entry.id,
            "case_number": entry.case_number,
            "external_id": entry.external_id
            and {"system": entry.external_id.system, "id": entry.external_id.id},
            "state": entry.state,
            "title": titles.get(entry.id),
            "classification": entry.classification,
            "category": entry.category,
            "region": entry.region,
            "channel": entry.channel,
            "agency": entry.agency,
            "suggested_agency": entry.suggested_agency,
            "restricted": entry.restricted,
            "received_at": entry.received_at,
            "next_due_on": entry.next_due_on,
            "overdue": entry.next_due_on is not None and entry.next_due_on < today,
            "version": entry.version,
        }
        for entry in page.items
    ]
    return page_of(items, page)


def page_of(items: list[dict[str, Any]], page: Page[Any]) -> dict[str, Any]:
    return {"items": items, "next_cursor": page.next_cursor, "position": page.position}
