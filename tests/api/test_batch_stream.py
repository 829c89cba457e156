"""A batch over a slow link: each line is answered before the next one is sent."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import uuid4

if TYPE_CHECKING:
    from tests.api.conftest import Office


class Link:
    """A chunked request whose answer is read while it is being sent."""

    def __init__(self, wire: socket.socket):
        self._wire = wire
        self._read = wire.makefile("rb")
        self._told: list[bytes] = []

    def begin(self, token: str) -> None:
        head = (
            "POST /v1/commands HTTP/1.1\r\nHost: here\r\n"
            f"Authorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        self._wire.sendall(head.encode())

    def send(self, data: bytes) -> None:
        self._wire.sendall(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def end(self) -> None:
        self._wire.sendall(b"0\r\n\r\n")

    def status(self) -> int:
        status = int(self._read.readline().split()[1])
        while self._read.readline() != b"\r\n":
            pass
        return status

    def answer(self) -> dict[str, Any] | None:
        """One line; None at the end of the answer."""
        if not self._told and (size := int(self._read.readline(), 16)):
            self._told = self._read.read(size).splitlines()
            self._read.read(2)
        found: dict[str, Any] | None = (
            json.loads(self._told.pop(0)) if self._told else None
        )
        return found


@contextmanager
def linked(office: Office) -> Iterator[Link]:
    parts = urlsplit(office.served.url)
    with socket.create_connection((parts.hostname, parts.port), 30) as wire:
        yield Link(wire)


def note(case: dict[str, Any]) -> bytes:
    line = {
        "key": uuid4().hex,
        "command": "note",
        "id": case["id"],
        "body": {"message": "x"},
    }
    return json.dumps(line).encode() + b"\n"


def test_a_line_is_answered_before_the_next_is_sent(office: Office) -> None:
    case = office.receive()
    with linked(office) as link:
        link.begin(office.token("desk"))
        link.send(note(case))
        assert link.status() == 200
        for version in range(2, 8):
            answer = link.answer()
            assert answer is not None and answer["version"] == version
            assert len(office.history(case)) == version
            link.send(note(case))
        link.end()
        assert (last := link.answer()) is not None and last["version"] == 8
        assert link.answer() is None


def test_who_waits_for_an_answer_before_it_sends_on_is_told_that_its_token_is_none(
    office: Office,
) -> None:
    case = office.receive()
    with linked(office) as link:
        link.begin("tuntas_revoked")
        link.send(note(case))
        assert link.status() == 401


def test_no_line_is_lost_however_the_bytes_arrive(office: Office) -> None:
    case = office.receive()
    data = b"".join(note(case) for _ in range(20)).rstrip(b"\n")
    with linked(office) as link:
        link.begin(office.token("desk"))
        for start in range(0, len(data), 37):
            link.send(data[start : start + 37])
        link.end()
        assert link.status() == 200
        answers = [link.answer() for _ in range(21)]
    assert [a and a["version"] for a in answers] == [*range(2, 22), None]


def test_what_was_answered_stands_when_the_link_breaks(office: Office) -> None:
    case = office.receive()
    with linked(office) as link:
        link.begin(office.token("desk"))
        link.send(note(case))
        assert link.status() == 200
        assert link.answer() is not None
        link.send(note(case)[:30])
    assert office.served.get("/healthz").status == 200
    assert [item["event"] for item in office.history(case)] == [
        "complaint.received",
        "complaint.noted",
    ]


def test_an_officer_dismissed_during_a_batch_is_refused_from_then_on(
    office: Office,
) -> None:
    case = office.receive()
    id, token = office.appoint("coordinator")
    with linked(office) as link:
        link.begin(token)
        link.send(note(case))
        assert link.status() == 200
        assert (taken := link.answer()) is not None and taken["status"] == 200
        office.post(f"/v1/officers/{id}/dismiss", {}, "administrator")
        link.send(note(case))
        assert (refused := link.answer()) is not None and refused["status"] == 401
        link.end()
        assert link.answer() is None
    assert len(office.history(case)) == 2
