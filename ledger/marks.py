"""The roots that a tree must have had at certain sizes, and how the tree compares."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from ledger.bundle import Consistency
from ledger.checkpoint import Checkpoint
from ledger.merkle import ProofError, verify_consistency


@dataclass(frozen=True, slots=True)
class Mark:
    """`kept`: by whoever verifies, not brought along by what is verified."""

    checkpoint: Checkpoint
    kept: bool

    def __str__(self) -> str:
        whose = "the head you kept" if self.kept else "the log's own checkpoint"
        return f"{whose} at {self.checkpoint.size} events"


@dataclass(slots=True)
class Marks:
    """In the order of their sizes; those of the same size one after the other."""

    waiting: list[Mark]
    by_kept: bool
    """Whether there is a kept one: then the log's own say nothing good of it."""
    good: Mark | None = None
    """The largest that was met."""
    last_good_position: int = 0
    missed: Mark | None = None
    """The first whose root is another."""

    @classmethod
    def of(cls, own: Iterable[Checkpoint], kept: Iterable[Checkpoint]) -> Self:
        marks = [Mark(c, False) for c in own] + [Mark(c, True) for c in kept]
        waiting = sorted(marks, key=lambda m: (-m.checkpoint.size, m.kept))
        return cls(waiting, any(mark.kept for mark in marks))

    @property
    def next_size(self) -> int:
        """At which size the tree is to be compared next; -1 when nothing is left."""
        return self.waiting[-1].checkpoint.size if self.waiting else -1

    def compare(self, size: int, root: bytes, position: int) -> None:
        """The tree has this root at `size`, where `position` is its last event's."""
        while self.next_size == size:
            mark = self.waiting.pop()
            if self.missed is not None:
                continue
            if mark.checkpoint.root != root:
                self.missed = mark
            elif mark.kept or not self.by_kept:
                self.good = mark
                self.last_good_position = position

    def prove(
        self, head: Checkpoint, proofs: Iterable[Consistency], position: int
    ) -> list[Mark]:
        """Compare by consistency proofs those marks whose size lies outside of what was
        walked; `position` is the last one before it. Returns those without a proof:
        larger ones, and kept ones that cannot be compared."""
        known = {proof.from_size: proof.proof for proof in proofs}
        left = []
        while self.waiting:
            mark = self.waiting.pop()
            seen = mark.checkpoint
            if seen.size == 0 or (seen.size, seen.root) == (head.size, head.root):
                continue
            if seen.size > head.size or (
                seen.size < head.size and seen.size not in known
            ):
                left.append(mark)
                continue
            proof = known.get(seen.size, ())
            try:
                verify_consistency(seen.size, head.size, seen.root, head.root, proof)
            except ProofError:
                self.missed = self.missed or mark
                self.last_good_position = min(self.last_good_position, position)
        return left
