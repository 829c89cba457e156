"""Words as search keeps them: keyed hashes, so that the index reads like noise."""

import hmac
import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import chain

import snowballstemmer

from projections.chat_spelling import CHAT_SPELLING

_WORD = re.compile(r"[^\W_]{2,}")
_DOUBLED = re.compile(r"[a-z]{3,}2")
"""`jalan2` is how a doubled word is written: jalan-jalan."""


def words(text: str) -> Iterator[str]:
    """The words of two or more letters or digits, in one spelling each."""
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        doubled = word[-1] == "2" and _DOUBLED.fullmatch(word)
        plain = word[:-1] if doubled else word
        yield CHAT_SPELLING.get(plain, plain)


def month(received_at: datetime) -> int:
    """The number of a month (UTC), kept among the terms: so the index finds a word in a
    few months without all others. No hash is as small."""
    utc = received_at.astimezone(UTC)
    return utc.year * 12 + utc.month - 1


class SearchTerms:
    """Hashes of words and of their stems under one key, as signed 8-byte numbers."""

    def __init__(self, key: bytes):
        self._key = key
        self._stem = snowballstemmer.stemmer("indonesian").stemWord
        # Stemming a word takes as long as decoding an event; complaints repeat words.
        self._of_word = lru_cache(maxsize=50_000)(self._hashes)

    def of_text(self, text: str) -> list[int]:
        """The numbers of all words and stems, each once, sorted."""
        return self.of_words(set(words(text)))

    def of_words(self, said: Collection[str]) -> list[int]:
        return sorted(set(chain.from_iterable(map(self._of_word, said))))

    def of_query(self, text: str) -> list[list[int]]:
        """For each word the numbers of which a text must have at least one."""
        return [list(self._of_word(word)) for word in dict.fromkeys(words(text))]

    def _hashes(self, word: str) -> tuple[int, ...]:
        # The stemmer is rough: the word itself is kept beside its stem.
        return tuple(
            self._hash(form) for form in dict.fromkeys((word, self._stem(word)))
        )

    def _hash(self, word: str) -> int:
        digest = hmac.digest(self._key, word.encode(), sha256)
        return int.from_bytes(digest[:8], "big", signed=True)
