"""Whom a verifier believes: keys and those tied to them, kept heads, witnesses."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

import pytest

from ledger import keys
from ledger.bundle import Bundle, BundleError
from ledger.note import COSIGNATURE, Note, SigningKey
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verifying import verify
from tests.ledger.conftest import ORIGIN, Log

New = Callable[[int], Log]


def found(verdict: Verdict) -> tuple[str, int | None] | None:
    finding = verdict.finding
    return (finding.kind, finding.position) if finding else None


def kept(*notes: str) -> Trust:
    return Trust(kept=notes)


def rotated(log: Log) -> str:
    """Ten events later, under a new key; the notice that ties it to the old one."""
    old = log.key
    log.key = SigningKey(ORIGIN, bytes([7] * 32))
    log.keys = [old]
    log.record(10)
    log.sign()
    return keys.notice(old, log.key)


def test_a_new_key_is_believed_when_both_name_each_other(log: Log) -> None:
    head = log.checkpoints[0]
    said = rotated(log)
    assert verify(log.bundle(notices=(said,)), kept(head)).holds
    assert found(verify(log.bundle(), kept(head))) == ("badly_signed", None)
    forged = keys.notice(SigningKey(ORIGIN, bytes([8] * 32)), log.key)
    assert not verify(log.bundle(notices=(forged,)), kept(head)).holds


def test_who_knows_only_the_new_key_believes_the_older_checkpoints(log: Log) -> None:
    said = rotated(log)
    bundle = log.bundle(notices=(said,))
    assert verify(bundle, Trust(keys=(log.key.verifier,))).holds
    assert verify(bundle, kept(log.checkpoints[-1])).holds


def test_a_notice_that_only_one_of_the_keys_signed_is_none(log: Log) -> None:
    note = Note.parse(rotated(log))
    half = str(Note(note.text, note.signatures[:1]))
    verdict = verify(log.bundle(notices=(half,)), kept(log.checkpoints[0]))
    assert found(verdict) == ("badly_signed", None)


def test_a_pinned_key_decides(log: Log) -> None:
    other = SigningKey(ORIGIN, bytes([7] * 32)).verifier
    assert verify(log.bundle(), Trust(keys=(log.key.verifier,))).holds
    assert found(verify(log.bundle(), Trust(keys=(other,)))) == ("badly_signed", None)


def test_as_many_witnesses_as_the_policy_demands(log: Log) -> None:
    witness = SigningKey("inspektorat", bytes([5] * 32), COSIGNATURE)
    demanding = Trust(witnesses=(witness.verifier,), quorum=1)
    assert found(verify(log.bundle(), demanding)) == ("badly_signed", None)
    note = Note.parse(log.checkpoints[-1])
    cosigned = witness.cosign(note.text, 1_764_000_000)
    signed = Note(note.text, (*note.signatures, cosigned))
    log.checkpoints[-1] = str(signed)
    assert verify(log.bundle(), demanding).holds


def test_witnesses_of_another_head_say_nothing_of_this_one(log: Log) -> None:
    witness = SigningKey("inspektorat", bytes([5] * 32), COSIGNATURE)
    stranger = Log(key=SigningKey("kalsel/tuntas", bytes([7] * 32)))
    note = Note.parse(stranger.sign())
    cosigned = witness.cosign(note.text, 1_764_000_000)
    other = str(Note(note.text, (*note.signatures, cosigned)))
    bundle = log.bundle(checkpoints=(log.checkpoints[0], other))
    demanding = Trust(keys=(log.key.verifier,), witnesses=(witness.verifier,), quorum=1)
    assert found(verify(bundle, demanding)) == ("badly_signed", None)


def test_a_checkpoint_of_an_older_name_may_be_of_a_lost_key(log: Log) -> None:
    lost = Log(key=SigningKey("kalteng/tuntas/0", bytes([7] * 32)), keys=[log.key])
    lost.record(10)
    log.checkpoints.insert(0, lost.sign())
    assert verify(log.bundle(), Trust(keys=(log.key.verifier,))).holds
    log.checkpoints.insert(0, log.checkpoints[-1].replace("300", "299", 1))
    verdict = verify(log.bundle(), Trust(keys=(log.key.verifier,)))
    assert found(verdict) == ("badly_signed", None)


def test_a_file_that_was_cut_off_is_no_verdict(log: Log) -> None:
    whole = log.bundle()
    whole._file.seek(0)
    content = whole._file.read()
    for length in (5, 200, len(content) // 2, len(content) - 1):
        with pytest.raises(BundleError):
            verify(Bundle(BytesIO(content[:length])), Trust())


def test_a_thousand_random_bytes_each_found(log: Log, scale: int) -> None:
    """Of records; what else a byte may be is the file's own affair."""
    chance = Random(1_000)
    for _ in range(200 * scale):
        n = chance.randrange(300)
        position, record = log.records[n]
        at, bit = chance.randrange(len(record)), 1 << chance.randrange(8)
        flipped = bytearray(record)
        flipped[at] ^= bit
        log.records[n] = (position, bytes(flipped))
        assert found(verify(log.bundle(), Trust())) == ("altered", position)
        log.records[n] = (position, record)


def test_a_head_of_another_name_is_said(log: Log) -> None:
    log.sign()
    other = SigningKey("kalteng/tuntas/2", bytes(32))
    renamed = Log(key=other, keys=[log.key])
    renamed.record(310)
    renamed.sign()
    said = keys.notice(log.key, other)
    verdict = verify(renamed.bundle(notices=(said,)), kept(log.checkpoints[0]))
    assert verdict.holds
    assert any("kalteng/tuntas/2" in remark for remark in verdict.remarks)
