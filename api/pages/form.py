"""What a person typed into a form of a page, once it is known that the page is ours."""

import re
from collections.abc import AsyncGenerator, Iterator, Mapping
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.formparsers import FormParser, MultiPartException

from api import web
from api.once import Conditions
from api.pages import form_tokens, held_words
from api.pages.form_tokens import ForeignForm
from api.pages.held_words import MOST_FIELDS, StaleForm
from api.pages.page import Anyone
from api.problems import Unreadable

_DIGITS = 9
_VERSION = re.compile(r"\d{1,9}\Z", re.ASCII)


class Form(Mapping[str, str]):
    """The fields as typed, without the space around them; of a name given several
    times the first."""

    def __init__(self, data: FormData):
        self._data = data

    def __getitem__(self, name: str) -> str:
        return self.all(name)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data.keys())

    def __len__(self) -> int:
        return len(self._data.keys())

    def all(self, name: str) -> list[str]:
        """Raises KeyError where there is none."""
        given = (v for v in self._data.getlist(name) if isinstance(v, str))
        found = [text.replace("\r\n", "\n").strip() for text in given]
        if not found:
            raise KeyError(name)
        return found

    def said(self, name: str) -> str | None:
        """The text of a field; None where nothing was typed."""
        return self.get(name) or None

    def ticked(self, name: str) -> bool:
        return bool(self.get(name))

    def joined(self, *names: str) -> dict[str, str]:
        """All that was typed; of these names, each given several times, with a space
        between."""
        several = {name: " ".join(self.all(name)) for name in names if name in self}
        return {**self, **several}

    def chosen(self, *names: str) -> dict[str, str]:
        """Those of the fields into which something was typed."""
        return {name: text for name in names if (text := self.said(name))}

    def pairs(self) -> list[tuple[str, str]]:
        """All fields, each with its name."""
        items = self._data.multi_items()
        return [(name, text) for name, text in items if isinstance(text, str)]

    def conditions(self) -> Conditions:
        """The key made with the form, by which a double click is done once, and the
        version that its reader saw. Raises `Unreadable`."""
        key, version = self.said("key"), self.said("version")
        if not web.valid_key(key) or not _VERSION.match(version or "0"):
            msg = "The form lacks its hidden fields."
            raise Unreadable(msg)
        return Conditions(key, int(version) if version else None)


def numeral(text: str) -> int | str:
    """A number as one. What is none, or is longer than any that we know, stays a text,
    to be refused as such."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else text


async def posted(request: Request, page: Anyone) -> Form:
    """Raises `ForeignForm`, also as `StaleForm`, `TooLarge`, or `Unreadable`."""
    form_tokens.check_origin(request)
    form = await parsed(request)
    try:
        form_tokens.check(page.here.form_key, page.given_secret, form.get("csrf", ""))
    except ForeignForm:
        if not form_tokens.is_ours(request):
            raise
        raise StaleForm(held_words.of(form.pairs())) from None
    return form


Posted = Annotated[Form, Depends(posted)]
"""To be named behind the page: who may not act is told that first."""


async def parsed(request: Request) -> Form:
    """Whoever sent it. Raises `TooLarge` or `Unreadable`."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != "application/x-www-form-urlencoded":
        msg = "A form is sent as application/x-www-form-urlencoded."
        raise Unreadable(msg)
    raw = await web.raw_body(request)

    async def whole() -> AsyncGenerator[bytes, None]:
        yield raw

    try:
        parser = FormParser(request.headers, whole(), max_fields=MOST_FIELDS)
        return Form(await parser.parse())
    except MultiPartException as error:
        raise Unreadable(error.message) from None
