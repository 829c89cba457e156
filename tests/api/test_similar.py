"""Before a complaint is recorded: was it told before, here, and may I know it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

KNOWN = {
    "title": "Dermaga Bahaur lapuk",
    "description": "Papan dermaga Bahaur lapuk, tiga penumpang terperosok pekan ini.",
}
ASKED = {
    "title": "Dermaga bahaur sdh lapuk",
    "description": "Tiga penumpang terperosok di papan dermaga Bahaur yg lapuk.",
}


@pytest.fixture(scope="module")
def known(office: Office) -> dict[str, Any]:
    return office.receive(**KNOWN, location={"region": "62.11"})


def alike(
    office: Office, after: dict[str, Any], by: str = "desk", **asked: Any
) -> list[dict[str, Any]]:
    body = {**ASKED, "after": after["position"], "limit": 20, **asked}
    answer = office.post("/v1/complaints/similar", body, by)
    assert answer.status == 200, answer.text
    items: list[dict[str, Any]] = answer.json["items"]
    return items


def ids(items: list[dict[str, Any]]) -> set[str]:
    return {item["id"] for item in items}


def test_a_complaint_in_other_words_is_found_with_what_a_list_tells(
    office: Office, known: dict[str, Any]
) -> None:
    [item] = alike(office, known)
    assert item["case_number"] == known["case_number"]
    assert item["title"] == KNOWN["title"]
    assert 0 < item["likeness"] < 1


@pytest.mark.parametrize(
    ("region", "there"), [("62.11", True), ("62", True), ("62.03", False)]
)
def test_another_place_is_another_matter(
    office: Office, known: dict[str, Any], region: str, there: bool
) -> None:
    assert (known["id"] in ids(alike(office, known, region=region))) is there


def test_a_case_of_no_place_is_found_from_any(office: Office) -> None:
    case = office.receive(title="Menara suar Kumai miring", description="Miring parah.")
    asked = {"title": "Menara suar Kumai miring", "description": "", "region": "62.03"}
    assert case["id"] in ids(alike(office, case, **asked))


def test_who_may_not_see_a_case_is_not_told_of_it(
    office: Office, known: dict[str, Any]
) -> None:
    secret = office.receive(**KNOWN, confidential=True)
    office.receive(title="Lain", description="Hal lain sama sekali, untuk menunggu.")
    assert {known["id"], secret["id"]} <= ids(alike(office, secret, "coordinator"))
    assert ids(alike(office, secret, "supervisor")) == set()
    other_desk = office.appoint("desk")[1]
    assert secret["id"] not in ids(alike(office, secret, other_desk))


def test_the_text_of_a_restricted_case_is_not_opened(office: Office) -> None:
    secret = office.receive(**KNOWN, confidential=True)
    [item] = [i for i in alike(office, secret) if i["id"] == secret["id"]]
    assert item["title"] is None


def test_an_amended_case_is_alike_by_what_it_says_now(office: Office) -> None:
    case = office.receive(
        title="Pompa air Sebangau macet", description="Pompa air Sebangau macet total."
    )
    now = office.done(
        "amend",
        case,
        "desk",
        title="Genset balai Seruyan bocor",
        description="Genset balai Seruyan bocor, solar menggenang.",
    )
    before = {"title": "Pompa air Sebangau macet", "description": ""}
    after = {"title": "Genset balai Seruyan bocor", "description": ""}
    assert case["id"] not in ids(alike(office, now, **before))
    assert case["id"] in ids(alike(office, now, **after))


@pytest.mark.parametrize(
    ("by", "status"), [(None, 401), ("administrator", 403), ("manager", 200)]
)
def test_it_is_for_those_who_read_cases(
    office: Office, by: str | None, status: int
) -> None:
    assert office.post("/v1/complaints/similar", ASKED, by).status == status


@pytest.mark.parametrize("body", [{}, {"title": " "}, {"title": "a", "q": "b"}])
def test_a_question_that_says_nothing_is_refused(
    office: Office, body: dict[str, str]
) -> None:
    assert office.post("/v1/complaints/similar", body, "desk").status == 422
