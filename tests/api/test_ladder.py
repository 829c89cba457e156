"""The ladder and the office hours as they are read, and what an adoption adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.api.conftest import Office


def test_the_seeded_ladder_is_in_force_for_each_clock(office: Office) -> None:
    found = office.get("/v1/ladder", "liaison").json
    seeded = [row for row in found["items"] if row["valid_from"] == "2019-01-01"]
    assert {row["clock"] for row in seeded if row["in_force"]} == {
        *("verification", "first_follow_up", "completion", "reporter_window"),
        *("clarification", "statutory_reply", "statutory_decision"),
    }
    [verification] = [row for row in seeded if row["clock"] == "verification"]
    assert verification["steps"][0] == {
        "name": "remind",
        "days": -1,
        "counted_from": "due",
    }
    assert [step["name"] for step in verification["steps"]][-1] == "governor"


def test_the_office_hours_stand_with_their_source(office: Office) -> None:
    [hours, *_] = office.get("/v1/ladder", "desk").json["office_hours"]
    assert (hours["opens"], hours["closes"]) == ("07:30", "16:00")
    assert hours["in_force"]
    assert "Perpres 21/2023" in hours["legal_basis"]


def test_an_adopted_ladder_stands_beside_the_earlier_one(office: Office) -> None:
    body: dict[str, Any] = {
        "clock": "clarification",
        "steps": [{"name": "remind", "days": 5, "counted_from": "start"}],
        "valid_from": "2190-01-01",
    }
    before = office.get("/v1/ladder", "desk").json
    assert office.post("/v1/ladder", body, "administrator").status == 201
    after = office.get("/v1/ladder", "desk").json
    assert after["version"] == before["version"] + 1
    [new] = [row for row in after["items"] if row not in before["items"]]
    assert new == {**body, "in_force": False}


def test_a_rule_says_by_how_much_it_may_be_extended(office: Office) -> None:
    rule = {
        "rule": "C-98",
        "description": "Percobaan",
        "limit": 3,
        "unit": "working_days",
        "legal_basis": "Pergub 1/2026",
        "status": "provisional",
        "valid_from": "2026-01-01",
        "extendable_by": 2,
    }
    assert office.post("/v1/standards", rule, "administrator").status == 201
    items = office.get("/v1/standards", "desk").json["items"]
    assert [r["extendable_by"] for r in items if r["rule"] == "C-98"][-1] == 2
    assert {r["extendable_by"] for r in items if r["rule"] == "C-10"} == {None}


def test_a_year_shows_from_which_day_its_decree_counts(office: Office) -> None:
    def of(year: int) -> Any:
        return office.get(f"/v1/calendar/{year}", "desk").json

    day = {"day": "2039-08-18", "kind": "joint_leave", "name": "Cuti bersama"}
    body = {"status": "provisional", "holidays": [day], "valid_from": "2039-08-01"}
    assert office.post("/v1/calendar/2039", body, "administrator").status == 201
    assert of(2039)["valid_from"] == "2039-08-01"
    assert of(2026)["valid_from"] is None


def test_notices_are_listed_once_they_are_counted(office: Office) -> None:
    case = office.receive()
    by_hand = office.done("escalate", case, "coordinator", to="governor")
    path = f"/v1/notices?step=governor&after={by_hand['position']}"
    [notice, *_] = [
        row
        for row in office.get(path, "inspector").json["items"]
        if row["id"] == case["id"]
    ]
    assert notice["case_number"] == case["case_number"]
    assert (notice["clock"], notice["due_on"], notice["step_on"]) == (None, None, None)
    assert office.get(path, "liaison").json["items"] == []


def test_a_list_without_notices_is_empty(office: Office) -> None:
    found = office.get("/v1/notices?agency=no-such-agency", "coordinator")
    assert found.status == 200
    assert (found.json["items"], found.json["next_cursor"]) == ([], None)


def test_notices_of_a_case_that_one_may_not_see_are_not_listed(office: Office) -> None:
    case = office.receive(confidential=True)
    after = office.done("escalate", case, "coordinator")["position"]

    def seen(by: str) -> bool:
        items = office.get(f"/v1/notices?limit=200&after={after}", by).json["items"]
        return case["id"] in {row["id"] for row in items}

    assert seen("coordinator")
    assert seen("desk")
    assert not seen("manager")
    assert not seen("liaison")


def test_who_reads_no_cases_reads_no_notices(office: Office) -> None:
    assert office.get("/v1/notices", "administrator").status == 403
    assert office.get("/v1/notices", None).status == 401
    assert office.get("/v1/notices?cursor=x", "desk").status == 422
