"""How alike two complaints are, told by marks that read like noise.

MinHash (Broder 1997): of many hashes of every word, two texts share the smallest as
often as they share words. A few of these smallest hashes together are a mark: texts of
which half the words are the same share some, those that share a tenth next to none.
"""

import hmac
import struct
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from hashlib import blake2b, sha512

import snowballstemmer

_HASHES = 64
"""Of a word, four bytes each. They lie side by side in one number, each behind an empty
byte: so all of them are compared at once with those of another word."""
_BEHIND = int.from_bytes(b"\1\0\0\0\0" * _HASHES, "big")
_GREATEST = int.from_bytes(b"\0\xff\xff\xff\xff" * _HASHES, "big")
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
        self._text = _begun(key, b"text", _TEXT[0])
        self._title = _begun(key, b"title", _TITLE[0])

    def marks(self, title: Set[str], description: Set[str]) -> list[int]:
        """Of a complaint with these words, each once, sorted; none where there are too
        few that not every complaint has."""
        called = title - COMMON
        said = (title | description) - COMMON
        of_title = self._least(called, _GREATEST)
        found: set[int] = set()
        if len(said) >= LEAST_WORDS:
            of_text = self._least(said - called, of_title)
            found.update(_banded(self._text, of_text, _TEXT[1]))
        if len(called) >= LEAST_IN_TITLE:
            found.update(_banded(self._title, of_title, _TITLE[1]))
        return sorted(found)

    def _least(self, said: Iterable[str], least: int) -> int:
        """The smallest of each hash, of these words and of those before."""
        for word in said:
            hashes = self._of_word(word)
            # A carry stays where the hash before is no smaller than the word's.
            larger = ((least | _BEHIND) - hashes) & _BEHIND
            least ^= (least ^ hashes) & (larger - (larger >> 32))
        return least

    def _hashes(self, word: str) -> int:
        coded = self._stem(word).encode()
        digests = (
            hmac.digest(self._key, bytes((number,)) + coded, sha512)
            for number in range(4)
        )
        packed, hashes = b"".join(digests), bytearray(5 * _HASHES)
        for byte in range(4):
            hashes[1 + byte :: 5] = packed[byte::4]
        return int.from_bytes(hashes, "big")


def _begun(key: bytes, kind: bytes, count: int) -> list[blake2b]:
    """For each mark what its hashes are told to; keyed by itself (RFC 7693), which
    takes half as long as an HMAC."""
    begun = []
    for number in range(count):
        band = blake2b(digest_size=8, key=key, person=kind)
        band.update(number.to_bytes(4, "big"))
        begun.append(band)
    return begun


def _banded(begun: Sequence[blake2b], least: int, size: int) -> tuple[int, ...]:
    hashes = bytearray(least.to_bytes(5 * _HASHES, "big"))
    del hashes[::5]
    width = 4 * size
    digests = []
    for at, empty in enumerate(begun):
        band = empty.copy()
        band.update(hashes[at * width : (at + 1) * width])
        digests.append(band.digest())
    return struct.unpack(f">{len(begun)}q", b"".join(digests))
