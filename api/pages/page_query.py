"""What the address of a page asks, by the queries of the HTTP API."""

from typing import Any, TypeVar
from urllib.parse import urlencode

from api.commands import InvalidBody
from api.pages import list_query
from api.pages.page import Page
from api.pages.refused import Refused, refused
from api.queries import Reading

M = TypeVar("M", bound=Reading)


def asked(page: Page, model: type[M], **given: Any) -> tuple[M, Refused | None]:
    """The query of the page's address, in which an empty field asks nothing; `given`
    goes before it. What does not fit is told, and then nothing was asked."""
    fields = {f.alias or name for name, f in model.model_fields.items()}
    said = {**page.request.query_params, **given}
    try:
        read = list_query.read(model, {n: v for n, v in said.items() if n in fields})
    except InvalidBody as error:
        return model(), refused(error, page.here.settings.time_zone)
    return read, None


def address(page: Page, **changed: object) -> str:
    """The page's own address with some of its fields changed, or left out by None; the
    place within a list does not go along."""
    fields: dict[str, object] = {**page.request.query_params, "cursor": None, **changed}
    said = {name: value for name, value in fields.items() if value}
    path = page.request.url.path
    return f"{path}?{urlencode(said)}" if said else path


def first_and_next(page: Page, cursor: str | None) -> dict[str, str | None]:
    """For the macro `pages`: to the first page from a later one, and to the next."""
    later = bool(page.request.query_params.get("cursor"))
    return {
        "first": address(page) if later else None,
        "next": address(page, cursor=cursor) if cursor else None,
    }
