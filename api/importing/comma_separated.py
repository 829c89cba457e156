"""A CSV file as rows of text cells; a spoilt row spoils no other."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from api.importing.cells import Row
from api.importing.lines import Lines
from api.importing.row import Rejected

DELIMITERS = (",", ";", "\t")
SAMPLE = 65_536
"""Characters from which the delimiter is guessed."""


class CommaSeparated:
    """One pass over the file; `delimiter` None means: find out."""

    def __init__(self, path: Path, delimiter: str | None) -> None:
        self.name = str(path)
        self._size = path.stat().st_size
        self._stream = path.open("rb")
        self._lines = Lines(self._stream)
        self._delimiter = delimiter or guess_delimiter(self._lines.look_ahead(SAMPLE))

    def __iter__(self) -> Iterator[Row | Rejected]:
        # Strict, so that an unclosed quotation mark is an error and does not swallow
        # the rows up to the next one into a description that looks whole.
        records = csv.reader(self._lines, delimiter=self._delimiter, strict=True)
        number = 0
        while True:
            number += 1
            self._lines.start_record()
            try:
                cells = next(records, None)
            except csv.Error as error:
                reason = _spoilt(str(error))
                yield Rejected(number, reason, (self._lines.give_up_first(),))
                continue
            if cells is None:
                return
            problem = next((x.problem for x in self._lines.taken if x.problem), None)
            if problem is None:
                yield Row(number, cells)
            else:
                yield Rejected(number, f"the row {problem}", tuple(cells))

    def fraction(self) -> float:
        """The part of the file read so far, 0 to 1."""
        return min(1.0, self._stream.tell() / self._size)

    def close(self) -> None:
        self._stream.close()


def guess_delimiter(lines: list[str]) -> str:
    """The delimiter that cuts most of these lines into the same number of cells."""

    def explained(delimiter: str) -> int:
        widths: Counter[int] = Counter()
        try:
            for cells in csv.reader(lines, delimiter=delimiter):
                widths[len(cells)] += 1
        except csv.Error:
            pass
        return max((n * (width - 1) for width, n in widths.items()), default=0)

    return max(DELIMITERS, key=explained)


def _spoilt(problem: str) -> str:
    if "field limit" in problem:
        return f"a cell is longer than {csv.field_size_limit():,} characters"
    if "longer than" in problem:
        return f"the row is {problem}"
    return "a quotation mark is not closed, or one inside a text is not doubled"
