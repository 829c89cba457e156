"""A bundle: one file by which a part of the log can be verified without us.

    tuntas-bundle/v1 \\n
    header: one line of JSON, see `Header` \\n
    entries: 56 bytes each, as the log has sealed them, in their order
    records: position i64 | u32 length | record, as the events lie in the database now

Entries and records are told apart so that a record that was altered, removed or
inserted after it was sealed can be named by its position.
"""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from itertools import pairwise
from struct import Struct
from typing import Any, BinaryIO, Literal, Self, get_args
from uuid import UUID

from ledger.leaf import ENTRY_SIZE
from ledger.merkle import HASH_SIZE, subtrees
from ledger.note import unbase64

MAGIC = b"tuntas-bundle/v1\n"
_RECORD = Struct(">qI")
_LONGEST_HEADER = 1 << 26
_LONGEST_RECORD = 1 << 24
_LONGEST_PROOF = 64
_MOST_SINGLE = 1 << 20
_MOST_KEYS = 1_000
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError, RecursionError)
_AT_ONCE = 1 << 20
_MOST_LEAVES = 1 << 62
_CUT_OFF = "the file ends before its header says: fetch it again"

Scope = Literal["all", "range", "case"]
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
    inclusion proof; they are of `streams`, of which the case's own is one.
    `checkpoints` are signed notes in the order of their sizes, the last one is the
    head, of `size` leaves. `keys` are verifier keys; by each of `notices` an older and
    a newer one name each other, see `ledger.keys`; `statements` tell of what was lost
    where the log had to be opened anew under another origin.
    """

    origin: str
    made_at: str
    scope: Scope
    case: str | None = None
    streams: tuple[str, ...] = ()
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
            plain = json.loads(line.decode())
            return cls(**{name: _READ[name](plain[name]) for name in plain})
        except _UNREADABLE as error:
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
            and (self.scope != "all" or (self.first, end) == (0, self.size))
            and (not case or self.case in self.streams)
            and all(a < b for a, b in pairwise(self.indexes))
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
                    if length > _LONGEST_RECORD:
                        raise BundleError("a record is longer than any can be")
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


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value


def _text(value: Any) -> Any:
    _of(str, value).encode()  # what cannot be written was never signed
    return value


def _uuid(value: Any) -> Any:
    if str(UUID(_text(value))) != value:
        raise ValueError
    return value


def _each(read: Callable[[Any], Any], most: int) -> Callable[[Any], Any]:
    def read_all(values: Any) -> Any:
        if len(_of(list, values)) > most:
            raise ValueError
        return tuple(map(read, values))

    return read_all


def _hash(value: Any) -> bytes:
    found = unbase64(_of(str, value))
    if len(found) != HASH_SIZE:
        raise ValueError
    return found


def _scope(value: Any) -> Any:
    if value not in get_args(Scope):
        raise ValueError
    return value


def _parts(kind: type, **reads: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: kind(**{name: reads[name](value[name]) for name in value})


_whole = partial(_of, int)
_proof = _each(_hash, _LONGEST_PROOF)
_READ: dict[str, Callable[[Any], Any]] = {
    "origin": _text,
    "made_at": _text,
    "scope": _scope,
    "case": lambda value: value if value is None else _text(value),
    "streams": _each(_uuid, _MOST_KEYS),
    "size": _whole,
    "first": _whole,
    "entries": _whole,
    "records": _whole,
    "left": _proof,
    "right": _proof,
    "indexes": _each(_whole, _MOST_SINGLE),
    "proofs": _each(_proof, _MOST_SINGLE),
    "checkpoints": _each(_text, _MOST_SINGLE),
    "consistency": _each(
        _parts(Consistency, from_size=_whole, proof=_proof), _MOST_SINGLE
    ),
    "keys": _each(_text, _MOST_KEYS),
    "notices": _each(_text, _MOST_KEYS),
    "statements": _each(_text, _MOST_KEYS),
    "opened": _each(
        _parts(OpenedText, position=_whole, field=_text, text=_text), _MOST_SINGLE
    ),
}
