"""The files of a case: seen, read and added by who works on it."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import Path
from fastapi.responses import Response

from api import attachment_routes
from api.attachments import Attached, small_picture
from api.pages import attaching
from api.pages.acting import attempt
from api.pages.form import Posted
from api.pages.of_case import OfCase, Visible
from api.pages.page import page_router
from api.pages.refused import Refused
from api.pages.upload import Uploaded
from api.problems import ReasonNeeded
from api.side_way_bodies import MOST_BYTES_OF_A_FILE
from domain import roles
from domain.complaint import Complaint

router = page_router()

Number = Annotated[int, Path(ge=1, le=100_000)]


@router.get("/aduan/{id}/lampiran")
def attachments(visible: Visible) -> Response:
    return _shown(visible)


@router.post("/aduan/{id}/lampiran")
def attach(visible: Visible, upload: Uploaded) -> Response:
    refused = attaching.attach(visible.page, visible.case, upload)
    if refused is not None:
        return _shown(visible, refused=refused, typed=upload.form)
    return visible.page.go(f"{visible.address}/lampiran")


@router.get("/aduan/{id}/lampiran/{number}")
def read(visible: Visible, number: Number) -> Response:
    """Of a restricted case it is asked for with a reason, by the form below."""
    return _file(visible, number)


@router.post("/aduan/{id}/lampiran/{number}")
def read_restricted(visible: Visible, form: Posted, number: Number) -> Response:
    opened = attempt(
        visible.page, lambda: visible.seen.opened(form.get("reason", ""), who=False)
    )
    if isinstance(opened, Refused):
        return _shown(visible, refused=opened, typed=form)
    return _file(visible, number, opened=True)


@router.get("/aduan/{id}/lampiran/{number}/kecil")
def small(visible: Visible, number: Number) -> Response:
    """Drawn anew, so that it shows nothing but the picture."""
    content, attached = _content(visible, number)
    drawn = small_picture(content, attached.media_type)
    return Response(drawn, media_type="image/jpeg", headers=attachment_routes.SAFE)


def _content(
    visible: OfCase[Complaint], number: int, *, opened: bool = False
) -> tuple[bytes, Attached]:
    """Raises `NoSuchFile`, and `ReasonNeeded` for a restricted case."""
    if visible.case.restricted and not opened:
        raise ReasonNeeded
    here = visible.page.here
    attached = here.attachments.one(visible.case, number)
    return here.attachments.content(visible.case, attached), attached


def _file(visible: OfCase[Complaint], number: int, *, opened: bool = False) -> Response:
    content, attached = _content(visible, number, opened=opened)
    return attachment_routes.as_file(content, attached)


def _shown(
    visible: OfCase[Complaint],
    *,
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> Response:
    page, case = visible.page, visible.case
    return page.show(
        "attachments.html",
        f"Lampiran aduan {case.case_number}",
        refused=refused,
        typed=typed,
        case=case,
        address=visible.address,
        attachments=page.here.attachments.of(case),
        erased=case.has_erased("case"),
        may_attach=page.actor.role in roles.COMMANDS["attach"],
        may_open=page.actor.role in roles.READS["identity"],
        most=MOST_BYTES_OF_A_FILE,
    )
