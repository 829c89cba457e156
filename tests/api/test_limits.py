"""How often somebody without a token may try, counted by address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Answer, Serve, Served

# The server believes a proxy on its own machine, so tests can come from anywhere.
VILLAGE, TOWN = "203.0.113.7", "198.51.100.9"
HOUSEHOLD = ("2001:db8:1:1::1", "2001:db8:1:1:ffff::2")
WRONG = {"case_number": "AAAA-AAAA-A", "access_code": "A" * 26}


def send(
    limited: Served, address: str, body: dict[str, Any], token: str | None = None
) -> Answer:
    return limited.post("/v1/complaints", body, token, X_Forwarded_For=address)


def refused(answer: Answer) -> None:
    assert answer.status == 429
    assert answer.json["type"] == "urn:tuntas:problem:too-many"
    assert 1 <= int(answer.headers["retry-after"]) <= 3600
    assert answer.headers["retry-after"] in answer.json["detail"]


@pytest.fixture
def limited(serve: Serve) -> Served:
    return serve(TUNTAS_RECEIVE_PER_HOUR="3", TUNTAS_TRACK_PER_HOUR="3")


def test_tries_are_counted_by_address_and_nothing_else_is(
    limited: Served, complaint: dict[str, Any]
) -> None:
    desk = limited.token("desk")
    # What is refused for another reason is no complaint, and not counted.
    assert send(limited, VILLAGE, {}).status == 422
    keyed = {"Idempotency_Key": "the-same-key", "X_Forwarded_For": VILLAGE}
    for _ in range(3):
        first = limited.post("/v1/complaints", complaint, **keyed)
        assert first.status == 201
    assert [send(limited, VILLAGE, complaint).status for _ in range(2)] == [201] * 2
    position = limited.get("/readyz").json["position"]
    refused(send(limited, VILLAGE, complaint))
    assert limited.get("/readyz").json["position"] == position
    # A delivery that was answered before is answered again.
    assert limited.post("/v1/complaints", complaint, **keyed).json == first.json
    assert send(limited, TOWN, complaint).status == 201
    assert send(limited, VILLAGE, complaint, desk).status == 201
    for address in (HOUSEHOLD[0], HOUSEHOLD[1], HOUSEHOLD[0]):
        assert send(limited, address, complaint).status == 201
    refused(send(limited, HOUSEHOLD[1], complaint))

    # A reporter's token for one case is no way round the limit.
    code = {n: first.json[n] for n in ("case_number", "access_code")}
    tracked = limited.post("/v1/track", code, X_Forwarded_For=VILLAGE)
    reporter = tracked.json["token"]
    refused(send(limited, VILLAGE, complaint, reporter))
    line = b'{"key":"12345678","command":"receive","body":{"channel":"web",'
    line += b'"classification":"complaint","title":"a","description":"b"}}'
    batch = limited.post("/v1/commands", line, reporter, X_Forwarded_For=VILLAGE)
    assert '"status":429' in batch.text
    reply = f"/v1/complaints/{first.json['id']}/reply"
    body = {"message": "Masih padam."}
    assert limited.post(reply, body, reporter, X_Forwarded_For=VILLAGE).status == 200

    # Codes are counted apart, right ones and wrong ones alike.
    for _ in range(2):
        wrong = limited.post("/v1/track", WRONG, X_Forwarded_For=VILLAGE)
        assert wrong.status == 404
    refused(limited.post("/v1/track", WRONG, X_Forwarded_For=VILLAGE))
    refused(limited.post("/v1/track", code, X_Forwarded_For=VILLAGE))
    assert limited.post("/v1/track", code, X_Forwarded_For=TOWN).status == 200
    for address in (VILLAGE, TOWN, HOUSEHOLD[0]):
        assert address not in limited.log.read_text()
