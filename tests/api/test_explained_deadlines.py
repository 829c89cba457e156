"""Each deadline explained: paused and extended days, both times, and what moved it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

Case = dict[str, Any]
RECEIVED, RECORDED = "2026-03-02T09:00:00+07:00", "2026-11-01"
STEPS: tuple[tuple[str, str, str, Case], ...] = (
    ("verify", "coordinator", "2026-03-02", {}),
    ("dispose", "coordinator", "2026-03-03", {}),
    ("request-clarification", "liaison", "2026-03-05", {}),
    # Nyepi and its joint leave, 18 to 19 March, and Lebaran, 20 to 24, lie within.
    ("clarify", "desk", "2026-03-26", {}),
    ("extend", "coordinator", "2026-03-27", {"units": 5}),
)
PAUSED = {
    "2026-03-05",
    "2026-03-06",
    *(f"2026-03-{day:02}" for day in range(7, 26)),
}


@pytest.fixture(scope="module")
def case(office: Office) -> Case:
    found = office.receive(received_at=RECEIVED)
    for command, by, day, words in STEPS:
        at = f"{day}T10:00:00+07:00"
        found = {**found, **office.done(command, found, by, occurred_at=at, **words)}
    return found


def clocks(office: Office, case: Case) -> dict[str, Any]:
    answer = office.get(f"/v1/complaints/{case['id']}/clocks", "inspector")
    return {clock["clock"]: clock for clock in answer.json["items"]}


def test_the_days_counted_are_the_limit_and_what_was_added(
    office: Office, case: Case
) -> None:
    found = clocks(office, case)
    assert found.keys() == {
        "verification",
        "statutory_reply",
        "statutory_decision",
        "first_follow_up",
        "completion",
        "clarification",
    }
    for name, clock in found.items():
        counted = sum(day["counted"] for day in clock["days"])
        assert counted == clock["limit"] + clock["extended"], name
        assert clock["days"][-1]["date"] == clock["due_on"]
        assert clock["days"][-1]["counted"]
    extended = {name: clock["extended"] for name, clock in found.items()}
    assert extended == {**dict.fromkeys(found, 0), "completion": 5}


def test_a_paused_day_says_so_and_no_other_day_does(office: Office, case: Case) -> None:
    for name, clock in clocks(office, case).items():
        paused = {d["date"] for d in clock["days"] if d["why"] == "paused"}
        waited = {day["date"] for day in clock["days"]} & PAUSED
        assert paused == (set() if name in UNPAUSED else waited), name


UNPAUSED = ("verification", "statutory_reply", "clarification")
"""Stopped before the question, or running while it is open."""


def test_paused_days_are_those_of_the_clocks_own_unit(
    office: Office, case: Case
) -> None:
    found = clocks(office, case)
    days = len(PAUSED)
    weekdays = {d for d in PAUSED if date.fromisoformat(d).weekday() < 5}
    holidays = {f"2026-03-{day}" for day in (18, 19, 20, 23, 24)}
    assert found["statutory_decision"]["paused_days"] == days == 21
    assert found["completion"]["paused_days"] == len(weekdays - holidays) == 10
    assert found["clarification"]["paused_days"] == 0
    assert found["verification"]["paused_days"] == 0


def test_while_it_is_paused_the_days_up_to_today_are_told(office: Office) -> None:
    long_ago = office.receive(received_at=RECEIVED)
    office.done("request-clarification", long_ago, "coordinator", occurred_at=RECEIVED)
    clock = clocks(office, long_ago)["verification"]
    assert clock["status"] == "paused"
    assert clock["paused_days"] > 150
    # As if it went on today: days and due day agree.
    counted = [day["date"] for day in clock["days"] if day["counted"]]
    assert (len(counted), counted[-1]) == (clock["limit"], clock["due_on"])
    assert "paused" in {day["why"] for day in clock["days"] if not day["counted"]}
    case = office.receive()
    office.done("request-clarification", case, "coordinator")
    assert clocks(office, case)["verification"]["paused_days"] == 0


def test_both_times_of_the_receipt_are_told(office: Office, case: Case) -> None:
    for part in ("", "/clocks"):
        answer = office.get(f"/v1/complaints/{case['id']}{part}", "inspector").json
        assert answer["received_at"] == RECEIVED
        assert answer["recorded_at"] > RECORDED


def test_the_history_tells_the_old_and_the_new_day_and_why(
    office: Office, case: Case
) -> None:
    moved = office.history(case)[-1]
    assert moved["event"] == "complaint.deadline_moved"
    data = moved["data"]
    assert (data["cause"], data["units"]) == ("extension", 5)
    assert data["reason"] == "Menunggu alat."
    (move,) = data["moved"]
    assert move["due_before"] < move["promise"]["due_on"]
    assert move["promise"]["extended"] == 5
    assert move["promise"]["due_on"] == clocks(office, case)["completion"]["due_on"]
    clarified = office.history(case)[-2]["data"]
    assert clarified["resumed_on"] == "2026-03-26"
    assert {m["promise"]["clock"] for m in clarified["moved"]} == {
        "first_follow_up",
        "completion",
        "statutory_decision",
    }


def test_an_extension_is_taken_back_and_the_old_day_stands_again(
    office: Office,
) -> None:
    case = office.reach("disposed")
    promised = clocks(office, case)["completion"]["due_on"]
    office.done("extend", case, "coordinator", units=3)
    assert clocks(office, case)["completion"]["due_on"] > promised
    office.done("extend", case, "coordinator", units=-3)
    assert clocks(office, case)["completion"]["due_on"] == promised
    later = date.fromisoformat(promised) + timedelta(days=7)
    body = {"clock": "completion", "until": str(later), "reason": "Menunggu alat."}
    path = f"/v1/complaints/{case['id']}/extend"
    assert office.post(path, body, "coordinator").status == 200
    assert promised < clocks(office, case)["completion"]["due_on"] <= str(later)


def test_the_terminal_tells_what_was_paused_and_extended(
    office: Office, case: Case
) -> None:
    told = office.served.run("replay", case["case_number"])
    (completion,) = [
        line for line in told.splitlines() if line.startswith("completion:")
    ]
    assert "19 days counted, extended by 5, 10 paused" in completion
    (verification,) = [
        line for line in told.splitlines() if line.startswith("verification:")
    ]
    assert "paused" not in verification
    assert "extended" not in verification
    assert "  2026-03-09  -        paused" in told
