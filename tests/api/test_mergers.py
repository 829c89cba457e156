"""An agency merged into a successor: its cases stay whole, the successor works on
them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

PAST, FUTURE = "2020-12-31", "2999-01-01"


@dataclass
class Offices:
    """Two agencies of one test alone, and a case of the first."""

    office: Office
    old: str
    new: str
    case: dict[str, Any]

    def merge(self, **words: str) -> None:
        body = {"into": self.new, "reason": "Perda 1/2027", **words}
        answer = self.office.post(
            f"/v1/agencies/{self.old}/merge", body, "administrator"
        )
        assert answer.status == 201, answer.text

    def token(self, role: str, agency: str) -> str:
        return self.office.token(role, agency)

    def listed(self, by: str) -> list[str]:
        after = self.office.position()
        answer = self.office.get(f"/v1/complaints?after={after}", by)
        assert answer.status == 200, answer.text
        return [item["id"] for item in answer.json["items"]]

    def sees(self, by: str) -> bool:
        """In the list, in what is due, and by itself; all three or none."""
        id = self.case["id"]
        due = self.office.get(f"/v1/clocks?after={self.office.position()}", by)
        seen = {
            id in self.listed(by),
            id in due.text,
            self.office.get(f"/v1/complaints/{id}", by).status == 200,
            self.office.get(f"/v1/complaints/{id}/history", by).status == 200,
        }
        assert len(seen) == 1
        return seen.pop()

    def counted(self, by: str) -> tuple[int, dict[str, int]]:
        """In the dashboard: all, and by agency."""
        after = self.office.position()
        board = self.office.get(f"/v1/dashboard?after={after}", by).json
        by_agency = {g["agency"]: g["received"] for g in board["by_agency"]}
        return board["totals"]["received"], by_agency


def offices_with(office: Office, **fields: Any) -> Offices:
    codes = [f"merger-{uuid4().hex[:8]}" for _ in range(2)]
    for code in codes:
        body = {"code": code, "name": f"Dinas {code}"}
        assert office.post("/v1/agencies", body, "administrator").status == 201
    case = office.reach("verified", **fields)
    case = office.done("dispose", case, "coordinator", agency=codes[0])
    return Offices(office, codes[0], codes[1], case)


@pytest.fixture
def offices(office: Office) -> Offices:
    return offices_with(office)


@pytest.mark.parametrize("role", ["liaison", "supervisor"])
def test_the_successors_officers_see_its_cases_from_the_day_on(
    offices: Offices, role: str
) -> None:
    successor = offices.token(role, offices.new)
    assert not offices.sees(successor)
    offices.merge()
    assert offices.sees(successor)


@pytest.mark.parametrize("role", ["liaison", "supervisor"])
def test_before_the_day_they_do_not(offices: Offices, role: str) -> None:
    offices.merge(valid_from=FUTURE)
    assert not offices.sees(offices.token(role, offices.new))


@pytest.mark.parametrize("role", ["liaison", "supervisor"])
def test_officers_of_the_merged_agency_see_what_they_saw_and_no_more(
    offices: Offices, role: str
) -> None:
    old = offices.token(role, offices.old)
    theirs = offices.office.reach("verified")
    offices.office.done("dispose", theirs, "coordinator", agency=offices.new)
    assert offices.sees(old)
    offices.merge()
    assert offices.sees(old)
    assert theirs["id"] not in offices.listed(old)


@pytest.mark.parametrize("role", ["liaison", "supervisor"])
def test_officers_of_another_agency_see_nothing_of_it(
    offices: Offices, role: str
) -> None:
    offices.merge()
    assert not offices.sees(offices.token(role, "dpupr"))
    path = f"/v1/complaints/{offices.case['id']}/follow-up"
    body = {"message": "Bukan urusan kami."}
    refused = offices.office.post(path, body, offices.token("liaison", "dpupr"))
    assert refused.status == 404


def test_a_restricted_case_is_the_successors_liaisons_and_not_its_supervisors(
    office: Office,
) -> None:
    offices = offices_with(office, classification="oversight_complaint")
    offices.merge()
    assert offices.sees(offices.token("liaison", offices.new))
    assert not offices.sees(offices.token("supervisor", offices.new))


def test_a_merger_changes_nothing_of_a_case(offices: Offices) -> None:
    office, id = offices.office, offices.case["id"]
    paths = [f"/v1/complaints/{id}{part}" for part in ("", "/history", "/clocks")]
    before = [office.get(path, "coordinator").text for path in paths]
    offices.merge()
    assert [office.get(path, "coordinator").text for path in paths] == before
    assert office.get(paths[0], "coordinator").json["agency"] == offices.old


def test_the_successors_liaison_works_on_its_cases(offices: Offices) -> None:
    offices.merge()
    liaison = offices.token("liaison", offices.new)
    office, case = offices.office, offices.case
    assert office.done("follow-up", case, liaison)["state"] == "answered"
    assert office.done("resolve", case, liaison)["state"] == "resolved"
    told = office.history(case)
    assert [i["data"]["agency"] for i in told if i["event"].endswith("disposed")] == [
        offices.old
    ]


def test_the_dashboard_counts_them_as_the_successors_under_the_code_of_the_time(
    offices: Offices,
) -> None:
    liaison = offices.token("liaison", offices.new)
    assert offices.counted(liaison) == (0, {})
    offices.merge()
    assert offices.counted(liaison) == (1, {offices.old: 1})


def test_of_a_chain_the_last_sees_the_cases_of_all(offices: Offices) -> None:
    office, body = offices.office, {"into": "dishut", "reason": "Perda 2"}
    offices.merge(valid_from=PAST)
    path = f"/v1/agencies/{offices.new}/merge"
    assert office.post(path, body, "administrator").status == 201
    assert offices.sees(offices.token("supervisor", "dishut"))


def test_no_case_is_disposed_to_a_merged_agency(offices: Offices) -> None:
    office = offices.office
    case = office.reach("verified")
    offices.merge()
    with office.nothing_recorded():
        refused = office.give("dispose", case, "coordinator", agency=offices.old)
    assert refused.status == 422
    (error,) = refused.json["errors"]
    assert error["field"] == "agency"
    assert f"'{offices.new}'" in error["problem"]
    case = office.done("dispose", case, "coordinator", agency=offices.new)
    assert case["state"] == "disposed"


def test_a_list_tells_into_which_agency_one_was_merged_and_when(
    offices: Offices,
) -> None:
    offices.merge(valid_from=FUTURE)
    rows = offices.office.get("/v1/agencies", "desk").json["items"]
    found = {row["code"]: (row["merged_into"], row["merged_on"]) for row in rows}
    assert found[offices.old] == (offices.new, FUTURE)
    assert found[offices.new] == (None, None)


def test_a_merged_agency_leaves_the_team_with_the_last_who_serves_it(
    offices: Offices,
) -> None:
    office = offices.office
    id, _ = office.appoint("liaison", offices.old)
    offices.merge()

    def agencies() -> set[str]:
        team = office.get("/v1/team", "administrator").json
        return {row["agency"] for row in team["agencies"]}

    assert {offices.old, offices.new} <= agencies()
    path = f"/v1/officers/{id}/dismiss"
    assert office.post(path, {}, "administrator").status == 201
    assert offices.old not in agencies()
    assert offices.new in agencies()
