"""The register: filtered, sorted, by the page, and never behind one's own write."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx
import pytest

from api.app import create_app
from api.installation import Installation

if TYPE_CHECKING:
    from tests.api.conftest import Office

CATEGORY = "register-alone"
"""A category of this file's cases, so that no other is among them."""

Cases = dict[str, dict[str, Any]]
EVERY: dict[str, dict[str, Any]] = {
    "old": {"received_at": "2025-01-31T23:30:00+07:00", "channel": "letter"},
    "village": {"location": {"region": "62.03.01.2001"}, "channel": "sms"},
    "regency": {"location": {"region": "62.03"}, "classification": "information"},
    "city": {"location": {"region": "62.71"}, "classification": "aspiration"},
    "disposed": {},
    "archived": {},
}


@pytest.fixture(scope="module")
def cases(office: Office) -> Cases:
    office.category(CATEGORY)
    found = {
        name: office.receive(category=CATEGORY, title=name, **fields)
        for name, fields in EVERY.items()
    }
    office.done("verify", found["disposed"], "coordinator")
    found["disposed"] |= office.done("dispose", found["disposed"], "coordinator")
    found["archived"] |= office.done("archive", found["archived"], "coordinator")
    return found


def listed(office: Office, cases: Cases, by: str = "coordinator", **query: Any) -> Any:
    after = max(case["position"] for case in cases.values())
    query = {"category": CATEGORY, "after": after, "sort": "received_at", **query}
    path = f"/v1/complaints?{urlencode(query, doseq=True)}"
    answer = office.get(path, by)
    assert answer.status == 200, answer.text
    return answer.json


def titles(page: Any) -> list[str]:
    return [item["title"] for item in page["items"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, list(EVERY)),
        ({"state": "received"}, ["old", "village", "regency", "city"]),
        ({"state": ["disposed", "archived"]}, ["disposed", "archived"]),
        ({"agency": "dishub"}, ["disposed"]),
        ({"agency": "dpupr"}, []),
        ({"region": "62.03"}, ["village", "regency"]),
        ({"region": "62.03.01"}, ["village"]),
        ({"region": "62.03.01.2001"}, ["village"]),
        ({"region": "62"}, ["village", "regency", "city"]),
        ({"region": "62.71"}, ["city"]),
        ({"channel": "sms"}, ["village"]),
        ({"classification": "aspiration"}, ["city"]),
        ({"overdue": "true"}, ["old"]),
        ({"overdue": "false"}, [name for name in EVERY if name != "old"]),
        ({"received_to": "2025-01-31"}, ["old"]),
        ({"received_from": "2025-02-01"}, [n for n in EVERY if n != "old"]),
        ({"received_from": "2025-01-31", "received_to": "2025-01-31"}, ["old"]),
        ({"region": "62.03", "channel": "sms"}, ["village"]),
    ],
)
def test_each_filter_leaves_what_it_names(
    office: Office, cases: Cases, query: dict[str, Any], expected: list[str]
) -> None:
    assert titles(listed(office, cases, **query)) == expected


def test_a_case_is_shown_as_it_is(office: Office, cases: Cases) -> None:
    (item,) = listed(office, cases, agency="dishub")["items"]
    case = cases["disposed"]
    due = min(c["due_on"] for c in case["clocks"] if c["status"] == "running")
    assert item == {
        "id": case["id"],
        "case_number": case["case_number"],
        "external_id": None,
        "state": "disposed",
        "title": "disposed",
        "classification": "complaint",
        "category": CATEGORY,
        "region": None,
        "channel": "walk_in",
        "agency": "dishub",
        "suggested_agency": None,
        "restricted": False,
        "received_at": item["received_at"],
        "next_due_on": due,
        "overdue": False,
        "erased": None,
        "version": 3,
    }


@pytest.mark.parametrize(
    ("sort", "key"),
    [
        ("received_at", lambda item: item["received_at"]),
        ("due", lambda item: item["next_due_on"] or "9999"),
    ],
)
def test_a_list_is_sorted(office: Office, cases: Cases, sort: str, key: Any) -> None:
    items = listed(office, cases, sort=sort)["items"]
    assert [key(item) for item in items] == sorted(key(item) for item in items)
    if sort == "received_at":
        newest_first = listed(office, cases, sort="-received_at")["items"]
        assert [i["id"] for i in newest_first] == [i["id"] for i in items][::-1]


@pytest.mark.parametrize("sort", ["received_at", "-received_at", "due"])
def test_pages_hold_every_case_once(office: Office, cases: Cases, sort: str) -> None:
    found: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = listed(office, cases, sort=sort, limit=2, **cursor)
        assert len(page["items"]) <= 2
        found += titles(page)
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert sorted(found) == sorted(EVERY)
    assert found == titles(listed(office, cases, sort=sort))


