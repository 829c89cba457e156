"""Our log asks its witnesses: what holds is kept, what cannot be had is told apart from
what forbids another signature."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from api import witnesses
from api.witnesses import Witness, WitnessContradicts, WitnessUnavailable, parse
from ledger.checkpoint import Checkpoint
from ledger.merkle import EMPTY_ROOT
from ledger.note import COSIGNATURE, Note, SigningKey
from tests.api.witnessing.conftest import (
    KEY,
    STRANGER,
    log_of,
    note_of,
    proofs,
)
from tests.ledger.conftest import ORIGIN, Log

if TYPE_CHECKING:
    from tests.api.witnessing.conftest import Running, StartWitness

WITNESS = SigningKey("saksi.example", bytes([5] * 32), COSIGNATURE)
VKEY = WITNESS.verifier


@pytest.fixture
def witness(start: StartWitness) -> Running:
    return start()


def ask(witness: Witness, log: Log, size: int | None = None) -> bool:
    """Whether the cosignature of the log's head holds."""
    note = note_of(log, size)
    signature = witness.ask(note, proofs(log))
    return Note(note.text, (signature,)).signed_by([witness.vkey]) == [witness.vkey]


def compare(witness: Witness, log: Log) -> Note | None:
    return witness.compare(log.checkpoint(), proofs(log))


# -- asked by an honest log ------------------------------------------------------


def test_each_head_of_a_growing_log_is_cosigned(witness: Running) -> None:
    log, client = log_of(30), witness.client()
    assert all(ask(client, log, size) for size in (0, 1, 1, 7, 30))
    assert witness.log.count("refused") == 0


def test_who_does_not_know_what_the_witness_knows_is_told(witness: Running) -> None:
    log = log_of(30)
    assert ask(witness.client(), log, 10)
    newly_started = witness.client()
    assert ask(newly_started, log, 20) and ask(newly_started, log, 30)
    assert witness.log.count('"status": 409') == 1


def test_another_process_of_ours_may_have_asked_meanwhile(witness: Running) -> None:
    log, first, second = log_of(30), witness.client(), witness.client()
    assert ask(first, log, 10) and ask(second, log, 20) and ask(first, log, 30)


def test_the_latest_head_is_none_before_the_first(witness: Running) -> None:
    log, client = log_of(30), witness.client()
    assert client.latest(ORIGIN) is None
    assert compare(client, log) is None
    assert ask(client, log, 20)
    note = client.latest(ORIGIN)
    assert note is not None and note.text == log.checkpoint(20).text
    assert compare(client, log) == note
    assert compare(client, log_of(20)) == note


def test_an_empty_head_is_continued_by_every_log(witness: Running) -> None:
    client = witness.client()
    assert ask(client, log_of(0))
    assert compare(client, log_of(5)) is not None
    assert ask(witness.client(), log_of(5))


# -- what forbids another signature ----------------------------------------------


def test_a_head_larger_than_ours_forbids_signing(witness: Running) -> None:
    restored = log_of(20)
    assert ask(witness.client(), log_of(30))
    for call in (ask, compare):
        with pytest.raises(WitnessContradicts, match="30, ours has 20") as found:
            call(witness.client(), restored)
        assert found.value.head == witness.latest()


def test_also_the_one_that_was_asked_before_the_restore(witness: Running) -> None:
    client = witness.client()
    assert ask(client, log_of(30))
    with pytest.raises(WitnessContradicts):
        ask(client, log_of(20))


@pytest.mark.parametrize("size", [30, 40])
def test_another_history_forbids_signing(witness: Running, size: int) -> None:
    forked = log_of(size, 20)
    client = witness.client()
    assert ask(client, log_of(30))
    for call, by in (
        (ask, client),
        (ask, witness.client()),
        (compare, witness.client()),
    ):
        with pytest.raises(WitnessContradicts, match="another history of 30") as found:
            call(by, forked)
        assert found.value.head == witness.latest()


