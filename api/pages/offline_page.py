"""Receiving without a network: the queue of a device, its worker, and its delivery.

What the worker keeps holds nothing of anybody: it is fetched without a cookie. What the
queue holds stays on the device until the server has answered.
"""

import json
from hashlib import sha256
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response

from api import batch_routes
from api.command_routes import admission, answered
from api.identity import Actor, NoToken
from api.intake import Request as Command
from api.once import Answer, KeyConflict
from api.pages import form_tokens, glossary, receive_form
from api.pages.assets import ASSETS, address
from api.pages.form_tokens import ForeignForm
from api.pages.navigation import Link
from api.pages.page import Anyone, Page, page_router, visited
from api.pages.recorded_before import RecordedBefore, first
from api.pages.refused import refused
from api.web import Here
from domain import roles
from domain.refusals import ExternalIdTaken, IdTaken, RoleMayNot

router = page_router()

KEPT = (
    "tuntas.css",
    "receiving.css",
    "tuntas.svg",
    "tuntas.webmanifest",
    "outbox.js",
    "intake.js",
    "queue.js",
)
"""What the form and the queue load."""
NEUTRAL: dict[str, Any] = {
    "facts": None,
    "links": [
        Link("/aduan/baru", "Aduan baru", False),
        Link("/luring", "Antrean", False),
    ],
}
"""What a kept page says of the installation and of the visitor: nothing that ages."""
TOKEN = "tuntas-formulir"
"""The header in which a script says what a form says in its hidden field."""


@router.get("/luring")
def queue(page: Anyone) -> Response:
    return _queue(page, {} if page.session else NEUTRAL)


@router.get("/luring/formulir")
def form_without_network(page: Anyone) -> Response:
    """The form as it is shown where the server is out of reach."""
    return _form(page)


def _queue(page: Page, more: dict[str, Any] = NEUTRAL) -> Response:
    zone = page.here.settings.time_zone.key
    return page.show("queue.html", "Antrean di perangkat ini", zone=zone, **more)


def _form(page: Page) -> Response:
    return page.show(
        "receive.html",
        "Terima aduan",
        **NEUTRAL,
        desk=True,
        offline=True,
        alike=[],
        **receive_form.offered(page.here),
    )


@router.get("/luring/pekerja.js")
def worker(page: Anyone) -> Response:
    """The service worker: another one when what it keeps has changed."""
    neutral = Page(page.request, page.here)
    shown = [bytes(show(neutral).body) for show in (_queue, _form)]
    kept = ["/luring", "/luring/formulir", *map(address, KEPT)]
    told = json.dumps(kept).encode()
    version = sha256(b"".join((told, *shown))).hexdigest()[:12]
    code = ASSETS["worker.js"].body.decode()
    given = f"const VERSION = {json.dumps(version)};\nconst KEPT = {told.decode()};\n"
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return Response(given + code, media_type="text/javascript", headers=headers)


@router.get("/luring/kunci")
def key(page: Anyone) -> Response:
    """What a script needs to deliver: 401 and 403 say that somebody is to sign in."""
    if page.session is None:
        return JSONResponse({"refused": "session"}, 401)
    if page.actor.role not in roles.COMMANDS["receive"]:
        return JSONResponse({"refused": "role"}, 403)
    told = {"csrf": page.form_token(), "role": glossary.word("role", page.actor.role)}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


@router.post("/luring/kirim")
async def deliver(request: Request, here: Here) -> Response:
    """The lines of `POST /v1/commands` with the session for a token; to a refusal are
    added `judul`, `pesan` and `isian`, for the person who reads it. What is recorded
    already, by the form or by another officer of the device, is answered as it was."""
    try:
        await run_in_threadpool(_named, request, here)
    except NoToken:
        return JSONResponse({"refused": "session"}, 401)
    except (ForeignForm, RoleMayNot):
        return JSONResponse({"refused": "role"}, 403)

    async def who() -> Actor:
        return await run_in_threadpool(_named, request, here)

    def told(error: Exception) -> dict[str, Any]:
        said = refused(error, here.settings.time_zone)
        fields = receive_form.at_its_fields(said).fields
        found = {"judul": said.title, "pesan": said.text, "isian": dict(fields)}
        if isinstance(error, RecordedBefore):
            found["case_number"] = error.details["case_number"]
            if error.first:
                found["access_code"] = error.first.answer.body["access_code"]
        return found

    async def give(command: Command) -> Answer:
        try:
            admit = admission(request, here, command)
            return await answered(here, command, admit)
        except (KeyConflict, IdTaken, ExternalIdTaken):
            if command.command != "receive":
                raise
            key = command.conditions().key
            of = here, command.actor, command.given, key
            if found := await run_in_threadpool(first, *of):
                return found.answer
            raise

    return batch_routes.decided(request, here, who, told, give)


def _named(request: Request, here: Here) -> Actor:
    """Raises `NoToken`, `ForeignForm` or `RoleMayNot`."""
    form_tokens.check_origin(request)
    page = visited(request, here)
    if page.session is None:
        raise NoToken
    given = request.headers.get(TOKEN, "")
    if not form_tokens.fits(here.form_key, page.session.secret, given):
        raise ForeignForm
    allowed = roles.COMMANDS["receive"]
    if page.actor.role not in allowed:
        raise RoleMayNot(
            role=page.actor.role, command="receive", roles_text=", ".join(allowed)
        )
    return page.actor
