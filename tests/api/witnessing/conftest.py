"""A running `tuntas witness`, and logs whose heads it may cosign."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from api import witnesses
from api.witnesses import Witness
from ledger.merkle import consistency_proof
from ledger.note import Note, SigningKey, VerifierKey
from ledger.witness import origin_hash
from tests.ledger.conftest import ORIGIN, Log
from tests.ledger.conftest import request as asked

KEY = SigningKey(ORIGIN, bytes(32))
STRANGER = SigningKey(ORIGIN, bytes([6] * 32))
LATEST = f"/{origin_hash(ORIGIN)}/checkpoint"


def log_of(size: int, fork_at: int | None = None, body: str = "rewritten") -> Log:
    """Of `size` events, of which those from `fork_at` on are others."""
    log = Log(key=KEY)
    log.record(size if fork_at is None else fork_at)
    log.record(size - len(log.entries), body)
    return log


def note_of(log: Log, size: int | None = None) -> Note:
    return Note.parse(log.sign(size))


def proofs(log: Log) -> Callable[[int, int], list[bytes]]:
    return lambda old, new: consistency_proof(old, new, log.subtree)


def request(log: Log, old: int, size: int | None = None) -> bytes:
    """The body by which the log asks to cosign its head, or its head of that size."""
    return bytes(asked(log, old, size))


def ask(witness: Witness, log: Log, size: int | None = None) -> bool:
    """Whether the cosignature of the log's head, which the witness gives, holds."""
    note = note_of(log, size)
    signature = witness.ask(note, proofs(log), lambda: None)
    return Note(note.text, (signature,)).signed_by([witness.vkey]) == [witness.vkey]


def compare(witness: Witness, log: Log) -> Note | None:
    return witness.compare(log.checkpoint(), proofs(log))


@dataclass
class Answer:
    status: int
    kind: str
    text: str


@dataclass
class Running:
    """A witness, spoken to over HTTP as logs and verifiers do."""

    url: str
    vkey: VerifierKey
    process: subprocess.Popen[str]
    directory: Path

    def call(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> Answer:
        url = urlsplit(self.url)
        assert url.hostname is not None
        connection = http.client.HTTPConnection(url.hostname, url.port, timeout=60)
        try:
            connection.request(
                method, path, body, {n.replace("_", "-"): headers[n] for n in headers}
            )
            answer = connection.getresponse()
            kind = answer.getheader("Content-Type", "")
            return Answer(answer.status, kind, answer.read().decode())
        finally:
            connection.close()

    def add(self, body: bytes) -> Answer:
        return self.call("POST", "/add-checkpoint", body)

    def latest(self) -> Note:
        answer = self.call("GET", LATEST)
        assert answer.status == 200
        return Note.parse(answer.text)

    def client(self) -> Witness:
        return Witness(self.url, self.vkey)

    @property
    def log(self) -> str:
        return (self.directory / "log").read_text()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(30)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def command(directory: Path, *words: str) -> list[str]:
    place = ("--key", str(directory / "key"), "--state", str(directory / "state"))
    return [sys.executable, "-m", "api", "witness", *place, "--port", "0", *words]


StartWitness = Callable[..., Running]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no witness that is away."""
    monkeypatch.setattr(witnesses, "PATIENCE_SECONDS", 60.0)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[StartWitness]:
    """`start(*words)` starts the witness of this test; again, on what it remembers."""
    started: list[Running] = []

    def begin(*words: str) -> Running:
        words = words or ("--log", str(KEY.verifier))
        first = () if (tmp_path / "key").exists() else ("--name", "saksi.example")
        with (tmp_path / "log").open("a") as errors:
            process = subprocess.Popen(
                command(tmp_path, *first, *words),
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={n: v for n, v in os.environ.items() if not n.startswith("TUNTAS")},
            )
        assert process.stdout is not None
        with process.stdout as output:
            key, url = (output.readline().split() for _ in ("witness", "ready"))
        assert (key[:1], url[:1]) == (["witness"], ["ready"]), process.wait(30)
        vkey = VerifierKey.parse(key[1])
        started.append(Running(url[1], vkey, process, tmp_path))
        return started[-1]

    yield begin
    for running in started:
        if running.process.poll() is None:
            running.kill()


def refused(directory: Path, *words: str) -> str:
    """What a witness says that does not start."""
    done = subprocess.run(
        command(directory, *words), capture_output=True, text=True, timeout=60
    )
    assert done.returncode in (1, 2) and done.stdout == ""
    return done.stderr


def grown(log: Log, body: str) -> Log:
    """The log with one more event."""
    more = Log(key=KEY, records=list(log.records), entries=list(log.entries))
    more.record(1, body)
    return more
