"""One page for one visitor: who it is, what may be shown, and how it is answered."""

import gzip
import secrets
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Any
from urllib.parse import quote

import structlog
from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from api import problems
from api.identity import ANYONE, Actor, Unauthenticated
from api.installation import Installation
from api.pages import form_tokens, glossary, held_words, templates
from api.pages.assets import takes_gzip
from api.pages.form_tokens import ForeignForm
from api.pages.held_words import Held, StaleForm
from api.pages.refused import Refused, refused
from api.pages.sessions import COOKIE, Session
from api.web import Here
from domain import roles
from domain.event import Role
from domain.refusals import RoleMayNot

log = structlog.get_logger()

FORM_COOKIE = "tuntas_formulir"
"""Stands for the session where nobody is signed in; it names no one."""
SMALL = 1000
"""Bytes below which packing makes nothing smaller on the wire."""


class NotSignedIn(Unauthenticated):
    """The page is for those who are signed in; `door` is where they do so, if not
    where officers do."""

    def __init__(self, door: str | None = None):
        self.door = door
        super().__init__()


@dataclass
class Page:
    """`actor` is `ANYONE` where nobody is signed in. Of one request, in one thread."""

    request: Request
    here: Installation
    session: Session | None = None
    actor: Actor = ANYONE
    _new_secret: str | None = field(default=None, repr=False)

    @property
    def given_secret(self) -> str | None:
        """What the visitor's cookie holds: of the session, or of a form without one."""
        if self.session is not None:
            return self.session.secret
        return self.request.cookies.get(FORM_COOKIE)

    @property
    def address(self) -> str:
        """From which network address it was asked, for `here.limits`."""
        return self.request.client.host if self.request.client else ""

    def form_token(self) -> str:
        """A new token that `posted` takes from this visitor."""
        secret = self.given_secret or self._new_secret
        if secret is None:
            secret = self._new_secret = secrets.token_urlsafe(32)
        return form_tokens.made(self.here.form_key, secret)

    def show(
        self,
        template: str,
        title: str,
        *,
        refused: Refused | None = None,
        typed: Mapping[str, str] | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> Response:
        """The template with `values`, within the layout of all pages. With `refused`
        its status, its summary at the top, and at each field what is wrong with it;
        the fields of `typed` keep the words that were typed."""
        text = templates.rendered(
            self, template, title=title, refused=refused, typed=typed or {}, **values
        )
        body, given = text.encode(), {"Cache-Control": "no-store", **(headers or {})}
        if len(body) > SMALL and takes_gzip(self.request):
            body = gzip.compress(body, 6, mtime=0)
            given["Content-Encoding"] = "gzip"
        given["Vary"] = "Accept-Encoding, Cookie"
        if refused is not None:
            status, given = refused.status, {**given, **refused.headers}
        response = HTMLResponse(body, status, given)
        if self._new_secret is not None:
            self.set_cookie(response, FORM_COOKIE, self._new_secret)
        return response

    def go(self, address: str) -> Response:
        """To another page, after something was done: so that reading it again, or
        going back, does nothing twice."""
        return RedirectResponse(address, 303, {"Cache-Control": "no-store"})

    def signed_in(self, session: Session, response: Response) -> Response:
        """The response with the cookie of a session that has begun."""
        if self.session is not None:
            self.here.sessions.end(self.session)
        self.set_cookie(response, COOKIE, session.secret)
        response.delete_cookie(FORM_COOKIE)
        return response

    def set_cookie(self, response: Response, name: str, value: str) -> None:
        """For this browser alone, gone with it; never for a script or another site."""
        response.set_cookie(
            name,
            value,
            httponly=True,
            samesite="strict",
            secure=self.request.url.scheme == "https",
        )


# Not asynchronous: the session is looked up in the database, in a thread.
def visited(request: Request, here: Here) -> Page:
    """The page of whoever asks, signed in or not."""
    page = Page(request, here)
    secret = request.cookies.get(COOKIE)
    session = here.sessions.find(secret) if secret else None
    if session is not None:
        try:
            reference = here.app.reference()
            actor = here.tokens.named(session.holder, reference, here.today())
        except Unauthenticated:
            # Dismissed, or out of office since.
            return page
        page.session, page.actor = session, actor
        request.state.actor = actor.id
    return page


Anyone = Annotated[Page, Depends(visited)]


def who(allowed: tuple[Role, ...], what: str) -> Any:
    """The page, for those in one of these roles. Raises `NotSignedIn`, and
    `RoleMayNot` naming `what`."""

    def check(page: Anyone) -> Page:
        if page.session is None:
            raise NotSignedIn
        if page.actor.role not in allowed:
            raise RoleMayNot(
                role=page.actor.role, command=what, roles_text=", ".join(allowed)
            )
        return page

    return Depends(check)


def who_reads(what: str) -> Any:
    """For those who may read that, in the words of `roles.READS`."""
    return who(roles.READS[what], f"read {what}")


def who_commands(command: str) -> Any:
    """For those who may give that command, in the words of `roles.COMMANDS`."""
    return who(roles.ALL_COMMANDS[command], command)


def anyone_who_commands(command: str) -> Any:
    """For those who may give that command, signed in or not. Raises `RoleMayNot`."""
    allowed = roles.ALL_COMMANDS[command]

    def check(page: Anyone) -> Page:
        if page.actor.role not in allowed:
            raise RoleMayNot(
                role=page.actor.role, command=command, roles_text=", ".join(allowed)
            )
        return page

    return Depends(check)


Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class PageRoute(APIRoute):
    """Whatever happens, a person is answered with a page."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except HTTPException:
                raise
            except RequestValidationError as error:
                unfit = problems.unfit(error)
                return await run_in_threadpool(_told, request, unfit)
            except NotSignedIn as error:
                if request.method == "GET":
                    return _to_sign_in(request, error.door)
                if error.door:
                    return RedirectResponse(f"{error.door}?waktu=habis", 303)
                held = await held_words.of_body(request)
                return await run_in_threadpool(_ask_to_sign_in, request, held)
            except StaleForm as error:
                return await run_in_threadpool(_stale, request, error.held)
            except Exception as error:
                return await run_in_threadpool(_told, request, error)

        return handled


def page_router() -> APIRouter:
    """For the addresses of a page: not described, as they are for people."""
    return APIRouter(include_in_schema=False, route_class=PageRoute)


def _to_sign_in(request: Request, door: str | None) -> Response:
    at = door or f"/masuk?ke={quote(request.url.path)}"
    return RedirectResponse(at, 303)


def _ask_to_sign_in(request: Request, held: Held) -> Response:
    """Where a form was sent: what was typed goes along."""
    page = page_of(request)
    told = refused(NotSignedIn(), page.here.settings.time_zone)
    if held.told:
        told = replace(told, text=held.told)
    return page.show(
        "sign_in.html",
        "Masuk",
        refused=told,
        to=request.url.path,
        words=held.words,
    )


def _stale(request: Request, held: Held) -> Response:
    page, typed = page_of(request), held_words.fields(held.words)
    # Of the forms that anybody may send, only a desk's names its case.
    if page.session is None and "id" in dict(typed):
        return _ask_to_sign_in(request, held)
    if not held.words:
        return _told(request, ForeignForm())
    lead = "Formulir ini dari sesi yang sudah berakhir. Periksa isinya, lalu kirim."
    return go_on(page, request.url.path, held.words, lead, 403)


def go_on(page: Page, to: str, words: str, lead: str, status: int = 200) -> Response:
    """What was typed, to be sent now to the address `to`, or not."""
    return page.show(
        "go_on.html",
        "Kirim yang tadi Anda ketik?",
        to=to,
        fields=held_words.fields(words),
        unseen=held_words.UNSEEN,
        words=glossary.WORDS,
        lead=lead,
        status=status,
    )


def _told(request: Request, error: Exception) -> Response:
    here = request.app.state.installation
    told = refused(error, here.settings.time_zone)
    if told.status >= 500:
        # Its message may quote personal data, so a fault is named by its kind alone.
        log.error(
            "page failed",
            error=type(error).__name__,
            exc_info=error if told.status == 500 else None,
        )
    return page_of(request).show("refused.html", told.title, refused=told)


def page_of(request: Request) -> Page:
    """The page of whoever asks; of nobody where that cannot be known just now."""
    here = request.app.state.installation
    try:
        return visited(request, here)
    except Exception:
        return Page(request, here)
