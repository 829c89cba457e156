"""A citizen at the pages: a browser without scripts, its cookies, and what it sees."""

from __future__ import annotations

import html
import re
from typing import Any

import httpx

_FORM = re.compile(r'<form method="post" action="([^"]+)".*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


class Citizen:
    def __init__(self, url: str):
        self.client = httpx.Client(base_url=url, timeout=60)

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def hidden(self, page: str, action: str | None = None) -> dict[str, str]:
        """The hidden fields of the page's form."""
        for form in _FORM.finditer(self.get(page).text):
            if form[1] == (action or page):
                found = {n: html.unescape(v) for n, v in _HIDDEN.findall(form[0])}
                return found
        raise AssertionError(f"no form for {action or page} on {page}")

    def send(
        self, page: str, action: str | None = None, **typed: str
    ) -> httpx.Response:
        """Fill in the form of a page, and send it."""
        return self.post(action or page, {**self.hidden(page, action), **typed})

    def post(self, path: str, data: dict[str, str], **headers: str) -> httpx.Response:
        return self.client.post(path, data=data, headers=headers)

    def track(self, case: dict[str, Any], **other: str) -> httpx.Response:
        given = {name: case[name] for name in ("case_number", "access_code")}
        return self.send("/lacak", **{**given, **other})

    def sees(self, path: str) -> str:
        """The text of a page that is there, without its header and footer."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return text(answer)


def text(answer: httpx.Response) -> str:
    """What a page says between its header and its footer."""
    found = _MAIN.search(answer.text)
    assert found is not None, answer.text
    plain = re.sub(r"<[^>]*>", " ", found[0])
    return " ".join(html.unescape(plain).split())
