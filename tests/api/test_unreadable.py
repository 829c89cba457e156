"""What cannot be read is refused as such, whatever bytes arrive."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Office

MEBIBYTE = 1024 * 1024


def with_title(raw: bytes) -> bytes:
    start = b'{"channel":"web","classification":"complaint","description":"x","title":'
    return start + raw + b"}"


UNREADABLE: dict[str, bytes] = {
    "nothing": b"",
    "half an object": b'{"title": "a"',
    "two objects": b"{}{}",
    "single quotes": b"{'title': 'a'}",
    "a comma too many": b'{"title": "a",}',
    "no UTF-8": with_title(b'"\xff\xfe"'),
    "UTF-16": with_title(b'"a"').decode().encode("utf-16"),
    "a lone surrogate": with_title(b'"\\ud800"'),
    "half a pair": with_title(b'"\\ud83d\\u0041"'),
    "a line break in a string": with_title(b'"a\nb"'),
    "NaN": with_title(b"NaN"),
    "Infinity": with_title(b"-Infinity"),
    "a number of 5000 digits": with_title(b"9" * 5000),
    "100000 brackets": b"[" * 100_000,
    "2000 levels": with_title(b"[" * 2000 + b"]" * 2000),
    "a member twice": with_title(b'"a"')[:-1] + b',"title":"b"}',
    "a member twice, deeper": with_title(b'{"a":1,"a":2}'),
    "a form": b"title=a&channel=web",
}
READABLE_BUT_WRONG: dict[str, bytes] = {
    "1e309": with_title(b'"a","location":{"latitude":1e309}'),
    "300 levels": with_title(b"[" * 300 + b"]" * 300),
    "a NUL in a code": with_title(b'"a","category":"tik\\u0000"'),
    "a line break behind a code": with_title(b'"a","category":"tik\\n"'),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_body_that_is_no_json_is_refused(office: Office, what: str) -> None:
    with office.nothing_recorded():
        refused = office.post("/v1/complaints", UNREADABLE[what], "desk")
        assert refused.status == 400, refused.text
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json["type"] == "urn:tuntas:problem:unreadable"


@pytest.mark.parametrize("what", READABLE_BUT_WRONG)
def test_json_that_means_nothing_is_refused_by_field(office: Office, what: str) -> None:
    with office.nothing_recorded():
        refused = office.post("/v1/complaints", READABLE_BUT_WRONG[what], "desk")
        assert refused.status == 422, refused.text
        assert refused.json["errors"]


@pytest.mark.parametrize("what", [*UNREADABLE, *READABLE_BUT_WRONG])
def test_no_other_door_breaks_on_it(office: Office, what: str) -> None:
    raw = {**UNREADABLE, **READABLE_BUT_WRONG}[what]
    case = office.reach("received")
    doors = {
        f"/v1/complaints/{case['id']}/verify": "coordinator",
        "/v1/complaints/search": "inspector",
        "/v1/track": None,
        "/v1/categories": "administrator",
    }
    with office.nothing_recorded():
        for path, by in doors.items():
            refused = office.post(path, raw, by)
            assert refused.status in (400, 422), (path, refused.text)


def test_a_mebibyte_is_read_and_a_byte_more_is_not(
    office: Office, complaint: dict[str, Any]
) -> None:
    body = json.dumps(complaint).encode()
    padded = body + b" " * (MEBIBYTE - len(body))
    assert office.post("/v1/complaints", padded, "desk").status == 201
    with office.nothing_recorded():
        for more in (1, 4 * MEBIBYTE):
            refused = office.post("/v1/complaints", padded + b" " * more, "desk")
            assert refused.status == 413
            assert refused.json["type"] == "urn:tuntas:problem:too-large"


def test_bytes_are_counted_and_not_believed(office: Office) -> None:
    # Sent in chunks, with no length told beforehand.
    parts = urlsplit(office.served.url)
    head = (
        "POST /v1/complaints HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n"
        f"Authorization: Bearer {office.token('desk')}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((parts.hostname, parts.port), 30) as link:
        link.sendall(head.encode())
        for _ in range(33):
            link.sendall(b"8000\r\n" + b" " * 0x8000 + b"\r\n")
        link.sendall(b"0\r\n\r\n")
        assert link.recv(1000).startswith(b"HTTP/1.1 413 ")


def test_a_client_that_leaves_in_the_middle_leaves_nothing(office: Office) -> None:
    parts = urlsplit(office.served.url)
    head = (
        "POST /v1/complaints HTTP/1.1\r\nHost: here\r\nContent-Length: 500\r\n"
        f"Authorization: Bearer {office.token('desk')}\r\n\r\n"
    )
    with office.nothing_recorded():
        with socket.create_connection((parts.hostname, parts.port), 30) as link:
            link.sendall(head.encode() + b'{"title":')
        assert office.served.get("/healthz").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/v1/complaints/%00",
        "/v1/complaints/%ED%A0%80",
        "/v1/complaints/..%2f..",
        "/%ff",
    ],
)
def test_an_address_of_strange_bytes_names_nothing(office: Office, path: str) -> None:
    refused = office.get(path, "coordinator")
    assert refused.status == 404
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_no_event_can_be_put_or_deleted(office: Office, method: str) -> None:
    case = office.receive()
    for path in ("", f"/{case['id']}", f"/{case['id']}/history"):
        refused = office.served.call(
            method, f"/v1/complaints{path}", {}, office.token("administrator")
        )
        assert refused.status == 405
        assert refused.json["type"] == "urn:tuntas:problem:method-not-allowed"
