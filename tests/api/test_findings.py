"""GET /v1/findings: what to ask about, for those who coordinate, inspect and manage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from domain.roles import OFFICERS, READS
from projections.finding_lists import KINDS

if TYPE_CHECKING:
    from tests.api.conftest import Office

READERS = ("coordinator", "supervisor", "inspector", "manager")


def new_agency(office: Office) -> str:
    """An agency that no other test knows, so that its findings are ours alone."""
    code = f"ask-{uuid4().hex[:8]}"
    body = {"code": code, "name": code}
    assert office.post("/v1/agencies", body, "administrator").status == 201
    return code


def asked(office: Office, by: str, **query: Any) -> Any:
    answer = office.get(f"/v1/findings?{urlencode(query)}", by)
    assert answer.status == 200, answer.text
    return answer.json


def sent_back(office: Office, agency: str, **fields: Any) -> dict[str, Any]:
    """A case disposed to the agency, returned by it, and disposed to it again."""
    case = office.reach("verified", **fields)
    office.done("dispose", case, "coordinator", agency=agency)
    office.done("return", case, office.token("liaison", agency))
    return case | office.done("dispose", case, "coordinator", agency=agency)


@pytest.mark.parametrize("role", OFFICERS)
def test_findings_are_read_by_those_who_coordinate_inspect_and_manage(
    office: Office, role: str
) -> None:
    allowed = role in READERS
    assert office.get("/v1/findings", role).status == (200 if allowed else 403)
    assert (role in READS["findings"]) is allowed


def test_nobody_reads_findings_without_a_token(office: Office) -> None:
    assert office.get("/v1/findings", None).status == 401


def test_a_case_that_was_sent_back_is_shown_with_its_event(office: Office) -> None:
    agency = new_agency(office)
    case = sent_back(office, agency)
    page = asked(office, "inspector", agency=agency, after=case["position"])
    last = office.history(case)[-1]
    [item] = page["items"]
    assert item == {
        "id": case["id"],
        "case_number": case["case_number"],
        "kind": "ping_pong",
        "position": case["position"],
        "found_on": item["found_on"],
        "clock": None,
        "days": 2,
        "agency": agency,
        "actor": last["actor"],
    }
    assert (last["position"], last["event"]) == (item["position"], "complaint.disposed")
    assert page["counts"] == dict.fromkeys(KINDS, 0) | {"ping_pong": 1}
    assert page["next_cursor"] is None
    assert page["position"] >= case["position"]


def test_a_repeated_answer_is_shown_without_a_word_of_it(office: Office) -> None:
    agency = new_agency(office)
    # In letters, for numbers make no other answer.
    word = "".join("ghijklmnopqrstuv"[int(digit, 16)] for digit in uuid4().hex)
    message = f"Laporan {word} sudah kami teruskan kepada petugas."
    liaison = office.token("liaison", agency)
    for _ in range(3):
        case = office.reach("verified")
        office.done("dispose", case, "coordinator", agency=agency)
        after = office.done("follow-up", case, liaison, message=message)["position"]
    query = {"agency": agency, "kind": "repeated_answer", "after": after}
    page = asked(office, "inspector", **query)
    assert [item["days"] for item in page["items"]] == [2, 1]
    assert word not in str(page)


def test_where_nothing_was_found_the_list_is_empty(office: Office) -> None:
    page = asked(office, "inspector", agency=new_agency(office))
    assert (page["items"], page["next_cursor"]) == ([], None)
    assert page["counts"] == dict.fromkeys(KINDS, 0)


def test_pages_hold_every_finding_once_the_newest_first(office: Office) -> None:
    agency = new_agency(office)
    cases = [sent_back(office, agency) for _ in range(3)]
    query: dict[str, Any] = {"agency": agency, "limit": 2}
    first = asked(office, "manager", after=cases[-1]["position"], **query)
    second = asked(office, "manager", cursor=first["next_cursor"], **query)
    items = first["items"] + second["items"]
    assert [item["id"] for item in items] == [case["id"] for case in cases][::-1]
    assert (len(first["items"]), second["next_cursor"]) == (2, None)
    assert first["counts"] == second["counts"]
    assert first["counts"]["ping_pong"] == 3


def test_days_select_findings_by_when_it_happened(office: Office) -> None:
    agency = new_agency(office)
    case = sent_back(office, agency)
    query = {"agency": agency, "after": case["position"]}
    [item] = asked(office, "inspector", **query)["items"]
    day = item["found_on"]
    assert asked(office, "inspector", **query, **{"from": day, "to": day})["items"]
    for past in ({"to": "2020-01-01"}, {"from": "2199-01-01"}):
        page = asked(office, "inspector", **query, **past)
        assert (page["items"], page["counts"]["ping_pong"]) == ([], 0)


def test_a_supervisor_sees_the_findings_of_its_own_agency(office: Office) -> None:
    own, other = new_agency(office), new_agency(office)
    case, elsewhere = sent_back(office, own), sent_back(office, other)
    supervisor = office.token("supervisor", own)
    page = asked(office, supervisor, after=elsewhere["position"])
    assert [item["id"] for item in page["items"]] == [case["id"]]
    assert sum(page["counts"].values()) == 1


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("coordinator", True),
        ("inspector", True),
        ("manager", False),
        ("supervisor", False),
    ],
)
@pytest.mark.parametrize(
    "kind", [{"confidential": True}, {"classification": "oversight_complaint"}]
)
def test_a_restricted_cases_finding_is_for_those_who_see_the_case(
    office: Office, kind: dict[str, Any], role: str, sees: bool
) -> None:
    agency = new_agency(office)
    case = sent_back(office, agency, **kind)
    by = office.token(role, agency) if role == "supervisor" else role
    page = asked(office, by, agency=agency, after=case["position"])
    assert [item["id"] for item in page["items"]] == ([case["id"]] if sees else [])
    assert page["counts"]["ping_pong"] == (1 if sees else 0)


@pytest.mark.parametrize(
    "query",
    [
        "kind=theft",
        "agency=DISHUB",
        "from=yesterday",
        "to=2026-13-01",
        "limit=0",
        "cursor=x",
        "after=x",
        "colour=red",
    ],
)
def test_a_parameter_that_does_not_fit_is_named(office: Office, query: str) -> None:
    refused = office.get(f"/v1/findings?{query}", "inspector")
    assert refused.status == 422, refused.text
    (error,) = refused.json["errors"]
    assert error["field"].split(".")[0] == query.partition("=")[0]
