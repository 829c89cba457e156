"""Our log asks its witnesses: what holds is kept, what cannot be had is told apart from
what forbids another signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.witnesses import Witness, WitnessContradicts, WitnessUnavailable
from ledger.note import COSIGNATURE, SigningKey
from tests.api.witnessing.conftest import (
    STRANGER,
    ask,
    compare,
    log_of,
)
from tests.ledger.conftest import ORIGIN

if TYPE_CHECKING:
    from tests.api.witnessing.conftest import Running, StartWitness

WITNESS = SigningKey("saksi.example", bytes([5] * 32), COSIGNATURE)
VKEY = WITNESS.verifier


@pytest.fixture
def witness(start: StartWitness) -> Running:
    return start()


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
    assert witness.log.count('"status":409') == 1


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