def test_the_word_of_a_witness_that_shows_no_head_counts() -> None:
    log = log_of(30)
    for refusal in (plain(422), plain(409, b"31\n")):
        answers = (refusal, plain(404))
        with answering(*answers) as url, pytest.raises(WitnessContradicts) as found:
            ask(Witness(url, VKEY), log)
        assert found.value.head is None


# -- what cannot be had ----------------------------------------------------------


def test_a_witness_that_is_not_there_is_asked_again_later(
    start: StartWitness,
) -> None:
    log, witness = log_of(30), start()
    client = witness.client()
    assert ask(client, log, 10)
    witness.kill()
    for call in (ask, compare):
        with pytest.raises(WitnessUnavailable, match="cannot be reached"):
            call(client, log)
    again = start()
    client.url = again.url
    assert ask(client, log, 20)


def test_a_witness_that_knows_neither_log_nor_key_names_the_remedy(
    start: StartWitness,
) -> None:
    elsewhere = SigningKey("papua/tuntas", bytes(32))
    log, witness = log_of(5), start("--log", str(STRANGER.verifier))
    with pytest.raises(WitnessUnavailable, match="403; give it the present key"):
        ask(witness.client(), log)
    log.key = elsewhere
    with pytest.raises(WitnessUnavailable, match="404; give it the key"):
        ask(witness.client(), log)


def test_a_cosignature_of_another_key_is_not_kept(witness: Running) -> None:
    log, wrong = log_of(5), Witness(witness.url, VKEY)
    for call in (ask, compare):
        with pytest.raises(WitnessUnavailable, match="is its key the one of"):
            call(wrong, log)


def test_no_tls_is_no_witness(witness: Running) -> None:
    client = Witness(witness.url.replace("http:", "https:"), witness.vkey)
    with pytest.raises(WitnessUnavailable, match="cannot be reached"):
        ask(client, log_of(5))


def cosignature(log: Log, time: int = 1764000000) -> bytes:
    return str(WITNESS.cosign(log.checkpoint().text, time)).encode()


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


# -- the setting -----------------------------------------------------------------


def test_witnesses_are_named_by_address_and_key() -> None:
    second = SigningKey("ombudsman.example", bytes([9] * 32), COSIGNATURE).verifier
    written = f"https://saksi.example {VKEY}, http://10.0.0.7:8010/tuntas/ {second},"
    assert parse(written) == [
        Witness("https://saksi.example", VKEY),
        Witness("http://10.0.0.7:8010/tuntas/", second),
    ]
    assert parse("") == parse(" , ") == []


def test_an_address_may_have_a_path() -> None:
    log, seen = log_of(5), Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    with answering(plain(200, cosignature(log)), plain(404)) as url:
        witness = Witness(f"{url}/tuntas/", VKEY)
        assert ask(witness, log)
        assert witness.compare(seen, proofs(log)) is None


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("https://saksi.example", "is not the address and the key"),
        (f"{VKEY}", "is not the address and the key"),
        (f"saksi.example {VKEY}", "such as https://saksi.example"),
        (f"ftp://saksi.example {VKEY}", "such as https://saksi.example"),
        (f"https:///x {VKEY}", "such as https://saksi.example"),
        (f"https://saksi.example:x {VKEY}", "is not the address and the key"),
        (f"https://saksi.example/?a=b {VKEY}", "such as https://saksi.example"),
        (f"https://ani@saksi.example {VKEY}", "such as https://saksi.example"),
        (f"https://saksi.example {KEY.verifier}", "is no key of a witness"),
        (f"http://a.example {VKEY}, http://b.example {VKEY}", "is named twice"),
        (f"https://saksi.example {str(VKEY)[:-2]}AA", "a typing error?"),
    ],
)
def test_what_names_no_witness_is_refused(written: str, remedy: str) -> None:
    with pytest.raises(ValueError, match=re.escape(remedy)):
        parse(written)
