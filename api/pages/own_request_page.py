"""The own request for public information, as its applicant reads it."""

from fastapi.responses import Response

from api.pages import clock_lines, own_request_words, request_facts
from api.pages.case_kind import INFORMATION_REQUESTS as KIND
from api.pages.names import Names
from api.pages.own_session import Own
from api.pages.own_session import own_case as case_of
from api.pages.own_step import REQUEST_STEPS
from api.pages.own_steps import open_steps, shown
from api.pages.page import page_router
from domain.information_request import InformationRequest

router = page_router()

WITHDRAW = "cabut"


@router.get("/lacak/permohonan")
def request(page: Own, tercatat: str = "") -> Response:
    here, own = page.here, case_of(page, InformationRequest)
    view = shown(page, own)
    reference, zone = here.app.reference(), here.settings.time_zone
    clocks = [c for c in here.cases.clocks(own) if c["status"] != "void"]
    steps = open_steps(KIND, view)
    passed = {lapse["clock"] for lapse in view["lapses"]}
    late = own.state == "incomplete" and "applicant_completion" in passed
    done = REQUEST_STEPS.get(tercatat)
    return page.show(
        "own_request.html",
        "Permohonan informasi Anda",
        case=view,
        known=request_facts.known(view, Names(reference), zone),
        said=list(request_facts.said(view)),
        letters=list(request_facts.letters(own)),
        identity=request_facts.identity(view),
        words=own_request_words,
        stands=own_request_words.NOT_PROCESSED
        if late
        else own_request_words.STANDS[own.state],
        clocks=clock_lines.paired(clocks, reference.calendar, here.today()),
        steps=[step for step in steps if step.name != WITHDRAW],
        withdraw=next((step for step in steps if step.name == WITHDRAW), None),
        court=next((r for r in view["rights"] if r["remedy"] == "court"), None),
        done=done and done.done,
    )
