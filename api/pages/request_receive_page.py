"""Taking a request for public information: by an officer, or from the applicant."""

from typing import Annotated

from fastapi.responses import Response

from api.commands import REQUESTS
from api.once import Answer
from api.pages import receipt_page, request_receive_form
from api.pages.acting import act
from api.pages.case_kind import INFORMATION_REQUESTS as KIND
from api.pages.form import Form, Posted
from api.pages.page import Page, anyone_who_commands, page_router
from api.pages.refused import Refused

router = page_router()

Receiver = Annotated[Page, anyone_who_commands(REQUESTS)]


@router.get("/permohonan/baru")
def ask(page: Receiver) -> Response:
    return _shown(page)


@router.post("/permohonan/baru")
def receive(page: Receiver, form: Posted) -> Response:
    here = page.here
    body = request_receive_form.body(
        form, here.settings.time_zone, here.today(), officer=_officer(page)
    )
    done = act(page, form, REQUESTS, body)
    if isinstance(done, Answer):
        id, key = done.body["id"], form.conditions().key or ""
        names = here.once.reference(page.actor, REQUESTS, body, key)
        response = page.go(receipt_page.address(id, KIND))
        return receipt_page.hand_over(page, response, id, names, KIND)
    return _shown(page, form, request_receive_form.at_its_fields(done))


def _officer(page: Page) -> bool:
    return page.actor.role != "reporter"


def _shown(
    page: Page, form: Form | None = None, refused: Refused | None = None
) -> Response:
    officer = _officer(page)
    return page.show(
        "request_receive.html",
        "Terima permohonan informasi" if officer else "Minta informasi publik",
        refused=refused,
        typed=form,
        by_officer=officer,
        **request_receive_form.offered(page.here),
    )
