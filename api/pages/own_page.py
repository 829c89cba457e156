"""The own case as its reporter reads it, and who opened it."""

from typing import Any

from fastapi.responses import Response

from api import openings, own_case
from api.pages import own_words
from api.pages.names import Names
from api.pages.own_session import Own
from api.pages.own_session import own_case as case_of
from api.pages.own_steps import STEPS, open_steps
from api.pages.page import page_router

router = page_router()


@router.get("/lacak/aduan")
def case(page: Own, tercatat: str = "") -> Response:
    here, own = page.here, case_of(page)
    shown = own_case.shown(here.app, here.cases, own, page.actor)
    clocks = [c for c in here.cases.clocks(own) if c["status"] != "void"]
    clocks.sort(key=lambda clock: clock["due_on"])
    running = [clock for clock in clocks if clock["stopped_on"] is None]
    # What is waited for first: the office's own pause while the reporter is asked.
    running.sort(key=lambda clock: bool(clock["status"] == "paused"))
    step = STEPS.get(tercatat)
    return page.show(
        "own_case.html",
        shown["title"] or "Aduan yang teksnya sudah dihapus",
        case=shown,
        names=Names(here.app.reference()),
        words=own_words,
        running=running,
        stopped=[c for c in clocks if c["stopped_on"] is not None],
        steps=open_steps(shown),
        beyond=_ombudsman(shown),
        done=step and step.done,
    )


def _ombudsman(shown: dict[str, Any]) -> dict[str, Any] | None:
    """What is not done here."""
    found = (r for r in shown["remedies"] if r["remedy"] == "ombudsman")
    return next(found, None)


@router.get("/lacak/pembuka")
def opened_by(page: Own) -> Response:
    own = case_of(page)
    return page.show(
        "own_openings.html",
        "Siapa membuka data saya",
        case_number=own.case_number,
        restricted=own.restricted,
        items=openings.for_reporter(page.here, own),
        names=Names(page.here.app.reference()),
        words=own_words,
    )
