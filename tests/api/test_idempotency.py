"""A command under a key is done once, however often and fast it is delivered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office
    from tests.conftest import Answer

THREADS = 50


def new_key() -> str:
    return uuid4().hex


def at_once(send: Callable[[], Answer], threads: int = THREADS) -> list[Answer]:
    barrier = Barrier(threads)

    def deliver(_: int) -> Answer:
        barrier.wait(30)
        return send()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(deliver, range(threads)))


def one_of_fifty(answers: list[Answer], status: int) -> Any:
    """The one body of all; the first one only was not a replay."""
    assert {answer.status for answer in answers} == {status}, answers
    assert len({answer.text for answer in answers}) == 1
    assert len({answer.headers["etag"] for answer in answers}) == 1
    replayed = [a.headers.get("idempotency-replayed") for a in answers]
    assert replayed.count("true") == len(answers) - 1
    assert replayed.count(None) == 1
    return answers[0].json


def test_E20_fifty_deliveries_of_a_complaint_make_one_case(
    office: Office, complaint: dict[str, Any]
) -> None:
    before, key = office.position(), new_key()
    by = office.token("desk")
    case = one_of_fifty(
        at_once(
            lambda: office.post("/v1/complaints", complaint, by, Idempotency_Key=key)
        ),
        201,
    )
    assert office.position() == before + 1 == case["position"]
    assert office.reporter(case)
    assert len(office.history(case)) == 1


@pytest.mark.parametrize("command", ["follow-up", "note", "return"])
def test_E16_fifty_deliveries_of_a_command_make_one_event(
    office: Office, command: str
) -> None:
    by = {"note": "coordinator"}.get(command, office.token("liaison"))
    case = office.reach("disposed")
    headers = {"Idempotency_Key": new_key()}
    answers = at_once(lambda: office.give(command, case, by, headers))
    one_of_fifty(answers, 200)
    assert office.history(case)[-1]["version"] == case["version"] + 1


def test_the_first_answer_comes_again_after_the_case_went_on(office: Office) -> None:
    case = office.receive()
    headers = {"Idempotency_Key": new_key()}
    first = office.give("verify", case, "coordinator", headers)
    office.done("dispose", case, "coordinator")
    with office.nothing_recorded():
        again = office.give("verify", case, "coordinator", headers)
    assert again.json == first.json
    assert again.headers["etag"] == first.headers["etag"] == '"2"'


def test_the_order_of_members_makes_no_other_body(
    office: Office, complaint: dict[str, Any]
) -> None:
    key = {"Idempotency_Key": new_key()}
    first = office.post("/v1/complaints", complaint, "desk", **key)
    turned = dict(reversed(complaint.items()))
    again = office.post("/v1/complaints", turned, "desk", **key)
    assert again.json == first.json


def test_a_case_is_the_same_by_its_number(office: Office) -> None:
    case = office.receive()
    headers = {"Idempotency_Key": new_key()}
    first = office.give("verify", case, "coordinator", headers)
    spoken = case["case_number"].lower().replace("-", " ")
    path = f"/v1/complaints/{spoken.replace(' ', '%20')}/verify"
    again = office.post(path, {}, "coordinator", **headers)
    assert again.json == first.json


def test_E20_the_same_key_with_another_body_is_refused(
    office: Office, complaint: dict[str, Any]
) -> None:
    key = {"Idempotency_Key": new_key()}
    office.post("/v1/complaints", complaint, "desk", **key)
    with office.nothing_recorded():
        other = {**complaint, "title": "Jalan berlubang"}
        refused = office.post("/v1/complaints", other, "desk", **key)
        assert refused.status == 422
        assert refused.json["type"] == "urn:tuntas:problem:key-reused"


def test_the_same_key_with_another_case_or_command_is_refused(office: Office) -> None:
    case, other = office.receive(), office.receive()
    headers = {"Idempotency_Key": new_key()}
    office.give("verify", case, "coordinator", headers)
    with office.nothing_recorded():
        for command, wrong in (("verify", other), ("note", case)):
            refused = office.give(command, wrong, "coordinator", headers)
            assert refused.status == 422
            assert refused.json["type"] == "urn:tuntas:problem:key-reused"


def test_a_refused_command_may_be_sent_again_under_its_key(office: Office) -> None:
    case = office.receive()
    headers = {"Idempotency_Key": new_key()}
    assert office.give("dispose", case, "coordinator", headers).status == 409
    wrong = office.give("dispose", case, "coordinator", headers, agency="no-such")
    assert wrong.status == 422
    office.done("verify", case, "coordinator")
    taken = office.give("dispose", case, "coordinator", headers)
    assert taken.status == 200
    assert "idempotency-replayed" not in taken.headers


def test_keys_of_two_officers_do_not_collide(
    office: Office, complaint: dict[str, Any]
) -> None:
    key = {"Idempotency_Key": new_key()}
    _, other = office.appoint("desk")
    first = office.post("/v1/complaints", complaint, "desk", **key)
    second = office.post("/v1/complaints", complaint, other, **key)
    assert second.status == 201
    assert "idempotency-replayed" not in second.headers
    assert second.json["id"] != first.json["id"]


def test_keys_of_two_reporters_do_not_collide(office: Office) -> None:
    headers = {"Idempotency_Key": new_key()}
    for _ in range(2):
        case = office.receive()
        answer = office.give("reply", case, office.reporter(case), headers)
        assert answer.status == 200
        assert "idempotency-replayed" not in answer.headers


@pytest.mark.parametrize("key", ["a" * 8, "~!" * 64, 'a"b,c;d=e'])
def test_a_key_is_8_to_128_visible_characters(
    office: Office, complaint: dict[str, Any], key: str
) -> None:
    answer = office.post("/v1/complaints", complaint, "desk", Idempotency_Key=key)
    assert answer.status == 201


@pytest.mark.parametrize(
    "key", ["", "a" * 7, "a" * 129, "with space", "k\u00e9y-k\u00e9y"]
)
def test_a_key_is_nothing_else(
    office: Office, complaint: dict[str, Any], key: str
) -> None:
    with office.nothing_recorded():
        refused = office.post("/v1/complaints", complaint, "desk", Idempotency_Key=key)
        assert refused.status == 422
        assert [e["field"] for e in refused.json["errors"]] == ["Idempotency-Key"]


def test_the_same_id_without_a_key_is_taken_once(
    office: Office, complaint: dict[str, Any]
) -> None:
    body = {**complaint, "id": str(uuid4())}
    by = office.token("desk")
    answers = at_once(lambda: office.post("/v1/complaints", body, by), 10)
    assert sorted(answer.status for answer in answers) == [201] + [409] * 9
    refused = next(answer for answer in answers if answer.status == 409)
    assert refused.json["type"] == "urn:tuntas:problem:id-taken"


def test_the_same_external_id_is_taken_once_and_names_its_case(
    office: Office, complaint: dict[str, Any]
) -> None:
    body = {**complaint, "external_id": {"system": "sp4n", "id": uuid4().hex}}
    by = office.token("desk")
    answers = at_once(lambda: office.post("/v1/complaints", body, by), 10)
    assert sorted(answer.status for answer in answers) == [201] + [409] * 9
    number = next(a.json["case_number"] for a in answers if a.status == 201)
    for refused in (answer for answer in answers if answer.status == 409):
        assert refused.json["type"] == "urn:tuntas:problem:external-id-taken"
        assert refused.json["case_number"] == number
        assert number in refused.json["detail"]
