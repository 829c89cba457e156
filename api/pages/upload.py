"""A form that brings a file along."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from api import web
from api.pages import form_tokens
from api.pages.form import Form
from api.pages.held_words import MOST_FIELDS
from api.pages.page import Anyone
from api.problems import Unreadable
from api.side_way_bodies import MOST_BYTES_OF_A_FILE

FIELDS_BYTES = 64 * 1024
"""For what is typed beside the file."""


@dataclass(frozen=True, slots=True)
class Upload:
    form: Form
    name: str
    """As the device calls the file; empty where none was chosen."""
    content: bytes


class _InMemory(MultiPartParser):
    # The library would lay a larger file down in a temporary one, in clear.
    spool_max_size = MOST_BYTES_OF_A_FILE + FIELDS_BYTES


async def uploaded(request: Request, page: Anyone) -> Upload:
    """Raises `ForeignForm`, `TooLarge`, or `Unreadable`."""
    form_tokens.check_origin(request)
    data = await _parsed(request)
    form = Form(data)
    try:
        form_tokens.check(page.here.form_key, page.given_secret, form.get("csrf", ""))
        for file in data.getlist("file"):
            if isinstance(file, UploadFile):
                return Upload(form, file.filename or "", await file.read())
        return Upload(form, "", b"")
    finally:
        await data.close()


Uploaded = Annotated[Upload, Depends(uploaded)]
"""To be named behind the page: who may not act is told that first."""


async def _parsed(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "multipart/form-data":
        msg = "A form with a file is sent as multipart/form-data."
        raise Unreadable(msg)
    raw = await web.body_of(request, MOST_BYTES_OF_A_FILE + FIELDS_BYTES)

    async def whole() -> AsyncGenerator[bytes, None]:
        yield raw

    try:
        return await _InMemory(
            request.headers,
            whole(),
            max_files=1,
            max_fields=MOST_FIELDS,
            max_part_size=FIELDS_BYTES,
        ).parse()
    except MultiPartException as error:
        raise Unreadable(error.message) from None
