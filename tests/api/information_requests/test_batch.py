"""Requests for public information among the lines of a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.api.information_requests.conftest import (
    ASKED,
    PATH,
    REFUSED,
    asked,
    give,
    read,
)

if TYPE_CHECKING:
    from tests.conftest import Served

Lines = Callable[..., list[dict[str, Any]]]


def line(command: str, id: str | None = None, /, **body: Any) -> dict[str, Any]:
    named = {} if id is None else {"id": id}
    return {"key": uuid4().hex, "command": command, **named, "body": body}


def test_a_request_is_registered_and_answered_among_lines_of_both_kinds(
    served: Served, lines: Lines
) -> None:
    id = str(uuid4())
    given = (
        line("information-requests", id, **ASKED),
        line("information-requests/extend", id, reason="Berkas di arsip daerah."),
        line("information-requests/decide", id, **REFUSED, message="Rahasia."),
        line("verify", id),
    )
    told = lines("information_officer", *given)
    assert [answer["status"] for answer in told] == [201, 200, 200, 403]
    assert [a.get("state") for a in told] == ["requested", "requested", "decided", None]
    assert read(served, told[0])["id"] == id
    again = lines("information_officer", *given)
    assert [answer.get("replayed") for answer in again] == [True, True, True, None]
    assert again[0]["access_code"] == told[0]["access_code"]


def test_a_line_given_by_its_own_address_is_not_done_twice(
    served: Served, lines: Lines
) -> None:
    request = asked(served)
    given = line("information-requests/withdraw", request["id"], reason="Sudah ada.")
    (first,) = lines("desk", given)
    path = f"{PATH}/{request['id']}/withdraw"
    key = {"Idempotency_Key": given["key"]}
    again = served.post(path, given["body"], served.token("desk"), **key)
    assert (again.status, again.json["position"]) == (200, first["position"])


def test_a_line_on_the_wrong_kind_of_case_finds_none(
    served: Served, lines: Lines
) -> None:
    request = asked(served)
    (lost,) = lines("desk", line("withdraw", request["id"], reason="Salah."))
    assert lost["status"] == 404
    (unknown,) = lines("desk", line("information-requests/verify", request["id"]))
    assert unknown["status"] == 422
    assert "information-requests/decide" in unknown["errors"][0]["problem"]
    assert give(served, request, "withdraw", "desk", reason="Benar.").status == 200
