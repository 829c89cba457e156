"""Officers at the pages without a browser: what their forms would send."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import httpx
import pytest

if TYPE_CHECKING:
    from tests.browser.pages.conftest import Demo

COMPLAINT: Mapping[str, Any] = {
    "channel": "walk_in",
    "classification": "complaint",
    "title": "Lampu jalan padam",
    "description": "Lampu jalan di depan puskesmas padam sejak seminggu.",
    "reporter": {"name": "Siti Aminah", "phone": "0812 3456 7890"},
}


@dataclass
class Read(HTMLParser):
    """A page as it was answered: its text, its links, and what its forms would send."""

    status: int
    address: str
    html: str
    links: list[str] = field(default_factory=list)
    forms: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._fields: dict[str, str] = {}
        self._open = self._select = ""
        self._words: list[str] = []
        self.feed(self.html)
        main = self.html[self.html.index("<main") : self.html.index("</main")]
        parser = _Words()
        parser.feed(main)
        self.text = " ".join("".join(parser.words).split())

    def items(self, cls: str) -> list[str]:
        """The entries of the list that follows `cls`."""
        found = re.search(rf"{cls}.*?<ul[^>]*>(.*?)</ul>", self.html, re.S)
        return re.findall(r"<li>(.*?)</li>", found[1]) if found else []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._fields = self.forms.setdefault(given.get("action", ""), {})
        elif tag == "select":
            self._select = given["name"]
            self._fields[self._select] = ""
        elif tag == "option" and "selected" in given:
            self._fields[self._select] = given["value"]
        elif tag == "textarea":
            self._open, self._words = given["name"], []
        elif tag == "input" and "name" in given:
            choice = given.get("type") in ("radio", "checkbox")
            if not choice or "checked" in given:
                self._fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            # The first line break belongs to the markup.
            self._fields[self._open] = "".join(self._words).removeprefix("\n")
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self._words.append(data)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("b", "i", "span"):
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@dataclass
class Officer:
    """Signed in; `client` follows where a page leads."""

    client: httpx.Client

    def read(self, address: str) -> Read:
        return _read(self.client.get(address))

    def send(self, action: str, fields: Mapping[str, Any]) -> Read:
        return _read(self.client.post(action, data=dict(fields)))

    def act(self, number: str, command: str, **typed: str) -> Read:
        """Open the form of an action, type, and send it."""
        action = f"/aduan/{number}/{command}"
        page = self.read(action)
        return self.send(action, page.forms[action] | typed)


SignsIn = Callable[[str], Officer]
Receives = Callable[..., str]


@pytest.fixture(scope="session")
def officer(demo: Demo) -> Iterator[SignsIn]:
    """`officer(role)`, the same each time: one for all tests of this worker."""
    known: dict[str, Officer] = {}

    def signed_in(role: str) -> Officer:
        if role not in known:
            known[role] = Officer(
                httpx.Client(base_url=demo.url, follow_redirects=True, timeout=60)
            )
            front = known[role].client.get("/").text
            form = next(f for f in front.split("<form") if f'value="{role}"' in f)
            names = re.findall(r'name="(csrf|code)" value="([^"]+)"', form)
            known[role].send("/masuk/peraga", dict(names) | {"role": role})
        return known[role]

    yield signed_in
    for one in known.values():
        one.client.close()


@pytest.fixture(scope="session")
def received(demo: Demo) -> Receives:
    """`received(title=...)`: the number of a complaint that the desk has received, and
    that stands in the register."""

    def receive(**words: Any) -> str:
        answer = httpx.post(
            f"{demo.url}/v1/complaints",
            content=json.dumps({**COMPLAINT, **words}),
            headers={
                "Authorization": f"Bearer {demo.token('desk')}",
                "Content-Type": "application/json",
                "Idempotency-Key": uuid4().hex,
            },
            timeout=60,
        )
        assert answer.status_code == 201, answer.text
        number: str = answer.json()["case_number"]
        listed = httpx.get(
            f"{demo.url}/v1/complaints",
            params={"after": answer.json()["position"], "limit": 1},
            headers={"Authorization": f"Bearer {demo.token('desk')}"},
            timeout=60,
        )
        assert listed.status_code == 200, listed.text
        return number

    return receive


def _read(answer: httpx.Response) -> Read:
    return Read(answer.status_code, str(answer.url), answer.text)
