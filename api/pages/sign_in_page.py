"""Signing in and out."""

from fastapi.responses import Response

from api.pages.form import Posted
from api.pages.page import Anyone, page_router
from api.pages.sessions import COOKIE

router = page_router()


@router.get("/masuk")
def ask(page: Anyone) -> Response:
    return page.show("sign_in.html", "Masuk")


@router.post("/keluar")
def leave(page: Anyone, form: Posted) -> Response:
    """Twice is no fault: whoever wants to be out is out."""
    if page.session is not None:
        page.here.sessions.end(page.session)
    response = page.go("/")
    response.delete_cookie(COOKIE)
    return response
