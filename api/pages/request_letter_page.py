"""The letters on a request for information, as PDF: for officers from its page, for the
applicant from the own one."""

from typing import Annotated, Any

from fastapi.responses import Response

from api import letter_routes
from api.pages.case_kind import INFORMATION_REQUESTS
from api.pages.of_case import OfCase, visible_of
from api.pages.own_session import Own, own_case
from api.pages.page import page_router
from api.queries import Reading
from api.read_routes import Seen
from domain.information_request import InformationRequest

router = page_router()


@router.get("/permohonan/{id}/surat/{letter}")
def letter(
    visible: Annotated[OfCase[Any], visible_of(INFORMATION_REQUESTS)], letter: str
) -> Response:
    return letter_routes.request_letter(visible.seen, letter, Reading())


@router.get("/lacak/permohonan/surat/{letter}")
def own_letter(page: Own, letter: str) -> Response:
    """As the applicant's own token reads it: nobody's identity is opened for it."""
    own = own_case(page, InformationRequest)
    seen = Seen(page.request, page.here, page.actor, own)
    return letter_routes.request_letter(seen, letter, Reading())
