"""The half hour in which a reporter reads the own case."""

from typing import Annotated

from fastapi import Depends, Request

from api.found_cases import C
from api.pages import form_tokens
from api.pages.form import Form, parsed, posted
from api.pages.page import Anyone, NotSignedIn, Page


def own_case(page: Page, of: type[C]) -> C:
    """The one case of this session. Raises `NotYourCase` where it is of no such
    kind."""
    return page.here.cases.visible_case(str(page.actor.complaint), page.actor, of)


def is_open(page: Page) -> bool:
    return page.session is not None and page.actor.complaint is not None


def _reader(page: Anyone) -> Page:
    # Not to the sign-in of officers, where a reporter has no password.
    if not is_open(page):
        raise NotSignedIn(door="/lacak")
    return page


Own = Annotated[Page, Depends(_reader)]


async def _written(request: Request, page: Anyone) -> Form:
    """What was typed; also where the half hour is over meanwhile, so that it can be
    shown again. Nothing may be done with it then."""
    if is_open(page):
        return await posted(request, page)
    form_tokens.check_origin(request)
    return await parsed(request)


Written = Annotated[Form, Depends(_written)]
