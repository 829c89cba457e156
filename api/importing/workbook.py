"""The first sheet of an XLSX workbook as rows of cells."""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from openpyxl import load_workbook

from api.importing.cells import Row
from api.importing.unreadable import FileBroken, FileProtected, FileTooLarge

MOST_COLUMNS, MOST_ROWS = 512, 1_048_576
"""The rows are Excel's own limit. A damaged cell address must not make a row of a
billion empty cells."""
LARGEST_UNPACKED = 1024
"""Megabytes: a file of a few kilobytes can be made to unpack without end."""
ENCRYPTED = 0x1
"""The bit of a zip entry that needs a password."""


class Workbook:
    """One pass over the sheet. The shared texts of the workbook stand in memory."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._stream = path.open("rb")
        try:
            self._parts = _checked_parts(self._stream, self.name)
            self._rows = self._first_sheet()
        except BaseException:
            self._stream.close()
            raise

    def __iter__(self) -> Iterator[Row]:
        number = 0
        while True:
            number += 1
            # What a damaged file makes openpyxl raise is of any kind; and its warnings
            # are about styles and charts, which no import needs.
            try:
                with warnings.catch_warnings(action="ignore"):
                    cells = next(self._rows, None)
            except Exception as error:
                raise FileBroken(file=self.name, problem=_told(error)) from error
            if cells is None:
                return
            yield Row(number, _trimmed(cells))

    def fraction(self) -> float:
        """The part of the sheet read so far, 0 to 1."""
        place = self._stream.tell()
        behind = [part for part in self._parts if part.header_offset < place]
        if not behind:
            return 0.0
        part = max(behind, key=lambda part: part.header_offset)
        return min(1.0, (place - part.header_offset) / max(1, part.compress_size))

    def close(self) -> None:
        self._rows.close()
        self._stream.close()

    def _first_sheet(self) -> Any:
        try:
            with warnings.catch_warnings(action="ignore"):
                book = load_workbook(self._stream, read_only=True, data_only=True)
                if not book.worksheets:
                    raise ValueError("it has no sheet with cells")
                return book.worksheets[0].iter_rows(
                    max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True
                )
        except Exception as error:
            raise FileBroken(file=self.name, problem=_told(error)) from error


def _checked_parts(stream: BinaryIO, name: str) -> list[ZipInfo]:
    try:
        with ZipFile(stream) as package:
            parts = package.infolist()
    except (BadZipFile, ValueError, OSError, RuntimeError) as error:
        raise FileBroken(file=name, problem=_told(error)) from error
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise FileProtected(file=name)
    size = sum(part.file_size for part in parts) // 1_000_000
    if size > LARGEST_UNPACKED:
        raise FileTooLarge(file=name, size=size, limit=LARGEST_UNPACKED)
    return parts


def _trimmed(cells: Sequence[Any]) -> list[Any]:
    """Without the empty cells at the end; `_x000D_` is how XLSX writes a return."""
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return [
        cell.replace("_x000D_", "\r") if isinstance(cell, str) else cell
        for cell in cells[:end]
    ]


def _told(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
