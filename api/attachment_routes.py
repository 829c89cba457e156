"""The files of a case: sent once they are announced by `attach`, and read again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from api import answers, description, web
from api.attachments import Attached, small_picture
from api.identity import Actor
from api.problems import ReasonNeeded
from api.read_routes import Reason, Seen
from api.side_way_bodies import MOST_BYTES_OF_A_FILE
from api.web import CaseRef, Here, Json, NoQuery, Someone, may_read

router = APIRouter(prefix="/v1", tags=["files"])


def _number(number: Annotated[str, Path(description="from 1")]) -> int:
    """Any text: one that numbers no attachment is answered 404, after the role was
    judged."""
    return int(number) if number.isdecimal() and len(number) < 10 else 0


Number = Annotated[int, Depends(_number)]
_KINDS = dict.fromkeys(("application/pdf", "image/jpeg", "image/png"), "string")
SAFE = {
    "Cache-Control": "no-store",
    # Whatever it is, it is no page of ours.
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


async def _sent(request: Request) -> bytes:
    return await web.body_of(request, MOST_BYTES_OF_A_FILE)


def _giver(here: Here, actor: Someone) -> Actor:
    here.desk.allow(actor, "attach")
    return actor


def _reader(actor: Someone) -> Actor:
    if actor.role != "reporter":
        may_read(actor, "complaints")
    return actor


@router.put(
    "/complaints/{id}/attachments/{number}",
    responses=description.documented(200, answers.KeptFile, 401, 403, 404, 413),
    openapi_extra=description.body_bytes("the file, as `attach` announced it"),
)
def keep(
    here: Here,
    actor: Annotated[Actor, Depends(_giver)],
    id: CaseRef,
    number: Number,
    sent: Annotated[bytes, Depends(_sent)],
) -> Response:
    """Send the file that `attach` announced: at most 2 MB, PDF, JPEG or PNG. Sent
    again, it stays as it is."""
    case = here.cases.visible(id, actor)
    kept = here.attachments.keep(case, number, sent)
    return Json({"number": kept.number, "media_type": kept.media_type})


def _found(
    request: Request,
    here: Here,
    actor: Annotated[Actor, Depends(_reader)],
    id: CaseRef,
    number: Number,
    tuntas_reason: Reason = None,
) -> tuple[bytes, Attached]:
    """Judged as the texts of the case are: of a restricted one they need a reason."""
    case = here.cases.visible(id, actor)
    if actor.role != "reporter":
        seen = Seen(request, here, actor, case)
        if not seen.opened(tuntas_reason, who=False).texts:
            raise ReasonNeeded
    attached = here.attachments.one(case, number, reporters=actor.role == "reporter")
    return here.attachments.content(case, attached), attached


Found = Annotated[tuple[bytes, Attached], Depends(_found)]


@router.get(
    "/complaints/{id}/attachments/{number}",
    responses=description.streamed(_KINDS, 401, 403, 404),
)
def read(found: Found, _: NoQuery) -> Response:
    """The file as it was sent."""
    return as_file(*found)


@router.get(
    "/complaints/{id}/attachments/{number}/preview",
    responses=description.streamed(_KINDS, 401, 403, 404),
)
def preview(found: Found, _: NoQuery) -> Response:
    """A small picture of it, drawn anew, without what else lies in the file."""
    content, attached = found
    small = small_picture(content, attached.media_type)
    return Response(small, media_type="image/jpeg", headers=SAFE)


def as_file(content: bytes, attached: Attached) -> Response:
    """To be laid down, and not to be shown: whatever it is, it is no page of ours."""
    ending = attached.media_type.rpartition("/")[2]
    name = f'attachment; filename="lampiran-{attached.number}.{ending}"'
    headers = {**SAFE, "Content-Disposition": name}
    return Response(content, media_type=attached.media_type, headers=headers)
