"""The verifier is run on a file from whoever is distrusted: it judges, or says no."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest

from ledger.bundle import MAGIC, Bundle, BundleError
from ledger.note import SigningKey
from ledger.trust import Trust
from ledger.verifying import verify
from tests.ledger.conftest import ORIGIN

if TYPE_CHECKING:
    from tests.ledger.conftest import Log

WRONG: list[dict[str, Any]] = [
    {"size": "300"},
    {"size": None},
    {"size": 300.0},
    {"size": True},
    {"size": 1 << 63},
    {"first": -1},
    {"first": -0.0},
    {"entries": 299},
    {"records": -1},
    {"scope": []},
    {"scope": "part"},
    {"keys": [5]},
    {"keys": None},
    {"keys": ["x"] * 1_001},
    {"checkpoints": [None]},
    {"indexes": 5},
    {"indexes": [1]},
    {"proofs": [["AAAA"]]},
    {"left": ["AAAA"]},
    {"statements": None},
    {"origin": "\ud800"},
    {"consistency": [{"from_size": 1}]},
    {"consistency": [{"from_size": 1, "proof": [], "more": 1}]},
    {"consistency": [{"from_size": 1, "proof": ["A" * 42 + "B="]}]},
    {"streams": ["x"]},
    {"streams": ["0x" + "1" * 30]},
    {"streams": ["ABCDEF00-0000-0000-0000-000000000001"]},
    {"colour": "red"},
]

RIGHT: dict[str, Any] = {
    "consistency": [{"from_size": 1, "proof": ["A" * 43 + "="]}],
    "streams": ["abcdef00-0000-0000-0000-000000000001"],
    "statements": ['at 300.0 \\"events\\" 1e9'],
}
NO_KEYS: list[dict[str, Any]] = [
    {"keys": ["x"]},
    {"keys": [f"{SigningKey(ORIGIN, bytes(32)).verifier}===="]},
    {"notices": ["x"]},
    {"checkpoints": ["x"]},
]


def rewritten(log: Log, **other: Any) -> bytes:
    whole = log.bundle()
    whole._file.seek(0)
    content = whole._file.read()
    _, line, rest = content.split(b"\n", 2)
    header = {**json.loads(line), **other}
    return MAGIC + json.dumps(header).encode() + b"\n" + rest


def test_a_header_written_anew_is_read(log: Log) -> None:
    assert verify(Bundle(BytesIO(rewritten(log, **RIGHT))), Trust()).holds


@pytest.mark.parametrize("other", WRONG, ids=str)
def test_a_header_that_is_none_is_refused(log: Log, other: dict[str, Any]) -> None:
    with pytest.raises(BundleError):
        Bundle(BytesIO(rewritten(log, **other)))


@pytest.mark.parametrize("begin", [b"\xef\xbb\xbf", b"\xff", b"["], ids=repr)
def test_a_header_is_json_in_plain_utf_8(log: Log, begin: bytes) -> None:
    with pytest.raises(BundleError):
        Bundle(BytesIO(rewritten(log).replace(MAGIC, MAGIC + begin)))


@pytest.mark.parametrize("other", NO_KEYS, ids=str)
def test_a_header_with_words_that_are_no_keys_is_judged(
    log: Log, other: dict[str, Any]
) -> None:
    verdict = verify(Bundle(BytesIO(rewritten(log, **other))), Trust())
    assert verdict.finding is not None
    assert verdict.finding.kind == "badly_signed"


def test_a_record_that_claims_gigabytes_is_refused_at_once(log: Log) -> None:
    whole = rewritten(log)
    first = len(whole) - sum(12 + len(record) for _, record in log.records)
    claimed = whole[: first + 8] + b"\xff\xff\xff\xff" + whole[first + 12 :]
    with pytest.raises(BundleError, match="longer than any"):
        verify(Bundle(BytesIO(claimed)), Trust())
