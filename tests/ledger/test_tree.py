"""Roots and proofs against naive recursion; altered proofs are refused."""

from __future__ import annotations

from random import Random

import pytest

from ledger.merkle import (
    Edge,
    ProofError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    subtrees,
    verify_consistency,
    verify_inclusion,
)
from tests.ledger.conftest import naive_root

LEAVES = [leaf_hash(bytes([n & 255, n >> 8])) for n in range(1025)]


def subtree(level: int, index: int) -> bytes:
    return naive_root(LEAVES[index << level : (index + 1) << level])


@pytest.fixture(scope="module")
def most(scale: int) -> int:
    return 65 if scale == 1 else 1025


def test_every_root(most: int) -> None:
    edge = Edge()
    for size in range(most):
        assert edge.root() == naive_root(LEAVES[:size])
        assert len(edge.hashes) == size.bit_count()
        edge.append(LEAVES[size])


def test_every_inclusion_and_consistency_proof(most: int) -> None:
    cache = {(level, i): subtree(level, i) for level in range(11) for i in range(1024)}
    edge, roots = Edge(), []
    for size in range(1, most):
        edge.append(LEAVES[size - 1])
        roots.append(edge.root())
    for size in range(1, most):
        root = roots[size - 1]
        for n in range(size):
            proof = inclusion_proof(n, size, lambda *at: cache[at])
            verify_inclusion(n, size, LEAVES[n], proof, root)
            steps = consistency_proof(n + 1, size, lambda *at: cache[at])
            verify_consistency(n + 1, size, roots[n], root, steps)


def test_no_altered_proof_is_accepted(scale: int) -> None:
    chance = Random(6962)
    for _ in range(800 * scale):
        size = chance.randrange(2, 200)
        index = chance.randrange(size)
        root, proof = naive_root(LEAVES[:size]), inclusion_proof(index, size, subtree)
        leaf, at = LEAVES[index], chance.randrange(len(proof))
        match chance.randrange(6):
            case 0:
                proof[at] = chance.randbytes(32)
            case 1:
                del proof[at]
            case 2:
                proof.insert(at, chance.randbytes(32))
            case 3:
                index = chance.choice([i for i in range(size) if i != index])
            case 4:
                leaf = LEAVES[size]
            case 5:
                root = naive_root(LEAVES[: size - 1])
        with pytest.raises(ProofError):
            verify_inclusion(index, size, leaf, proof, root)


def test_a_tree_without_leaves_proves_nothing() -> None:
    with pytest.raises(ProofError):
        verify_consistency(0, 3, naive_root([]), naive_root(LEAVES[:3]), [])
    with pytest.raises(ValueError, match="no proof leads"):
        consistency_proof(0, 3, subtree)
    with pytest.raises(ValueError, match="leaf 3 is not in a tree of 3"):
        inclusion_proof(3, 3, subtree)


def test_a_range_is_covered_by_few_perfect_subtrees() -> None:
    for begin in range(40):
        for end in range(begin, 40):
            parts = list(subtrees(begin, end))
            leaves = [
                n for level, i in parts for n in range(i << level, (i + 1) << level)
            ]
            assert leaves == list(range(begin, end))
            assert len(parts) <= 2 * 6


def test_a_subtree_is_appended_only_where_one_begins() -> None:
    edge = Edge()
    edge.append(LEAVES[0])
    with pytest.raises(ValueError, match="begins at leaf 1"):
        edge.append(LEAVES[1], 1)
