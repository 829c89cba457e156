"""How pages change reference data: by the routes of /v1 themselves, from a form."""

from collections.abc import Callable
from typing import Any

from fastapi.responses import Response

from api.pages.acting import attempt
from api.pages.form import Form
from api.pages.page import Page
from api.pages.refused import Refused
from api.reference_changes import Change

PLACES = (
    ("/pengurus", "Ringkasan"),
    ("/pengurus/petugas", "Petugas"),
    ("/pengurus/susunan", "Susunan"),
    ("/pengurus/instansi", "Instansi"),
    ("/pengurus/kategori", "Kategori"),
    ("/pengurus/aturan", "Aturan tenggat"),
    ("/pengurus/jenjang", "Jenjang peringatan"),
    ("/pengurus/kalender", "Kalender kerja"),
    ("/pengurus/simpan", "Masa simpan"),
)
"""Address and name of what an administrator keeps."""


def change(
    page: Page,
    form: Form,
    route: Callable[..., Response],
    body: dict[str, Any],
    *names: Any,
) -> Response | Refused:
    """Its answer, or why it is refused; `names` are what the address of /v1 names."""
    given = Change(page.request, page.here, page.actor, body, form.conditions)
    return attempt(page, lambda: route(given, *names))


def show(page: Page, template: str, title: str, **values: Any) -> Response:
    """A page of the administration, with the way to its others."""
    path = page.request.url.path
    fitting = [a for a, _ in PLACES if path == a or path.startswith(f"{a}/")]
    return page.show(
        template, title, places=PLACES, current=max(fitting, key=len), **values
    )
