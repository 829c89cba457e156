"""The scan for planted words can fail: it finds them in every dress."""

import base64
import json
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.privacy.conftest import Planted

WORD, DIGITS = "Qzxvkjwph", "97531864209"


@pytest.mark.parametrize(
    "written",
    [
        f"Jalan {WORD} rusak".encode(),
        f"jalan {WORD.lower()}".encode(),
        f"qZX{WORD[3:]}".encode(),
        f"NIK 62{DIGITS}001".encode(),
        f"x{WORD}".encode("utf-16-le"),
        f"x{WORD}".encode("utf-16-be"),
        f"a {WORD} b".encode().hex().encode(),
        f"a {WORD} b".encode().hex().upper().encode(),
        *(base64.b64encode(b"x" * n + WORD.encode() + b"!") for n in range(3)),
        *(base64.b64encode(b"x" * n + DIGITS.encode() + b"!") for n in range(3)),
        json.dumps({"latitude": -2.97531864209}).encode(),
        struct.pack("<d", 113.97531864209),
    ],
)
def test_the_scan_finds_a_word_in_every_dress(
    planted: "Planted", tmp_path: Path, written: bytes
) -> None:
    (tmp_path / "file").write_bytes(b"\0\1" * 5000 + written + b"\0\1" * 5000)
    assert planted.scan(tmp_path).keys() == {"file"}


def test_the_scan_finds_nothing_where_nothing_is(
    planted: "Planted", tmp_path: Path
) -> None:
    other = b"".join(n.to_bytes(4, "big") for n in range(100_000))
    (tmp_path / "file").write_bytes(other + base64.b64encode(other) + WORD[1:].encode())
    assert planted.scan(tmp_path) == {}


def test_what_is_planted_holds_the_word(planted: "Planted") -> None:
    assert (planted.word, planted.digits) == (WORD, DIGITS)
    assert planted.found_in(planted.text("nama").encode()) is not None
