"""The pages for a newcomer: whole, and without a word from another server."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from domain.roles import ROLES

if TYPE_CHECKING:
    from tests.conftest import Served

ADDRESS = re.compile(r"(?:[a-z][a-z+.-]*:)?//[^\s\"'<>)]+", re.IGNORECASE)
LOADS = ("src", "href", "action", "srcset", "data", "poster")
PAGES = ("/", "/docs")


class Links(HTMLParser):
    """What a browser would fetch or follow, and the places to jump to."""

    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.links += [given[name] or "" for name in LOADS if name in given]
        self.places.add(given.get("id") or "")


@pytest.mark.parametrize("path", [*PAGES, "/openapi.json", "/static/tuntas.css"])
def test_a_page_names_no_other_server(served: Served, path: str) -> None:
    text = served.get(path).text
    others = [a for a in ADDRESS.findall(text) if not a.startswith(served.url)]
    assert others == []


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere_here(served: Served, path: str) -> None:
    answer = served.get(path)
    assert answer.headers["content-type"].startswith("text/html")
    page = Links(answer.text)
    assert "script" not in page.tags
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.places
        else:
            assert link.startswith("/")
            assert served.get(link).status == 200, link


def test_the_front_page_says_what_this_is_and_how_to_begin(served: Served) -> None:
    text = served.get("/").text
    assert "<h1>Tuntas</h1>" in text
    assert "kalteng" in text
    assert "tuntas token create --role desk" in text
    assert f"{served.url}/v1/complaints" in text
    for role in ROLES:
        assert role in text


def test_the_front_page_shows_no_token_outside_a_demonstration(
    served: Served,
) -> None:
    token = served.token("administrator")
    assert "tuntas_" not in served.get("/").text
    assert token not in served.get("/docs").text


def test_the_reference_describes_every_address(served: Served) -> None:
    text = served.get("/docs").text
    document = served.get("/openapi.json").json
    for path, methods in document["paths"].items():
        for method in methods:
            assert f"<b>{method.upper()}</b> {path}<" in text
    for name in document["components"]["schemas"]:
        assert f'id="schema-{name}"' in text


def test_a_name_from_outside_is_not_taken_for_markup(served: Served) -> None:
    text = served.get("/", Host='"><script>x</script>').text
    assert "<script>" not in text
