"""Tracking a case: its number and access code are typed, and stand in no address."""

from fastapi import Request
from fastapi.responses import Response

from api.access_codes import opened_case
from api.identity import Holder
from api.pages.acting import attempt
from api.pages.case_kind import kind_of
from api.pages.form import Form, Posted
from api.pages.page import Anyone, Page, page_router
from api.pages.refused import Refused

router = page_router()

_TYPED = ("answer", "message", "reason", "comment", "statement")
TITLE = "Lacak aduan atau permohonan"
FIELDS = ("case_number", "access_code")


@router.get("/lacak")
def ask(page: Anyone, waktu: str = "") -> Response:
    """`waktu=habis`: of who sent something when the half hour was over."""
    if waktu:
        return page.show("track.html", TITLE, over=True, kept="")
    return _shown(page)


@router.post("/lacak")
def open_case(request: Request, page: Anyone, form: Posted) -> Response:
    """Begins the half hour of a reporter, in place of any other session."""
    given = form.chosen(*FIELDS)
    found = attempt(page, lambda: opened_case(request, page.here, given))
    if isinstance(found, Refused):
        return _shown(page, found, form)
    session = page.here.sessions.begin(Holder(None, found.id))
    return page.signed_in(session, page.go(kind_of(found).own))


def _shown(
    page: Page, refused: Refused | None = None, form: Form | None = None
) -> Response:
    return page.show("track.html", TITLE, refused=refused, typed=form, kept="")


def time_is_over(page: Page, form: Form) -> Response:
    """Track again; what was typed meanwhile stands there to be copied."""
    words = [form.get(name, "") for name in _TYPED]
    kept = "\n".join(text for text in words if text)
    return page.show("track.html", TITLE, status=401, over=True, kept=kept)
