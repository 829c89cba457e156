"""What-if over HTTP: who may ask, what is answered, and what is not recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.app import create_app

if TYPE_CHECKING:
    from api.installation import Installation
    from tests.api.conftest import Office

LIMITS = {"limits": [{"rule": "C-05", "limit": 1}]}


def asked(office: Office, by: str | None, body: Any) -> Any:
    return office.post("/v1/dashboard/what-if", body, by)


def test_another_limit_gives_another_dashboard_beside_the_one_that_was(
    office: Office,
) -> None:
    category = office.category("what-if-limits")
    case = office.receive(received_at="2026-11-02T09:00:00+07:00", category=category)
    when = {"occurred_at": "2026-11-02T10:00:00+07:00"}
    office.done("verify", case, "coordinator", **when)
    office.done("dispose", case, "coordinator", **when)
    # A Monday; C-05 gives 14 working days, to the 20th. Answered on the 5th.
    when = {"occurred_at": "2026-11-05T10:00:00+07:00"}
    done = office.done("follow-up", case, "liaison", **when)
    said = {
        **LIMITS,
        "category": category,
        "as_of": "2026-11-10",
        "after": done["position"],
    }
    answer = asked(office, "coordinator", said)
    assert answer.status == 200, answer.text
    completion = {
        world: next(c for c in found["by_clock"] if c["clock"] == "completion")
        for world, found in answer.json.items()
    }
    assert (completion["was"]["met"], completion["was"]["late"]) == (1, 0)
    assert (completion["would_be"]["met"], completion["would_be"]["late"]) == (0, 1)
    was = office.get(
        f"/v1/dashboard?category={category}&as_of=2026-11-10", "coordinator"
    ).json
    assert answer.json["was"] | {"position": 0} == was | {"position": 0}


def test_an_opening_is_no_change_of_a_case(office: Office) -> None:
    case = office.receive(reporter={"name": "Ani"})
    path = f"/v1/complaints/{case['id']}"
    assert office.get(path, "desk", Tuntas_Reason="Menelepon.").status == 200
    body = {**LIMITS, "after": office.position()}
    assert asked(office, "manager", body).status == 200


def test_nothing_is_recorded(office: Office) -> None:
    with office.nothing_recorded():
        assert asked(office, "manager", LIMITS).status == 200


def test_days_off_and_working_days_are_other_calendars(office: Office) -> None:
    said = {"days_off": ["2026-11-03"], "working_days": ["2026-12-25"]}
    answer = asked(office, "inspector", said)
    assert answer.status == 200, answer.text
    assert answer.json["was"]["as_of"] == answer.json["would_be"]["as_of"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body"),
        ({"limits": [{"rule": "Z-98", "limit": 3}]}, "limits"),
        ({"limits": [{"rule": "C-01", "limit": 3}]}, "limits"),
        ({"limits": [{"rule": "C-05", "limit": 0}]}, "limits.0.limit"),
        ({"limits": [{"rule": "C-05", "limit": 3, "unit": "hours"}]}, "limits.0.unit"),
        ({"days_off": ["18 Agustus"]}, "days_off.0"),
        ({**LIMITS, "month": "2026-11"}, "month"),
    ],
)
def test_what_cannot_be_is_named(office: Office, body: Any, field: str) -> None:
    answer = asked(office, "coordinator", body)
    assert answer.status == 422
    assert [error["field"] for error in answer.json["errors"]] == [field]


def test_it_is_for_who_reads_the_dashboard(office: Office) -> None:
    assert asked(office, None, LIMITS).status == 401
    assert asked(office, "administrator", LIMITS).status == 403


def test_two_at_a_time_are_too_many(
    here: Installation, officer: Callable[..., str]
) -> None:
    app, token = create_app(here), officer("manager")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport) as client:
            headers = {"Authorization": f"Bearer {token}"}
            address = "http://here/v1/dashboard/what-if"
            return await client.post(address, headers=headers, json=LIMITS)

    with here.what_if:
        answer = asyncio.run(ask())
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "60"
    assert answer.json()["detail"].startswith("Other work")
    assert asyncio.run(ask()).status_code == 200
