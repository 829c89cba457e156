"""`/tur`: a demonstration, one step a screen, with links into the real pages."""

from datetime import timedelta
from typing import Annotated

from fastapi import Depends
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.pages import tampering
from api.pages.form import Posted
from api.pages.page import Anyone, Page, page_router
from api.pages.role_buttons import buttons

router = page_router()

STEPS = (
    ("disposisi", "Disposisikan sebuah aduan, lihat angkanya bergerak"),
    ("luring", "Catat aduan tanpa jaringan"),
    ("mundur", "Mundur ke hari yang lalu"),
    ("ubah", "Ubah catatan diam-diam, lihat ketahuan"),
)
"""Name in the address, and title."""


def _in_a_demonstration(page: Anyone) -> Page:
    if page.request.app.state.demo is None:
        raise HTTPException(404)
    return page


Visitor = Annotated[Page, Depends(_in_a_demonstration)]


@router.get("/tur")
def tour(page: Visitor) -> Response:
    return page.show("tour.html", "Tur peragaan", steps=STEPS)


@router.get("/tur/{name}")
def step(page: Visitor, name: str) -> Response:
    names = [name for name, _ in STEPS]
    if name not in names:
        raise HTTPException(404)
    at, here = names.index(name), page.here
    return page.show(
        f"tour_{name}.html",
        STEPS[at][1],
        steps=STEPS,
        at=at,
        codes=dict(buttons(page)),
        a_month_ago=here.today() - timedelta(days=30),
        tampered=tampering.tampered(here) if name == "ubah" else None,
        sealed=here.ledger.sealed_position() or 0,
        data=here.settings.data,
    )


@router.post("/tur/ubah")
def tamper(page: Visitor, form: Posted) -> Response:
    """As the superuser of a database that is thrown away at the end."""
    if form.said("kembalikan"):
        tampering.put_back(page.here)
    else:
        tampering.tamper(page.here)
    return page.go("/tur/ubah")
