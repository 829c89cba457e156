"""Letters to those who complain or ask for information, as PDF."""

from typing import Annotated, cast, get_args

from fastapi import APIRouter, Path
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api import description
from api.cases import Opened
from api.commands import REQUESTS
from api.information_request_routes import OwnOrVisible
from api.information_requests import view
from api.installation import Installation
from api.read_routes import Seen, Visible
from api.reports import pdf, request_letters
from api.reports.complaint_receipt import complaint_receipt
from api.reports.letter import Letter
from api.reports.request_letters import CALLED, WRITTEN, LetterName, Told
from api.web import NoQuery
from domain.complaint import Complaint
from domain.information_request import InformationRequest

router = APIRouter(prefix="/v1", tags=["reading"])


@router.get(
    "/complaints/{id}/receipt",
    response_class=Response,
    responses=description.streamed({"application/pdf": "string"}, 401, 403, 404),
)
def receipt(seen: Visible, _: NoQuery) -> Response:
    """The receipt to print and sign (UU 25/2009, article 43): each deadline that is
    promised with the law it rests on. Without the access code, and without who
    complains: that line is written by hand."""
    return receipt_file(seen.here, seen.case)


@router.get(
    f"/{REQUESTS}/{{id}}/letters/{{letter}}",
    response_class=Response,
    responses=description.streamed({"application/pdf": "string"}, 401, 403, 404),
)
def request_letter(
    seen: OwnOrVisible,
    letter: Annotated[str, Path(json_schema_extra={"enum": [*get_args(LetterName)]})],
    _: NoQuery,
) -> Response:
    """A letter on a request: its receipt, the extension, the written notice (a grant or
    a refusal), the superior's answer to an objection; 404 while there is nothing for it
    to tell. Each with the law of its deadlines and the rights that are left, without
    the applicant's name: that line is written by hand."""
    if letter not in get_args(LetterName):
        raise HTTPException(404)
    name = cast("LetterName", letter)
    found = request_letters.letter(_told(seen, name), name)
    called = CALLED[name].replace(" ", "-")
    return letter_file(found, f"{called}-{seen.case.case_number}")


def _told(seen: Seen[InformationRequest], name: LetterName) -> Told:
    """The request as it was when the letter was written; 404 before."""
    here, actor = seen.here, seen.actor
    own = actor.role == "reporter"
    opened = Opened(texts=True, identity=False) if own else seen.opened(None)
    history = here.cases.history(seen.case, actor, opened)
    written = [item for item in history if item["event"] == WRITTEN[name]]
    if not written:
        raise HTTPException(404)
    then = here.cases.as_of(seen.case, version=written[-1]["version"])
    day = then.effective_at.astimezone(here.settings.time_zone).date()
    shown = view(here, then, actor, opened, day)
    return Told(here, then, shown, written[-1]["data"].get("reason"), day)


def receipt_file(here: Installation, case: Complaint) -> Response:
    letter = complaint_receipt(here, case, here.today())
    return letter_file(letter, f"tanda-terima-{case.case_number}")


def letter_file(letter: Letter, name: str) -> Response:
    """Kept by nobody on the way."""
    return Response(
        pdf.of_letter(letter),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.pdf"',
            "Cache-Control": "no-store",
        },
    )
