"""Published cases, as everybody may read them."""

from fastapi.responses import Response

from api import published_cases
from api.pages.acting import attempt
from api.pages.names import Names
from api.pages.page import Anyone, page_router
from api.pages.refused import Refused
from api.register_routes import asked
from projections.publication import published

router = page_router()

AT_ONCE = 20


@router.get("/publik")
def listed(page: Anyone, halaman: str | None = None) -> Response:
    here = page.here
    found = attempt(
        page, lambda: asked(lambda: published(here.pool, AT_ONCE, halaman or None))
    )
    refused = found if isinstance(found, Refused) else None
    now = published(here.pool, AT_ONCE) if isinstance(found, Refused) else found
    return page.show(
        "public.html",
        "Aduan untuk umum",
        refused=refused,
        cases=published_cases.of_page(here, now.items),
        figures=published_cases.figures(here),
        names=Names(here.app.reference()),
        first="/publik" if halaman else None,
        next=now.next_cursor and f"/publik?halaman={now.next_cursor}",
    )


@router.get("/publik/aduan/{number}")
def case(page: Anyone, number: str) -> Response:
    """A case that is not public is answered as one that does not exist."""
    found = published_cases.find(page.here, number)
    if found is None:
        title = "Aduan ini tidak ada untuk umum"
        return page.show("public_missing.html", title, status=404)
    shown = published_cases.in_full(page.here, found)
    return page.show(
        "public_case.html",
        shown["title"],
        case=shown,
        names=Names(page.here.app.reference()),
    )
