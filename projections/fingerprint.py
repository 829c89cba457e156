"""Whether two answers are the same text, told by numbers that read like noise."""

import hmac
import re
from hashlib import sha256

from projections.search_terms import words

LEAST_LETTERS = 20
"""Shorter answers, as "sudah ditindaklanjuti", are alike by chance."""
_DIGIT = re.compile(r"\d+")


def fingerprint(key: bytes, text: str) -> bytes | None:
    """The keyed hash of an answer; None for one that is too short.

    Case, spaces, punctuation, chat spelling and numbers make no other answer: a form
    letter differs by its date and its file number alone.
    """
    spelt = [plain for word in words(text) if (plain := _DIGIT.sub("", word))]
    if sum(map(len, spelt)) < LEAST_LETTERS:
        return None
    return hmac.digest(key, " ".join(spelt).encode(), sha256)
