"""The head of a log (c2sp.org/tlog-checkpoint): origin, size and root, in a note."""

import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Self

from ledger.merkle import HASH_SIZE
from ledger.note import Note, NoteError, unbase64

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> Self:
        """From the text of a note; extension lines are passed over.

        Raises `NoteError`.
        """
        try:
            origin, size, root, *_ = text.split("\n")
            root_hash = unbase64(root)
        except ValueError as error:
            msg = "a checkpoint has three lines: origin, size, root in base64"
            raise NoteError(msg) from error
        if not origin or not _SIZE.fullmatch(size) or len(root_hash) != HASH_SIZE:
            msg = "a checkpoint has three lines: origin, size, root in base64"
            raise NoteError(msg)
        return cls(origin, int(size), root_hash)

    @classmethod
    def of_note(cls, written: str) -> Self:
        """From a note, of whose signatures nothing is said. Raises `NoteError`."""
        return cls.parse(Note.parse(written).text)

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"
