"""The pages for a newcomer: whole, and without a word from another server."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from api.pages.assets import FIRST_STYLE_HASH
from domain.roles import ROLES

if TYPE_CHECKING:
    from tests.conftest import Served

ADDRESS = re.compile(r"(?:[a-z][a-z+.-]*:)?//[^\s\"'<>)]+", re.IGNORECASE)
LOADS = ("src", "href", "action", "srcset", "data", "poster")
PAGES = ("/", "/docs", "/docs/coba", "/masuk", "/masuk/undangan")


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
    only_sent = (405,) if "form" in page.tags else ()
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.places
        else:
            assert link.startswith("/")
            assert served.get(link).status in (200, *only_sent), link


def test_the_front_page_says_what_this_is_and_for_whom(served: Served) -> None:
    text = served.get("/").text
    assert '<html lang="id">' in text
    assert "kalteng" in text
    for whom in ("Masyarakat", "Meja aduan", "Pimpinan"):
        assert whom in text
    assert 'href="/masuk"' in text


def test_a_page_tells_a_developer_how_to_begin(served: Served) -> None:
    assert 'href="/docs/coba"' in served.get("/docs").text
    text = served.get("/docs/coba").text
    assert "tuntas token create --role desk" in text
    assert f"{served.url}/v1/complaints" in text
    for role in ROLES:
        assert f"<code>{role}</code>" in text


def test_the_front_page_shows_no_token_outside_a_demonstration(
    served: Served,
) -> None:
    token = served.token("administrator")
    for path in PAGES:
        text = served.get(path).text
        assert "Bearer tuntas_" not in text
        assert token not in text
    assert "/masuk/peraga" not in served.get("/").text


def test_the_reference_describes_every_address(served: Served) -> None:
    text = served.get("/docs").text
    document = served.get("/openapi.json").json
    for path, methods in document["paths"].items():
        for method in methods:
            assert f"<b>{method.upper()}</b> {path}<" in text
    for name in document["components"]["schemas"]:
        assert f'id="schema-{name}"' in text


def test_a_name_from_outside_is_not_taken_for_markup(served: Served) -> None:
    text = served.get("/docs/coba", Host='"><script>x</script>').text
    assert "<script>" not in text


def test_a_page_brings_nothing_along_but_files_of_ours(served: Served) -> None:
    page = Links(served.get("/").text)
    loaded = [link for link in page.links if link.startswith("/static/")]
    assert loaded
    for link in loaded:
        answer = served.get(link)
        assert "immutable" in answer.headers["cache-control"]
        known = {"If_None_Match": answer.headers["etag"]}
        assert served.get(link, **known).status == 304
        assert served.get(link.partition("?")[0]).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["nothing.css", "../pages/page.py", "%2e%2e/app.py"])
def test_nothing_else_is_read_from_the_disk(served: Served, path: str) -> None:
    assert served.get(f"/static/{path}").status == 404


def test_a_page_may_load_and_send_here_alone(served: Served) -> None:
    policy = served.get("/").headers["content-security-policy"]
    assert "unsafe" not in policy
    sources = {w for part in policy.split("; ") for w in part.split()[1:]}
    assert sources == {"'none'", "'self'", f"'sha256-{FIRST_STYLE_HASH}'"}
    for directive in ("default-src", "base-uri", "frame-ancestors"):
        assert f"{directive} 'none'" in policy


def test_a_page_is_for_who_asked_and_kept_by_nobody(served: Served) -> None:
    assert served.get("/").headers["cache-control"] == "no-store"


def test_answers_for_programs_stay_as_they_are(served: Served) -> None:
    token = served.token("coordinator")
    answer = served.get("/v1/complaints", token, Accept_Encoding="gzip")
    assert "content-encoding" not in answer.headers
    assert "set-cookie" not in answer.headers
    assert answer.headers["referrer-policy"] == "no-referrer"
