"""The Merkle tree of RFC 6962, section 2.1: its root, its proofs, and their checks."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256().digest()

Subtree = Callable[[int, int], bytes]
"""The root of the perfect subtree of 2**level leaves, the index-th of its level."""


class ProofError(Exception):
    """The proof does not lead to the root: the record is not in this tree, or the
    tree does not continue that one."""


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


class Edge:
    """The right edge of a tree: what it takes to append to it and to know its root.

    `hashes` are the roots of its perfect subtrees, the largest first: one for each bit
    of `size`.
    """

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()):
        if size.bit_count() != len(hashes):
            msg = f"an edge of {size} leaves has {size.bit_count()} hashes"
            raise ValueError(msg)
        self.size = size
        self.hashes = list(hashes)

    def append(self, root: bytes, level: int = 0) -> None:
        """The hash of a leaf, or the root of a perfect subtree of 2**level leaves.

        Raises `ValueError` where no such subtree can begin.
        """
        index, beyond = divmod(self.size, 1 << level)
        if beyond:
            msg = f"no subtree of 2**{level} leaves begins at leaf {self.size}"
            raise ValueError(msg)
        while index & 1:
            root = node_hash(self.hashes.pop(), root)
            index >>= 1
        self.hashes.append(root)
        self.size += 1 << level

    def root(self) -> bytes:
        """The Merkle Tree Hash of all leaves appended so far."""
        if not self.hashes:
            return EMPTY_ROOT
        *others, root = self.hashes
        for left in reversed(others):
            root = node_hash(left, root)
        return root


def subtrees(begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Level and index of the perfect subtrees that cover the leaves from `begin` to
    before `end`, from left to right, as few as there can be."""
    while begin < end:
        level = (end - begin).bit_length() - 1
        if begin:
            level = min(level, (begin & -begin).bit_length() - 1)
        yield level, begin >> level
        begin += 1 << level


def root_of(begin: int, end: int, subtree: Subtree) -> bytes:
    """MTH(D[begin:end]), for a range that some node of the tree covers."""
    edge = Edge()
    for level, index in subtrees(begin, end):
        edge.append(subtree(level, index), level)
    return edge.root()


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """PATH(m, D[n]) of RFC 6962, 2.1.1; raises `ValueError` outside of the tree."""
    if not 0 <= index < size:
        msg = f"leaf {index} is not in a tree of {size}"
        raise ValueError(msg)
    begin, end, proof = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            proof.append(root_of(middle, end, subtree))
            end = middle
        else:
            proof.append(root_of(begin, middle, subtree))
            begin = middle
    return proof[::-1]


def consistency_proof(first: int, second: int, subtree: Subtree) -> list[bytes]:
    """PROOF(m, D[n]) of RFC 6962, 2.1.2; raises `ValueError` unless 0 < m <= n."""
    if not 0 < first <= second:
        msg = f"no proof leads from a tree of {first} to one of {second}"
        raise ValueError(msg)
    begin, end, proof = 0, second, []
    while first != end:
        middle = begin + _split(end - begin)
        if first <= middle:
            proof.append(root_of(middle, end, subtree))
            end = middle
        else:
            proof.append(root_of(begin, middle, subtree))
            begin = middle
    if begin:
        proof.append(root_of(begin, end, subtree))
    return proof[::-1]


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """RFC 9162, 2.1.3.2; `leaf` is the leaf's hash. Raises `ProofError`."""
    if not 0 <= index < size or len(leaf) != HASH_SIZE:
        raise ProofError
    fn, sn, found = index, size - 1, leaf
    for part in proof:
        if sn == 0:
            raise ProofError
        if fn & 1 or fn == sn:
            found = node_hash(part, found)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            found = node_hash(found, part)
        fn >>= 1
        sn >>= 1
    if sn or found != root:
        raise ProofError


def verify_consistency(
    first: int,
    second: int,
    first_root: bytes,
    second_root: bytes,
    proof: Sequence[bytes],
) -> None:
    """RFC 9162, 2.1.4.2. Raises `ProofError`, also for a first tree without leaves:
    nothing can be proven of it."""
    if not 0 < first <= second:
        raise ProofError
    if first == second:
        if proof or first_root != second_root:
            raise ProofError
        return
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        raise ProofError
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    old = new = path[0]
    for part in path[1:]:
        if sn == 0:
            raise ProofError
        if fn & 1 or fn == sn:
            old = node_hash(part, old)
            new = node_hash(part, new)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            new = node_hash(new, part)
        fn >>= 1
        sn >>= 1
    if sn or old != first_root or new != second_root:
        raise ProofError


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1
