"""Requests for public information, walked over HTTP as their people do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.api.information_requests.conftest import (
    ASKED,
    PATH,
    REFUSED,
    TEST,
    WALK,
    asked,
    give,
    own_token,
    read,
)

if TYPE_CHECKING:
    from tests.conftest import Served


@pytest.fixture(scope="module")
def walked(served: Served) -> list[dict[str, Any]]:
    """Extended, refused, objected to, granted by the superior, delivered."""
    answers = [asked(served)]
    mine = own_token(served, answers[0])
    for command, role, words in WALK:
        token = mine if role == "applicant" else served.token(role)
        path = f"{PATH}/{answers[0]['id']}/{command}"
        answer = served.post(path, words, token)
        assert answer.status == 200, answer.text
        answers.append(answer.json)
    return answers


def test_a_request_is_walked_from_its_receipt_to_delivery(
    walked: list[dict[str, Any]],
) -> None:
    assert [answer["state"] for answer in walked] == [
        "requested",
        "requested",
        "decided",
        "objected",
        "objection_answered",
        "delivered",
    ]
    assert [answer["version"] for answer in walked] == [1, 2, 3, 4, 5, 6]
    clocks = {clock["clock"]: clock["status"] for clock in walked[-1]["clocks"]}
    assert clocks == {
        "written_notice": "met",
        "objection_window": "met",
        "objection_answer": "met",
        "dispute_window": "running",
    }


def test_its_history_is_that_of_the_walk(
    served: Served, walked: list[dict[str, Any]]
) -> None:
    token = served.token("inspector")
    items = served.get(f"{PATH}/{walked[0]['id']}/history", token).json["items"]
    assert [(item["event"], item["role"]) for item in items] == [
        ("information_request.requested", "desk"),
        ("information_request.extended", "information_officer"),
        ("information_request.decided", "information_officer"),
        ("information_request.objected", "reporter"),
        ("information_request.objection_answered", "information_superior"),
        ("information_request.delivered", "information_officer"),
    ]
    assert items[2]["data"]["message"] == "Data pribadi."
    assert items[2]["data"]["withheld"] == [TEST]
    assert "applicant" not in items[0]["data"]
    known = {by["role"] for by in items[0]["known_by"]}
    assert known == {"desk", "information_officer", "information_superior", "inspector"}


def test_its_view_tells_whose_turn_it_is_and_what_is_left(
    served: Served, walked: list[dict[str, Any]]
) -> None:
    found = read(served, walked[0])
    assert (found["awaits"], found["outcome"]) == (None, "granted")
    assert found["extended"] is True
    assert found["notice"]["withheld"] == [TEST]
    assert found["objection"]["reasons"] == ["a"]
    assert found["delivered_as"] == "softcopy"
    assert [right["remedy"] for right in found["rights"]] == ["dispute"]
    assert found["rights"][0]["legal_basis"].startswith("UU 14/2008 Pasal 37(2)")
    assert "applicant" not in found


def test_its_clocks_are_explained_by_rule_law_and_day(
    served: Served, walked: list[dict[str, Any]]
) -> None:
    token = served.token("information_officer")
    items = served.get(f"{PATH}/{walked[0]['id']}/clocks", token).json["items"]
    notice = items[0]
    assert (notice["clock"], notice["rule"]) == ("written_notice", "P-03")
    assert (notice["limit"], notice["extended"]) == (10, 7)
    assert sum(day["counted"] for day in notice["days"]) == 17
    both = "UU 14/2008 Pasal 22(7); UU 14/2008 Pasal 22(8)"
    assert notice["legal_basis"] == both
    assert not any("22(8)" in item["legal_basis"] for item in items[1:])


def test_a_past_version_is_read_back(
    served: Served, walked: list[dict[str, Any]]
) -> None:
    token = served.token("information_officer")
    then = served.get(f"{PATH}/{walked[0]['id']}?version=3", token)
    assert (then.json["state"], then.headers["etag"]) == ("decided", '"3"')


def test_identity_needs_a_reason_which_is_recorded_first(
    served: Served, walked: list[dict[str, Any]]
) -> None:
    found = read(served, walked[0], Tuntas_Reason="Memeriksa kuasa")
    assert found["applicant"] == ASKED["applicant"]
    inspector = served.token("inspector")
    of_it = f"{PATH}/{walked[0]['id']}/openings"
    newest = served.get(of_it, inspector).json["items"][0]
    assert newest["reason"] == "Memeriksa kuasa"
    log = served.get(f"/v1/openings?limit=50&after={newest['position']}", inspector)
    mine = [one for one in log.json["items"] if one["id"] == walked[0]["id"]]
    assert mine[0]["reason"] == "Memeriksa kuasa"
    assert mine[0]["case_number"] == walked[0]["case_number"]
    applicant = served.get("/v1/track/openings", own_token(served, walked[0])).json
    assert "Memeriksa kuasa" in [one["reason"] for one in applicant["items"]]


def test_the_applicant_reads_the_own_request_and_no_other(
    served: Served, walked: list[dict[str, Any]]
) -> None:
    mine = own_token(served, walked[0])
    found = served.get(f"{PATH}/{walked[0]['id']}", mine)
    assert found.json["applicant"] == ASKED["applicant"]
    told = ("missing", "extension_reason", "delivery_message")
    assert [found.json[name] for name in told] == [
        None,
        "Berkas di arsip daerah.",
        "Terlampir.",
    ]
    other = asked(served)
    assert served.get(f"{PATH}/{other['id']}", mine).status == 404
    assert served.get(f"{PATH}/{walked[0]['id']}/history", mine).status == 403


@pytest.mark.parametrize("role", ["coordinator", "liaison", "manager", "administrator"])
def test_who_does_not_serve_requests_reads_none(served: Served, role: str) -> None:
    request = asked(served)
    assert served.get(f"{PATH}/{request['id']}", served.token(role)).status == 403
    refused = give(served, request, "extend", role, reason="Arsip.")
    assert refused.status == 403


def test_a_complaint_is_no_request_and_a_request_no_complaint(served: Served) -> None:
    request = asked(served)
    token = served.token("coordinator")
    for ref in (request["id"], request["case_number"]):
        assert served.get(f"/v1/complaints/{ref}", token).status == 404
        refused = served.post(f"/v1/complaints/{ref}/verify", {}, token)
        assert refused.status == 404
    case = served.post(
        "/v1/complaints",
        {
            "channel": "walk_in",
            "classification": "information",
            "title": "Tanya",
            "description": "Jam buka?",
        },
        served.token("desk"),
    ).json
    officer = served.token("information_officer")
    for ref in (case["id"], case["case_number"]):
        assert served.get(f"{PATH}/{ref}", officer).status == 404


def test_an_officer_of_one_agency_sees_what_is_for_it(served: Served) -> None:
    mine, other = asked(served, agency="dishub"), asked(served, agency="dinkes")
    token = served.token("information_officer", "dishub")
    assert served.get(f"{PATH}/{mine['id']}", token).status == 200
    assert served.get(f"{PATH}/{other['id']}", token).status == 404
    body = {"reason": "Arsip."}
    assert served.post(f"{PATH}/{other['id']}/extend", body, token).status == 404


@pytest.mark.parametrize(
    ("command", "words", "field"),
    [
        ("extend", {}, "reason"),
        ("extend", {"reason": " "}, "reason"),
        ("decide", {**REFUSED, "withheld": [], "message": "x"}, "withheld"),
        ("decide", {**REFUSED, "outcome": "granted", "message": "x"}, "withheld"),
        (
            "decide",
            {**REFUSED, "withheld": [{**TEST, "exclusion": "no-such"}], "message": "x"},
            "withheld.0.exclusion",
        ),
        (
            "decide",
            {**REFUSED, "withheld": [{**TEST, "ground": "a"}], "message": "x"},
            "withheld.0.ground",
        ),
        ("object", {"reasons": ["a"], "statement": "x"}, "reasons"),
        ("decide", {**REFUSED, "message": "x", "unknown": 1}, "unknown"),
    ],
)
def test_what_the_law_does_not_let_pass_is_refused_by_its_field(
    served: Served, command: str, words: dict[str, Any], field: str
) -> None:
    role = "desk" if command == "object" else "information_officer"
    overdue = asked(served, received_at="2026-01-05T09:00:00+07:00")
    refused = give(served, overdue, command, role, **words)
    assert refused.status == 422
    assert [error["field"] for error in refused.json["errors"]] == [field]


def test_a_forbidden_step_names_the_state_and_what_is_allowed(served: Served) -> None:
    request = asked(served)
    refused = give(served, request, "deliver", "information_officer", form="softcopy")
    assert refused.status == 409
    assert refused.json["state"] == "requested"
    assert refused.json["allowed"] == [
        "notify-incomplete",
        "extend",
        "decide",
        "object",
        "dispute",
        "withdraw",
    ]


def test_a_key_answers_again_and_a_stale_version_is_refused(served: Served) -> None:
    token, key = served.token("desk"), "kunci-permohonan-1"
    first = served.post(PATH, ASKED, token, Idempotency_Key=key)
    again = served.post(PATH, ASKED, token, Idempotency_Key=key)
    assert first.json == again.json
    assert again.headers["idempotency-replayed"] == "true"
    assert first.headers["location"] == f"{PATH}/{first.json['id']}"
    path = f"{PATH}/{first.json['id']}/extend"
    officer = served.token("information_officer")
    body = {"reason": "Arsip."}
    stale = served.post(path, body, officer, If_Match='"7"')
    assert stale.status == 412
    assert served.post(path, body, officer, If_Match='"1"').status == 200


def test_anybody_may_ask_and_nobody_is_believed_about_long_ago(served: Served) -> None:
    answer = served.post(PATH, ASKED)
    assert answer.status == 201
    assert len(answer.json["access_code"]) == 26
    long_ago = {**ASKED, "received_at": "2025-01-02T09:00:00+07:00"}
    assert served.post(PATH, long_ago).status == 422
