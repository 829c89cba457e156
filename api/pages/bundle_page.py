"""Evidence to take away: a bundle of the log, its verifier, and the signed head."""

from typing import Annotated

from fastapi.responses import Response

from api.instants import now
from api.ledger_queries import BundleQuery
from api.ledger_routes import export
from api.pages.acting import attempt
from api.pages.case_kind import KINDS, CaseKind, kind_of
from api.pages.form import Posted
from api.pages.ledger_state import ledger_state
from api.pages.page import Anyone, Page, page_router, who_reads
from api.pages.refused import Refused
from api.web import CaseRef
from domain.case import Case
from ledger.verifying import PAGE

router = page_router()

Exporting = Annotated[Page, who_reads("exports")]


@router.get("/inspektur/bundel")
def whole(page: Exporting) -> Response:
    return _asked(page)


@router.post("/inspektur/bundel")
def whole_written(page: Exporting, form: Posted) -> Response:
    return _written(page, form)


def _routes(kind: CaseKind) -> None:
    def of_case(page: Exporting, id: CaseRef) -> Response:
        return _asked(page, _visible(page, kind, id))

    def of_case_written(page: Exporting, form: Posted, id: CaseRef) -> Response:
        return _written(page, form, _visible(page, kind, id))

    at = f"{kind.record}/{{id}}/bundel"
    router.add_api_route(at, of_case, methods=["GET"])
    router.add_api_route(at, of_case_written, methods=["POST"])


for _kind in KINDS:
    _routes(_kind)


@router.get("/inspektur/pemeriksa")
def verifier(page: Anyone) -> Response:
    """The page that judges a bundle, to be opened from disk: as part of this site it
    would be worth no more than the site, and could not run its script."""
    return Response(
        PAGE.read_bytes(),
        media_type="text/html; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="pemeriksa-tuntas.html"'},
    )


@router.get("/inspektur/segel")
def head(page: Annotated[Page, who_reads("openings")]) -> Response:
    return page.show(
        "head.html",
        "Segel buku log untuk disimpan",
        ledger=ledger_state(page.here),
        printed_at=now(),
    )


def _visible(page: Page, kind: CaseKind, ref: str) -> Case:
    case: Case = page.here.cases.visible_case(ref, page.actor, kind.of)
    return case


def _asked(
    page: Page,
    of: Case | None = None,
    refused: Refused | None = None,
    typed: Posted | None = None,
) -> Response:
    kind = of and kind_of(of)
    what = f"bukti {kind.name} {of.case_number}" if of and kind else "seluruh buku log"
    return page.show(
        "bundle.html",
        f"Bundel {what}",
        refused=refused,
        typed=typed,
        case=of,
        kind=kind,
    )


def _written(page: Page, form: Posted, of: Case | None = None) -> Response:
    """The file itself: that it leaves, and why, is recorded before its first byte."""
    # By its own number: what else stands in the address is too long for a question.
    case = of and of.case_number
    opened = "true" if case and form.ticked("opened") else "false"
    query = BundleQuery.model_validate({"case": case, "opened": opened})
    reason = form.get("reason", "")
    done = attempt(
        page, lambda: export(page.request, page.here, page.actor, query, reason)
    )
    return _asked(page, of, done, form) if isinstance(done, Refused) else done
