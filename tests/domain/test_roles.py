"""Who may do and read what: the contract's table, written out again."""

from typing import get_args

import pytest

from domain.event import Role
from domain.roles import COMMANDS, OFFICERS, READS, REPORTERS_OWN, ROLES, table
from domain.transitions import FROM

MAY: dict[str, set[str]] = {
    "receive": {"reporter", "desk"},
    "verify": {"coordinator"},
    "dispose": {"coordinator"},
    "return": {"liaison"},
    "follow-up": {"liaison"},
    "reply": {"reporter", "desk"},
    "resolve": {"liaison", "coordinator", "reporter", "desk", "system"},
    "request-clarification": {"coordinator", "liaison"},
    "clarify": {"reporter", "desk"},
    "reopen": {"coordinator", "reporter", "desk"},
    "rate": {"reporter", "desk"},
    "archive": {"coordinator"},
    "hand-over": {"coordinator"},
    "withdraw": {"reporter", "desk", "system"},
    "merge": {"coordinator"},
    "reclassify": {"coordinator"},
    "extend": {"coordinator"},
    "attach": {"reporter", "desk", "coordinator", "liaison", "inspector"},
    "publish": {"coordinator"},
    "unpublish": {"coordinator"},
    "amend": {"desk", "coordinator"},
    "escalate": {"coordinator", "inspector", "system"},
    "note": {"desk", "coordinator", "liaison", "inspector"},
    "propose-public-text": {"coordinator", "liaison"},
    "confirm-public-text": {"coordinator", "liaison"},
    "decline-public-text": {"coordinator", "liaison"},
    "request-data": {"reporter", "desk"},
    "complete-request": {"coordinator"},
    "grant-erasure": {"coordinator"},
    "refuse-request": {"coordinator", "inspector"},
    "confirm-erasure": {"inspector"},
    "change-reference": {"administrator", "system"},
}
REQUESTS = {
    "request-data",
    "complete-request",
    "grant-erasure",
    "refuse-request",
    "confirm-erasure",
}


PUBLIC_TEXTS = {"propose-public-text", "confirm-public-text", "decline-public-text"}


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("command", MAY)
def test_a_role_may_do_what_the_contract_gives_it_and_nothing_else(
    role: Role, command: str
) -> None:
    assert (role in COMMANDS[command]) is (role in MAY[command])


def test_every_command_of_the_transition_table_has_its_roles() -> None:
    of_cases = {"receive", *FROM}
    assert (
        set(COMMANDS)
        == of_cases | REQUESTS | PUBLIC_TEXTS | {"change-reference"}
        == set(MAY)
    )


def test_the_roles_are_those_of_the_events_and_each_has_a_row() -> None:
    assert set(ROLES) == set(get_args(Role))
    assert [row["role"] for row in table()] == list(ROLES)
    assert set(OFFICERS) == set(ROLES) - {"reporter", "system"}


def test_a_row_names_what_its_role_may_do_and_read() -> None:
    rows = {row["role"]: row for row in table()}
    assert rows["supervisor"]["commands"] == []
    assert rows["liaison"]["commands"] == [
        "request-clarification",
        "return",
        "follow-up",
        "resolve",
        "attach",
        "note",
        "propose-public-text",
        "confirm-public-text",
        "decline-public-text",
    ]
    assert rows["manager"]["reads"] == [
        "complaints",
        "dashboard",
        "figures to publish",
        "findings",
        "team",
        "reference",
    ]
    assert rows["reporter"]["reads"] == ["own case"]


@pytest.mark.parametrize("role", ["administrator", "information_officer"])
def test_a_role_without_case_work_reads_no_case(role: Role) -> None:
    readable = {name for name, roles in READS.items() if role in roles}
    assert readable - {"team"} == {"reference"}


@pytest.mark.parametrize("role", ["supervisor", "manager", "reporter"])
def test_only_who_works_on_a_case_may_open_an_identity(role: Role) -> None:
    assert role not in READS["identity"]


def test_a_desk_speaks_for_the_reporter_where_the_desk_may_give_the_command() -> None:
    assert REPORTERS_OWN == {
        "clarify",
        "reply",
        "resolve",
        "reopen",
        "rate",
        "withdraw",
        "request-data",
    }
    for command in REPORTERS_OWN:
        assert "desk" in COMMANDS[command]
        assert "reporter" in COMMANDS[command]
