"""Of two reasons to refuse, the one that comes first in the contract is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

NOBODY = "tuntas_nobody"
BROKEN = b"{"
STALE = {"If_Match": '"99"'}
Refused = Callable[["Office", dict[str, Any]], Any]


def new_key() -> str:
    return uuid4().hex


def verify(by: str, body: Any, id: str | None = None, **headers: str) -> Refused:
    def send(office: Office, case: dict[str, Any]) -> Any:
        path = f"/v1/complaints/{id or case['id']}/verify"
        return office.post(path, body, by, **headers)

    return send


def read(by: str, path: str) -> Refused:
    return lambda office, case: office.get(path.format(**case), by)


def write(by: str, path: str, body: Any) -> Refused:
    return lambda office, case: office.post(path.format(**case), body, by)


WRONG = {"occurred_at": 1}
PAIRS: dict[str, tuple[int, Refused]] = {
    "401 before 400": (401, verify(NOBODY, BROKEN)),
    "401 before 404": (401, verify(NOBODY, {}, str(uuid4()))),
    "401 before 413": (401, verify(NOBODY, b" " * 12_000_000)),
    "400 before 403": (400, verify("manager", BROKEN)),
    "400 before 404": (400, verify("coordinator", BROKEN, str(uuid4()))),
    "400 before a wrong key": (
        400,
        verify("coordinator", BROKEN, Idempotency_Key="short"),
    ),
    "403 before 404": (403, verify("manager", {}, str(uuid4()))),
    "403 before 422": (403, verify("manager", WRONG)),
    "403 before a wrong key": (403, verify("manager", {}, Idempotency_Key="short")),
    "404 before 422": (404, verify("coordinator", WRONG, str(uuid4()))),
    "404 before a wrong key": (
        404,
        verify("coordinator", {}, str(uuid4()), Idempotency_Key="short"),
    ),
    "422 before 412": (422, verify("coordinator", WRONG, **STALE)),
    "an unknown code before 412": (
        422,
        verify("coordinator", {"category": "no-such-category"}, **STALE),
    ),
    "422 before 409": (422, verify("coordinator", WRONG)),
    "a wrong key before 412": (
        422,
        verify("coordinator", {}, Idempotency_Key="short", **STALE),
    ),
    "a wrong If-Match before 409": (422, verify("coordinator", {}, If_Match="3")),
    "412 before 409": (412, verify("coordinator", {}, **STALE)),
    "409 at last": (409, verify("coordinator", {})),
    "401 before a wrong parameter": (401, read(NOBODY, "/v1/complaints?limit=x")),
    "403 before a wrong parameter": (
        403,
        read("administrator", "/v1/complaints?limit=x"),
    ),
    "403 before 404 in a read": (
        403,
        read("administrator", f"/v1/complaints/{uuid4()}"),
    ),
    "404 before a wrong parameter": (
        404,
        read("coordinator", f"/v1/complaints/{uuid4()}?version=x"),
    ),
    "404 before an unknown parameter": (
        404,
        read("coordinator", f"/v1/complaints/{uuid4()}/history?x=1"),
    ),
    "a wrong parameter at last": (
        422,
        read("coordinator", "/v1/complaints/{id}?version=x"),
    ),
    "400 before 403 in a search": (
        400,
        write("administrator", "/v1/complaints/search", BROKEN),
    ),
    "403 before 422 in a search": (
        403,
        write("administrator", "/v1/complaints/search", {}),
    ),
    "400 before 403 in reference data": (
        400,
        write("desk", "/v1/categories", BROKEN),
    ),
    "403 before 422 in reference data": (403, write("desk", "/v1/categories", {})),
    "403 before a wrong address in reference data": (
        403,
        write("desk", "/v1/calendar/x", {}),
    ),
    "403 before a wrong officer": (
        403,
        write("desk", "/v1/officers/x/dismiss", {}),
    ),
}


@pytest.fixture(scope="module")
def resolved(office: Office) -> dict[str, Any]:
    return office.reach("resolved")


@pytest.mark.parametrize("pair", PAIRS)
def test_the_first_reason_is_told(
    office: Office, resolved: dict[str, Any], pair: str
) -> None:
    status, send = PAIRS[pair]
    with office.nothing_recorded():
        refused = send(office, resolved)
    assert refused.status == status, refused.text
    assert refused.json["status"] == status
    assert refused.headers["content-type"] == "application/problem+json"


def test_a_remembered_answer_comes_before_412_and_409(office: Office) -> None:
    case = office.receive()
    headers = {"Idempotency_Key": new_key(), "If_Match": '"1"'}
    first = office.give("verify", case, "coordinator", headers)
    again = office.give("verify", case, "coordinator", headers)
    assert again.status == 200
    assert again.json == first.json
    assert again.headers["idempotency-replayed"] == "true"


def test_422_comes_before_a_remembered_answer(office: Office) -> None:
    case = office.receive()
    headers = {"Idempotency_Key": new_key()}
    office.give("verify", case, "coordinator", headers)
    refused = office.give(
        "verify", case, "coordinator", {**headers, "If_Match": "stale"}
    )
    assert refused.status == 422


def test_403_and_404_come_before_an_answer_remembered_for_another(
    office: Office,
) -> None:
    case = office.reach("disposed")
    headers = {"Idempotency_Key": new_key()}
    other = office.token("liaison", "dpupr")
    assert office.give("return", case, "liaison", headers).status == 200
    assert office.give("return", case, "liaison", headers).status == 200
    assert office.give("return", case, other, headers).status == 404
    assert office.give("return", case, "desk", headers).status == 403
