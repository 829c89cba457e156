"""What the tree says of an event: its position and a hash of its stored bytes.

    record = id 16 B | version u64 | u32 length | topic | u32 length | state as stored
    entry  = "tuntas-event/v1\\n" | position i64 | SHA-256(record)

Integers are big-endian.
Sealed values are hashed as sealed, so that erasing a key changes no hash. The state
holds a nonce, so that nobody can guess an event from its hash.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from typing import Self
from uuid import UUID

PREFIX = b"tuntas-event/v1\n"
_POSITION = Struct(">q")
_HEAD = Struct(">16sQI")
_LENGTH = Struct(">I")
ENTRY_SIZE = len(PREFIX) + _POSITION.size + 32
_FRAMED = Struct(f">H{ENTRY_SIZE}s")


class RecordError(Exception):
    """These bytes are no record of an event."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the events, as it is stored."""

    id: UUID
    version: int
    topic: str
    state: bytes

    def __bytes__(self) -> bytes:
        return packed(self.id.bytes, self.version, self.topic, self.state)

    @classmethod
    def parse(cls, record: bytes) -> Self:
        """Raises `RecordError`."""
        try:
            id, version, length = _HEAD.unpack_from(record)
            end = _HEAD.size + length
            topic = record[_HEAD.size : end].decode()
            (length,) = _LENGTH.unpack_from(record, end)
        except (ValueError, struct.error) as error:
            raise RecordError from error
        state = record[end + _LENGTH.size :]
        if len(state) != length:
            raise RecordError
        return cls(UUID(bytes=id), version, topic, state)


def packed(id: bytes, version: int, topic: str, state: bytes) -> bytes:
    """The record of a row; `id` in its 16 bytes."""
    name = topic.encode()
    head = _HEAD.pack(id, version, len(name))
    return b"".join((head, name, _LENGTH.pack(len(state)), state))


def entry(position: int, record: bytes) -> bytes:
    """The leaf of an event: what is hashed into the tree."""
    return PREFIX + _POSITION.pack(position) + sha256(record).digest()


def position_of(entry: bytes) -> int:
    (position,) = _POSITION.unpack_from(entry, len(PREFIX))
    return int(position)


def framed(entries: Iterable[bytes]) -> bytes:
    """An entry bundle of c2sp.org/tlog-tiles: each entry after its length, as u16."""
    return b"".join(_FRAMED.pack(ENTRY_SIZE, entry) for entry in entries)


def unframed(bundle: bytes) -> Iterator[bytes]:
    """Its whole entries: somebody may have cut it."""
    for at in range(0, len(bundle) - _FRAMED.size + 1, _FRAMED.size):
        yield bundle[at + 2 : at + _FRAMED.size]


FRAMED_SIZE = _FRAMED.size
