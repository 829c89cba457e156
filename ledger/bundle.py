"""A bundle: one file by which a part of the log can be verified without us.

    tuntas-bundle/v1 \\n
    header: one line of JSON, see `Header` \\n
    entries: 56 bytes each, as the log has sealed them, in their order
    records: position i64 | u32 length | record, as the events lie in the database now

Entries and records are told apart so that a record that was altered, removed or
inserted after it was sealed can be named by its position.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from struct import Struct
from typing import Any, BinaryIO, Literal, Self

from ledger.leaf import ENTRY_SIZE
from ledger.merkle import HASH_SIZE, subtrees

MAGIC = b"tuntas-bundle/v1\n"
_RECORD = Struct(">qI")
_LONGEST_HEADER = 1 << 30
_AT_ONCE = 1 << 20
_MOST_LEAVES = 1 << 62
_CUT_OFF = "the file ends before its header says: fetch it again"

Numbered = tuple[int, bytes]
"""A position, and the record that lies there."""


class BundleError(Exception):
    """This file is no whole bundle; fetch it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """That the log of `size` leaves continues the one of `from_size`."""

    from_size: int
    proof: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedText:
    """A text as its holder of the key opened it. It is the operator's word: the log
    vouches for the sealed bytes, and the key is not given away."""

    position: int
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a bundle is of, and the proofs that tie its entries to the head.

    A `range` has the leaves from `first` on, one after the other, with the hashes of
    the perfect subtrees to the left and to the right of them; `all` is the range from
    the first leaf to the last. A `case` has single leaves: `indexes`, and for each its
    inclusion proof. `checkpoints` are signed notes in the order of their sizes, the
    last one is the head, of `size` leaves. `keys` are verifier keys; each of `notices`
    is a note by which an older key names a newer one, see `ledger.keys`; `statements`
    tell of what was lost where the log had to be opened anew under another origin.
    """

    origin: str
    made_at: str
    scope: Literal["all", "range", "case"]
    case: str | None = None
    size: int
    first: int = 0
    entries: int
    records: int
    left: tuple[bytes, ...] = ()
    right: tuple[bytes, ...] = ()
    indexes: tuple[int, ...] = ()
    proofs: tuple[tuple[bytes, ...], ...] = ()
    checkpoints: tuple[str, ...]
    consistency: tuple[Consistency, ...] = ()
    keys: tuple[str, ...]
    notices: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    opened: tuple[OpenedText, ...] = ()

    def written(self) -> bytes:
        return json.dumps(
            asdict(self),
            ensure_ascii=False,
            separators=(",", ":"),
            default=lambda value: b64encode(value).decode(),
        ).encode()

    @classmethod
    def parse(cls, line: bytes) -> Self:
        """Raises `BundleError`."""
        try:
            plain = json.loads(line)
            return cls(**{name: _READ.get(name, _same)(plain[name]) for name in plain})
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            msg = "the second line of the file is not the header of a bundle"
            raise BundleError(msg) from error

    def check(self) -> None:
        """Raises `BundleError` where the header contradicts itself."""
        case = self.scope == "case"
        end = self.first + self.entries
        if not (
            0 <= self.first
            and 0 <= self.entries
            and 0 <= self.records
            and (case or end <= self.size)
            and self.size < _MOST_LEAVES
            and len(self.indexes) == len(self.proofs) == (self.entries if case else 0)
            and len(self.left) == (0 if case else self.first.bit_count())
            and len(self.right) == (0 if case else len(list(subtrees(end, self.size))))
        ):
            msg = "the header of the bundle contradicts itself"
            raise BundleError(msg)


def parts(
    header: Header, entries: Iterable[bytes], records: Iterable[Numbered]
) -> Iterator[bytes]:
    """The file, piece by piece: as many entries and records as the header says."""
    yield MAGIC + header.written() + b"\n"
    yield from entries
    for position, record in records:
        yield _RECORD.pack(position, len(record)) + record


class Bundle:
    """A bundle in a file that can be read at any place, from its begin.

    Raises `BundleError` when it is none, or cut off.
    """

    def __init__(self, file: BinaryIO):
        self._file = file
        file.seek(0)
        if file.read(len(MAGIC)) != MAGIC:
            msg = "this file is no bundle: its first line is not tuntas-bundle/v1"
            raise BundleError(msg)
        self.header = Header.parse(file.readline(_LONGEST_HEADER))
        self.header.check()
        self._entries = file.tell()
        self._records = self._entries + self.header.entries * ENTRY_SIZE

    def entries(self) -> Iterator[bytes]:
        at, end = self._entries, self._records
        while at < end:
            self._file.seek(at)
            block = self._file.read(min(end - at, 8192 * ENTRY_SIZE))
            if not block or len(block) % ENTRY_SIZE:
                raise BundleError(_CUT_OFF)
            at += len(block)
            for start in range(0, len(block), ENTRY_SIZE):
                yield block[start : start + ENTRY_SIZE]

    def records(self) -> Iterator[Numbered]:
        at, block, start = self._records, b"", 0
        for _ in range(self.header.records):
            while True:
                begin = start + _RECORD.size
                if begin <= len(block):
                    position, length = _RECORD.unpack_from(block, start)
                    if begin + length <= len(block):
                        break
                self._file.seek(at)
                more = self._file.read(_AT_ONCE)
                if not more:
                    raise BundleError(_CUT_OFF)
                at += len(more)
                block, start = block[start:] + more, 0
            start = begin + length
            yield position, block[begin:start]


def _same(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    return value


def _hashes(values: list[str]) -> tuple[bytes, ...]:
    hashes = tuple(b64decode(value, validate=True) for value in values)
    if any(len(found) != HASH_SIZE for found in hashes):
        raise ValueError
    return hashes


_READ: dict[str, Any] = {
    "left": _hashes,
    "right": _hashes,
    "proofs": lambda values: tuple(map(_hashes, values)),
    "consistency": lambda values: tuple(
        Consistency(from_size=v["from_size"], proof=_hashes(v["proof"])) for v in values
    ),
    "opened": lambda values: tuple(OpenedText(**value) for value in values),
}
