"""An import file as a table: CSV or XLSX by what it is, not by what it is called."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from api.importing.cells import Row
from api.importing.comma_separated import CommaSeparated
from api.importing.row import Rejected
from api.importing.unreadable import (
    FileEmpty,
    FileMissing,
    FileNotOpened,
    FileProtected,
    NotAFile,
    OldWorkbook,
    WideText,
)

if TYPE_CHECKING:
    from api.importing.workbook import Workbook

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of old XLS workbooks, and of XLSX ones under a password."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


class Table(Protocol):
    """Rows in the order of the file, once, in little memory; `name` is the path."""

    name: str

    def __iter__(self) -> Iterator[Row | Rejected]: ...

    def fraction(self) -> float:
        """The part read so far, 0 to 1, for a progress bar."""


@contextmanager
def open_table(path: Path, delimiter: str | None = None) -> Iterator[Table]:
    """The table in a file; raises an ImportRefused that names the remedy.

    `delimiter` is for CSV; without it comma, semicolon or tab is found out.
    """
    table = _recognised(path, delimiter)
    try:
        yield table
    finally:
        table.close()


def _recognised(path: Path, delimiter: str | None) -> "CommaSeparated | Workbook":
    name = str(path)
    try:
        if not path.exists():
            raise FileMissing(file=name)
        if not path.is_file():
            raise NotAFile(file=name)
        if path.stat().st_size == 0:
            raise FileEmpty(file=name)
        with path.open("rb") as stream:
            start = stream.read(len(OLE))
        if start.startswith(UTF_16):
            raise WideText(file=name)
        if start == OLE:
            refused = FileProtected if _encrypted(path) else OldWorkbook
            raise refused(file=name)
        if start.startswith(ZIP):
            # Its library is large, and most files are CSV.
            from api.importing.workbook import Workbook

            return Workbook(path)
        return CommaSeparated(path, delimiter)
    except OSError as error:
        raise FileNotOpened(file=name, problem=error.strerror or str(error)) from error


def _encrypted(path: Path) -> bool:
    overlap = len(ENCRYPTED_PACKAGE)
    with path.open("rb") as stream:
        tail = b""
        while block := stream.read(1 << 20):
            if ENCRYPTED_PACKAGE in tail + block:
                return True
            tail = block[-overlap:]
    return False
