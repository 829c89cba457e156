"""The files that a reporter added to the own case, and adding another."""

from typing import Annotated

from fastapi import Path
from fastapi.responses import Response

from api.attachment_routes import as_file
from api.pages.attaching import attach
from api.pages.form import Form
from api.pages.own_session import Own, own_case
from api.pages.page import Page, page_router
from api.pages.refused import Refused
from api.pages.upload import Uploaded
from api.side_way_bodies import MOST_BYTES_OF_A_FILE
from domain import roles
from domain.complaint import Complaint

router = page_router()

ADDRESS = "/lacak/lampiran"
Number = Annotated[int, Path(ge=1, le=100_000)]


@router.get(ADDRESS)
def files(page: Own, tercatat: str = "") -> Response:
    return _shown(page, done=bool(tercatat))


@router.post(ADDRESS)
def add(page: Own, upload: Uploaded) -> Response:
    refused = attach(page, own_case(page, Complaint), upload)
    if refused is not None:
        return _shown(page, refused, upload.form)
    return page.go(f"{ADDRESS}?tercatat=ya")


@router.get(f"{ADDRESS}/{{number}}")
def read(page: Own, number: Number) -> Response:
    """Of the own files alone: those of an office may tell of others."""
    own, found = own_case(page, Complaint), page.here.attachments
    attached = found.one(own, number, reporters=True)
    return as_file(found.content(own, attached), attached)


def _shown(
    page: Page,
    refused: Refused | None = None,
    form: Form | None = None,
    done: bool = False,
) -> Response:
    own = own_case(page, Complaint)
    return page.show(
        "own_files.html",
        "Lampiran saya",
        refused=refused,
        typed=form,
        done=done,
        address=ADDRESS,
        case_number=own.case_number,
        erased=own.has_erased("case"),
        files=[f for f in page.here.attachments.of(own) if f.by_reporter],
        may_attach="reporter" in roles.COMMANDS["attach"],
        most=MOST_BYTES_OF_A_FILE,
    )
