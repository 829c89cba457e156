"""A restricted case exists for those who may see it, and for nobody else anywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

CATEGORY = "whistle"
"""A category of these cases alone, so that counts are theirs."""

SEES = {
    "coordinator": True,
    "inspector": True,
    "liaison of its agency": True,
    "receiving desk": True,
    "another desk": False,
    "liaison of another agency": False,
    "supervisor of its agency": False,
    "manager": False,
}
READS_NO_CASE = ("administrator", "information_officer")


@dataclass
class Shown:
    """A restricted and an ordinary case, both disposed to the same agency."""

    restricted: dict[str, Any]
    ordinary: dict[str, Any]
    category: str
    external_id: str
    tokens: dict[str, str]
    after: int


@pytest.fixture(scope="module", params=["confidential", "oversight"])
def shown(office: Office, request: pytest.FixtureRequest) -> Shown:
    code = office.category(f"{CATEGORY}-{request.param}")
    _, receiving = office.appoint("desk")
    _, other = office.appoint("desk")
    external_id = uuid4().hex
    kind: dict[str, Any] = {"confidential": True}
    if request.param == "oversight":
        kind = {"classification": "oversight_complaint"}
    restricted = office.receive(
        receiving,
        category=code,
        title="Pungutan tersembunyi",
        external_id={"system": "wbs", "id": external_id},
        **kind,
    )
    ordinary = office.receive(receiving, category=code, title="Pungutan terbuka")
    for case in (restricted, ordinary):
        office.done("verify", case, "coordinator")
        after = office.done("dispose", case, "coordinator")["position"]
    return Shown(
        restricted,
        ordinary,
        code,
        external_id,
        {
            "coordinator": office.token("coordinator"),
            "inspector": office.token("inspector"),
            "liaison of its agency": office.token("liaison", "dishub"),
            "receiving desk": receiving,
            "another desk": other,
            "liaison of another agency": office.token("liaison", "dpupr"),
            "supervisor of its agency": office.token("supervisor", "dishub"),
            "manager": office.token("manager"),
        },
        after,
    )


def ids(answer: Any) -> list[str]:
    assert answer.status == 200, answer.text
    return [item["id"] for item in answer.json["items"]]


@pytest.fixture
def both(shown: Shown) -> Callable[[str], list[str]]:
    """The ids of those two cases that somebody sees, the restricted one first."""

    def seen(who: str) -> list[str]:
        found = [shown.restricted["id"]] if SEES[who] else []
        if who != "liaison of another agency":
            found.append(shown.ordinary["id"])
        return found

    return seen


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("part", ["", "/history", "/clocks"])
def test_one_by_one(office: Office, shown: Shown, who: str, part: str) -> None:
    for ref in ("id", "case_number"):
        path = f"/v1/complaints/{shown.restricted[ref]}{part}"
        answer = office.get(path, shown.tokens[who])
        assert answer.status == (200 if SEES[who] else 404)


def test_a_hidden_case_is_answered_like_one_that_is_not_there(
    office: Office, shown: Shown
) -> None:
    absent = str(uuid4())
    hidden = office.get(f"/v1/complaints/{shown.restricted['id']}", "manager")
    missing = office.get(f"/v1/complaints/{absent}", "manager")
    assert hidden.text.replace(shown.restricted["id"], absent) == missing.text
    # Whoever asks, what it says fits: only a liaison's sight hangs on an agency.
    assert missing.json["detail"].endswith(
        "Check the number; a liaison sees only cases disposed to its agency."
    )


@pytest.mark.parametrize("who", SEES)
def test_in_lists(
    office: Office, shown: Shown, who: str, both: Callable[[str], list[str]]
) -> None:
    path = f"/v1/complaints?category={shown.category}&after={shown.after}"
    found = office.get(f"{path}&sort=received_at", shown.tokens[who])
    assert ids(found) == both(who)


@pytest.mark.parametrize("who", SEES)
def test_in_a_search(
    office: Office, shown: Shown, who: str, both: Callable[[str], list[str]]
) -> None:
    query = {
        "q": "pungutan",
        "category": shown.category,
        "sort": "received_at",
        "after": shown.after,
    }
    found = office.post("/v1/complaints/search", query, shown.tokens[who])
    assert ids(found) == both(who)


@pytest.mark.parametrize("who", SEES)
def test_in_what_is_due(office: Office, shown: Shown, who: str) -> None:
    path = f"/v1/clocks?clock=completion&limit=200&after={shown.after}"
    due: set[str] = set()
    cursor = ""
    while True:
        page = office.get(path + cursor, shown.tokens[who])
        due |= set(ids(page))
        if page.json["next_cursor"] is None:
            break
        cursor = f"&cursor={page.json['next_cursor']}"
    assert (shown.restricted["id"] in due) == SEES[who]


@pytest.mark.parametrize("who", SEES)
def test_by_its_number_and_its_other_id(office: Office, shown: Shown, who: str) -> None:
    number = shown.restricted["case_number"]
    for query in (
        f"case_number={number}",
        f"system=wbs&external_id={shown.external_id}",
    ):
        path = f"/v1/lookup?{query}&after={shown.after}"
        answer = office.get(path, shown.tokens[who])
        assert answer.status == (200 if SEES[who] else 404)


@pytest.mark.parametrize("who", SEES)
def test_in_figures(
    office: Office, shown: Shown, who: str, both: Callable[[str], list[str]]
) -> None:
    path = f"/v1/dashboard?category={shown.category}&after={shown.after}"
    figures = office.get(path, shown.tokens[who]).json
    visible = len(both(who))
    # A manager's totals count it, as a number with no link behind.
    assert figures["totals"]["received"] == (2 if who == "manager" else visible)
    for name in ("by_agency", "by_category", "by_channel", "by_month"):
        assert sum(group["received"] for group in figures[name]) == visible
    assert sum(figures["by_state"].values()) == visible
    verification = figures["by_clock"][0]
    assert verification["clock"] == "verification"
    assert verification["met"] == visible


@pytest.mark.parametrize("who", SEES)
def test_to_commands(office: Office, shown: Shown, who: str) -> None:
    with office.nothing_recorded():
        refused = office.give(
            "note", shown.restricted, shown.tokens[who], {"If_Match": '"99"'}
        )
    expected = 412 if SEES[who] else 404
    if who in ("supervisor of its agency", "manager"):
        expected = 403
    assert refused.status == expected


@pytest.mark.parametrize("role", READS_NO_CASE)
def test_to_who_reads_no_case_at_all(office: Office, shown: Shown, role: str) -> None:
    case = shown.ordinary
    for path in (
        f"/v1/complaints/{case['id']}",
        f"/v1/complaints/{case['id']}/history",
        f"/v1/complaints/{case['id']}/clocks",
        "/v1/complaints",
        f"/v1/lookup?case_number={case['case_number']}",
        "/v1/clocks",
        "/v1/dashboard",
        "/v1/track",
    ):
        refused = office.get(path, role)
        assert refused.status == 403, path
        assert case["id"] not in refused.text.replace(path, "")
    assert office.post("/v1/complaints/search", {"q": "a"}, role).status == 403


def test_a_liaison_sees_a_case_from_its_disposition_to_its_return(
    office: Office,
) -> None:
    case = office.receive(confidential=True)
    path = f"/v1/complaints/{case['id']}"

    def seen_by(agency: str) -> bool:
        return office.get(path, office.token("liaison", agency)).status == 200

    office.done("verify", case, "coordinator")
    assert not seen_by("dishub")
    office.done("dispose", case, "coordinator")
    assert seen_by("dishub") and not seen_by("dpupr")
    office.done("dispose", case, "coordinator", agency="dpupr")
    assert seen_by("dpupr") and not seen_by("dishub")
    office.done("return", case, office.token("liaison", "dpupr"))
    assert not seen_by("dpupr")


def test_a_case_becomes_restricted_when_it_is_verified_so(office: Office) -> None:
    case = office.receive()
    path = f"/v1/complaints/{case['id']}"
    assert office.get(path, "manager").status == 200
    office.done("verify", case, "coordinator", classification="oversight_complaint")
    assert office.get(path, "manager").status == 404
    assert office.get(path, "inspector").status == 200
