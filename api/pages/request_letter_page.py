"""The letters on a request for information, as PDF, from its page."""

from typing import Annotated, Any

from fastapi.responses import Response

from api import letter_routes
from api.pages.case_kind import INFORMATION_REQUESTS
from api.pages.of_case import OfCase, visible_of
from api.pages.page import page_router
from api.queries import Reading

router = page_router()


@router.get("/permohonan/{id}/surat/{letter}")
def letter(
    visible: Annotated[OfCase[Any], visible_of(INFORMATION_REQUESTS)], letter: str
) -> Response:
    return letter_routes.request_letter(visible.seen, letter, Reading())
