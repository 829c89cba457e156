"""How alike two complaints are, told by marks that read like noise.

MinHash (Broder 1997): of many hashes of every word, two texts share the smallest as
often as they share words. A few of these smallest hashes together are a mark: texts of
which half the words are the same share some, those that share a tenth next to none.
"""

import hmac
import struct
from array import array
from collections.abc import Iterable, Set
from functools import lru_cache
from hashlib import blake2b, sha512

import snowballstemmer

_HASHES = struct.Struct(">64I")
_TEXT, _TITLE = (20, 3), (6, 2)
"""How many marks, of how many hashes each. A title alone is a few words: two that agree
in half of them are to be found already."""
LEAST_WORDS, LEAST_IN_TITLE = 5, 2
"""Fewer are alike by chance."""
COMMON = frozenset(
    "ada agar akan aku anda atas atau bahwa belum bisa dalam dan dapat dari dengan di"
    " hari harus hingga ini itu jadi juga kalau kami karena ke kepada kita lagi"
    " lain lalu maka masih mereka mohon namun oleh pada para pun sampai sangat saat"
    " saya sebagai sehingga sejak selama seperti serta setiap sudah supaya telah"
    " tersebut terus tetapi tidak tolong untuk yang".split()
)
"""Words of every complaint: what they have in common says nothing."""


class Likeness:
    """Marks under one key, as signed 8-byte numbers."""

    def __init__(self, key: bytes):
        self._key = key
        self._stem = snowballstemmer.stemmer("indonesian").stemWord
        # Stemming and hashing a word takes long, and complaints repeat words.
        self._of_word = lru_cache(maxsize=20_000)(self._hashes)
        # Keyed by itself (RFC 7693), which takes half as long as an HMAC.
        self._text, self._title = (
            blake2b(digest_size=8, key=key, person=kind) for kind in (b"text", b"title")
        )

    def marks(self, title: Set[str], description: Set[str]) -> list[int]:
        """Of a complaint with these words, each once, sorted; none where there are too
        few that not every complaint has."""
        called = title - COMMON
        said = (title | description) - COMMON
        found: set[int] = set()
        if len(said) >= LEAST_WORDS:
            found.update(self._banded(self._text, said, *_TEXT))
        if len(called) >= LEAST_IN_TITLE:
            found.update(self._banded(self._title, called, *_TITLE))
        return sorted(found)

    def _banded(
        self, empty: blake2b, said: Iterable[str], count: int, size: int
    ) -> tuple[int, ...]:
        asked = count * size
        hashes = zip(*(self._of_word(word)[:asked] for word in said), strict=True)
        least = struct.pack(f">{asked}I", *map(min, hashes))
        width = len(least) // count
        digests = []
        for number in range(count):
            band = empty.copy()
            band.update(number.to_bytes(4, "big"))
            band.update(least[number * width : (number + 1) * width])
            digests.append(band.digest())
        return struct.unpack(f">{count}q", b"".join(digests))

    def _hashes(self, word: str) -> "array[int]":
        coded = self._stem(word).encode()
        digests = (
            hmac.digest(self._key, bytes((number,)) + coded, sha512)
            for number in range(4)
        )
        return array("I", _HASHES.unpack(b"".join(digests)))
