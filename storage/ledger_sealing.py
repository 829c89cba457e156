"""The log extended: events sealed and a head signed in one transaction, then shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from psycopg_pool import ConnectionPool

from ledger.checkpoint import Checkpoint
from ledger.leaf import entry, framed, packed, position_of
from ledger.merkle import Subtree, leaf_hash, root_of
from ledger.note import Signature
from ledger.tiles import WIDTH, Tiles, subtree_of
from storage.database import Connection, connected
from storage.ledger import TILE

BATCH = 2_000
Sign = Callable[[int, bytes], str]
"""Size and root to a signed note."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many events one transaction sealed, and the signed head after them."""

    events: int
    checkpoint: Checkpoint
    note: str


class NotContinued(Exception):
    """The log does not continue the head that was released last."""


def seal(
    pool: ConnectionPool,
    origin: str,
    sign: Sign,
    now: datetime,
    last: Checkpoint | None,
    at_most: int = BATCH,
) -> Sealed | None:
    """Take the next events into the log and sign its head, in one transaction.

    None where nothing is new, or another sealer is at work; a head that was signed and
    not released is given again. The checkpoint is not released yet: its commit may not
    be replicated. Raises `NotContinued`, with nothing written, when the log does not
    continue the `last` head, or an event lies where none can.
    """
    with connected(pool) as connection, connection.transaction():
        row = connection.execute(_TURN).fetchone()
        if row is None:
            return None
        size, position = row
        events = entries_after(connection, position, at_most)
        if events:
            _check_counted(connection, events[-1][0])
        elif signed := connection.execute(_SIGNED, (origin, size)).fetchone():
            if last is not None:
                _check_continued(last, size, _tree_on(connection))
            return None if signed[1] else _again(connection, signed[0])
        tree = extend(connection, size, [leaf for _, leaf in events])
        size += len(events)
        if last is not None:
            _check_continued(last, size, tree)
        position = events[-1][0] if events else position
        connection.execute(_MOVE, (origin, size, position))
        checkpoint = Checkpoint(origin, size, root_of(0, size, tree))
        note = sign(size, checkpoint.root)
        connection.execute(_HEAD, (origin, size, note, now))
    return Sealed(len(events), checkpoint, note)


def release(pool: ConnectionPool, head: Checkpoint) -> None:
    """Checkpoints up to this one may be shown: their commits came back clean."""
    with connected(pool) as connection:
        connection.execute(
            "UPDATE ledger.checkpoint SET released = true"
            " WHERE origin = %s AND size <= %s AND NOT released",
            (head.origin, head.size),
        )


def cosign(pool: ConnectionPool, head: Checkpoint, signature: Signature) -> None:
    """Keep a witness's signature of that checkpoint."""
    params = (head.origin, head.size, signature.name, str(signature))
    with connected(pool) as connection:
        connection.execute(
            "INSERT INTO ledger.cosignature VALUES (%s, %s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            params,
        )


def _again(connection: Connection, note: str) -> Sealed:
    """A head whose release was lost, once its own commit is known to be replicated: a
    WAL record makes this commit wait for that."""
    connection.execute("SELECT pg_logical_emit_message(true, 'tuntas', 'sealed')")
    return Sealed(0, Checkpoint.of_note(note), note)


def _check_counted(connection: Connection, position: int) -> None:
    """Behind a position that was never given out no event would be sealed any more."""
    row = connection.execute(_GIVEN_OUT).fetchone()
    if row is None or row[0] is None or position > row[0]:
        msg = f"an event lies at position {position}, which was never given out"
        raise NotContinued(msg)


def _check_continued(last: Checkpoint, size: int, tree: Subtree) -> None:
    if size < last.size:
        msg = (
            f"the log has {size} events, the last head released spoke of {last.size}"
            " (if only the log's own tables were lost: `tuntas rebuild ledger`)"
        )
        raise NotContinued(msg)
    if root_of(0, last.size, tree) != last.root:
        msg = f"the first {last.size} events are not those of the last head released"
        raise NotContinued(msg)


def _tree_on(connection: Connection) -> Subtree:
    return subtree_of(Tiles(lambda level, index: _tile_on(connection, level, index)))


def entries_after(
    connection: Connection, position: int, at_most: int
) -> list[tuple[int, bytes]]:
    """The next events as what is sealed of them, each with its position."""
    rows = connection.execute(_NEXT, (position, at_most), binary=True)
    return [(at, entry(at, packed(*record))) for at, *record in rows]


def extend(connection: Connection, size: int, leaves: list[bytes]) -> Subtree:
    """Append the leaves to the `size` that are there; the tree that results."""
    edge = Tiles(lambda level, index: _tile_on(connection, level, index), size)
    for leaf in leaves:
        edge.append(leaf_hash(leaf))
    rows = [(t.level, t.index, hashes) for t, hashes in edge.changed()]
    connection.cursor().executemany(_PUT_TILE, rows)
    connection.cursor().executemany(_PUT_ENTRIES, _bundles(size, leaves))
    return subtree_of(edge)


def _bundles(size: int, leaves: list[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """The entry bundles that the leaves begin or go on with."""
    at = 0
    while at < len(leaves):
        index, width = divmod(size + at, WIDTH)
        part = leaves[at : at + WIDTH - width]
        at += len(part)
        yield index, position_of(part[-1]), framed(part)


def _tile_on(connection: Connection, level: int, index: int) -> bytes:
    row = connection.execute(TILE, (level, index), binary=True).fetchone()
    return bytes(row[0]) if row else b""


_TURN = "SELECT size, position FROM ledger.log FOR UPDATE SKIP LOCKED"
_NEXT = (
    "SELECT notification_id, uuid_send(originator_id), originator_version, topic, state"
    " FROM events WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
)
_MOVE = "UPDATE ledger.log SET origin = %s, size = %s, position = %s"
_SIGNED = "SELECT note, released FROM ledger.checkpoint WHERE origin = %s AND size = %s"
_GIVEN_OUT = (
    "SELECT pg_sequence_last_value(pg_get_serial_sequence('events', 'notification_id'))"
)
_HEAD = (
    "INSERT INTO ledger.checkpoint (origin, size, note, signed_at)"
    " VALUES (%s, %s, %s, %s)"
)
_PUT_TILE = (
    "INSERT INTO ledger.tile VALUES (%s, %s, %s)"
    " ON CONFLICT (level, index) DO UPDATE SET hashes = EXCLUDED.hashes"
)
_PUT_ENTRIES = (
    "INSERT INTO ledger.entries VALUES (%s, %s, %s) ON CONFLICT (index) DO UPDATE"
    " SET last_position = EXCLUDED.last_position, body = entries.body || EXCLUDED.body"
)
