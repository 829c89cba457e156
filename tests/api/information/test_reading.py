"""Public and excluded information is read by all, and what was weighed is not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from domain.roles import OFFICERS
from tests.api.information.conftest import PPID, REASON, TEST, found, made, post

if TYPE_CHECKING:
    from tests.api.conftest import Office


def test_an_item_is_read_by_everybody_with_the_columns_of_the_law(
    office: Office,
) -> None:
    code = made(office, "an item", published_on="2026-03-02")
    (row,) = found(office, code)
    assert row == {
        "code": code,
        "category": "periodic",
        "title": "Laporan kinerja",
        "agency": "dinkes",
        "agency_name": row["agency_name"],
        "summary": "Capaian sasaran tahun 2025",
        "held_by": "Sekretariat",
        "responsible": "Kepala Dinas",
        "made": "Februari 2026, Palangka Raya",
        "forms": ["softcopy", "hardcopy"],
        "retention": "5 tahun",
        "link": "https://dinkes.example/lkjip.pdf",
        "published_on": "2026-03-02",
        "due_on": "2026-09-02",
        "legal_basis": "UU 14/2008 Pasal 9",
        **dict.fromkeys(("ground", "in_part", "valid_from", "valid_to")),
    }


def test_of_an_exclusion_title_ground_and_period_are_public_and_no_more(
    office: Office,
) -> None:
    code = made(office, "a test", decision="exclude_in_part")
    (row,) = found(office, code, "excluded")
    told = {name: value for name, value in row.items() if value is not None}
    assert told == {
        "code": code,
        "category": "excluded",
        "title": "Rekam medis korban",
        "agency": "dinkes",
        "agency_name": row["agency_name"],
        "legal_basis": "UU 14/2008 Pasal 17 huruf h",
        "ground": "h",
        "in_part": True,
        "valid_from": "2026-03-03",
        "valid_to": "2099-03-02",
    }


@pytest.mark.parametrize("role", OFFICERS)
def test_who_tested_and_why_is_for_the_ppid_its_superior_and_the_inspector(
    office: Office, role: str
) -> None:
    code = made(office, "a test")
    paths = (f"/v1/exclusions/{code}", f"/v1/exclusions/{code}/history")
    answers = [office.get(path, role) for path in paths]
    if role in (PPID, "inspector", "information_superior"):
        (test,) = answers[0].json["tests"]
        assert test["tested_by"] == "Ani Rahmawati, PPID"
        (event,) = answers[1].json["items"]
        assert event["data"]["if_disclosed"] == TEST["if_disclosed"]
        assert "key" not in event["data"]
    else:
        assert [answer.status for answer in answers] == [403, 403]
    listed = office.get("/v1/exclusions", role)
    assert code in [row["code"] for row in listed.json["items"]]
    assert "Rahmawati" not in listed.text


def test_an_exclusion_that_is_not_there_is_not_found(office: Office) -> None:
    for path in ("no-such", "no-such/history"):
        answer = office.get(f"/v1/exclusions/{path}", PPID)
        assert answer.status == 404
        assert answer.json["type"] == "urn:tuntas:problem:no-such-exclusion"


def test_a_publication_moves_the_due_day_and_the_history_tells_it(
    office: Office,
) -> None:
    code = made(office, "an item", published_on="2026-03-02")
    link = {"published_on": "2026-09-10", "link": "https://dinkes.example/2.pdf"}
    assert post(office, f"public-information/{code}/publish", link).status == 201
    (row,) = found(office, code)
    assert row["due_on"] == "2027-03-10"
    assert row["link"] == "https://dinkes.example/2.pdf"
    path = f"/v1/public-information/{code}/history"
    items = office.get(path, "desk").json["items"]
    assert [event["event"] for event in items] == [
        "public_information.listed",
        "public_information.published",
    ]
    assert items[1]["data"]["due"] == {
        "rule": "P-11",
        "rule_version": 1,
        "started_on": "2026-09-10",
        "due_on": "2027-03-10",
    }
    assert office.get(path, None).status == 401


def test_a_withdrawn_item_is_gone_from_the_list_and_not_from_the_history(
    office: Office,
) -> None:
    code = made(office, "an item")
    assert post(office, f"public-information/{code}/withdraw", REASON).status == 201
    assert found(office, code) == []
    history = office.get(f"/v1/public-information/{code}/history", PPID).json["items"]
    assert history[-1]["data"] == {"code": code, **REASON}


def test_words_are_searched_without_standing_in_an_address(office: Office) -> None:
    word = f"kata{uuid4().hex[:8]}"
    code = made(office, "an item", summary=f"Tentang {word} dan lain-lain")
    body = {"q": f"{word} lain", "limit": 5}
    answer = office.post("/v1/public-information/search", body, None)
    assert [row["code"] for row in answer.json["items"]] == [code]
    assert answer.json["total"] == 1
    none = office.post("/v1/public-information/search", {"q": f"{word} x9x9"}, None)
    assert none.json["items"] == []
    assert office.get("/v1/public-information?q=x", None).status == 422


def test_a_bad_page_or_filter_is_told_by_its_field(office: Office) -> None:
    for query, field in (
        ("cursor=x", "cursor"),
        ("limit=0", "limit"),
        ("category=secret", "category"),
    ):
        answer = office.get(f"/v1/public-information?{query}", None)
        assert answer.status == 422
        assert answer.json["errors"][0]["field"] == field


def test_what_is_late_is_told_before_what_falls_due(office: Office) -> None:
    late = made(office, "an item", published_on="2026-01-05")
    soon = made(office, "an item")
    answer = office.get("/v1/information-due?until=2190-01-01", "manager")
    rows = {row["code"]: row for row in answer.json["items"]}
    assert rows[late]["late"] is True
    assert rows[late]["legal_basis"] == "UU 14/2008 Pasal 9"
    assert rows[soon]["late"] is False
    order = [row["due_on"] for row in answer.json["items"]]
    assert order == sorted(order)
    shorter = office.get("/v1/information-due", "manager").json["items"]
    assert soon not in [row["code"] for row in shorter]
    assert office.get("/v1/information-due", None).status == 401


def test_a_decree_is_shown_with_the_list(office: Office) -> None:
    body = {"year": 2190, "decree": "188.44/1/2190", "decreed_on": "2026-01-12"}
    assert post(office, "information-decrees", body).status == 201
    assert office.get("/v1/public-information", None).json["decree"] == body


def test_a_revision_and_an_end_change_what_is_in_force(office: Office) -> None:
    code = made(office, "a test")
    today = office.get("/v1/public-information", None).json["as_of"]
    disclosed = {
        **TEST,
        **REASON,
        "decision": "disclose",
        "tested_on": today,
        "valid_from": today,
        "valid_to": None,
    }
    assert post(office, f"exclusions/{code}/revise", disclosed).status == 201
    assert found(office, code, "excluded") == []
    in_full = office.get(f"/v1/exclusions/{code}", "inspector").json
    assert in_full["in_force"] is False
    assert [t["decision"] for t in in_full["tests"]] == ["exclude", "disclose"]
    other = made(office, "a test")
    assert post(office, f"exclusions/{other}/end", REASON).status == 201
    assert found(office, other, "excluded") == []
    ended = post(office, f"exclusions/{other}/end", REASON)
    assert ended.status == 422
