"""A witness cosigns what continues its last checkpoint of a log, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from ledger.checkpoint import Checkpoint
from ledger.note import COSIGNATURE, Note, SigningKey, VerifierKey
from ledger.verifying import Trust, verify
from ledger.witness import (
    MOST_HASHES,
    Refused,
    Request,
    cosigned,
    judge,
    origin_hash,
)
from tests.ledger.conftest import ORIGIN

if TYPE_CHECKING:
    from tests.ledger.conftest import Log

New = Callable[[int], "Log"]
WITNESS = SigningKey("saksi.example", bytes([5] * 32), COSIGNATURE)
STRANGER = SigningKey(ORIGIN, bytes([6] * 32))
# A checkpoint of a public log with cosignatures by other programs; the keys are those
# that their holders publish.
PUBLISHED = """\
arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

\u2014 arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
\u2014 transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
\u2014 witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
\u2014 remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
"""  # noqa: E501
WITNESS_KEYS = (
    "transparency.dev/DEV:witness-little-garden+d8042a87"
    "+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
    "witness1.smartit.nu/witness1+a48c820f"
    "+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
)
# The example of c2sp.org/tlog-witness.
EXAMPLE = (
    b"old 20852014\n"
    b"PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
    b"jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
    b"5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
    b"/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
    b"\n"
    b"example.com/behind-the-sofa\n"
    b"20852163\n"
    b"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    b"\n"
    b"\xe2\x80\x94 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+Z"
    b"JurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def request(log: Log, old: int, size: int | None = None) -> Request:
    """Of the log's head, or a head of that size, with a proof from `old`."""
    note = Note.parse(log.sign(size))
    new = Checkpoint.parse(note.text).size
    proof = log.consistency(old, new).proof if 0 < old <= new else ()
    return Request(old, proof, note)


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


# -- the request as it travels ---------------------------------------------------


def test_the_published_request_is_read_and_written_the_same() -> None:
    asked = Request.parse(EXAMPLE)
    assert (asked.old, len(asked.proof)) == (20852014, 4)
    assert Checkpoint.parse(asked.note.text).size == 20852163
    assert bytes(asked) == EXAMPLE


def test_a_request_of_ours_is_read_as_it_was_written(log: Log) -> None:
    for asked in (request(log, 0), request(log, 7), request(log, 300)):
        assert Request.parse(bytes(asked)) == asked


@pytest.mark.parametrize(
    "change",
    [
        (b"old 20852014\n", b""),
        (b"old 20852014", b"old"),
        (b"old 20852014", b"old 020852014"),
        (b"old 20852014", b"old -1"),
        (b"old 20852014", b"old  20852014"),
        (b"old 20852014", b"old 20852014 "),
        (b"old 20852014", b"old \xd9\xa1"),
        (b"old 20852014\n", b"old 20852014\r\n"),
        (b"old 20852014", b"old 10000000000000000000"),
        (b"PlRNCrwHpqhG", b"PlRN"),
        (b"PlRNCrwHpqhG", b"PlRN_rwHpqhG"),
        (b"PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=", b" "),
        (b"\n\nexample.com", b"\nexample.com"),
        (b"\n\n\xe2\x80\x94", b"\n\xe2\x80\x94"),
        (b"\xe2\x80\x94 ", b"- "),
        (b"\xe2\x80\x94 ", b"\xff "),
        (b"cTOAYQ8=\n", b"cTOAYQ8="),
        (EXAMPLE, b""),
    ],
)
def test_400_for_a_request_that_is_written_otherwise(
    change: tuple[bytes, bytes],
) -> None:
    assert change[0] in EXAMPLE
    with pytest.raises(Refused) as refused:
        Request.parse(EXAMPLE.replace(*change))
    assert refused.value.status == 400


def test_at_most_63_hashes(log: Log) -> None:
    asked = replace(request(log, 0), proof=(bytes(32),) * MOST_HASHES)
    assert Request.parse(bytes(asked)) == asked
    with pytest.raises(Refused, match="at most 63") as refused:
        Request.parse(bytes(replace(asked, proof=(*asked.proof, bytes(32)))))
    assert refused.value.status == 400


# -- the cosignature -------------------------------------------------------------


@pytest.mark.parametrize("line", WITNESS_KEYS, ids=lambda line: line.partition("+")[0])
def test_a_published_cosignature_holds_and_over_another_text_does_not(
    line: str,
) -> None:
    key, note = VerifierKey.parse(line), Note.parse(PUBLISHED)
    (signature,) = (s for s in note.signatures if s.id == key.id)
    assert key.kind == COSIGNATURE and signature.time == 1779573024
    assert note.signed_by([key]) == [key]
    assert not key.holds(note.text.replace("1432088532", "42"), signature.signature)
    later = (signature.time + 1).to_bytes(8, "big") + signature.signature[8:]
    assert not key.holds(note.text, later)


def test_the_verifier_demands_a_quorum(log: Log) -> None:
    second = SigningKey("ombudsman.example", bytes([9] * 32), COSIGNATURE)
    note = Note.parse(log.sign())
    ours = cosigned(note, [log.key.verifier], WITNESS, 1764000000)
    log.checkpoints[-1] = str(ours)
    both = (WITNESS.verifier, second.verifier)
    assert verify(log.bundle(), Trust(witnesses=both, quorum=1)).holds
    verdict = verify(log.bundle(), Trust(witnesses=both, quorum=2))
    assert verdict.finding is not None and verdict.finding.kind == "badly_signed"
    theirs = second.cosign(note.text, 1764000001)
    log.checkpoints[-1] = str(Note(note.text, (*ours.signatures, theirs)))
    assert verify(log.bundle(), Trust(witnesses=both, quorum=2)).holds


def test_what_is_kept_has_the_signatures_that_somebody_looked_at(log: Log) -> None:
    text = log.checkpoint().text
    own = log.key.sign(text)
    given = Note(text, (STRANGER.sign(text), own, replace(own, signature=bytes(64))))
    kept = cosigned(given, [log.key.verifier], WITNESS, 1764000000)
    assert kept.signatures == (own, WITNESS.cosign(text, 1764000000))
    assert kept.signatures[-1].time == 1764000000
    assert kept.signed_by([WITNESS.verifier]) == [WITNESS.verifier]


def test_the_latest_checkpoint_is_found_by_the_hash_of_the_origin() -> None:
    assert origin_hash(ORIGIN) == sha256(b"kalteng/tuntas").hexdigest()
