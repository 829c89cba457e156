"""`tuntas serve`: one a directory, any number beside each other, and a clean end."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from storage.embedded.account import server_account
from storage.embedded.process import processes_of

if TYPE_CHECKING:
    from tests.conftest import Served

Serve = Callable[..., "Served"]
TUNTAS = (sys.executable, "-m", "api")
RECEIVE = {
    "channel": "web",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang sejak lama.",
}


def refused(*words: str) -> str:
    """What `tuntas serve WORDS` says when it will not start."""
    done = subprocess.run(
        [*TUNTAS, "serve", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert done.stdout == ""
    return done.stderr


def server_processes(data: Path) -> list[int]:
    return processes_of(data / "postgres", server_account())


def left_running(data: Path) -> list[str]:
    """Processes of this directory: the server's own, and ours that name it."""
    found = list(map(str, server_processes(data)))
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(data) in words:
            found.append(words.decode(errors="replace"))
    return found


def children(served: "Served") -> list[int]:
    """Process ids of what `serve` itself began."""
    name = f"/proc/{served.process.pid}/task/{served.process.pid}/children"
    return [int(number) for number in Path(name).read_text().split()]


def lines(served: "Served") -> list[dict[str, Any]]:
    """The log, every line of which must be a JSON object."""
    found = [json.loads(line) for line in served.log.read_text().splitlines()]
    assert all(isinstance(line, dict) for line in found)
    return found


def test_a_second_serve_on_the_same_directory_says_so(served: "Served") -> None:
    said = refused("--data", str(served.data), "--port", "0")
    assert f"another tuntas serve uses {served.data}" in said
    assert served.get("/healthz").status == 200


def test_a_busy_port_is_said_before_anything_is_made(
    served: "Served", tmp_path: Path
) -> None:
    port = str(urlsplit(served.url).port)
    said = refused("--data", str(tmp_path / "data"), "--port", port)
    assert f"127.0.0.1:{port}" in said
    assert "--port" in said
    assert not (tmp_path / "data").exists()


def test_two_workers_do_a_command_once_and_log_json(serve: Serve) -> None:
    served = serve("--workers", "2")
    desk = served.token("desk")

    def send(number: int) -> tuple[int, str, str | None]:
        answer = served.post(
            "/v1/complaints", RECEIVE, desk, Idempotency_Key=f"kunci-{number % 4:04}"
        )
        return answer.status, answer.json["id"], answer.headers.get("x-request-id")

    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(send, range(80)))
    assert {status for status, _, _ in answers} == {201}
    assert len({id for _, id, _ in answers}) == 4

    # What is no HTTP at all is answered by the library, which logs it.
    address = urlsplit(served.url)
    with socket.create_connection((address.hostname, address.port or 0)) as raw:
        raw.sendall(b"NIK 6203012345678901 Siti\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 400")
    assert served.stop() == 0

    logged = lines(served)
    assert {line["process"] for line in logged} >= {"api-0", "api-1", "runner"}
    by_worker = {line.get("request_id"): line["process"] for line in logged}
    assert {by_worker[id] for _, _, id in answers} == {"api-0", "api-1"}
    assert "Invalid HTTP request received." in {line["event"] for line in logged}
    assert "6203012345678901" not in served.log.read_text()


def test_serve_ends_within_five_seconds_while_a_batch_is_open(
    serve: Serve, served: "Served"
) -> None:
    beside, served = served, serve()
    desk = served.token("desk")
    started = [*children(served), *server_processes(served.data)]
    address = urlsplit(served.url)
    batch = HTTPConnection(address.hostname or "", address.port, timeout=30)
    batch.putrequest("POST", "/v1/commands")
    for name, value in (
        ("Authorization", f"Bearer {desk}"),
        ("Content-Type", "application/x-ndjson"),
        ("Transfer-Encoding", "chunked"),
    ):
        batch.putheader(name, value)
    batch.endheaders()
    line = json.dumps({"key": "kunci-satu", "command": "receive", "body": RECEIVE})
    batch.send(b"%x\r\n%s\n\r\n" % (len(line) + 1, line.encode()))
    answer = json.loads(batch.getresponse().readline())
    assert answer["status"] == 201

    began = time.monotonic()
    assert served.stop() == 0
    assert time.monotonic() - began < 5
    assert left_running(served.data) == []
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
    assert lines(served)
    batch.close()
    # Another directory is another installation, and does not care.
    found = beside.get(f"/v1/complaints/{answer['id']}", beside.token("desk"))
    assert found.status == 404


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_ends_at_once_while_it_makes_its_database(
    tmp_path: Path, number: signal.Signals
) -> None:
    data = tmp_path / "data"
    process = subprocess.Popen(
        [*TUNTAS, "serve", "--data", str(data), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    give_up = time.monotonic() + 30
    while not list(data.glob("postgres*/base")):
        assert time.monotonic() < give_up
        time.sleep(0.01)
    began = time.monotonic()
    process.send_signal(number)
    said, faults = process.communicate(timeout=30)
    assert time.monotonic() - began < 5
    assert (process.returncode, said, faults) == (0, b"", b"")
    assert left_running(data) == []


def test_a_directory_that_cannot_be_written_is_named_with_the_remedy(
    tmp_path: Path,
) -> None:
    place = tmp_path / "file"
    place.touch()
    said = refused("--data", str(place / "data"), "--port", "0")
    assert f"cannot write in {place / 'data'}" in said
    assert "name another directory with --data" in said


def test_a_serve_without_the_right_key_refuses(serve: Serve) -> None:
    served = serve()
    key = served.data / "master.key"
    assert served.stop() == 0
    right = key.read_text()
    key.write_text("00" * 32)
    said = refused("--data", str(served.data), "--port", "0")
    assert "the master key is not the one" in said
    assert left_running(served.data) == []
    key.unlink()
    assert "cannot read the master key" in refused(
        "--data", str(served.data), "--port", "0"
    )
    key.write_text(right)
    again = serve(data=served.data)
    assert again.get("/readyz").status == 200


def test_a_named_server_and_a_runner_apart(
    database_url: str, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUNTAS_DATABASE_URL", database_url)
    data = tmp_path / "data"
    runner = subprocess.Popen(
        [*TUNTAS, "runner", "--data", str(data)],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        served = serve("--no-runner", data=data)
        assert not (data / "postgres").exists()
        assert len(children(served)) == 1
        position = served.post("/v1/complaints", RECEIVE).json["position"]
        found = served.get(f"/v1/complaints?after={position}", served.token("desk"))
        assert len(found.json["items"]) == 1
        # Several may share a named server, from the same directory of keys.
        beside = serve("--no-runner", data=data)
        assert beside.get("/readyz").status == 200
    finally:
        runner.terminate()
        assert runner.wait(10) == 0
