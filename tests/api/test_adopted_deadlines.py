"""A rule or a year that is adopted counts for the next promise, and moves none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

YEAR = 2041
"""Far ahead of everything else: no other test looks there."""


@pytest.fixture
def rule(office: Office) -> Iterator[dict[str, Any]]:
    """The rule of verification as it stands, adopted again at the end."""
    versions = [
        row
        for row in office.get("/v1/standards", "desk").json["items"]
        if row["rule"] == "C-02"
    ]
    body = {k: v for k, v in versions[-1].items() if k != "version"}
    yield body
    assert office.post("/v1/standards", body, "administrator").status == 201


def promised(office: Office, case: dict[str, Any]) -> dict[str, Any]:
    path = f"/v1/complaints/{case['id']}/clocks"
    clock: dict[str, Any] = office.get(path, "inspector").json["items"][0]
    return clock


def test_an_adopted_rule_counts_for_the_next_case_alone(
    office: Office, rule: dict[str, Any]
) -> None:
    before = office.receive()
    earlier = promised(office, before)
    adopted = {**rule, "limit": rule["limit"] + 4, "legal_basis": "Pergub 9/2026"}
    assert office.post("/v1/standards", adopted, "administrator").status == 201
    later = promised(office, office.receive())
    assert later["limit"] == earlier["limit"] + 4
    assert later["legal_basis"] == "Pergub 9/2026"
    assert later["rule_version"] == earlier["rule_version"] + 1
    assert later["due_on"] > earlier["due_on"]
    assert promised(office, before) == earlier
    office.done("verify", before, "coordinator")
    assert promised(office, before)["due_on"] == earlier["due_on"]


def test_a_rule_of_tomorrow_does_not_count_today(
    office: Office, rule: dict[str, Any]
) -> None:
    earlier = promised(office, office.receive())
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    adopted = {**rule, "limit": 99, "valid_from": tomorrow}
    assert office.post("/v1/standards", adopted, "administrator").status == 201
    later = promised(office, office.receive())
    assert (later["limit"], later["rule_version"]) == (
        earlier["limit"],
        earlier["rule_version"],
    )


def test_a_year_is_read_as_it_was_adopted(office: Office) -> None:
    path = f"/v1/calendar/{YEAR}"
    missing = office.get(path, "desk").json
    assert (missing["adopted"], missing["items"]) == (False, [])
    first = {"day": f"{YEAR}-01-01", "kind": "national", "name": "Tahun Baru"}
    second = {"day": f"{YEAR}-12-26", "kind": "joint_leave", "name": "Natal"}
    body = {"status": "confirmed", "decree": "SKB 1", "holidays": [second, first]}
    assert office.post(path, body, "administrator").status == 201
    found = office.get(path, "desk").json
    assert found["items"] == [first, second]
    assert found["decree"] == "SKB 1"
    assert found["version"] == missing["version"] + 1
    replaced = {**body, "decree": "SKB 2", "holidays": [first]}
    assert office.post(path, replaced, "administrator").status == 201
    assert office.get(path, "desk").json["items"] == [first]


def test_a_decree_counts_for_the_next_case_and_moves_no_promise(
    office: Office,
) -> None:
    before = office.receive()
    earlier = promised(office, before)
    due = date.fromisoformat(earlier["due_on"])
    path = f"/v1/calendar/{due.year}"
    year = office.get(path, "desk").json
    assert year["adopted"]
    body = {name: year[name] for name in ("decree", "status")}
    day_off = {"day": due.isoformat(), "kind": "national", "name": "Pilkada"}
    with_it = {**body, "holidays": [*year["items"], day_off]}
    assert office.post(path, with_it, "administrator").status == 201
    try:
        later = promised(office, office.receive())
    finally:
        without = {**body, "holidays": year["items"]}
        assert office.post(path, without, "administrator").status == 201
    assert later["due_on"] > earlier["due_on"]
    assert later["calendar_version"] == earlier["calendar_version"] + 1
    (told,) = (day for day in later["days"] if day["date"] == day_off["day"])
    assert told == {"date": day_off["day"], "counted": False, "why": "Pilkada"}
    assert promised(office, before) == earlier
