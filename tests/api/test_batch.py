"""Many commands in one request: each line decided alone, answered in its order."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

Lines = Callable[..., list[dict[str, Any]]]


def line(command: str, id: str | None = None, /, **body: Any) -> dict[str, Any]:
    named = {} if id is None else {"id": id}
    return {"key": uuid4().hex, "command": command, **named, "body": body}


@pytest.fixture
def received(complaint: dict[str, Any]) -> dict[str, Any]:
    """A line that receives a case with an id of the client's making."""
    return line("receive", str(uuid4()), **complaint)


def test_each_line_is_answered_in_its_order_with_its_key(
    office: Office, lines: Lines, complaint: dict[str, Any]
) -> None:
    given = [line("receive", **complaint) for _ in range(5)]
    answers = lines("desk", *given)
    assert [answer["key"] for answer in answers] == [line["key"] for line in given]
    positions = [answer["position"] for answer in answers]
    assert positions == sorted(set(positions))
    for answer in answers:
        assert answer["status"] == 201
        assert answer["version"] == 1
        assert office.reporter(answer)


def test_later_lines_refer_to_the_id_that_the_client_made(
    office: Office, lines: Lines, received: dict[str, Any]
) -> None:
    id = received["id"]
    answers = lines(
        "desk",
        received,
        line("note", id, message="Lewat radio."),
        line("amend", id, reason="Salah dengar.", title="Lampu mati"),
    )
    assert [answer["status"] for answer in answers] == [201, 200, 200]
    assert {answer["id"] for answer in answers} == {id}
    assert [item["event"] for item in office.history(answers[0])] == [
        "complaint.received",
        "complaint.noted",
        "complaint.amended",
    ]


def test_a_line_refers_to_a_case_by_its_number_too(
    office: Office, lines: Lines
) -> None:
    case = office.receive()
    (answer,) = lines("coordinator", line("verify", case["case_number"]))
    assert (answer["status"], answer["state"]) == (200, "verified")


def test_a_batch_sent_again_is_answered_again_and_done_once(
    office: Office, lines: Lines, received: dict[str, Any]
) -> None:
    given = [received, line("note", received["id"], message="Lewat radio.")]
    first = lines("desk", *given)
    with office.nothing_recorded():
        again = lines("desk", *given)
    assert again == [{**answer, "replayed": True} for answer in first]
    assert not any("replayed" in answer for answer in first)


def test_a_key_is_the_same_at_every_door(
    office: Office, lines: Lines, complaint: dict[str, Any]
) -> None:
    given = line("receive", **complaint)
    (answer,) = lines("desk", given)
    headers = {"Idempotency_Key": given["key"]}
    single = office.post("/v1/complaints", complaint, "desk", **headers)
    assert single.headers["idempotency-replayed"] == "true"
    assert single.json == {k: v for k, v in answer.items() if k in single.json}
    other = office.post("/v1/complaints", {**complaint, "note": "x"}, "desk", **headers)
    assert other.status == 422


def test_a_key_twice_in_one_batch_is_done_once(
    lines: Lines, complaint: dict[str, Any]
) -> None:
    given = line("receive", **complaint)
    first, second, other = lines("desk", given, given, {**given, "body": {}})
    assert second == {**first, "replayed": True}
    assert other["status"] == 422


BAD: dict[str, tuple[int, Any]] = {
    "no JSON": (400, b'{"key":'),
    "no UTF-8": (400, b'{"key":"\xff"}'),
    "a member twice": (400, b'{"key":"aaaaaaaa","key":"bbbbbbbb"}'),
    "no object": (422, []),
    "no key": (422, {"command": "receive", "body": {}}),
    "a short key": (422, {"key": "a", "command": "receive", "body": {}}),
    "no command": (422, {"key": "k" * 9, "body": {}}),
    "an unknown command": (422, line("erase", "x")),
    "an empty command": (422, line("")),
    "no body": (422, {"key": "k" * 9, "command": "note", "id": "x"}),
    "a body that is none": (422, {**line("note", "x"), "body": []}),
    "an unknown member": (422, {**line("note", "x"), "agency": "dishub"}),
    "no id": (422, line("note")),
    "two ids": (422, line("receive", str(uuid4()), id=str(uuid4()))),
    "an id that is none": (422, line("receive", "17")),
    "a case that is none": (404, line("note", str(uuid4()))),
    "a wrong body": (422, line("receive", title="")),
    "too long a line": (413, b'{"key":"' + b"a" * 1_100_000 + b'"}'),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_line_is_refused_and_stops_no_other(
    office: Office, lines: Lines, what: str
) -> None:
    case = office.receive()
    before = office.position()
    status, bad = BAD[what]
    note = line("note", case["id"], message="Sebelum.")
    other = line("note", case["id"], message="Sesudah.")
    first, refused, last = lines("desk", note, bad, other)
    assert refused["status"] == status, refused
    assert refused["type"].startswith("urn:tuntas:problem:")
    assert refused["detail"]
    assert (first["status"], last["status"]) == (200, 200)
    assert office.position() == before + 2


def test_a_line_that_the_role_may_not_give_is_refused_alone(
    office: Office, lines: Lines
) -> None:
    case = office.receive()
    verify, note = line("verify", case["id"]), line("note", case["id"], message="x")
    refused, taken = lines("desk", verify, note)
    assert (refused["status"], taken["status"]) == (403, 200)
    assert refused["key"] == verify["key"]


def test_a_line_that_the_state_does_not_take_says_what_it_takes(
    office: Office, lines: Lines
) -> None:
    case = office.receive()
    (refused,) = lines("coordinator", line("resolve", case["id"], outcome="noted"))
    assert refused["status"] == 409
    assert refused["state"] == "received"
    assert "verify" in refused["allowed"]


def test_a_refused_line_may_be_sent_again(office: Office, lines: Lines) -> None:
    case = office.receive()
    dispose = line("dispose", case["id"], agency="dishub")
    verify = line("verify", case["id"])
    answers = lines("coordinator", dispose, verify, dispose)
    assert [answer["status"] for answer in answers] == [409, 200, 200]


def test_blank_lines_and_line_ends_of_windows_are_no_commands(
    office: Office, lines: Lines
) -> None:
    case = office.receive()
    note = json.dumps(line("note", case["id"], message="x")).encode() + b"\r"
    given = [b"", b"\r", b" ", note, b"", b"\t"]
    assert [answer["status"] for answer in lines("desk", *given)] == [200]
    assert lines("desk") == []


def test_a_batch_needs_a_token(office: Office, received: dict[str, Any]) -> None:
    with office.nothing_recorded():
        refused = office.served.post("/v1/commands", received)
        assert refused.status == 401
        assert refused.headers["content-type"] == "application/problem+json"


def test_a_batch_takes_no_parameters(office: Office) -> None:
    refused = office.post("/v1/commands?dry_run=true", b"", "desk")
    assert refused.status == 422
