"""Who looked: told to coordinator and inspector, and to the reporter who asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from domain.roles import OFFICERS, READS
from tests.api.test_identity_opened import REASON, REPORTER, read

if TYPE_CHECKING:
    from tests.api.conftest import Office

WHY = "Menelepon pelapor."
NO_REASON: dict[str, str] = {}


def disposed(office: Office, **fields: Any) -> dict[str, Any]:
    case = office.receive(reporter=REPORTER, **fields)
    office.done("verify", case, "coordinator")
    return {**case, **office.done("dispose", case, "coordinator")}


def of_case(office: Office, case: dict[str, Any], by: str, **headers: str) -> Any:
    answer = office.get(f"/v1/complaints/{case['id']}/openings", by, **headers)
    assert answer.status == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json["items"]


def of_all(office: Office, **wanted: object) -> Any:
    asked = "&".join(f"{n.strip('_')}={value}" for n, value in wanted.items())
    after = office.position()
    answer = office.get(f"/v1/openings?after={after}&{asked}", "inspector")
    assert answer.status == 200, answer.text
    return answer.json


def own(office: Office, token: str) -> Any:
    answer = office.get("/v1/track/openings", token)
    assert answer.status == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.json["items"]


def named(office: Office, name: str) -> tuple[str, str]:
    """Id and token of a new liaison of that name."""
    body = {"role": "liaison", "agency": "dishub", "name": name}
    answer = office.post("/v1/officers", body, "administrator")
    assert answer.status == 201, answer.text
    return answer.json["id"], answer.json["token"]


def test_a_case_that_nobody_opened_has_an_empty_log(office: Office) -> None:
    assert of_case(office, office.receive(), "coordinator") == []


@pytest.mark.parametrize("by", ["coordinator", "inspector"])
def test_each_opening_is_told_with_who_why_and_what(office: Office, by: str) -> None:
    case = disposed(office)
    id, token = named(office, "Rudi Hartono")
    read(office, case, "desk")
    answer = read(office, case, token)
    newest, oldest = of_case(office, case, by)
    assert newest.pop("opened_at")
    assert newest.pop("position") > oldest["position"] > case["position"]
    assert newest == {
        "officer": id,
        "name": "Rudi Hartono",
        "role": "liaison",
        "agency": "dishub",
        "opened": ["reporter"],
        "reason": WHY,
    }
    assert (oldest["role"], oldest["agency"], oldest["name"]) == ("desk", None, None)
    assert answer.json["reporter"] == REPORTER


def test_what_was_refused_or_not_sealed_is_not_in_the_log(office: Office) -> None:
    case = disposed(office)
    read(office, case, "manager")
    read(office, case, "desk", {"Tuntas_Reason": " "})
    read(office, case, "coordinator", NO_REASON)
    office.get(f"/v1/complaints/{case['id']}/clocks", "desk", **REASON)
    assert of_case(office, case, "inspector") == []


def test_an_officer_who_was_removed_stays_readable_in_the_log(office: Office) -> None:
    case = disposed(office)
    id, token = named(office, "Siti Aminah")
    read(office, case, token)
    body = {"role": "supervisor", "agency": "dinkes"}
    office.post(f"/v1/officers/{id}/change", body, "administrator")
    office.post(f"/v1/officers/{id}/dismiss", {}, "administrator")
    assert read(office, case, token).status == 401
    [item] = of_case(office, case, "coordinator")
    told = [item[name] for name in ("officer", "name", "role", "agency")]
    assert told == [id, "Siti Aminah", "liaison", "dishub"]
    [item] = of_all(office, officer=id)["items"]
    assert item["name"] == "Siti Aminah"


def test_reasons_of_a_restricted_case_need_a_reason_in_turn(office: Office) -> None:
    case = disposed(office, confidential=True)
    read(office, case, "liaison")
    with office.nothing_recorded():
        [item] = of_case(office, case, "inspector")
    assert item["opened"] == ["text", "reporter"]
    assert item["reason"] is None
    looking = {"Tuntas_Reason": "Memeriksa siapa yang membuka."}
    newest, oldest = of_case(office, case, "inspector", **looking)
    assert oldest["reason"] == WHY
    assert newest["role"] == "inspector"
    assert newest["opened"] == ["text"]
    assert newest["reason"] == looking["Tuntas_Reason"]
    refused = office.get(
        f"/v1/complaints/{case['id']}/openings", "inspector", Tuntas_Reason="x"
    )
    assert refused.status == 422


def test_reading_the_log_of_an_unrestricted_case_opens_nothing(office: Office) -> None:
    case = disposed(office)
    read(office, case, "desk")
    with office.nothing_recorded():
        [item] = of_case(office, case, "inspector", **REASON)
    assert item["reason"] == WHY


@pytest.mark.parametrize("role", OFFICERS)
def test_who_may_read_which_log(office: Office, role: str) -> None:
    case = disposed(office)
    for path, what in (
        (f"/v1/complaints/{case['id']}/openings", "openings"),
        ("/v1/openings", "access log"),
    ):
        allowed = role in READS[what]
        assert office.get(path, role).status == (200 if allowed else 403)
        assert office.get(path, None).status == 401
        unseen = office.get(f"/v1/complaints/{uuid4()}/openings", role)
        assert unseen.status == (404 if role in READS["openings"] else 403)
    assert office.get("/v1/track/openings", role).status == 403


def test_the_reporter_is_told_who_looked_and_why_but_no_name(office: Office) -> None:
    case = disposed(office, confidential=True)
    _, token = named(office, "Rudi Hartono")
    read(office, case, token)
    read(office, case, "inspector", {"Tuntas_Reason": "Dugaan kebocoran."})
    items = own(office, office.reporter(case))
    assert all(item.pop("opened_at") for item in items)
    opened = ["text", "reporter"]
    assert items == [
        {"role": "reporter", "agency": None, "opened": opened, "reason": None},
        {"role": "inspector", "agency": None, "opened": opened, "reason": None},
        {"role": "liaison", "agency": "dishub", "opened": opened, "reason": WHY},
    ]


def test_a_token_for_the_access_code_is_an_opening_too(office: Office) -> None:
    case = office.receive(reporter=REPORTER)
    wrong = {"case_number": case["case_number"], "access_code": "A" * 26}
    with office.nothing_recorded():
        assert office.post("/v1/track", wrong, None).status == 404
    token = office.reporter(case)
    with office.nothing_recorded():
        assert office.get("/v1/track", token).json["reporter"] == REPORTER
        assert office.get("/v1/track", token).status == 200
    [item] = of_case(office, case, "coordinator")
    assert (item["role"], item["officer"], item["name"]) == ("reporter", None, None)
    assert item["opened"] == ["reporter"]
    assert [i["role"] for i in own(office, token)] == ["reporter"]


def test_a_reporter_is_told_of_the_own_case_alone(office: Office) -> None:
    mine, other = disposed(office), disposed(office)
    read(office, other, "desk")
    assert [i["role"] for i in own(office, office.reporter(mine))] == ["reporter"]


def test_the_inspector_reads_all_cases_by_officer_and_day(office: Office) -> None:
    id, token = office.appoint("desk")
    cases = [office.receive(reporter=REPORTER) for _ in range(3)]
    for case in cases:
        read(office, case, token)
    restricted = office.receive(by=token, reporter=REPORTER, confidential=True)
    read(office, restricted, token)

    page = of_all(office, officer=id, limit=3)
    rest = of_all(office, officer=id, limit=3, cursor=page["next_cursor"])
    items = [*page["items"], *rest["items"]]
    assert [i["case_number"] for i in items] == [
        c["case_number"] for c in (restricted, *reversed(cases))
    ]
    assert rest["next_cursor"] is None
    assert [(i["restricted"], i["reason"]) for i in items] == [
        (True, None),
        *[(False, WHY)] * 3,
    ]


def test_days_select_and_no_officer_that_is_none(office: Office) -> None:
    id, token = office.appoint("desk")
    read(office, office.receive(reporter=REPORTER), token)
    day = datetime.now(ZoneInfo("Asia/Pontianak")).date()
    for first, last, found in (
        (day, day, 1),
        (day + timedelta(days=1), day + timedelta(days=2), 0),
        (day - timedelta(days=2), day - timedelta(days=1), 0),
    ):
        page = of_all(office, officer=id, from_=first, to=last)
        assert len(page["items"]) == found
    assert of_all(office, officer=uuid4())["items"] == []
    wrong = office.get("/v1/openings?cursor=x", "inspector")
    assert wrong.status == 422


def test_the_log_is_the_same_after_a_rebuild(office: Office) -> None:
    id, token = office.appoint("desk")
    read(office, office.receive(reporter=REPORTER), token)
    before = of_all(office, officer=id)["items"]
    office.served.run("rebuild", "openings")
    assert of_all(office, officer=id)["items"] == before != []
