"""Signing in to a demonstration: a button for each role, and no password."""

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.identity import Holder
from api.pages.form import Posted
from api.pages.form_tokens import ForeignForm
from api.pages.page import Anyone, page_router
from api.pages.role_buttons import officers
from api.pages.sign_in_page import begin

router = page_router()


@router.post("/masuk/peraga")
def enter(page: Anyone, form: Posted) -> Response:
    """To the page that was asked for, with what was typed there. Raises `ForeignForm`
    for a code that was used before."""
    if not officers(page):
        raise HTTPException(404)
    officer = page.here.codes.spend("demonstration", form.get("code", ""))
    if officer is None:
        raise ForeignForm
    return begin(
        page, Holder(officer, None), form.get("ke", "/"), form.get("ketikan", "")
    )