def test_E12_more_than_a_page_of_cases_of_one_instant_is_told_and_counted_whole(
    office: Office, lines: Any, complaint: dict[str, Any]
) -> None:
    office.category("register-many")
    body = {
        **complaint,
        "category": "register-many",
        "received_at": "2026-02-02T08:00:00+07:00",
    }
    given = [
        {"key": uuid4().hex, "command": "receive", "body": body} for _ in range(230)
    ]
    made = lines("desk", *given)
    after = made[-1]["position"]
    found: list[str] = []
    path = f"/v1/complaints?category=register-many&limit=200&after={after}"
    cursor, pages = "", 0
    while cursor is not None:
        page = office.get(path + cursor, "manager").json
        found += [item["id"] for item in page["items"]]
        pages += 1
        cursor = page["next_cursor"] and f"&cursor={page['next_cursor']}"
    assert pages == 2
    assert len(found) == 230
    assert set(found) == {answer["id"] for answer in made}
    counted = office.get(
        f"/v1/dashboard?category=register-many&after={after}", "manager"
    )
    assert counted.json["totals"]["received"] == 230
    assert counted.json["by_state"]["received"] == 230


@pytest.mark.parametrize(
    "query",
    [
        "colour=red",
        "state=open",
        "agency=DISHUB",
        "category=%00",
        "region=6203",
        "channel=fax",
        "classification=x",
        "overdue=yes",
        "received_from=yesterday",
        "received_to=2026-13-01",
        "sort=title",
        "limit=0",
        "limit=201",
        "limit=1.5",
        "cursor=x",
        "cursor=WyJ4Il0",
        "after=-1",
        "after=x",
    ],
)
def test_a_parameter_that_does_not_fit_is_named(office: Office, query: str) -> None:
    refused = office.get(f"/v1/complaints?{query}", "coordinator")
    assert refused.status == 422, refused.text
    (error,) = refused.json["errors"]
    assert error["field"].split(".")[0] == query.partition("=")[0]


def test_a_cursor_of_another_order_is_refused(office: Office, cases: Cases) -> None:
    cursor = listed(office, cases, limit=1)["next_cursor"]
    path = f"/v1/complaints?sort=due&cursor={cursor}"
    assert office.get(path, "coordinator").status == 422


def test_a_reader_waits_for_its_own_write(office: Office) -> None:
    for _ in range(5):
        case = office.receive()
        path = f"/v1/complaints?limit=1&after={case['position']}"
        page = office.get(path, "coordinator").json
        assert page["position"] >= case["position"]
        assert page["items"][0]["id"] == case["id"]


LISTS = ("findings?", "complaints?", "clocks?", "dashboard?", "lookup?case_number=x&")


@pytest.mark.parametrize("path", LISTS)
def test_a_position_that_nobody_was_told_is_not_waited_for(
    office: Office, path: str
) -> None:
    refused = office.get(f"/v1/{path}after={10**12}", "coordinator")
    assert refused.status == 503
    assert int(refused.headers["retry-after"]) >= 1
    assert "ask again" in refused.json["detail"]


@pytest.mark.parametrize("path", LISTS)
def test_a_read_model_that_lags_is_waited_for_a_while(
    here: Installation,
    officer: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    path: str,
) -> None:
    # In this process nobody keeps the read models.
    monkeypatch.setattr("api.register_routes.WAIT_SECONDS", 0.5)
    app, token = create_app(here), officer("coordinator")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport) as client:
            headers = {"Authorization": f"Bearer {token}"}
            after = here.recorder.max_notification_id()
            address = f"http://here/v1/{path}after={after}"
            return await client.get(address, headers=headers)

    before = monotonic()
    refused = asyncio.run(ask())
    assert refused.status_code == 503
    assert refused.headers["retry-after"] == "1"
    assert monotonic() - before > 0.4


def test_a_case_is_looked_up_by_its_number_however_typed(office: Office) -> None:
    case = office.receive()
    number = case["case_number"].replace("-", "%20").lower()
    path = f"/v1/lookup?case_number={number}&after={case['position']}"
    page = office.get(path, "coordinator").json
    assert [item["id"] for item in page["items"]] == [case["id"]]


def test_a_case_is_looked_up_by_its_other_id_exactly(office: Office) -> None:
    other = uuid4().hex
    case = office.receive(external_id={"system": "sp4n", "id": other})
    for id, status in ((other, 200), (other[:-1], 404), (other.upper(), 404)):
        path = f"/v1/lookup?system=sp4n&external_id={id}&after={case['position']}"
        assert office.get(path, "coordinator").status == status


@pytest.mark.parametrize(
    "query",
    ["", "system=sp4n", "external_id=5", "system=sp4n&external_id=a%00b", "id=5"],
)
def test_a_look_up_of_nothing_is_refused(office: Office, query: str) -> None:
    assert office.get(f"/v1/lookup?{query}", "coordinator").status == 422
