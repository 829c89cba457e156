"""What a newcomer sees: what this is, for whom, and where to sign in."""

from fastapi.responses import Response

from api.pages.demonstration import buttons
from api.pages.page import Anyone, page_router

router = page_router()


@router.get("/")
def front(page: Anyone) -> Response:
    return page.show(
        "front.html",
        "Tuntas: pengaduan masyarakat, ditangani sampai tuntas",
        buttons=buttons(page),
    )
