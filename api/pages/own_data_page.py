"""What a reporter asks about the own data: to see, to correct, to erase it."""

from fastapi.responses import Response

from api import data_requests
from api.erasing import requests_of
from api.intake import Request as Command
from api.pages.acting import attempt
from api.pages.case_kind import kind_of
from api.pages.form import Form
from api.pages.own_session import Own, Written, is_open, own_case
from api.pages.page import Anyone, Page, page_router
from api.pages.refused import Refused
from api.pages.track_page import time_is_over
from domain.case import Case

router = page_router()

KINDS = ("access", "correction", "erasure")
SCOPES = ("identity", "everything")


@router.get("/lacak/data")
def ask(page: Own, tercatat: str = "") -> Response:
    return _shown(page, done=bool(tercatat))


@router.post("/lacak/data")
def request_data(page: Anyone, form: Written) -> Response:
    if not is_open(page):
        return time_is_over(page, form)
    body = form.chosen("kind", "message")
    if body.get("kind") == "erasure":
        body |= form.chosen("scope")
    of = type(own_case(page, Case))
    command = Command(
        actor=page.actor,
        command="request-data",
        case=str(page.actor.complaint),
        given=body,
        request_id=page.request.state.request_id,
        conditions=form.conditions,
    )
    done = attempt(page, lambda: data_requests.handle(page.here, command, None, of))
    if isinstance(done, Refused):
        return _shown(page, done, form)
    return page.go("/lacak/data?tercatat=ya")


def _shown(
    page: Page,
    refused: Refused | None = None,
    form: Form | None = None,
    done: bool = False,
) -> Response:
    here, own = page.here, own_case(page, Case)
    requests = data_requests.shown(requests_of(here.app, own), here.vault, texts=True)
    return page.show(
        "own_data.html",
        "Data saya",
        refused=refused,
        typed=form,
        done=done,
        case_number=own.case_number,
        kind=kind_of(own),
        requests=requests[::-1],
        kinds=KINDS,
        scopes=SCOPES,
    )
