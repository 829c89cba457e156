"""What a state does not take and what a role may not do leaves no trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from domain.roles import COMMANDS, OFFICERS
from domain.transitions import ALL, FROM, allowed

if TYPE_CHECKING:
    from tests.api.conftest import Office

REACHED = tuple(sorted(ALL))
ON_A_CASE = [command for command in COMMANDS if command in FROM]
GIVEN_BY = {
    "return": "liaison",
    "follow-up": "liaison",
    "reply": "desk",
    "resolve": "coordinator",
    "clarify": "desk",
    "rate": "desk",
    "withdraw": "desk",
}
WITH_ITS_AGENCY = ("disposed", "in_progress", "answered", "resolved")


@pytest.fixture(scope="module")
def cases(office: Office) -> dict[str, dict[str, Any]]:
    """A case in each state that commands lead to."""
    return {state: office.reach(state) for state in REACHED}


@pytest.mark.parametrize("state", REACHED)
def test_a_forbidden_step_is_refused_and_says_what_is_allowed(
    office: Office, cases: dict[str, dict[str, Any]], state: str
) -> None:
    case = cases[state]
    forbidden = [c for c in ON_A_CASE if state not in FROM[c]]
    assert forbidden
    with office.nothing_recorded():
        for command in forbidden:
            by = GIVEN_BY.get(command, "coordinator")
            if by == "liaison" and state not in WITH_ITS_AGENCY:
                continue  # a liaison does not see it: 404, tested elsewhere
            refused = office.give(command, case, by)
            assert refused.status == 409, (command, refused.text)
            problem = refused.json
            assert problem["type"] == "urn:tuntas:problem:not-allowed-now"
            assert problem["state"] == state
            assert problem["allowed"] == allowed(state)
            assert command not in problem["allowed"]
            assert problem["detail"].endswith(", ".join(problem["allowed"]) + ".")
            assert problem["instance"] == f"/v1/complaints/{case['id']}/{command}"
    assert office.history(case)[-1]["version"] == case["version"]


def test_a_reporter_resolves_what_was_answered_and_nothing_else(
    office: Office,
) -> None:
    case = office.receive()
    token = office.reporter(case)
    for command, by in (("verify", "coordinator"), ("dispose", "coordinator")):
        office.done(command, case, by)
    refused = office.give("resolve", case, token)
    assert refused.status == 409
    assert refused.json["allowed"] == ["reply"]
    office.done("follow-up", case, "liaison")
    assert office.done("resolve", case, token)["state"] == "resolved"
    last = office.get(f"/v1/complaints/{case['id']}", "coordinator").json
    assert last["closed_by"] == "reporter"


@pytest.mark.parametrize("role", OFFICERS)
def test_a_role_is_refused_every_command_that_is_not_its_own(
    office: Office, cases: dict[str, dict[str, Any]], role: str
) -> None:
    case = cases["disposed"]
    with office.nothing_recorded():
        for command in ON_A_CASE:
            if role in COMMANDS[command]:
                continue
            refused = office.give(command, case, role)
            assert refused.status == 403, (command, refused.text)
            problem = refused.json
            assert problem["type"] == "urn:tuntas:problem:role-may-not"
            for may in COMMANDS[command]:
                assert may in problem["detail"]


@pytest.mark.parametrize("role", [r for r in OFFICERS if r != "desk"])
def test_only_a_desk_and_reporters_receive(office: Office, role: str) -> None:
    with office.nothing_recorded():
        refused = office.post("/v1/complaints", {}, role)
        assert refused.status == 403
        assert "desk" in refused.json["detail"]


@pytest.mark.parametrize("command", ON_A_CASE)
def test_a_reporter_gives_the_reporters_commands_and_no_other(
    office: Office, cases: dict[str, dict[str, Any]], command: str
) -> None:
    case = cases["answered"]
    own = office.receive()
    refused = office.give(command, case, office.reporter(own))
    assert refused.status == (404 if "reporter" in COMMANDS[command] else 403)


@pytest.mark.parametrize("command", [*ON_A_CASE, ""])
def test_without_a_token_no_case_is_touched(
    office: Office, cases: dict[str, dict[str, Any]], command: str
) -> None:
    path = f"/v1/complaints/{cases['received']['id']}/{command}".rstrip("/")
    method = "POST" if command else "GET"
    refused = office.served.call(method, path, {} if command else None)
    assert refused.status == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert refused.headers["content-type"] == "application/problem+json"
