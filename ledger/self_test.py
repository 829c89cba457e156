"""The published proofs that a verifier must accept or refuse, run before it judges."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

from ledger.merkle import ProofError, verify_consistency, verify_inclusion

VECTORS = Path(__file__).with_name("vectors.json")
"""Of transparency-dev/merkle (Apache-2.0), at the commit it names."""


class SelfTestFailed(Exception):
    """The verifier itself is damaged: install it again before you believe it."""


def vectors(kind: str) -> list[dict[str, Any]]:
    """Those of kind `inclusion` or `consistency`."""
    found: list[dict[str, Any]] = json.loads(VECTORS.read_text("utf-8"))[kind]
    return found


def run() -> int:
    """How many vectors were judged as published; raises `SelfTestFailed`."""
    judged = 0
    for kind, judge in (("inclusion", inclusion), ("consistency", consistency)):
        for vector in vectors(kind):
            try:
                judge(vector)
                accepted = True
            except ProofError:
                accepted = False
            if accepted == vector["wantErr"]:
                raise SelfTestFailed(vector["file"])
            judged += 1
    return judged


def inclusion(vector: dict[str, Any]) -> None:
    verify_inclusion(
        vector["leafIdx"],
        vector["treeSize"],
        b64decode(vector["leafHash"]),
        _hashes(vector["proof"]),
        b64decode(vector["root"]),
    )


def consistency(vector: dict[str, Any]) -> None:
    verify_consistency(
        vector["size1"],
        vector["size2"],
        b64decode(vector["root1"]),
        b64decode(vector["root2"]),
        _hashes(vector["proof"]),
    )


def _hashes(values: list[str] | None) -> list[bytes]:
    return [b64decode(value) for value in values or []]
