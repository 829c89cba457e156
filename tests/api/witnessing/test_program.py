"""`tuntas witness` over HTTP: each status, what it shows, and how it ends."""

from __future__ import annotations

import json
import socket
import stat
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from api.witness_server import MOST_CONNECTIONS
from ledger.note import COSIGNATURE, Note, SigningKey
from ledger.trust import Trust
from ledger.verifying import verify
from ledger.witness import LARGEST_REQUEST
from tests.api.witnessing.conftest import (
    KEY,
    LATEST,
    STRANGER,
    log_of,
    note_of,
    refused,
    request,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.api.witnessing.conftest import Running, StartWitness

PLAIN = "text/plain; charset=utf-8"
OTHER = SigningKey("papua/tuntas", bytes(32))


@pytest.fixture
def witness(start: StartWitness) -> Running:
    return start()


def test_a_cosignature_holds_for_the_verifier(witness: Running) -> None:
    log = log_of(30)
    note = note_of(log)
    answer = witness.add(request(log, 0))
    assert (answer.status, answer.kind) == (200, PLAIN)
    cosigned = Note.parse(str(note) + answer.text)
    assert cosigned.signed_by([witness.vkey]) == [witness.vkey]
    assert witness.vkey.kind == COSIGNATURE

    demanding = Trust(keys=(KEY.verifier,), witnesses=(witness.vkey,), quorum=1)
    assert not verify(log.bundle(), demanding).holds
    log.checkpoints[-1] = str(cosigned)
    assert verify(log.bundle(), demanding).holds


def test_the_latest_checkpoint_is_shown_as_it_was_cosigned(witness: Running) -> None:
    log = log_of(30)
    assert witness.call("GET", LATEST).status == 404
    for old, new in ((0, 10), (10, 30)):
        answer = witness.add(request(log, old, new))
        note = witness.latest()
        assert str(note) == str(note_of(log, new)) + answer.text
        assert note.signed_by([witness.vkey, KEY.verifier]) == [
            KEY.verifier,
            witness.vkey,
        ]


def test_a_conflict_tells_the_size_that_is_known(witness: Running) -> None:
    log = log_of(30)
    assert witness.add(request(log, 0, 20)).status == 200
    answer = witness.add(request(log, 10, 30))
    assert (answer.status, answer.kind, answer.text) == (
        409,
        "text/x.tlog.size",
        "20\n",
    )


def test_what_is_refused_is_not_remembered(witness: Running) -> None:
    log, fork = log_of(30), log_of(30, 10)
    assert witness.add(request(log, 0, 20)).status == 200
    log.key = STRANGER
    by_a_stranger = witness.add(request(log, 20))
    log.key = OTHER
    unknown = witness.add(request(log, 20))
    log.key = KEY
    forked = witness.add(request(fork, 20))
    backwards = witness.add(request(log, 20).replace(b"old 20", b"old 31"))
    nonsense = witness.add(b"old 20\n")
    assert [
        (answer.status, answer.kind)
        for answer in (by_a_stranger, unknown, forked, backwards, nonsense)
    ] == [(status, PLAIN) for status in (403, 404, 422, 400, 400)]
    assert witness.add(request(log, 20)).status == 200


def test_only_what_the_log_signed_against_itself_is_kept_in_the_log(
    witness: Running,
) -> None:
    log, fork = log_of(30), log_of(30, 10)
    for body in (request(log, 0, 20), request(log, 10), request(fork, 20)):
        witness.add(body)
    lines = [json.loads(line) for line in witness.log.splitlines()]
    cosigned, conflict, forked = lines
    assert (cosigned["origin"], cosigned["size"]) == (KEY.verifier.name, "20")
    assert (conflict["status"], "request" in conflict) == (409, False)
    assert forked["status"] == 422
    assert forked["request"] == request(fork, 20).decode()


def test_the_front_page_says_what_this_is(witness: Running) -> None:
    answer = witness.call("GET", "/")
    assert (answer.status, answer.kind) == (200, PLAIN)
    assert "Saksi catatan pengaduan" in answer.text and "cosigns" in answer.text
    assert str(witness.vkey) in answer.text
    assert str(KEY.verifier) in answer.text and LATEST in answer.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/add-checkpoint", 404),
        ("GET", LATEST.replace("/checkpoint", "/../key"), 404),
        ("GET", "/lock", 404),
        ("POST", "/", 404),
        ("POST", LATEST, 404),
        ("PUT", "/add-checkpoint", 501),
    ],
)
def test_nothing_else_is_answered(
    witness: Running, method: str, path: str, status: int
) -> None:
    body = None if method == "GET" else request(log_of(5), 0)
    assert witness.call(method, path, body).status == status
    assert witness.call("GET", LATEST).status == 404


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (str(LARGEST_REQUEST + 1), 413),
        ("9" * 18, 413),
        ("9" * 19, 411),
        ("-1", 411),
        ("many", 411),
        ("", 411),
    ],
)
def test_a_body_without_a_sensible_length_is_not_read(
    witness: Running, length: str, status: int
) -> None:
    answer = witness.call("POST", "/add-checkpoint", b"", Content_Length=length)
    assert answer.status == status
    chunked = witness.call(
        "POST", "/add-checkpoint", b"0\r\n\r\n", Transfer_Encoding="chunked"
    )
    assert chunked.status == 411


