"""What a visitor sees first: what this is, for whom, and where to sign in."""

from fastapi.responses import Response

from api.pages.page import Anyone, page_router
from api.pages.role_buttons import buttons
from domain import roles

router = page_router()

DOORS = {"/aduan/baru": "receive", "/permohonan/baru": "information-requests"}
"""Forms for everybody that some officers may not fill in, and their commands."""


@router.get("/")
def front(page: Anyone) -> Response:
    there, role = page.request.app.state.addresses, page.actor.role
    return page.show(
        "front.html",
        "Tuntas: pengaduan masyarakat, ditangani sampai tuntas",
        buttons=buttons(page),
        doors=[
            address
            for address, command in DOORS.items()
            if address in there and role in roles.ALL_COMMANDS[command]
        ],
    )
