"""The register of requests for public information, for everybody: without identity."""

from fastapi.responses import Response

from api import information_register as register
from api.information_request_queries import BookQuery
from api.pages.acting import attempt
from api.pages.page import Anyone, Page, page_router
from api.pages.page_query import asked, first_and_next
from api.pages.refused import Refused
from api.register_routes import asked as listed
from projections.information_register import Entry, book
from projections.paging import Page as Listing
from projections.visibility import Visibility

router = page_router()

AT_ONCE = 25
EVERYTHING = Visibility(restricted=True)


@router.get("/publik/permohonan")
def requests(page: Anyone) -> Response:
    query, refused = asked(page, BookQuery)
    if "limit" not in query.model_fields_set:
        query = query.model_copy(update={"limit": AT_ONCE})
    found = attempt(page, lambda: _found(page, query))
    if isinstance(found, Refused):
        refused, found = found, _found(page, BookQuery(limit=AT_ONCE))
    rows = register.rows(page.here, found.items, public=True, identity=False)
    return page.show(
        "public_requests.html",
        "Register permohonan informasi",
        refused=refused,
        typed={k: str(v) for k, v in query.model_dump(exclude_none=True).items()},
        rows=rows,
        objected=query.objected,
        paging=first_and_next(page, found.next_cursor),
        files={
            kind: f"/v1/information-register?format={kind}"
            + ("&objected=true" if query.objected else "")
            for kind in ("csv", "xlsx")
        },
    )


def _found(page: Page, query: BookQuery) -> Listing[Entry]:
    listing = query.listing(page.here.today())
    return listed(
        lambda: book(page.here.pool, listing, EVERYTHING, objected=query.objected)
    )
