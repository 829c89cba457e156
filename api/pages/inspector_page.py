"""Where an inspector begins: what to look at, and what the record rests on."""

from dataclasses import replace
from typing import Any

from fastapi.responses import Response

from api import instants, openings
from api.exports_made import exports_made
from api.pages.acting import attempt
from api.pages.data_request_page import told, waiting
from api.pages.findings_page import found, question
from api.pages.ledger_state import ledger_state
from api.pages.names import Names
from api.pages.page import Page, page_router
from api.pages.refused import Refused
from api.pages.timeline_page import Inspecting
from api.register_routes import asked as listed
from domain import roles
from projections.finding_lists import Wanted
from projections.openings import Looked
from projections.openings import openings as looked

router = page_router()

FEW = 5
_UNKNOWN = {"nomor": "Tidak ada aduan dengan nomor ini; periksa huruf dan angkanya."}


@router.get("/inspektur")
def start(page: Inspecting) -> Response:
    return _shown(page)


@router.get("/inspektur/cari")
def find(page: Inspecting) -> Response:
    """A case by its number, which opens nothing and may stand in an address."""
    number = page.request.query_params.get("nomor", "").strip()
    case = attempt(page, lambda: page.here.cases.visible(number, page.actor))
    if isinstance(case, Refused):
        return _shown(page, replace(case, fields=_UNKNOWN))
    return page.go(f"/inspektur/aduan/{case.case_number}")


def _shown(page: Page, refused: Refused | None = None) -> Response:
    here = page.here

    def may(what: str) -> bool:
        return page.actor.role in roles.READS[what]

    sections: dict[str, Any] = {}
    if may("access log"):
        newest = listed(lambda: looked(here.pool, Looked(limit=FEW)))
        sections = {
            "openings": openings.over_all(here, newest),
            "exports": exports_made(here)[:FEW],
        }
    return page.show(
        "inspector.html",
        "Pemeriksaan",
        refused=refused,
        typed=page.request.query_params,
        findings=found(page, Wanted(limit=FEW)) if may("findings") else None,
        question=question,
        requests=told(waiting(page, FEW).items) if may("data requests") else None,
        now=instants.now(),
        may_export=may("exports"),
        names=Names(here.app.reference()),
        ledger=ledger_state(here),
        **{"openings": None, "exports": None, **sections},
    )
