"""A complaint from the desk to its end, as its history tells it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

EVENTS = [
    ("complaint.received", "desk"),
    ("complaint.verified", "coordinator"),
    ("complaint.disposed", "coordinator"),
    ("complaint.returned", "liaison"),
    ("complaint.disposed", "coordinator"),
    ("complaint.followed_up", "liaison"),
    ("complaint.reporter_replied", "reporter"),
    ("complaint.followed_up", "liaison"),
    ("complaint.reporter_replied", "desk"),
    ("complaint.resolved", "liaison"),
]


@pytest.fixture(scope="module")
def answers(office: Office) -> list[dict[str, Any]]:
    """What each step of the walk was answered."""
    case = office.receive(category="perhubungan", location={"region": "62.03"})
    token = office.reporter(case)
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("verify", "coordinator", {"category": "infrastruktur"}),
        ("dispose", "coordinator", {"agency": "dpupr", "instruction": "Periksa."}),
        ("return", office.token("liaison", "dpupr"), {"reason": "Bukan jalan kami."}),
        ("dispose", "coordinator", {"agency": "dishub"}),
        ("follow-up", "liaison", {"public": True}),
        ("reply", token, {}),
        ("follow-up", "liaison", {}),
        ("reply", "desk", {}),
        ("resolve", "liaison", {"message": "Lampu sudah diganti."}),
    )
    answered = [case]
    for command, by, words in steps:
        answered.append(office.done(command, case, by, **words))
    return answered


@pytest.fixture(scope="module")
def items(office: Office, answers: list[dict[str, Any]]) -> list[Any]:
    return office.history(answers[0])


def test_the_history_holds_the_events_in_their_order(items: list[Any]) -> None:
    assert [(item["event"], item["role"]) for item in items] == EVENTS


def test_each_step_gives_the_next_state(answers: list[dict[str, Any]]) -> None:
    assert [answer["state"] for answer in answers] == [
        "received",
        "verified",
        "disposed",
        "returned",
        "disposed",
        "answered",
        "in_progress",
        "answered",
        "in_progress",
        "resolved",
    ]


def test_each_answer_tells_the_version_and_position_of_its_event(
    answers: list[dict[str, Any]], items: list[Any]
) -> None:
    told = [(answer["version"], answer["position"]) for answer in answers]
    assert told == [(item["version"], item["position"]) for item in items]
    assert [version for version, _ in told] == list(range(1, len(EVENTS) + 1))
    positions = [position for _, position in told]
    assert positions == sorted(set(positions))


def test_the_case_as_it_stands_is_the_last_answer(
    office: Office, answers: list[dict[str, Any]]
) -> None:
    last = answers[-1]
    read = office.get(f"/v1/complaints/{last['case_number']}", "coordinator")
    assert read.headers["etag"] == f'"{last["version"]}"'
    case = read.json
    for name in ("id", "case_number", "state", "version", "clocks"):
        assert case[name] == last[name]
    assert case["outcome"] == "substantiated"
    assert case["closed_by"] == "officer"
    assert case["category"] == "infrastruktur"
    assert case["agency"] == "dishub"


def test_each_answer_carries_its_version_as_etag(office: Office) -> None:
    received = office.post("/v1/complaints", dict(_least()), "desk")
    assert received.headers["etag"] == '"1"'
    assert received.headers["location"] == f"/v1/complaints/{received.json['id']}"
    verified = office.give("verify", received.json, "coordinator")
    assert verified.headers["etag"] == '"2"'


def test_the_texts_of_the_walk_are_told_and_the_reporter_is_not(
    items: list[Any],
) -> None:
    assert items[2]["data"]["instruction"] == "Periksa."
    assert items[3]["data"]["reason"] == "Bukan jalan kami."
    assert items[9]["data"]["message"] == "Lampu sudah diganti."
    assert items[5]["data"]["public"] is True
    assert items[7]["data"]["public"] is False
    assert "reporter" not in items[0]["data"]


def test_a_desk_replies_on_the_reporters_behalf_and_the_reporter_does_not(
    items: list[Any],
) -> None:
    assert items[8]["data"]["on_behalf_of"] == "reporter"
    assert "on_behalf_of" not in items[6]["data"]
    assert "on_behalf_of" not in items[0]["data"]


def test_no_key_hash_or_secret_is_told(items: list[Any]) -> None:
    told = {name for item in items for name in item["data"]}
    assert told.isdisjoint(
        {"nonce", "mac", "access_code_hash", "reporter_key", "case_key"}
    )


def test_each_clock_starts_and_stops_at_its_step(
    office: Office, answers: list[dict[str, Any]]
) -> None:
    def statuses(answer: dict[str, Any]) -> dict[str, str]:
        return {clock["clock"]: clock["status"] for clock in answer["clocks"]}

    received = {"verification": "running", "statutory_reply": "running"}
    assert statuses(answers[0]) == received
    verified = {**received, "statutory_reply": "met", "statutory_decision": "running"}
    assert statuses(answers[1]) == verified
    disposed = {
        **verified,
        "verification": "met",
        "first_follow_up": "running",
        "completion": "running",
    }
    for step in (2, 3, 4):
        assert statuses(answers[step]) == disposed
    answered = {
        **disposed,
        "first_follow_up": "met",
        "completion": "met",
        "reporter_window": "running",
    }
    assert statuses(answers[5]) == answered
    replied = {**answered, "completion": "running", "reporter_window": "met"}
    assert statuses(answers[6]) == statuses(answers[8]) == replied
    assert statuses(answers[7]) == answered
    resolved = {
        **replied,
        "completion": "met",
        "statutory_decision": "met",
        "statutory_sending": "met",
    }
    assert statuses(answers[9]) == resolved


def test_no_step_moves_a_promised_day(answers: list[dict[str, Any]]) -> None:
    promised: dict[str, str] = {}
    for answer in answers:
        for clock in answer["clocks"]:
            assert (
                promised.setdefault(clock["clock"], clock["due_at"])
                == (clock["due_at"])
            )
            assert clock["due_at"] == f"{clock['due_on']}T23:59:59+07:00"


def test_a_deadline_is_explained_day_by_day(
    office: Office, answers: list[dict[str, Any]]
) -> None:
    path = f"/v1/complaints/{answers[0]['id']}/clocks"
    clocks = {c["clock"]: c for c in office.get(path, "inspector").json["items"]}
    assert {name: clock["rule"] for name, clock in clocks.items()} == {
        "verification": "C-02",
        "statutory_reply": "C-10",
        "statutory_decision": "C-12",
        "first_follow_up": "C-03",
        "completion": "C-05",
        "reporter_window": "C-08",
        "statutory_sending": "C-13",
    }
    for name, clock in clocks.items():
        assert clock["legal_basis"]
        days = clock["days"]
        first = date.fromisoformat(clock["started_on"]) + timedelta(1)
        assert days[0]["date"] == first.isoformat()
        assert days[-1] == {
            "date": clock["due_on"],
            "counted": True,
            "why": "calendar day" if name.startswith("statutory") else "working day",
        }
        assert sum(day["counted"] for day in days) == clock["limit"]
        assert all(day["why"] for day in days)


def _least() -> dict[str, Any]:
    return {
        "channel": "letter",
        "classification": "information",
        "title": "Jadwal angkutan",
        "description": "Kapan angkutan desa berjalan lagi?",
    }
