"""`/informasi/kelola`: what is late and what falls due, and the rows of the list."""

from typing import Any

from fastapi.responses import Response

from api import information_routes
from api.information_list import last_decree, rows
from api.information_routes import AHEAD, due
from api.pages import administration, information_desk
from api.pages.form import Posted
from api.pages.information_desk import AT, Keeper, Reader
from api.pages.names import Names
from api.pages.page import Page, page_router
from api.pages.refused import Refused
from projections.information_list import entry_of

router = page_router()


@router.get(AT)
def overview(page: Reader) -> Response:
    return _overview(page)


@router.post(AT)
def decree(page: Keeper, form: Posted) -> Response:
    """The decree that lays down both lists for a year."""
    body: dict[str, Any] = form.chosen("decree", "decreed_on", "year")
    if body.get("year", "").isdecimal():
        body["year"] = int(body["year"])
    done = administration.change(page, form, information_routes.decree_lists, body)
    if isinstance(done, Refused):
        return _overview(page, refused=done, typed=form)
    return page.go(AT)


@router.get(f"{AT}/dip")
def items(page: Reader) -> Response:
    reference = page.here.app.reference()
    listed = rows(reference, map(entry_of, reference.public_information))
    return information_desk.show(
        page,
        "information_rows.html",
        "Daftar informasi publik",
        rows=sorted(listed, key=lambda row: str(row["title"]).casefold()),
    )


def _overview(page: Page, **more: Any) -> Response:
    reference, today = page.here.app.reference(), page.here.today()
    falling = due(page.here, today + AHEAD)
    return information_desk.show(
        page,
        "information_due.html",
        "Informasi yang jatuh tempo",
        late=[one for one in falling if one.late],
        soon=[one for one in falling if not one.late],
        until=today + AHEAD,
        names=Names(reference),
        items=sum(1 for _ in reference.public_information),
        excluded=sum(1 for _ in reference.exclusions.in_force(today)),
        decree=last_decree(reference),
        **more,
    )
