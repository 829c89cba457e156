"""People at pages, in this process: each with a browser's cookies and an address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from api import installation as composition
from api.app import create_app
from api.identity import Holder
from api.installation import Installation
from api.offices import appoint, invite, prepared
from api.pages.sessions import COOKIE
from api.settings import Settings
from domain.event import Role
from storage.embedded import EmbeddedPostgres
from tests.databases import seeded

HERE = "http://tuntas.test"
PASSWORD = "hujan di bukit tangkiling"
ITS_OWN = {"origin": HERE, "sec-fetch-site": "same-origin"}
"""What a browser says of a form of the page itself."""


class Forms(HTMLParser):
    """The hidden fields of each form, by its action."""

    def __init__(self, text: str):
        super().__init__()
        self.hidden: dict[str, dict[str, str]] = {}
        self._of: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._of = self.hidden.setdefault(given["action"], {})
        if tag == "input" and given.get("type") == "hidden":
            self._of[given["name"]] = given["value"]


class Person:
    def __init__(self, app: FastAPI, address: str = "192.0.2.1", base: str = HERE):
        self._transport = httpx.ASGITransport(app, client=(address, 50_000))
        self._base = base
        self.cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url=self._base, cookies=self.cookies
            ) as client:
                answer = await client.request(method, path, **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(asked())

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.ask("GET", path, headers=headers)

    def post(
        self, path: str, data: dict[str, str], headers: dict[str, str] = ITS_OWN
    ) -> httpx.Response:
        return self.ask("POST", path, data=data, headers=headers)

    def form(self, page: str, action: str | None = None) -> dict[str, str]:
        """The hidden fields of a page's form."""
        return Forms(self.get(page).text).hidden[action or page]

    def send(
        self, page: str, action: str | None = None, **typed: str
    ) -> httpx.Response:
        """Fill in the form of a page, and send it."""
        return self.post(action or page, {**self.form(page, action), **typed})

    @property
    def signed_in(self) -> bool:
        return "/keluar" in Forms(self.get("/").text).hidden


@pytest.fixture(scope="module")
def installed(
    embedded: EmbeddedPostgres,
    original: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:
    """One for the tests of a file, with no runner: expect officers of other tests."""
    data = tmp_path_factory.mktemp("pages")
    with seeded(embedded, original, data) as settings:
        with composition.opened(settings) as here:
            yield here


@pytest.fixture(scope="module")
def app(installed: Installation) -> FastAPI:
    return create_app(installed)


@pytest.fixture
def person(app: FastAPI) -> Callable[..., Person]:
    """`person(address, base)`: somebody who was never here."""
    return lambda *of: Person(app, *of)


@pytest.fixture
def appointed(installed: Installation) -> Callable[..., UUID]:
    """`appointed(role, agency=None)`: a new officer."""

    def new(role: Role, agency: str | None = None) -> UUID:
        made = prepared(installed, installed.origin(), role, agency, None)
        appoint(installed, made)
        return made.officer

    return new


@pytest.fixture
def invited(installed: Installation) -> Callable[[UUID], str]:
    """`invited(officer)`: the code of a new invitation."""
    return lambda officer: invite(installed, installed.origin(), officer)


@pytest.fixture
def name() -> str:
    """A user name that nobody has."""
    return f"ani.{uuid4().hex[:12]}"


@pytest.fixture
def enrolled(
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    invited: Callable[[UUID], str],
    name: str,
) -> Callable[..., UUID]:
    """`enrolled(role)`: an officer who has chosen `name` and `PASSWORD`."""

    def new(role: Role = "coordinator", agency: str | None = None) -> UUID:
        officer = appointed(role, agency)
        code = invited(officer)
        assert choose(person(), code, name).status_code == 303
        return officer

    return new


@pytest.fixture
def officer(
    person: Callable[..., Person],
    appointed: Callable[..., UUID],
    installed: Installation,
) -> Callable[[Role], Person]:
    """`officer(role)`: one of that role whose session has begun."""

    def enter(role: Role) -> Person:
        who = person()
        session = installed.sessions.begin(Holder(appointed(role), None))
        who.cookies.set(COOKIE, session.secret)
        return who

    return enter


def choose(
    by: Person, code: str, name: str, password: str = PASSWORD
) -> httpx.Response:
    """Fill in the page of an invitation."""
    typed = {"code": code, "name": name, "password": password, "again": password}
    return by.send("/masuk/undangan", **typed)


def enter(
    by: Person, name: str, password: str = PASSWORD, **more: str
) -> httpx.Response:
    """Fill in the page on which one signs in."""
    return by.send("/masuk", name=name, password=password, **more)


def said(answer: httpx.Response) -> str:
    """Its words without what is new in every rendering."""
    text = answer.text
    for hidden in Forms(text).hidden.values():
        for value in hidden.values():
            text = text.replace(f'value="{value}"', "")
    return text
