"""Arrays for the database in its own binary form (array_recv, arrayfuncs.c).

The library finds out of each array anew what it holds, and writes each value by itself:
for the dozen arrays of a few commands that takes longer than to decide one. A query
names the type, as in `%b::uuid[]`.
"""

from collections.abc import Sequence
from struct import Struct
from uuid import UUID

import psycopg
from psycopg.adapt import Dumper
from psycopg.pq import Format

_HEAD = Struct("!iiiii").pack
_LENGTH = Struct("!i").pack
_INT4 = Struct("!ii").pack
_INT8 = Struct("!iq").pack
_UUID = _LENGTH(16)


class BinaryArray(bytes):
    """Of one dimension, from 1, without nulls."""


class _AsItIs(Dumper):
    format = Format.BINARY

    def dump(self, obj: BinaryArray) -> bytes:
        return obj


psycopg.adapters.register_dumper(BinaryArray, _AsItIs)


def uuids(values: Sequence[UUID]) -> BinaryArray:
    return _array("uuid", [_UUID + value.bytes for value in values])


def ints(values: Sequence[int]) -> BinaryArray:
    """Of four bytes each."""
    return _array("int4", [_INT4(4, value) for value in values])


def bigints(values: Sequence[int]) -> BinaryArray:
    return _array("int8", [_INT8(8, value) for value in values])


def blobs(values: Sequence[bytes]) -> BinaryArray:
    return _array("bytea", [_LENGTH(len(value)) + value for value in values])


def texts(values: Sequence[str]) -> BinaryArray:
    encoded = [value.encode() for value in values]
    return _array("text", [_LENGTH(len(value)) + value for value in encoded])


_ELEMENT = {
    name: psycopg.adapters.types[name].oid
    for name in ("uuid", "int4", "int8", "bytea", "text")
}


def _array(kind: str, values: Sequence[bytes]) -> BinaryArray:
    if not values:
        return _EMPTY[kind]
    head = _HEAD(1, 0, _ELEMENT[kind], len(values), 1)
    return BinaryArray(head + b"".join(values))


_EMPTY = {
    name: BinaryArray(Struct("!iii").pack(0, 0, oid)) for name, oid in _ELEMENT.items()
}
