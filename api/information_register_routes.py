"""Requests for public information in lists: for who works on them, and as the book."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from api import description, instants, web
from api import information_register as register
from api import information_request_answers as answers
from api.found_cases import requests_known_to
from api.identity import Actor
from api.information_request_queries import BookQuery, RequestListQuery
from api.installation import Installation
from api.limits import FILES_AN_HOUR
from api.read_routes import Reason, stated
from api.register_routes import asked, page_of, reached
from api.reports import files, register_book
from api.web import Here, Json, may_read
from domain.access_log import Criterion, Export
from projections.information_register import book
from projections.visibility import Visibility

router = APIRouter(prefix="/v1", tags=["information requests"])

Reader = Annotated[Actor, web.reader("information requests")]
READ_MODEL = "information_register"


async def _anyone(request: Request) -> Actor:
    """Everybody without a token, and an applicant; else who reads requests."""
    actor = await web.anyone(request)
    if actor.role != "reporter":
        may_read(actor, "information requests")
    return actor


@router.get(
    "/information-requests",
    responses=description.documented(200, answers.PageOfInformationRequests, 401, 403),
)
def list_requests(
    here: Here, actor: Reader, query: Annotated[RequestListQuery, Query()]
) -> Response:
    """Requests, filtered and by the page; `sort=due`: what the office owes soonest
    first."""
    reached(here, READ_MODEL, query.after)
    return Json(listed(here, actor, query), headers={"Cache-Control": "no-store"})


def listed(here: Installation, actor: Actor, query: RequestListQuery) -> dict[str, Any]:
    """One page of those requests that the actor sees. Raises `InvalidBody`."""
    listing = query.listing(here.today())
    page = asked(lambda: book(here.pool, listing, requests_known_to(actor)))
    texts = register.rows(here, page.items, public=False, identity=False)
    items = [
        {
            "id": entry.id,
            "case_number": entry.case_number,
            "state": entry.state,
            "awaits": entry.awaits,
            "channel": entry.channel,
            "agency": entry.agency,
            "received_at": entry.received_at,
            "next_due_on": entry.next_due_on,
            "overdue": entry.next_due_on is not None
            and entry.next_due_on < listing.today,
            "outcome": entry.outcome,
            "information": row["information"],
            "erased": entry.erased,
            "version": entry.version,
        }
        for entry, row in zip(page.items, texts, strict=True)
    ]
    return page_of(items, page)


@router.get(
    "/information-register",
    responses=description.documented(200, answers.PageOfBook, 401, 403, 429),
)
def read_book(
    request: Request,
    here: Here,
    actor: Annotated[Actor, Depends(_anyone)],
    query: Annotated[BookQuery, Query()],
    tuntas_reason: Reason = None,
) -> Response:
    """The register book, the oldest first. Without a token its public version: nothing
    of who asked, or why. An officer is shown the names with the header Tuntas-Reason,
    which is recorded before. `format=csv` and `xlsx`: all of the period in its 23
    columns; `objected=true`: the register of objections."""
    reached(here, READ_MODEL, query.after)
    public = actor.role == "reporter"
    seen = Visibility(restricted=True) if public else requests_known_to(actor)
    listing = query.listing(here.today())
    if query.format != "json":
        if public:
            address = request.client.host if request.client else ""
            here.limits.count("register", address, FILES_AN_HOUR, instants.now())
        entries, position = asked(
            lambda: register.all_of(here, listing, seen, objected=query.objected)
        )
        next_cursor = None
    else:
        page = asked(lambda: book(here.pool, listing, seen, objected=query.objected))
        entries, position = list(page.items), page.position
        next_cursor = page.next_cursor
    identity = tuntas_reason is not None and not public
    if identity:
        may_read(actor, "identity")
        chosen = tuple(Criterion(n, v) for n, v in query.said().items())
        export = Export(
            what=READ_MODEL,
            cases=len(entries),
            events=0,
            up_to=position,
            chosen=chosen,
        )
        origin = here.origin(actor, request.state.request_id)
        here.app.record_export(origin, export, stated(tuntas_reason))
    rows = register.rows(here, entries, public=public, identity=identity)
    headers = {"Cache-Control": "no-store"}
    if query.format == "xlsx":
        made = register_book.made(here, query, rows, position)
        return files.answered(made, "xlsx")
    if query.format == "csv":
        columns = register.OF_OBJECTIONS if query.objected else register.COLUMNS
        file = register.as_csv(rows, columns)
        return Response(file, media_type="text/csv", headers=headers)
    answer = {"items": rows, "next_cursor": next_cursor, "position": position}
    return Json(answer, headers=headers)
