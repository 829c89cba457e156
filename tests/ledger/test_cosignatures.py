"""The request and the cosignature as they travel, beside published ones of others."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from ledger.checkpoint import Checkpoint
from ledger.note import COSIGNATURE, Note, SigningKey, VerifierKey
from ledger.trust import Trust
from ledger.verifying import verify
from ledger.witness import (
    MOST_HASHES,
    Refused,
    Request,
    cosigned,
    origin_hash,
)
from tests.ledger.conftest import ORIGIN, request

if TYPE_CHECKING:
    from tests.ledger.conftest import Log

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
