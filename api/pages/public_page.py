"""Published cases, as everybody may read them."""

from fastapi.responses import Response

from api import instants, published_cases
from api.pages import feed
from api.pages.acting import attempt
from api.pages.names import Names
from api.pages.page import Anyone, page_router
from api.pages.refused import Refused
from api.register_routes import asked
from projections.publication import published

router = page_router()

AT_ONCE = 20
FEEDS_AN_HOUR = 60
"""For an address: a feed reads the events of every case in it."""


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


@router.get("/publik/umpan.atom")
def told_last(page: Anyone) -> Response:
    """Raises `TooMany`."""
    here = page.here
    here.limits.count("feed", page.address, FEEDS_AN_HOUR, instants.now())
    base = here.settings.public_url or str(page.request.base_url)
    text = feed.written(
        here.settings.tenant,
        base.rstrip("/"),
        published_cases.told_last(here, AT_ONCE),
        Names(here.app.reference()),
        instants.now(),
    )
    headers = {"Cache-Control": "no-store"}
    return Response(text, media_type=f"{feed.KIND}; charset=utf-8", headers=headers)


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
        shown["title"] or f"Aduan {shown['case_number']}",
        case=shown,
        names=Names(page.here.app.reference()),
    )
