"""Data requests over HTTP: who asks, who decides, who confirms, and what is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.test_identity_opened import REASON, REPORTER

if TYPE_CHECKING:
    from tests.api.conftest import Office
    from tests.conftest import Answer

ERASE = {"kind": "erasure"}
EVERYTHING = {"kind": "erasure", "scope": "everything"}


def path_of(case: dict[str, Any]) -> str:
    return f"/v1/complaints/{case['id']}/data-requests"


def ask(office: Office, case: dict[str, Any], by: str, **words: Any) -> Answer:
    return office.post(path_of(case), words or ERASE, by)


def step(
    office: Office, case: dict[str, Any], name: str, by: str, **words: Any
) -> Answer:
    return office.post(f"{path_of(case)}/1/{name}", words, by)


def erase(office: Office, case: dict[str, Any], **words: Any) -> None:
    """Asked, granted, confirmed."""
    assert ask(office, case, "desk", **(words or EVERYTHING)).status == 201
    assert step(office, case, "grant", "coordinator").status == 200
    assert step(office, case, "confirm", "inspector").status == 200


def test_a_reporter_asks_and_is_told_how_it_stands(office: Office) -> None:
    case = office.receive()
    own = office.reporter(case)
    answer = ask(office, case, own, kind="access", message="Minta salinan data saya.")
    assert answer.status == 201
    made = answer.json
    due = datetime.fromisoformat(made["due_at"])
    assert due - datetime.fromisoformat(made["requested_at"]) == timedelta(hours=72)
    assert 71 < made["hours_left"] <= 72
    [told] = office.get("/v1/track", own).json["data_requests"]
    assert (told["state"], told["message"]) == ("open", "Minta salinan data saya.")
    done = {"message": "Salinan sudah diberikan."}
    assert step(office, case, "complete", "coordinator", **done).status == 200
    [told] = office.get("/v1/track", own).json["data_requests"]
    assert (told["state"], told["answer"]) == ("done", done["message"])
    assert told["hours_left"] is None


def test_asking_moves_no_version(office: Office) -> None:
    case = office.receive()
    assert ask(office, case, "desk").status == 201
    etag = {"If_Match": f'"{case["version"]}"'}
    assert office.give("note", case, "desk", etag).status == 200


def test_a_reporter_asks_for_the_own_case_alone(office: Office) -> None:
    own, other = office.receive(), office.receive()
    assert ask(office, other, office.reporter(own)).status == 404


@pytest.mark.parametrize("state", ["received", "answered", "resolved", "archived"])
def test_a_desk_asks_on_the_reporters_behalf_in_any_state(
    office: Office, state: str
) -> None:
    case = office.reach(state)
    assert ask(office, case, "desk", kind="correction").status == 201
    items = office.get(path_of(case), "desk").json["items"]
    assert [item["kind"] for item in items] == ["correction"]


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("grant", "desk"),
        ("grant", "inspector"),
        ("confirm", "coordinator"),
        ("confirm", "administrator"),
        ("complete", "desk"),
        ("refuse", "liaison"),
    ],
)
def test_who_may_not_decide_is_refused(office: Office, name: str, by: str) -> None:
    case = office.receive()
    assert ask(office, case, "desk").status == 201
    words = {"ground": "defence"} if name == "refuse" else {}
    assert step(office, case, name, by, **words).status == 403


def test_nothing_is_destroyed_before_the_second_person(office: Office) -> None:
    case = office.receive(reporter=REPORTER)
    assert ask(office, case, "desk", **EVERYTHING).status == 201
    assert step(office, case, "confirm", "inspector").status == 409
    assert step(office, case, "grant", "coordinator").status == 200
    path = f"/v1/complaints/{case['id']}"
    shown = office.get(path, "coordinator", **REASON).json
    assert (shown["reporter"], shown["erased"]) == (REPORTER, [])
    assert step(office, case, "confirm", "inspector").status == 200
    shown = office.get(path, "coordinator", **REASON).json
    assert (shown["reporter"], shown["title"]) == (None, None)
    assert [one["scope"] for one in shown["erased"]] == ["everything"]


def test_the_identity_alone_is_erased_where_no_more_is_asked(office: Office) -> None:
    case = office.receive(reporter=REPORTER)
    erase(office, case, **ERASE)
    shown = office.get(f"/v1/complaints/{case['id']}", "coordinator", **REASON).json
    assert (shown["reporter"], shown["title"]) == (None, "Lampu jalan padam")
    assert office.give("note", case, "desk").status == 200


def test_an_erased_case_takes_no_words_and_all_else(office: Office) -> None:
    case = office.receive()
    erase(office, case)
    refused = office.give("note", case, "desk")
    assert refused.status == 409
    assert refused.json["type"] == "urn:tuntas:problem:text-erased"
    assert "new complaint" in refused.json["detail"]
    assert office.give("verify", case, "coordinator").status == 200


def test_what_was_erased_is_opened_for_no_reason(office: Office) -> None:
    case = office.receive(reporter=REPORTER, confidential=True)
    erase(office, case)
    with office.nothing_recorded():
        path = f"/v1/complaints/{case['id']}"
        shown = office.get(path, "inspector", **REASON)
        assert (shown.status, shown.json["title"]) == (200, None)


def test_a_refusal_names_its_ground_and_article(office: Office) -> None:
    case = office.receive()
    assert ask(office, case, "desk").status == 201
    words = {"ground": "legal_hold", "message": "Diperiksa Inspektorat."}
    assert step(office, case, "refuse", "coordinator", **words).status == 200
    [told] = office.get("/v1/track", office.reporter(case)).json["data_requests"]
    assert told["state"] == "refused"
    assert told["refused_for"] == "legal_hold"
    assert "Pasal 15(1)(b)" in told["refusal_basis"]
    assert told["answer"] == words["message"]


def test_a_step_under_a_key_is_done_once(office: Office) -> None:
    case = office.receive()
    key = {"Idempotency_Key": f"permohonan-{case['case_number']}"}
    answers = [office.post(path_of(case), ERASE, "desk", **key) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 201]
    assert answers[1].headers["idempotency-replayed"] == "true"
    assert answers[0].json["position"] == answers[1].json["position"]
    step(office, case, "grant", "coordinator")
    key = {"Idempotency_Key": f"penegasan-{case['case_number']}"}
    confirm = f"{path_of(case)}/1/confirm"
    answers = [office.post(confirm, {}, "inspector", **key) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[1].headers["idempotency-replayed"] == "true"


def test_open_requests_tell_the_hours_left_and_overdue_ones_lead(
    office: Office,
) -> None:
    received = {"received_at": "2026-11-02T08:00:00+07:00"}
    late, fresh = office.receive(**received), office.receive()
    asked = {**ERASE, "occurred_at": "2026-11-02T09:00:00+07:00"}
    assert ask(office, fresh, "desk").status == 201
    position = ask(office, late, "desk", **asked).json["position"]
    listed = office.get(f"/v1/data-requests?after={position}&limit=200", "inspector")
    hours = {item["id"]: item["hours_left"] for item in listed.json["items"]}
    assert hours[late["id"]] < 0 < hours[fresh["id"]]
    assert list(hours.values()) == sorted(hours.values())
    assert office.get("/v1/data-requests", "manager").status == 403


def test_a_request_that_is_not_there_is_404(office: Office) -> None:
    refused = step(office, office.receive(), "grant", "coordinator")
    assert refused.status == 404
    assert refused.json["type"] == "urn:tuntas:problem:no-such-request"


def test_the_words_of_a_restricted_case_need_a_reason(office: Office) -> None:
    case = office.receive(confidential=True)
    words = {**ERASE, "message": "Hapus nama saya."}
    assert ask(office, case, office.reporter(case), **words).status == 201
    [shown] = office.get(path_of(case), "coordinator").json["items"]
    assert "message" not in shown
    [shown] = office.get(path_of(case), "coordinator", **REASON).json["items"]
    assert shown["message"] == "Hapus nama saya."


def test_retention_is_read_and_adopted(office: Office) -> None:
    rule = {
        "classification": "aspiration",
        "years": 4,
        "legal_basis": "JRA Kalteng",
        "status": "provisional",
        "valid_from": "2026-01-01",
    }
    assert office.post("/v1/retention", rule, "coordinator").status == 403
    assert office.post("/v1/retention", rule, "administrator").status == 201
    items = office.get("/v1/retention", "manager").json["items"]
    in_force = {i["classification"]: i["years"] for i in items if i["in_force"]}
    assert in_force["aspiration"] == 4
    assert len(in_force) == 5
