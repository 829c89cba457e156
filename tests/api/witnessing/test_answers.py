"""What a witness answers that is none of `tuntas witness`, or that lies."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import pytest

from api import witnesses
from api.witnesses import Witness, WitnessContradicts, WitnessUnavailable
from ledger.checkpoint import Checkpoint
from ledger.merkle import EMPTY_ROOT
from ledger.note import COSIGNATURE, SigningKey
from tests.api.witnessing.conftest import (
    STRANGER,
    ask,
    compare,
    log_of,
    note_of,
    proofs,
)
from tests.ledger.conftest import ORIGIN, Log

WITNESS = SigningKey("saksi.example", bytes([5] * 32), COSIGNATURE)
VKEY = WITNESS.verifier


def cosignature(log: Log, time: int = 1764000000) -> bytes:
    return str(WITNESS.cosign(log.checkpoint().text, time)).encode()


def over_more(log: Log, more: str) -> bytes:
    """A cosignature that holds, but over more than the checkpoint."""
    text = f"{log.checkpoint().text}\n{more}"
    return f"{more}\n{WITNESS.cosign(text, 1764000000)}".encode()


def shown(log: Log) -> bytes:
    return str(note_of(log)).encode() + cosignature(log)


def plain(status: int, body: bytes = b"", *headers: str) -> bytes:
    lines = (f"HTTP/1.1 {status} x", f"Content-Length: {len(body)}", *headers)
    return "\r\n".join((*lines, "Connection: close", "", "")).encode() + body


@contextmanager
def answering(*answers: bytes) -> Iterator[str]:
    """The address of a server that gives these answers, a connection each."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            for given in answers:
                connection, _ = server.accept()
                with connection:
                    while not _whole(connection.recv(1 << 16)):
                        pass
                    connection.sendall(given)

        thread = Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(60)
        assert not thread.is_alive(), "it was asked less often than expected"


def _whole(received: bytes) -> bool:
    return (
        received.startswith(b"GET") or received.endswith(b"\n") and b"old" in received
    )


@pytest.mark.parametrize(
    "answer",
    [
        lambda log: plain(200),
        lambda log: plain(200, b"\xff\xfe"),
        lambda log: plain(200, cosignature(log)[:-9] + b"\n"),
        lambda log: plain(200, cosignature(log_of(6))),
        lambda log: plain(200, str(STRANGER.sign(log.checkpoint().text)).encode()),
        lambda log: plain(200, cosignature(log) + b"what else?\n"),
        lambda log: plain(200, over_more(log, "more\n")),
        lambda log: plain(302, b"", "Location: http://127.0.0.1:1/"),
        lambda log: plain(500),
        lambda log: plain(400),
        lambda log: plain(409),
        lambda log: plain(409, b"0\n"),
        lambda log: plain(409, b"-1\n"),
        lambda log: b"nonsense\r\n\r\n",
        lambda log: b"",
        lambda log: plain(200, cosignature(log))[:-9],
    ],
)
def test_an_answer_that_is_none_is_not_kept(answer: Callable[[Log], bytes]) -> None:
    log = log_of(5)
    with answering(answer(log)) as url, pytest.raises(WitnessUnavailable):
        ask(Witness(url, VKEY), log)


def test_a_cosignature_among_those_of_others_is_found() -> None:
    log = log_of(5)
    text = log.checkpoint().text
    other = SigningKey("lain.example", bytes([9] * 32), COSIGNATURE).cosign(text, 1)
    with answering(plain(200, str(other).encode() + cosignature(log))) as url:
        assert ask(Witness(url, VKEY), log)


@pytest.mark.parametrize("refusal", [plain(422), plain(409, b"9\n")])
def test_a_refusal_that_the_shown_head_belies_forbids_nothing(refusal: bytes) -> None:
    log, latest = log_of(5), plain(200, shown(log_of(3)))
    with (
        answering(refusal, latest) as url,
        pytest.raises(WitnessUnavailable, match="answered 4"),
    ):
        ask(Witness(url, VKEY), log)


def test_a_head_that_the_witness_did_not_cosign_forbids_nothing() -> None:
    log, forked = log_of(5), log_of(9, 2)
    elsewhere = log_of(9)
    elsewhere.key = SigningKey("papua/tuntas", bytes(32))
    for latest in (str(note_of(forked)).encode(), shown(elsewhere), b"", b"\xff"):
        with answering(plain(200, latest)) as url, pytest.raises(WitnessUnavailable):
            compare(Witness(url, VKEY), log)
    with answering(plain(200, shown(forked))) as url, pytest.raises(WitnessContradicts):
        compare(Witness(url, VKEY), log)
    with answering(plain(500)) as url, pytest.raises(WitnessUnavailable):
        compare(Witness(url, VKEY), log)


def test_a_size_that_changes_with_each_answer_is_not_followed_for_ever() -> None:
    log = log_of(5)
    with (
        answering(plain(409, b"2\n"), plain(409, b"3\n")) as url,
        pytest.raises(WitnessUnavailable, match="another process of ours"),
    ):
        ask(Witness(url, VKEY), log)


def test_a_witness_that_answers_without_end_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(witnesses, "PATIENCE_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 x\r\nX: ")
                while True:
                    connection.sendall(b"x")
                    connection.settimeout(0.01)
                    with suppress(TimeoutError):
                        if not connection.recv(1 << 16):
                            return

        thread = Thread(target=drip, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(WitnessUnavailable):
            ask(Witness(url, VKEY), log_of(5))
        thread.join(60)
        assert not thread.is_alive()


def test_the_word_of_a_witness_that_shows_no_head_counts() -> None:
    log = log_of(30)
    for refusal in (plain(422), plain(409, b"31\n")):
        answers = (refusal, plain(404))
        with answering(*answers) as url, pytest.raises(WitnessContradicts) as found:
            ask(Witness(url, VKEY), log)
        assert found.value.head is None


def test_an_address_may_have_a_path() -> None:
    log, seen = log_of(5), Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    with answering(plain(200, cosignature(log)), plain(404)) as url:
        witness = Witness(f"{url}/tuntas/", VKEY)
        assert ask(witness, log)
        assert witness.compare(seen, proofs(log)) is None
