"""Cases are found by words: by their stems, in any spelling, all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

CATEGORY = "search-alone"


@pytest.fixture(scope="module")
def texts(office: Office) -> dict[str, dict[str, Any]]:
    office.category(CATEGORY)
    return {
        title: office.receive(category=CATEGORY, title=title, description=description)
        for title, description in {
            "Perbaikan jembatan": "Jembatan di desa kami rusak sejak banjir.",
            "Tolong memperbaiki jalan": "Lubangnya dalam sekali.",
            "Antrean loket": "Petugas tidak ada di tempat, sudah lama menunggu.",
            "Blm ada jwbn": "Sdh lapor ke RT tp gak ada yg dtg.",
        }.items()
    }


def found(office: Office, texts: Any, q: str, **query: Any) -> set[str]:
    after = max(case["position"] for case in texts.values())
    body = {"q": q, "category": CATEGORY, "after": after, **query}
    answer = office.post("/v1/complaints/search", body, "coordinator")
    assert answer.status == 200, answer.text
    return {item["title"] for item in answer.json["items"]}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("jembatan", {"Perbaikan jembatan"}),
        ("JEMBATAN!", {"Perbaikan jembatan"}),
        ("memperbaiki", {"Perbaikan jembatan", "Tolong memperbaiki jalan"}),
        ("perbaikan", {"Perbaikan jembatan", "Tolong memperbaiki jalan"}),
        ("perbaikan jalan", {"Tolong memperbaiki jalan"}),
        ("tlg perbaiki jln", {"Tolong memperbaiki jalan"}),
        ("tidak sudah", {"Antrean loket", "Blm ada jwbn"}),
        ("gak sdh", {"Antrean loket", "Blm ada jwbn"}),
        ("belum", {"Blm ada jwbn"}),
        ("jembatan loket", set()),
        ("jemb", set()),
        ("helikopter", set()),
        ("?!", set()),
    ],
)
def test_words_find_what_they_mean(
    office: Office, texts: Any, q: str, expected: set[str]
) -> None:
    assert found(office, texts, q) == expected


def test_a_case_is_found_by_its_number(office: Office, texts: Any) -> None:
    case = texts["Antrean loket"]
    assert "Antrean loket" in found(office, texts, case["case_number"])


def test_a_search_takes_the_filters_of_the_list(office: Office, texts: Any) -> None:
    day = {"received_from": "2026-01-01", "received_to": "2099-12-31"}
    assert found(office, texts, "jembatan", **day) == {"Perbaikan jembatan"}
    assert found(office, texts, "jembatan", channel="sms") == set()
    assert found(office, texts, "jembatan", state=["received"], overdue=False) == {
        "Perbaikan jembatan"
    }


def test_an_amended_text_is_found_by_its_new_words_alone(office: Office) -> None:
    case = office.receive(category=CATEGORY, title="Sumur kering")
    after = office.done("amend", case, "desk", title="Telaga kering")
    texts = {"x": after}
    assert found(office, texts, "telaga kering") == {"Telaga kering"}
    assert found(office, texts, "sumur") == set()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("q", None),
        ("q", ""),
        ("q", 5),
        ("q", "a" * 501),
        ("limit", "50"),
        ("overdue", "true"),
        ("received_from", 20260101),
        ("words", "x"),
        ("cursor", "x"),
    ],
)
def test_a_search_that_does_not_fit_is_refused_by_field(
    office: Office, field: str, value: Any
) -> None:
    body = {"q": "jembatan", field: value}
    refused = office.post("/v1/complaints/search", body, "coordinator")
    assert refused.status == 422
    assert [error["field"] for error in refused.json["errors"]] == [field]


def test_words_stand_in_no_address(office: Office) -> None:
    path = "/v1/complaints/search?q=jembatan"
    assert office.get(path, "coordinator").status in (404, 405)
    refused = office.post(path, {"q": "jembatan"}, "coordinator")
    assert refused.status == 422
    log = office.served.log.read_text()
    assert "jembatan" not in log
