"""What a reporter is told to do can be done; what officers are warned of is theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from domain.transitions import OPEN

if TYPE_CHECKING:
    from tests.api.conftest import Office

Case = dict[str, Any]


def remedies(office: Office, case: Case) -> dict[str, Any]:
    answer = office.get("/v1/track", office.reporter(case))
    return {remedy["remedy"]: remedy for remedy in answer.json["remedies"]}


@pytest.mark.parametrize("state", sorted({*OPEN, "resolved"}))
def test_every_remedy_that_is_offered_is_taken(office: Office, state: str) -> None:
    found = remedies(office, office.reach(state)).keys()
    assert found
    for name in found:
        case = office.reach(state)
        answer = office.give(name, case, office.reporter(case))
        assert answer.status == 200, (name, answer.text)


def test_a_remedy_tells_until_when_by_which_law_and_what_to_do(
    office: Office,
) -> None:
    case = office.reach("answered")
    window = {c["clock"]: c["due_on"] for c in case["clocks"]}["reporter_window"]
    found = remedies(office, case)
    assert found.keys() == {"reply", "resolve", "withdraw"}
    assert found["reply"]["until"] == found["resolve"]["until"] == window
    assert found["reply"]["legal_basis"]
    assert "Tanggapi" in found["reply"]["text"]
    assert found["withdraw"]["until"] is found["withdraw"]["legal_basis"] is None


def test_a_case_that_was_left_alone_may_go_to_the_ombudsman(office: Office) -> None:
    received = datetime.now(UTC) - timedelta(days=90)
    case = office.receive(received_at=received.isoformat(timespec="seconds"))
    found = remedies(office, case)["ombudsman"]
    assert found["until"][:4] == str(received.year + 2)
    assert "UU 37/2008 Pasal 24(3)" in found["legal_basis"]
    assert "ombudsman" not in remedies(office, office.receive())


def test_officers_are_warned_and_the_reporter_is_not(office: Office) -> None:
    received = datetime.now(UTC) - timedelta(days=3)
    case = office.receive(
        received_at=received.isoformat(timespec="seconds"),
        incident_on=str(received.date() - timedelta(days=60)),
    )
    path = f"/v1/complaints/{case['id']}"
    (flag,) = office.get(path, "coordinator").json["flags"]
    assert flag["rule"] == "C-14"
    assert flag["legal_basis"] == "UU 25/2009 Pasal 42(2)"
    assert flag["text"]
    own = office.get("/v1/track", office.reporter(case)).json
    assert own.keys().isdisjoint({"flags", "received_by"})
    plain = office.receive()
    assert office.get(f"/v1/complaints/{plain['id']}", "desk").json["flags"] == []


def test_a_flag_stands_from_its_day_on(office: Office) -> None:
    case = office.receive(received_at="2026-01-05T09:00:00+07:00")

    def rules(day: str) -> set[str]:
        path = f"/v1/complaints/{case['id']}?as_of={day}"
        flags = office.get(path, "coordinator").json["flags"]
        return {flag["rule"] for flag in flags}

    assert rules("2026-06-30") == set()
    assert rules("2026-07-01") == {"C-17"}
