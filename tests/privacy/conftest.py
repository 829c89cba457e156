"""What is planted, and the scan that finds it in any dress."""

import base64
import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

LATITUDE, LONGITUDE = -2.97531864209, 113.97531864209


def _needles(words: tuple[str, ...]) -> Iterator[bytes]:
    for word in words:
        plain = word.encode()
        yield plain
        yield plain[::-1]
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        for wide in ("utf-16-le", "utf-16-be"):
            yield word.encode(wide)
        for before in range(3):
            # The characters that do not depend on what stands around the word.
            coded = base64.b64encode(bytes(before) + plain)
            whole = coded[-(-before * 8 // 6) : (before + len(plain)) * 8 // 6]
            yield whole
            yield whole.translate(bytes.maketrans(b"+/", b"-_"))
    for number in (LATITUDE, LONGITUDE):
        yield struct.pack("<d", number)
        yield struct.pack(">d", number)


class Planted:
    """One unusual word and one unusual number, which stand in all that is planted, so
    that a scan needs to know only these."""

    word = "Qzxvkjwph"
    digits = "97531864209"
    latitude, longitude = LATITUDE, LONGITUDE

    def __init__(self) -> None:
        dresses = _needles(
            (self.word, self.word.lower(), self.word.upper(), self.digits)
        )
        self._needles = re.compile(b"|".join(map(re.escape, sorted(set(dresses)))))
        self._any_case = re.compile(self.word.encode(), re.IGNORECASE)

    def text(self, what: str) -> str:
        """The word as it is, in capitals, and inside another."""
        word = self.word
        return f"{what} {word} {word.upper()}ing me{word.lower()}kan {what}"

    def found_in(self, data: bytes) -> str | None:
        """Where it stands, with what stands around it."""
        for sought in (self._needles, self._any_case):
            if hit := sought.search(data):
                around = data[max(0, hit.start() - 60) : hit.end() + 60]
                return f"{hit.group()!r} in {around!r}"
        return None

    def scan(self, directory: Path) -> dict[str, str]:
        """Every file below `directory` that holds it, and where."""
        files = [path for path in directory.rglob("*") if path.is_file()]
        assert files
        return {
            str(path.relative_to(directory)): hit
            for path in files
            if (hit := self.found_in(path.read_bytes()))
        }


@pytest.fixture
def planted() -> Planted:
    return Planted()
