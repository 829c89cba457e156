"""The team: who serves today, for how long; replacing a person moves no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from domain.roles import OFFICERS, READS

if TYPE_CHECKING:
    from tests.api.conftest import Office

PAST, FUTURE = "2020-12-31", "2999-01-01"


def appointed(office: Office, role: str, agency: str | None = None, **days: str) -> Any:
    """Id and token of an officer for these days."""
    body = {"role": role, "agency": agency, **days}
    answer = office.post("/v1/officers", body, "administrator")
    assert answer.status == 201, answer.text
    return answer.json["id"], answer.json["token"]


def changed(office: Office, id: str, what: str, **body: Any) -> None:
    answer = office.post(f"/v1/officers/{id}/{what}", body, "administrator")
    assert answer.status == 201, answer.text


def new_agency(office: Office) -> str:
    code = f"team-{uuid4().hex[:8]}"
    body = {"code": code, "name": f"Dinas {code}"}
    assert office.post("/v1/agencies", body, "administrator").status == 201
    return code


def team_of(office: Office, agency: str) -> Any:
    """The agency in the team, or None."""
    answer = office.get("/v1/team", "coordinator")
    assert answer.status == 200, answer.text
    return next((a for a in answer.json["agencies"] if a["agency"] == agency), None)


def test_a_replaced_liaison_moves_no_clock_and_leaves_no_event(office: Office) -> None:
    agency = new_agency(office)
    leaving, old = appointed(office, "liaison", agency)
    case = office.reach("verified")
    office.done("dispose", case, "coordinator", agency=agency)
    office.done("follow-up", case, old)
    office.done("reply", case, "desk")
    paths = [f"/v1/complaints/{case['id']}{part}" for part in ("", "/clocks")]
    before = [office.get(path, "coordinator").text for path in paths]
    history = office.history(case)

    changed(office, leaving, "dismiss")
    _, new = appointed(office, "liaison", agency)

    assert [office.get(path, "coordinator").text for path in paths] == before
    assert office.history(case) == history
    assert office.give("follow-up", case, old).status == 401
    assert office.get(paths[0], new).json["id"] == case["id"]
    assert office.done("follow-up", case, new)["state"] == "answered"


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ({"valid_from": PAST, "valid_to": FUTURE}, 200),
        ({"valid_to": PAST}, 401),
        ({"valid_from": FUTURE}, 401),
    ],
    ids=["within", "after", "before"],
)
def test_a_token_opens_what_it_opens_on_the_days_of_the_tenure_only(
    office: Office, days: dict[str, str], status: int
) -> None:
    _, token = appointed(office, "coordinator", **days)
    case = office.receive()
    if status == 200:
        assert office.give("verify", case, token).status == 200
        assert office.get("/v1/complaints", token).status == 200
        return
    with office.nothing_recorded():
        assert office.give("verify", case, token).status == 401
        refused = office.get("/v1/complaints", token)
    assert refused.status == 401
    assert refused.json["type"] == "urn:tuntas:problem:unauthenticated"
    assert "ask for a new one" in refused.json["detail"]


def test_days_that_are_changed_count_at_once(office: Office) -> None:
    id, token = appointed(office, "desk", valid_from=FUTURE)
    assert office.get("/v1/complaints", token).status == 401
    changed(office, id, "change", role="desk")
    assert office.get("/v1/complaints", token).status == 200
    changed(office, id, "change", role="desk", valid_to=PAST)
    assert office.get("/v1/complaints", token).status == 401


def test_the_administrator_reads_the_days_of_a_tenure(office: Office) -> None:
    id, _ = appointed(office, "desk", valid_from=PAST, valid_to=FUTURE)
    other, _ = appointed(office, "desk")
    rows = office.get("/v1/officers", "administrator").json["items"]
    days = {row["id"]: (row["valid_from"], row["valid_to"]) for row in rows}
    assert days[id] == (PAST, FUTURE)
    assert days[other] == (None, None)


def test_a_tenure_that_ends_before_it_begins_is_refused(office: Office) -> None:
    body = {"role": "desk", "valid_from": FUTURE, "valid_to": PAST}
    id, _ = office.appoint("desk")
    with office.nothing_recorded():
        for path in ("", f"/{id}/change"):
            refused = office.post(f"/v1/officers{path}", body, "administrator")
            assert refused.status == 422
            (error,) = refused.json["errors"]
            assert error["field"] == "valid_to"


@pytest.mark.parametrize("role", OFFICERS)
def test_the_team_is_read_by_those_who_coordinate_inspect_and_manage(
    office: Office, role: str
) -> None:
    allowed = role in ("coordinator", "inspector", "manager", "administrator")
    assert office.get("/v1/team", role).status == (200 if allowed else 403)
    assert (role in READS["team"]) is allowed


def test_nobody_reads_the_team_without_a_token(office: Office) -> None:
    assert office.get("/v1/team", None).status == 401


def test_those_who_serve_today_stand_in_the_team_by_role_and_agency(
    office: Office,
) -> None:
    agency = new_agency(office)
    liaison, _ = appointed(office, "liaison", agency, valid_from=PAST)
    supervisor, _ = appointed(office, "supervisor", agency)
    coordinator, _ = appointed(office, "coordinator", valid_to=FUTURE)
    assert team_of(office, agency) == {
        "agency": agency,
        "name": f"Dinas {agency}",
        "liaisons": [{"officer": liaison, "valid_from": PAST, "valid_to": None}],
        "supervisors": [{"officer": supervisor, "valid_from": None, "valid_to": None}],
    }
    coordinators = office.get("/v1/team", "manager").json["coordinators"]
    shown = {"officer": coordinator, "valid_from": None, "valid_to": FUTURE}
    assert shown in coordinators


def test_those_who_do_not_serve_today_stand_in_no_team(office: Office) -> None:
    agency = new_agency(office)
    gone = [
        appointed(office, "liaison", agency, valid_to=PAST)[0],
        appointed(office, "supervisor", agency, valid_from=FUTURE)[0],
        appointed(office, "liaison", agency)[0],
        appointed(office, "coordinator", valid_to=PAST)[0],
        appointed(office, "desk")[0],
    ]
    changed(office, gone[2], "dismiss")
    text = office.get("/v1/team", "coordinator").text
    assert [id for id in gone if id in text] == []


def test_an_agency_without_a_liaison_stands_in_the_team_as_a_gap(
    office: Office,
) -> None:
    agency = new_agency(office)
    found = team_of(office, agency)
    assert (found["liaisons"], found["supervisors"]) == ([], [])
    assert team_of(office, "kab-kapuas") is None, "no case is disposed to a government"


def test_the_team_tells_no_name_of_an_officer(office: Office) -> None:
    body = {"role": "coordinator", "name": "Siti Rahasia"}
    id = office.post("/v1/officers", body, "administrator").json["id"]
    text = office.get("/v1/team", "administrator").text
    assert id in text
    assert "Siti" not in text
