"""Two answers are alike when they are one form letter."""

from __future__ import annotations

from hashlib import sha256

import pytest

from projections.fingerprint import LEAST_LETTERS, fingerprint

KEY = b"k" * 32
ANSWER = "Laporan Anda tidak dapat kami tindak lanjuti."


@pytest.mark.parametrize(
    "other",
    [
        ANSWER.upper(),
        "Laporan  Anda\ntidak dapat kami\ttindak lanjuti",
        "Laporan Anda, tidak dapat (kami) tindak-lanjuti!",
        "Laporan Anda 4711/X tidak dapat kami tindak lanjuti (23-11-2026).",
        "Laporan Anda tdk dapat kami tindak lanjuti.",
        "Laporan Anda \uff54idak dapat kami tindak lanjuti.",
    ],
    ids=["case", "space", "punctuation", "digits", "chat spelling", "wide letters"],
)
def test_a_form_letter_stays_one(other: str) -> None:
    assert other != ANSWER
    assert fingerprint(KEY, other) == fingerprint(KEY, ANSWER)


@pytest.mark.parametrize(
    "other",
    [
        "Laporan Anda dapat kami tindak lanjuti.",
        "Anda laporan tidak dapat kami tindak lanjuti.",
        ANSWER + " Terima kasih.",
    ],
)
def test_other_words_are_another_answer(other: str) -> None:
    assert fingerprint(KEY, other) != fingerprint(KEY, ANSWER)


def test_an_answer_that_is_too_short_has_none() -> None:
    assert fingerprint(KEY, "a" * LEAST_LETTERS) is not None
    assert fingerprint(KEY, "a" * (LEAST_LETTERS - 1)) is None
    assert fingerprint(KEY, "Selesai. " + "1234567890 " * 5) is None
    assert fingerprint(KEY, "") is None


def test_it_tells_nothing_without_the_key() -> None:
    plain = "laporan anda tidak dapat kami tindak lanjuti"
    found = fingerprint(KEY, ANSWER)
    assert found is not None
    assert found != fingerprint(b"l" * 32, ANSWER)
    assert found != sha256(plain.encode()).digest()
    assert len(found) == 32
