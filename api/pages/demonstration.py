"""Signing in to a demonstration: a button for each role, and no password."""

from uuid import UUID

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.identity import Holder
from api.pages.form import Posted
from api.pages.form_tokens import ForeignForm
from api.pages.page import Anyone, Page, page_router
from api.pages.sign_in_page import begin
from domain import roles

router = page_router()


def buttons(page: Page) -> list[tuple[str, str]]:
    """Role and one-time code of each; none outside a demonstration."""
    return [
        (role, page.here.codes.issue("demonstration", officer))
        for role, officer in _officers(page).items()
    ]


@router.post("/masuk/peraga")
def enter(page: Anyone, form: Posted) -> Response:
    """Raises `ForeignForm` for a code that was used before."""
    if not _officers(page):
        raise HTTPException(404)
    officer = page.here.codes.spend("demonstration", form.get("code", ""))
    if officer is None:
        raise ForeignForm
    return begin(page, Holder(officer, None))


def _officers(page: Page) -> dict[str, UUID]:
    tokens: dict[str, str] = page.request.app.state.demo or {}
    told = {tokens[role]: role for role in roles.OFFICERS if role in tokens}
    holders = page.here.tokens.holders(list(told))
    return {
        role: officer
        for token, role in told.items()
        if token in holders and (officer := holders[token].officer)
    }
