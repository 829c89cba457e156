"""The own case as its reporter reads it, and who opened it."""

from typing import Any

from fastapi.responses import Response

from api import openings
from api.pages import own_words
from api.pages.case_kind import COMPLAINTS, kind_of
from api.pages.names import Names
from api.pages.own_session import Own
from api.pages.own_session import own_case as case_of
from api.pages.own_step import COMPLAINT_STEPS
from api.pages.own_steps import open_steps
from api.pages.own_steps import shown as shown_to
from api.pages.page import page_router
from domain.case import Case
from domain.complaint import Complaint

router = page_router()


@router.get("/lacak/aduan")
def case(page: Own, tercatat: str = "") -> Response:
    here, own = page.here, case_of(page, Complaint)
    shown = shown_to(page, own)
    clocks = [c for c in here.cases.clocks(own) if c["status"] != "void"]
    clocks.sort(key=lambda clock: clock["due_on"])
    running = [clock for clock in clocks if clock["stopped_on"] is None]
    # What is waited for first: the office's own pause while the reporter is asked.
    running.sort(key=lambda clock: bool(clock["status"] == "paused"))
    step = COMPLAINT_STEPS.get(tercatat)
    return page.show(
        "own_case.html",
        shown["title"] or "Aduan yang teksnya sudah dihapus",
        case=shown,
        names=Names(here.app.reference()),
        words=own_words,
        running=running,
        stopped=[c for c in clocks if c["stopped_on"] is not None],
        steps=open_steps(COMPLAINTS, shown),
        beyond=_ombudsman(shown),
        done=step and step.done,
    )


def _ombudsman(shown: dict[str, Any]) -> dict[str, Any] | None:
    """What is not done here."""
    found = (r for r in shown["remedies"] if r["remedy"] == "ombudsman")
    return next(found, None)


@router.get("/lacak/pembuka")
def opened_by(page: Own) -> Response:
    own = case_of(page, Case)
    return page.show(
        "own_openings.html",
        "Siapa membuka data saya",
        case_number=own.case_number,
        kind=kind_of(own),
        restricted=own.restricted,
        items=openings.for_reporter(page.here, own),
        names=Names(page.here.app.reference()),
        words=own_words,
    )
