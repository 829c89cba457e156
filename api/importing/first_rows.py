"""Which external ids a file has shown already, and in which row first."""

from array import array
from hashlib import blake2b

_FREE = 0


class FirstRows:
    """Takes 32 to 64 bytes an id where a dict takes over 130: a file may hold a
    million. Two different ids are taken for one with odds of 1 to 2^64 a pair.
    """

    def __init__(self) -> None:
        self._used = 0
        self._resize(1024)

    def first(self, external_id: str, row: int) -> int:
        """The row that showed this id first: `row` itself when the id is new."""
        digest = blake2b(external_id.encode(), digest_size=8).digest()
        mark = int.from_bytes(digest) or 1
        slot = self._slot(mark)
        if self._marks[slot] == mark:
            return self._rows[slot]
        self._marks[slot], self._rows[slot] = mark, row
        self._used += 1
        if self._used * 2 > len(self._marks):
            self._grow()
        return row

    def _slot(self, mark: int) -> int:
        last = len(self._marks) - 1
        slot = mark & last
        while self._marks[slot] not in (_FREE, mark):
            slot = (slot + 1) & last
        return slot

    def _grow(self) -> None:
        marks, rows = self._marks, self._rows
        self._resize(len(marks) * 2)
        for mark, row in zip(marks, rows, strict=True):
            if mark != _FREE:
                slot = self._slot(mark)
                self._marks[slot], self._rows[slot] = mark, row

    def _resize(self, size: int) -> None:
        self._marks = array("Q", [_FREE]) * size
        self._rows = array("Q", [0]) * size
