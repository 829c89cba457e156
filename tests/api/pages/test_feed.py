"""The feed of what was told to everybody, as any feed reader takes it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from defusedxml import ElementTree

from api.pages.feed import written
from api.pages.names import Names
from domain.reference import Reference
from tests.api.pages.citizen import Citizen
from tests.api.pages.test_public_pages import SECRET, published, told_much

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api.conftest import Office

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime.fromisoformat("2026-11-26T09:00:00+07:00")


@pytest.fixture
def citizen(office: Office) -> Iterator[Citizen]:
    found = Citizen(office.served.url)
    yield found
    found.client.close()


def entries(citizen: Citizen) -> list[dict[str, Any]]:
    answer = citizen.get("/publik/umpan.atom")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    return [told(entry) for entry in feed.iter(f"{ATOM}entry")]


def told(entry: Any) -> dict[str, Any]:
    found = {child.tag.removeprefix(ATOM): child.text for child in entry}
    return {**found, "link": entry.find(f"{ATOM}link").get("href")}


def of(citizen: Citizen, case: dict[str, Any]) -> dict[str, Any]:
    """The entry of a case that the list knows of: both are told by the same rows."""
    found = entries(citizen)
    [entry] = [e for e in found if e["link"].endswith(case["case_number"])]
    return entry


def test_a_published_case_is_in_the_feed_with_nothing_personal(
    office: Office, citizen: Citizen
) -> None:
    case = told_much(office)
    published(office, citizen, case)
    entry = of(citizen, case)
    address = f"{office.served.url}/publik/aduan/{case['case_number']}"
    assert entry["link"] == address
    assert entry["title"] == "Lampu jalan padam"
    assert entry["content"] == "Lampu <b>diganti</b>."
    assert datetime.fromisoformat(entry["updated"]).tzinfo is not None
    assert UUID(entry["id"].removeprefix("urn:uuid:")) != UUID(case["id"])
    text = citizen.get("/publik/umpan.atom").text
    assert [word for word in SECRET if word in text] == []
    assert of(citizen, case)["id"] == entry["id"]


def test_what_is_taken_back_is_in_the_feed_no_more(
    office: Office, citizen: Citizen
) -> None:
    case = told_much(office)
    published(office, citizen, case)
    assert of(citizen, case)
    office.done("unpublish", case, "coordinator")
    assert case["case_number"] not in citizen.get("/publik/umpan.atom").text


def test_the_list_tells_where_the_feed_is(citizen: Citizen) -> None:
    head, _, _ = citizen.get("/publik").text.partition("</head>")
    [link] = [line for line in head.splitlines() if "application/atom+xml" in line]
    assert 'rel="alternate"' in link and 'href="/publik/umpan.atom"' in link


def test_an_empty_feed_is_a_whole_one() -> None:
    feed = ElementTree.fromstring(written("kalteng", "https://a", [], NAMES, NOW))
    found = told_of_feed(feed)
    assert found["updated"] == NOW.isoformat()
    assert found["self"] == "https://a/publik/umpan.atom"
    assert found["entries"] == 0


NAMES = Names(Reference())
CASE: dict[str, Any] = {
    "case_number": "K7MQ-4XPR-H",
    "title": "Jalan \x0b& <jembatan>",
    "state": "answered",
    "agency": None,
    "answers": [{"message": "Satu"}, {"message": None}, {"message": "Dua"}],
}


def told_of_feed(feed: Any) -> dict[str, Any]:
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    return {
        **links,
        "id": feed.findtext(f"{ATOM}id"),
        "updated": feed.findtext(f"{ATOM}updated"),
        "entries": len(feed.findall(f"{ATOM}entry")),
    }


def test_ids_stay_where_the_address_changes_and_markup_is_text() -> None:
    case = (UUID(int=1), NOW, CASE)
    one, two = (
        ElementTree.fromstring(written("kalteng", base, [case], NAMES, NOW))
        for base in ("https://a", "https://b.id/aduan")
    )
    assert told_of_feed(one)["id"] == told_of_feed(two)["id"]
    first, second = (told(feed.find(f"{ATOM}entry")) for feed in (one, two))
    assert first["id"] == second["id"]
    assert second["link"] == "https://b.id/aduan/publik/aduan/K7MQ-4XPR-H"
    assert first["title"] == "Jalan & <jembatan>"
    assert first["content"] == "Satu\n\nDua"
    assert first["summary"].startswith("Dijawab. Aduan K7MQ-4XPR-H")
