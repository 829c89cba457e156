"""Texts that tell the same share marks; others next to none."""

import hmac
import struct
from hashlib import blake2b, sha512
from random import Random

import pytest
import snowballstemmer

from projections.likeness import COMMON, Likeness
from projections.register_similar import LEAST_SHARED
from projections.search_terms import words

LIKENESS = Likeness(b"k" * 32)
ROAD = (
    "Jalan rusak di depan pasar",
    "Jalan di depan pasar besar berlubang dalam sejak banjir bulan lalu, motor sering"
    " jatuh dan belum ada perbaikan dari dinas.",
)


def marks_of(texts: tuple[str, str], likeness: Likeness = LIKENESS) -> list[int]:
    title, description = (set(words(text)) for text in texts)
    return likeness.marks(title, description)


def shared(one: tuple[str, str], other: tuple[str, str]) -> int:
    return len(set(marks_of(one)) & set(marks_of(other)))


@pytest.mark.parametrize(
    "other",
    [
        (
            "Jln rusak dpn pasar",
            "jln di depan pasar besar berlubang dlm sejak banjir bln lalu, motor sering"
            " jatuh, blm ada perbaikan dr dinas mohon segera",
        ),
        (
            "JALAN RUSAK di depan pasar!",
            "Motor sering jatuh: jalan di depan pasar besar berlubang. Belum diperbaiki"
            " dinas sejak banjir bulan lalu.",
        ),
        ("Jalan rusak depan pasar", ""),
        ("", ROAD[1]),
    ],
    ids=["chat spelling", "other words", "the title alone", "the description alone"],
)
def test_what_tells_the_same_is_alike(other: tuple[str, str]) -> None:
    assert shared(ROAD, other) >= LEAST_SHARED


@pytest.mark.parametrize(
    "other",
    [
        (
            "Lampu jalan padam",
            "Lampu jalan di depan puskesmas padam sejak seminggu, gelap dan rawan.",
        ),
        ("Belum ada", "Sudah lama, mohon segera, belum ada juga sampai hari ini."),
        ("Pasar", ""),
        ("", ""),
    ],
    ids=["another matter", "words of every complaint", "one word", "nothing"],
)
def test_what_tells_something_else_is_not(other: tuple[str, str]) -> None:
    assert shared(ROAD, other) < LEAST_SHARED


def test_of_many_planted_pairs_nearly_all_are_found_and_of_strangers_nearly_none() -> (
    None
):
    chance = Random(5)
    vocabulary = [f"kata{number}" for number in range(2_000)]

    def text(words: list[str]) -> tuple[str, str]:
        return " ".join(words[:5]), " ".join(words[5:])

    found = strangers = 0
    for _ in range(200):
        words = chance.sample(vocabulary, 40)
        other = [w if chance.random() < 0.85 else "lain" + w for w in words]
        found += shared(text(words), text(other)) >= LEAST_SHARED
        stranger = chance.sample(vocabulary, 40)
        strangers += shared(text(words), text(stranger)) >= LEAST_SHARED
    assert found >= 196
    assert strangers <= 2


def test_marks_are_signed_sorted_and_the_same_in_any_order_of_words() -> None:
    marks = marks_of(ROAD)
    turned = " ".join(reversed(ROAD[1].split()))
    assert marks == marks_of((ROAD[0], turned)) == sorted(set(marks))
    assert len(marks) == 26
    assert all(-(2**63) <= mark < 2**63 for mark in marks)


def test_another_key_gives_other_marks() -> None:
    other = Likeness(b"j" * 32)
    assert not set(marks_of(ROAD, other)) & set(marks_of(ROAD))


def test_words_of_every_complaint_are_written_as_search_spells_them() -> None:
    assert {word.casefold() for word in COMMON} == COMMON


def test_marks_are_of_the_smallest_hashes_and_stay_what_they_are() -> None:
    """Rows tell them: other marks would need a rebuild."""
    stem = snowballstemmer.stemmer("indonesian").stemWord
    title, description = (set(words(text)) for text in ROAD)

    def smallest(said: set[str]) -> list[int]:
        hashes = [
            struct.unpack(
                ">64I",
                b"".join(
                    hmac.digest(b"k" * 32, bytes((n,)) + stem(word).encode(), sha512)
                    for n in range(4)
                ),
            )
            for word in said
        ]
        return list(map(min, zip(*hashes, strict=True)))

    def marks(said: set[str], kind: bytes, count: int, size: int) -> set[int]:
        least = smallest(said - COMMON)
        return {
            int.from_bytes(
                blake2b(
                    struct.pack(f">I{size}I", n, *least[n * size : (n + 1) * size]),
                    digest_size=8,
                    key=b"k" * 32,
                    person=kind,
                ).digest(),
                "big",
                signed=True,
            )
            for n in range(count)
        }

    expected = marks(title | description, b"text", 20, 3) | marks(title, b"title", 6, 2)
    assert marks_of(ROAD) == sorted(expected)