def test_a_client_that_goes_away_harms_nobody(witness: Running) -> None:
    log, url = log_of(5), urlsplit(witness.url)
    body = request(log, 0)
    head = f"POST /add-checkpoint HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n"
    for sent in (b"", b"POST", head.encode(), head.encode() + body[:-1], b"\0" * 99):
        with socket.create_connection((url.hostname, url.port)) as client:
            client.sendall(sent)
    assert witness.add(body).status == 200
    assert "fault" not in witness.log


def test_more_clients_than_are_served_at_once_harm_nobody(witness: Running) -> None:
    url = urlsplit(witness.url)
    for _ in range(2 * MOST_CONNECTIONS):
        with socket.create_connection((url.hostname, url.port)) as client:
            client.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
            assert client.recv(12) == b"HTTP/1.1 200"
    assert witness.add(request(log_of(5), 0)).status == 200


def test_one_connection_serves_many_requests(witness: Running) -> None:
    url, body = urlsplit(witness.url), request(log_of(5), 0)
    head = f"POST /add-checkpoint HTTP/1.1\r\nContent-Length: {len(body)}\r\n\r\n"
    last = b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"
    with socket.create_connection((url.hostname, url.port)) as client:
        client.sendall((head.encode() + body) * 2 + last)
        answers = b"".join(iter(lambda: client.recv(65536), b"")).decode()
    statuses = [line.split()[1] for line in answers.splitlines() if "HTTP/1.1" in line]
    assert statuses == ["200", "409", "200"]
    assert "Server: tuntas-witness" in answers


def test_it_ends_cleanly_when_asked(witness: Running) -> None:
    url = urlsplit(witness.url)
    with socket.create_connection((url.hostname, url.port)):
        assert witness.stop() == 0
    assert "Traceback" not in witness.log


def test_its_key_is_its_owners_alone_and_told_nowhere(
    witness: Running, tmp_path: Path
) -> None:
    key, state = tmp_path / "key", tmp_path / "state"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    witness.add(request(log_of(5), 0))
    witness.stop()
    secret = key.read_text().strip().split("+", 4)[4]
    assert len(secret) == 44
    told = [witness.log, *(f.read_text() for f in state.iterdir())]
    assert not any(secret in text for text in told)


def test_logs_are_given_by_key_or_by_file(start: StartWitness, tmp_path: Path) -> None:
    (tmp_path / "logs").write_text(
        f"# Kalteng\n{KEY.verifier}\n\n{STRANGER.verifier}\n"
    )
    witness = start("--log", str(tmp_path / "logs"), "--log", str(OTHER.verifier))
    log = log_of(30)
    for key, old in ((KEY, 0), (STRANGER, 30), (OTHER, 0)):
        log.key = key
        assert witness.add(request(log, old)).status == 200


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        ((), "Missing option '--log'"),
        (("--log", "missing.txt"), "printed by the log at /v1/ledger/key"),
        (("--log", str(KEY.verifier)), "give --name"),
        (("--log", str(KEY.verifier), "--name", "a b"), "neither space nor"),
        (
            ("--log", str(SigningKey("x", bytes(32), COSIGNATURE).verifier)),
            "give the key of a log, not that of a witness",
        ),
    ],
)
def test_wrong_use_names_the_remedy(
    tmp_path: Path, words: tuple[str, ...], remedy: str
) -> None:
    assert remedy in refused(tmp_path, *words)
    assert not (tmp_path / "key").exists()


def test_the_name_and_the_key_cannot_be_changed(
    start: StartWitness, tmp_path: Path
) -> None:
    start().stop()
    log = ("--log", str(KEY.verifier))
    assert "leave --name out" in refused(tmp_path, *log, "--name", "other.example")
    (tmp_path / "key").write_text("PRIVATE+KEY+saksi.example+00000000+BAAA\n")
    assert "holds no key of a witness" in refused(tmp_path, *log)


def test_a_port_that_is_taken_is_named(start: StartWitness, tmp_path: Path) -> None:
    start().stop()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refused(tmp_path, "--log", str(KEY.verifier), "--port", port)
    assert "name another with --port" in said


def test_it_stands_without_database_and_without_the_register() -> None:
    code = (
        "import sys, api.cli, api.cli_witness\n"
        "heavy = {'psycopg', 'psycopg_pool', 'eventsourcing', 'fastapi', 'uvicorn',"
        " 'pydantic', 'domain', 'projections'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
