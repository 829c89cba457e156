"""Who may do and read what: the contract's table, written out again."""

from typing import get_args

import pytest

from domain.event import Role
from domain.roles import ALL_COMMANDS, OFFICERS, READS, REPORTERS_OWN, ROLES, table
from domain.transitions import FROM, OF_REQUESTS

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
    "complete-request": {"coordinator", "information_officer"},
    "grant-erasure": {"coordinator", "information_officer"},
    "refuse-request": {"coordinator", "inspector", "information_officer"},
    "confirm-erasure": {"inspector"},
    "change-reference": {"administrator", "system"},
    "change-public-information": {"information_officer", "system"},
    "assess-openness": {"information_officer"},
}
APPLICANTS = {"reporter", "desk", "information_officer"}
MAY |= {
    f"information-requests{name}": who
    for name, who in {
        "": APPLICANTS,
        "/notify-incomplete": {"information_officer"},
        "/complete": APPLICANTS,
        "/extend": {"information_officer"},
        "/decide": {"information_officer"},
        "/deliver": {"information_officer"},
        "/object": APPLICANTS,
        "/answer-objection": {"information_superior"},
        "/dispute": APPLICANTS,
        "/record-ruling": {"information_officer"},
        "/withdraw": APPLICANTS,
    }.items()
}
LISTS = {"change-reference", "change-public-information", "assess-openness"}
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
    assert (role in ALL_COMMANDS[command]) is (role in MAY[command])


def test_every_command_of_the_transition_table_has_its_roles() -> None:
    of_cases = {"receive", *FROM, "information-requests"}
    of_cases |= {f"information-requests/{command}" for command in OF_REQUESTS}
    others = REQUESTS | PUBLIC_TEXTS | LISTS
    assert set(ALL_COMMANDS) == of_cases | others == set(MAY)


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
        "reports",
        "findings",
        "villages",
        "team",
        "reference",
    ]
    assert rows["reporter"]["reads"] == ["own case"]


def test_a_role_without_case_work_reads_no_case() -> None:
    readable = {name for name, roles in READS.items() if "administrator" in roles}
    assert readable - {"team"} == {"reference"}


@pytest.mark.parametrize("role", ["information_officer", "information_superior"])
def test_who_answers_requests_for_information_reads_no_complaint(role: Role) -> None:
    readable = {name for name, roles in READS.items() if role in roles}
    own = {"information requests", "identity", "reference", "consequence tests"}
    # Reports count cases and tell nothing of what is said in one.
    assert readable - {"data requests", "reports"} == own


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
        "information-requests/complete",
        "information-requests/object",
        "information-requests/dispute",
        "information-requests/withdraw",
    }
    for command in REPORTERS_OWN:
        assert "desk" in ALL_COMMANDS[command]
        assert "reporter" in ALL_COMMANDS[command]
