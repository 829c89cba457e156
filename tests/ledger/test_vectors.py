"""The published vectors: of RFC 6962, transparency-dev, C2SP and Go."""

from contextlib import nullcontext
from operator import itemgetter
from typing import Any
from uuid import UUID

import pytest

from ledger import self_test
from ledger.leaf import Record, entry
from ledger.merkle import (
    EMPTY_ROOT,
    Edge,
    ProofError,
    leaf_hash,
    node_hash,
)
from ledger.note import Note, VerifierKey

FILE = itemgetter("file")
# RFC 6962 reference input, and the root after each of its leaves.
LEAVES = (
    ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
    ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
    ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
    ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
    ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
    ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
    (
        "5051525354555657",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    ),
    (
        "606162636465666768696a6b6c6d6e6f",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ),
)
NOTES = (
    (
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1"
        "Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
    ),
    (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n\n"
        "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC"
        "2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
    ),
)


def test_there_are_196_vectors() -> None:
    assert self_test.run() == 196


@pytest.mark.parametrize("vector", self_test.vectors("inclusion"), ids=FILE)
def test_inclusion(vector: dict[str, Any]) -> None:
    with pytest.raises(ProofError) if vector["wantErr"] else nullcontext():
        self_test.inclusion(vector)


@pytest.mark.parametrize("vector", self_test.vectors("consistency"), ids=FILE)
def test_consistency(vector: dict[str, Any]) -> None:
    with pytest.raises(ProofError) if vector["wantErr"] else nullcontext():
        self_test.consistency(vector)


def test_a_verifier_that_accepts_everything_judges_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(self_test, "verify_inclusion", lambda *_: None)
    with pytest.raises(self_test.SelfTestFailed):
        self_test.run()


def test_the_roots_of_the_reference_input() -> None:
    edge = Edge()
    assert edge.root() == EMPTY_ROOT
    for leaf, root in LEAVES:
        edge.append(leaf_hash(bytes.fromhex(leaf)))
        assert edge.root().hex() == root


def test_the_hasher() -> None:
    assert EMPTY_ROOT.hex() == (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    )
    assert leaf_hash(b"L123456").hex() == (
        "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    )
    assert node_hash(b"N123", b"N456").hex() == (
        "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )


def test_our_leaf() -> None:
    record = Record(
        UUID("00112233-4455-6677-8899-aabbccddeeff"),
        1,
        "complaint.received",
        b'{"n":1}',
    )
    assert Record.parse(bytes(record)) == record
    assert leaf_hash(entry(7, bytes(record))).hex() == (
        "c232cde474565306caf7b42e1a524c2fde0ecaaf2f118018b4c2f4e6f3a93c55"
    )


@pytest.mark.parametrize(("key", "written"), NOTES, ids=("C2SP", "Go"))
def test_a_note_of_another_program_is_read_and_written_the_same(
    key: str, written: str
) -> None:
    verifier, note = VerifierKey.parse(key), Note.parse(written)
    assert note.signed_by([verifier]) == [verifier]
    assert (str(note), str(verifier)) == (written, key)
