"""The receipt of a case (UU 25/2009, article 43; UU 14/2008, article 22), with the
access code until it was handed over.

The code stands in no address and in no cookie: the cookie names the remembered answer
to the command, which is kept sealed, and is taken back when its reader says so.
"""

from typing import Annotated
from uuid import UUID

from fastapi.responses import Response

from api.case_clocks import explained
from api.letter_routes import receipt_file
from api.once import Named
from api.pages.case_kind import COMPLAINTS, KINDS, CaseKind
from api.pages.form import Posted
from api.pages.names import Names
from api.pages.page import Anyone, Page, page_router, who_reads
from api.pages.refused import Refused
from domain.complaint import Complaint

router = page_router()
CaseReader = Annotated[Page, who_reads("complaints")]

COOKIE = "tuntas_tanda_terima"
SECONDS = 600
"""How long a receipt waits to be read: a slow link needs a while."""
SHOWN = Refused(
    404,
    "Tanda terima sudah diserahkan",
    "Tanda terima ini sudah diserahkan, atau lewat sepuluh menit. Lacak aduan dengan"
    " nomor dan kode akses yang"
    " Anda catat; bila belum tercatat, datanglah ke meja aduan.",
)


def address(case: object, kind: CaseKind = COMPLAINTS) -> str:
    return f"{kind.root}/{case}/tanda-terima"


def hand_over(
    page: Page,
    response: Response,
    case: object,
    reference: Named,
    kind: CaseKind = COMPLAINTS,
) -> Response:
    """The response, which lets its reader see the receipt of that case; `reference`
    names the answer to its reception."""
    response.set_cookie(
        COOKIE,
        ".".join(part.hex() for part in reference),
        max_age=SECONDS,
        path=address(case, kind),
        httponly=True,
        samesite="strict",
        secure=page.request.url.scheme == "https",
    )
    return response


def _routes(kind: CaseKind) -> None:
    def receipt(page: Anyone, id: UUID) -> Response:
        return _shown(page, kind, id)

    def handed_over(page: Anyone, id: UUID, form: Posted) -> Response:
        """Whoever has read the code says so; by an answer alone nobody knows it, as a
        slow link may have cut it off."""
        at_desk = page.actor.role != "reporter"
        response = page.go(f"{kind.root}/baru" if at_desk else "/")
        response.delete_cookie(COOKIE, path=address(id, kind))
        return response

    at = address("{id}", kind)
    router.add_api_route(at, receipt, methods=["GET"])
    router.add_api_route(at, handed_over, methods=["POST"])


for _kind in KINDS:
    _routes(_kind)


def _shown(page: Page, kind: CaseKind, id: UUID) -> Response:
    """Handed over, only officers who see the case see it again, without the code."""
    code = _access_code(page, id)
    if code is None and page.session is None:
        return page.show("refused.html", SHOWN.title, refused=SHOWN)
    found, ref = page.here.cases, str(id)
    case = (
        found.find_case(ref, kind.of)
        if code
        else found.visible_case(ref, page.actor, kind.of)
    )
    complaint = isinstance(case, Complaint)
    by_officer = page.actor.role != "reporter"
    return page.show(
        "receipt.html" if complaint else "request_receipt.html",
        f"Tanda terima {kind.name}",
        case=case,
        address=page.request.url.path,
        code=code,
        clocks=explained(page.here.app, case, page.here.today()),
        names=Names(page.here.app.reference()),
        kind=kind,
        receives=by_officer and (page.actor.role == "desk" or not complaint),
        by_officer=by_officer,
    )


@router.get("/aduan/{id}/tanda-terima.pdf")
def receipt_as_pdf(page: CaseReader, id: UUID) -> Response:
    """To print and sign; for officers who see the case."""
    return receipt_file(page.here, page.here.cases.visible(str(id), page.actor))


def _access_code(page: Page, id: UUID) -> str | None:
    scope, _, mark = page.request.cookies.get(COOKIE, "").partition(".")
    try:
        answer = page.here.once.referred(bytes.fromhex(scope), bytes.fromhex(mark))
    except ValueError:
        return None
    if answer is None or answer.body.get("id") != str(id):
        return None
    code = str(answer.body["access_code"])
    return " ".join((code[:6], code[6:11], code[11:16], code[16:21], code[21:]))
