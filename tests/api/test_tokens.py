"""Who is asking is decided anew at every request, by the token alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office
    from tests.conftest import Served


def change(office: Office, id: str, what: str, **body: Any) -> None:
    answer = office.post(f"/v1/officers/{id}/{what}", body, "administrator")
    assert answer.status == 201, answer.text


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer nobody",
        "Basic dHVudGFzOnR1bnRhcw==",
        "tuntas_x",
        "Bearer t\u00fcntas",
        "Bearer " + "a" * 4000,
    ],
)
def test_a_token_that_is_none_opens_nothing(served: Served, authorization: str) -> None:
    for method, path in (("GET", "/v1/complaints"), ("POST", "/v1/complaints")):
        body: dict[str, str] | None = {} if method == "POST" else None
        refused = served.call(method, path, body, Authorization=authorization)
        assert refused.status == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        assert refused.json["type"] == "urn:tuntas:problem:unauthenticated"


def test_a_token_is_taken_in_whatever_case_its_scheme_is(office: Office) -> None:
    for scheme in ("bearer", "BEARER"):
        headers = {"Authorization": f"{scheme} {office.token('desk')}"}
        assert office.served.get("/v1/complaints", **headers).status == 200


def test_E15_the_token_alone_says_who_acts(office: Office) -> None:
    id, token = office.appoint("desk")
    case = office.receive(token)
    (item,) = office.history(case)
    assert (item["actor"], item["role"]) == (id, "desk")
    forged = {"X_Actor": "admin", "X_Role": "coordinator"}
    assert office.give("verify", case, token, forged).status == 403


def test_a_dismissed_officer_is_refused_at_once(office: Office) -> None:
    id, token = office.appoint("coordinator")
    case = office.receive()
    assert office.get("/v1/complaints", token).status == 200
    change(office, id, "dismiss")
    with office.nothing_recorded():
        assert office.get("/v1/complaints", token).status == 401
        assert office.give("verify", case, token).status == 401


def test_a_dismissed_officer_is_not_changed_back(office: Office) -> None:
    id, token = office.appoint("desk")
    change(office, id, "dismiss")
    for what, body in (("change", {"role": "desk"}), ("dismiss", {})):
        refused = office.post(f"/v1/officers/{id}/{what}", body, "administrator")
        assert refused.status == 422
    assert office.get("/v1/complaints", token).status == 401


def test_a_changed_role_counts_at_once(office: Office) -> None:
    id, token = office.appoint("desk")
    case = office.receive(token)
    assert office.give("verify", case, token).status == 403
    change(office, id, "change", role="coordinator")
    assert office.give("verify", case, token).status == 200
    assert office.post("/v1/complaints", {}, token).status == 403


def test_a_changed_agency_counts_at_once(office: Office) -> None:
    id, token = office.appoint("liaison", "dpupr")
    case = office.reach("disposed")
    assert office.give("follow-up", case, token).status == 404
    change(office, id, "change", role="liaison", agency="dishub")
    assert office.give("follow-up", case, token).status == 200


def test_a_revoked_token_is_refused_at_once_and_the_others_are_not(
    served: Served,
) -> None:
    token = served.new_token("inspector")
    other = served.new_token("inspector")
    listed = served.run("token", "list").splitlines()
    newest = listed[-2].split()[0]
    assert served.get("/v1/complaints", token).status == 200
    served.run("token", "revoke", newest)
    assert served.get("/v1/complaints", token).status == 401
    assert served.get("/v1/complaints", other).status == 200


def test_a_token_stands_in_no_list(office: Office) -> None:
    _, token = office.appoint("desk")
    assert token not in office.get("/v1/officers", "administrator").text
    assert token not in office.served.run("token", "list")


def test_a_reporters_token_opens_one_case(office: Office) -> None:
    own, other = office.receive(), office.receive()
    token = office.reporter(own)
    assert office.get("/v1/track", token).json["id"] == own["id"]
    assert office.give("reply", own, token).status == 200
    assert office.give("reply", other, token).status == 404
    for path in (f"/v1/complaints/{own['id']}", "/v1/complaints", "/v1/dashboard"):
        assert office.get(path, token).status == 403


def test_the_code_opens_the_case_however_it_is_typed(office: Office) -> None:
    case = office.receive()
    code, number = case["access_code"], case["case_number"]
    spoken = {
        "case_number": f" {number.lower().replace('-', ' ')} ",
        "access_code": "-".join((code[:13].lower(), code[13:])),
    }
    assert office.served.post("/v1/track", spoken).status == 200


def test_a_number_opens_nothing_without_its_code(office: Office) -> None:
    case, other = office.receive(), office.receive()
    assert len(case["access_code"]) == 26
    wrong = [
        {"case_number": case["case_number"], "access_code": other["access_code"]},
        {"case_number": case["case_number"], "access_code": ""},
        {"case_number": "AAAA-AAAA-A", "access_code": case["access_code"]},
        {"case_number": case["id"][:20], "access_code": case["access_code"]},
    ]
    answers = [office.served.post("/v1/track", body) for body in wrong]
    assert [answer.status for answer in answers] == [404] * 4
    texts = {
        a.text.replace(b["case_number"], "")
        for a, b in zip(answers, wrong, strict=True)
    }
    assert len(texts) == 1


def test_the_code_is_shown_once(office: Office) -> None:
    case = office.receive()
    for path in ("", "/history"):
        text = office.get(f"/v1/complaints/{case['id']}{path}", "coordinator").text
        assert case["access_code"] not in text
    assert "access_code" not in office.done("verify", case, "coordinator")


def test_the_reporters_view_names_no_officer(office: Office) -> None:
    officer, token = office.appoint("desk")
    case = office.receive(token, reporter={"name": "Ani"}, confidential=True)
    view = office.get("/v1/track", office.reporter(case))
    assert view.json["reporter"] == {"name": "Ani"}
    assert view.json["title"]
    assert officer not in view.text
