"""A witness cosigns what continues its last checkpoint of a log, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ledger.checkpoint import Checkpoint
from ledger.note import COSIGNATURE, Note, SigningKey
from ledger.witness import (
    Refused,
    Request,
    judge,
)
from tests.ledger.conftest import ORIGIN, request

if TYPE_CHECKING:
    from tests.ledger.conftest import Log

New = Callable[[int], "Log"]
WITNESS = SigningKey("saksi.example", bytes([5] * 32), COSIGNATURE)
STRANGER = SigningKey(ORIGIN, bytes([6] * 32))


def known(log: Log, size: int) -> dict[str, Checkpoint]:
    return {ORIGIN: log.checkpoint(size)}


def refusal(
    asked: Request, log: Log, knows: dict[str, Checkpoint] | None = None
) -> tuple[int, int | None]:
    with pytest.raises(Refused) as refused:
        judge(asked, knows or {}, [log.key.verifier])
    return refused.value.status, refused.value.known


# -- what is cosigned ------------------------------------------------------------


@pytest.mark.parametrize("size", [0, 1, 8, 300])
def test_the_first_checkpoint_needs_no_proof(new_log: New, size: int) -> None:
    log = new_log(size)
    assert judge(request(log, 0), {}, [log.key.verifier]) == log.checkpoint()


@pytest.mark.parametrize("old", [1, 4, 7, 128, 299, 300])
def test_a_checkpoint_that_continues_the_last_one_is_cosigned(
    log: Log, old: int
) -> None:
    asked = request(log, old)
    assert judge(asked, known(log, old), [log.key.verifier]) == log.checkpoint()


def test_the_log_after_an_empty_one_needs_no_proof(log: Log) -> None:
    asked = request(log, 0)
    assert judge(asked, known(log, 0), [log.key.verifier]) == log.checkpoint()


def test_signatures_of_others_are_passed_over(log: Log) -> None:
    asked = request(log, 0)
    text = asked.note.text
    others = (STRANGER.sign(text), WITNESS.cosign(text, 1), *asked.note.signatures)
    with_others = replace(asked, note=Note(text, others))
    assert judge(with_others, {}, [log.key.verifier]) == log.checkpoint()


def test_any_present_key_of_the_log_will_do(log: Log) -> None:
    keys = [STRANGER.verifier, log.key.verifier]
    assert judge(request(log, 0), {}, keys) == log.checkpoint()


def test_each_log_is_remembered_by_itself(log: Log) -> None:
    other = {"papua/tuntas": Checkpoint("papua/tuntas", 9, bytes(32))}
    assert judge(request(log, 0), other, [log.key.verifier]) == log.checkpoint()


# -- what is refused -------------------------------------------------------------


def test_404_for_a_log_nobody_told_of(log: Log) -> None:
    other = SigningKey("papua/tuntas", bytes(32)).verifier
    with pytest.raises(Refused, match="--log") as refused:
        judge(request(log, 0), {}, [other])
    assert refused.value.status == 404


def test_403_without_a_signature_of_a_known_key(log: Log) -> None:
    log.key, own = STRANGER, log.key
    asked = request(log, 0)
    log.key = own
    assert refusal(asked, log) == (403, None)


def test_403_for_a_signature_over_another_text(log: Log) -> None:
    asked = request(log, 0)
    moved = Note(log.checkpoint(299).text, asked.note.signatures)
    assert refusal(replace(asked, note=moved), log) == (403, None)


def test_400_for_what_is_no_checkpoint(log: Log) -> None:
    text = f"{ORIGIN}\nmany\n"
    note = Note(text, (log.key.sign(text),))
    assert refusal(Request(0, (), note), log) == (400, None)


def test_400_for_an_old_size_above_the_new_one(log: Log) -> None:
    asked = request(log, 201, 200)
    assert refusal(asked, log, known(log, 201)) == (400, None)


@pytest.mark.parametrize("old", [0, 100, 300])
def test_409_tells_the_size_that_is_known(log: Log, old: int) -> None:
    assert refusal(request(log, old), log, known(log, 200)) == (409, 200)


def test_409_tells_zero_to_who_thinks_that_more_is_known(log: Log) -> None:
    assert refusal(request(log, 100), log) == (409, 0)


def test_409_for_another_root_of_the_same_size(log: Log, new_log: New) -> None:
    fork = new_log(299)
    fork.record(1, "rewritten")
    asked = request(fork, 300)
    assert refusal(asked, log, known(log, 300)) == (409, 300)
    with pytest.raises(Refused, match="forked") as refused:
        judge(asked, known(log, 300), [log.key.verifier])
    assert refused.value.suspicious


def test_409_for_another_root_of_no_leaves(log: Log) -> None:
    text = Checkpoint(ORIGIN, 0, bytes(32)).text
    asked = Request(0, (), Note(text, (log.key.sign(text),)))
    assert refusal(asked, log) == (409, 0)


def test_an_older_checkpoint_is_no_suspicion(log: Log) -> None:
    with pytest.raises(Refused) as refused:
        judge(request(log, 100, 200), known(log, 300), [log.key.verifier])
    assert (refused.value.status, refused.value.suspicious) == (409, False)


def test_422_for_a_fork(log: Log, new_log: New) -> None:
    fork = new_log(199)
    fork.record(151, "rewritten")
    asked = request(fork, 200)
    assert refusal(asked, log, known(log, 200)) == (422, None)
    with pytest.raises(Refused) as refused:
        judge(asked, known(log, 200), [log.key.verifier])
    assert refused.value.suspicious


def test_422_for_a_proof_altered_left_out_or_too_long(log: Log) -> None:
    asked = request(log, 200)
    for proof in (
        (),
        asked.proof[:-1],
        (*asked.proof, bytes(32)),
        (bytes(32), *asked.proof[1:]),
    ):
        assert refusal(replace(asked, proof=proof), log, known(log, 200)) == (422, None)


def test_422_for_a_proof_where_there_is_nothing_to_prove(log: Log) -> None:
    first = replace(request(log, 0), proof=(bytes(32),))
    again = replace(request(log, 300), proof=(bytes(32),))
    assert refusal(first, log) == (422, None)
    assert refusal(again, log, known(log, 300)) == (422, None)
