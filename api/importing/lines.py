"""The lines of a text file, whatever wrote it, one at a time."""

import csv
import io
from collections import deque
from typing import BinaryIO, NamedTuple

LONGEST_RECORD = 1_048_576
"""Characters of one record over all its lines. A file without a single line end, or
with a quotation mark that is never closed, must not fill the memory."""


class Line(NamedTuple):
    text: str
    problem: str | None = None
    whole: bool = True


class Lines:
    """Feeds `csv.reader`; remembers the lines of the record at hand in `taken`."""

    def __init__(self, stream: BinaryIO) -> None:
        # Latin-1 gives every byte a character, so that lines can be cut at any kind of
        # line end first and each be decoded by itself afterwards.
        self._characters = io.TextIOWrapper(stream, encoding="latin-1", newline="")
        self._waiting: deque[Line] = deque()
        self._at_start = True
        self._size = 0
        self.taken: list[Line] = []

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        """Raises csv.Error when the record at hand grows too long."""
        line = self._waiting.popleft() if self._waiting else self._read()
        if line is None:
            raise StopIteration
        self.taken.append(line)
        self._size += len(line.text)
        if not line.whole or self._size > LONGEST_RECORD:
            raise csv.Error(f"longer than {LONGEST_RECORD:,} characters")
        return line.text

    def start_record(self) -> None:
        self.taken = []
        self._size = 0

    def give_up_first(self) -> str:
        """The first line of a spoilt record; the others will be read once more."""
        first = self.taken[0]
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.start_record()
        return first.text.rstrip("\r\n")

    def look_ahead(self, characters: int) -> list[str]:
        """The next lines, at least so many characters if there are; they stay."""
        seen = 0
        while seen < characters and (line := self._read()) is not None:
            self._waiting.append(line)
            seen += len(line.text)
        return [line.text for line in self._waiting]

    def _read(self) -> Line | None:
        characters = self._characters.readline(LONGEST_RECORD)
        if not characters:
            return None
        if self._at_start:
            self._at_start = False
            characters = characters.removeprefix("\xef\xbb\xbf")
        if len(characters) == LONGEST_RECORD and characters[-1] not in "\r\n":
            self._skip_rest()
            return Line(characters, whole=False)
        return _decoded(characters)

    def _skip_rest(self) -> None:
        while rest := self._characters.readline(LONGEST_RECORD):
            if rest[-1] in "\r\n":
                return


def _decoded(characters: str) -> Line:
    """UTF-8, else Windows-1252: old spreadsheet programs save CSV in the latter."""
    if characters.isascii():
        problem = "holds a NUL character" if "\0" in characters else None
        return Line(characters, problem)
    line = characters.encode("latin-1")
    try:
        text, problem = line.decode("utf-8"), None
    except UnicodeDecodeError:
        text, problem = line.decode("cp1252", errors="replace"), None
        if "\ufffd" in text:
            problem = "holds a byte that is neither UTF-8 nor Windows-1252"
    if "\0" in text:
        problem = "holds a NUL character"
    return Line(text, problem)
