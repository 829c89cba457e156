"""The register as it was: listed at a moment, seen by what a case is now."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

CATEGORY = "register-as-it-was"
Case = dict[str, Any]


@pytest.fixture(scope="module")
def category(office: Office) -> str:
    return office.category(CATEGORY)


def listed(office: Office, query: str, by: str = "coordinator") -> list[Case]:
    path = f"/v1/complaints?category={CATEGORY}&limit=200&{query}"
    answer = office.get(f"{path}&after={office.position()}", by)
    assert answer.status == 200, answer.text
    found: list[Case] = answer.json["items"]
    return found


def ids(found: list[Case]) -> list[str]:
    return [item["id"] for item in found]


def test_what_came_later_is_not_there_and_what_changed_is_as_it_was(
    office: Office, category: str
) -> None:
    case = office.reach("disposed", category=category)
    before = listed(office, "")
    position, instant = office.position(), quote(datetime.now(UTC).isoformat())
    office.done("follow-up", case, "liaison")
    office.done("amend", case, "desk", title="Lampu jalan mati")
    later = office.receive(category=category)
    for moment in (f"position={position}", f"known_at={instant}"):
        assert listed(office, moment) == before
        assert ids(listed(office, f"{moment}&state=disposed")) == [case["id"]]
        assert listed(office, f"{moment}&state=answered") == []
    now = listed(office, "")
    assert ids(now)[0] == later["id"]
    assert next(i for i in now if i["id"] == case["id"])["title"] == "Lampu jalan mati"


def test_a_day_and_what_was_known_of_it_differ_by_what_was_told_late(
    office: Office, category: str
) -> None:
    case = office.receive(category=category, received_at="2026-05-04T09:00:00+07:00")
    known = office.position()
    at = "2026-05-05T09:00:00+07:00"
    office.done("verify", case, "coordinator", occurred_at=at)
    for query, states in (
        ("as_of=2026-05-03", []),
        ("as_of=2026-05-04", ["received"]),
        ("as_of=2026-05-05", ["verified"]),
        (f"as_of=2026-05-05&position={known}", ["received"]),
        ("as_of=2026-05-05&known_at=2026-05-06T00:00:00Z", []),
    ):
        day = "received_from=2026-05-04&received_to=2026-05-04"
        found = listed(office, f"{query}&{day}")
        assert [item["state"] for item in found] == states, query


def test_overdue_is_what_was_so_at_the_end_of_that_day(
    office: Office, category: str
) -> None:
    case = office.receive(category=category, received_at="2026-03-02T09:00:00+07:00")
    due = case["clocks"][0]["due_on"]
    for day, overdue in ((due, False), ("2026-03-06", True)):
        query = f"as_of={day}&received_to={day}"
        assert [item["overdue"] for item in listed(office, query)] == [overdue]
        assert len(listed(office, f"{query}&overdue=true")) == overdue


def test_pages_of_a_position_stay_while_cases_come(
    office: Office, category: str
) -> None:
    for _ in range(5):
        office.receive(category=category)
    position = office.position()
    whole = ids(listed(office, f"position={position}"))
    path = f"/v1/complaints?category={CATEGORY}&position={position}&limit=2"
    path += f"&after={position}"
    found, cursor = [], ""
    while True:
        page = office.get(f"{path}{cursor}", "coordinator").json
        found += ids(page["items"])
        office.receive(category=category)
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert found == whole
    assert len(found) >= 5


def test_what_is_restricted_now_is_hidden_from_the_past_too(
    office: Office, category: str
) -> None:
    case = office.receive(by=None, category=category)
    position = office.position()
    moment = f"position={position}"
    for role in ("desk", "manager", "inspector"):
        assert ids(listed(office, moment, role))[0] == case["id"]
    words = {"classification": "oversight_complaint", "reason": "Menyangkut pegawai."}
    office.done("reclassify", case, "coordinator", **words)
    for role in ("desk", "manager"):
        assert case["id"] not in ids(listed(office, moment, role))
    [then] = [i for i in listed(office, moment, "inspector") if i["id"] == case["id"]]
    assert (then["restricted"], then["title"]) == (False, None)
    assert then["classification"] == "complaint"


def test_a_liaison_sees_the_past_of_what_is_with_the_agency_now(
    office: Office, category: str
) -> None:
    case = office.reach("disposed", category=category)
    while_there = office.position()
    office.done("dispose", case, "coordinator", agency="dinkes")
    assert office.get(f"/v1/complaints/{case['id']}", "liaison").status == 404
    gone = listed(office, f"position={while_there}", "liaison")
    assert case["id"] not in ids(gone)
    other = office.token("liaison", "dinkes")
    [found] = listed(office, f"position={while_there}", other)[:1]
    assert (found["id"], found["agency"]) == (case["id"], "dishub")


@pytest.mark.parametrize(
    ("query", "field", "remedy"),
    [
        ("position=5&sort=due", "sort", "received_at"),
        ("position=0", "position", "1"),
        ("as_of=yesterday", "as_of", "2026-11-23"),
        ("known_at=2026-01-01", "known_at", ""),
        ("position=5&cursor=x", "cursor", "without it"),
        ("version=1", "version", "not known"),
    ],
)
def test_a_moment_or_an_order_that_cannot_be_listed_is_refused(
    office: Office, query: str, field: str, remedy: str
) -> None:
    refused = office.get(f"/v1/complaints?{query}", "coordinator")
    assert refused.status == 422
    [error] = refused.json["errors"]
    assert error["field"] == field
    assert remedy in error["problem"]


def test_words_are_searched_for_in_the_present_only(office: Office) -> None:
    body = {"q": "lampu", "position": 5}
    refused = office.post("/v1/complaints/search", body, "coordinator")
    assert refused.status == 422
    assert refused.json["errors"][0]["field"] == "position"
