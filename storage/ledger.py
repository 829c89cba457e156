"""The ledger's tables: entries and tiles in the order of the events, and signed heads.

Entries and tiles follow from the events and can be made again. Checkpoints do not: they
are what was promised, and are never dropped nor signed anew.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from psycopg_pool import ConnectionPool

from ledger.checkpoint import Checkpoint
from ledger.leaf import FRAMED_SIZE, entry, framed, packed, position_of, unframed
from ledger.merkle import HASH_SIZE, Subtree, leaf_hash, root_of
from ledger.note import Signature
from ledger.tiles import WIDTH, Tile, Tiles, subtree_of
from storage.database import Connection, connected, fetch

BATCH = 2_000
TABLES = """
CREATE SCHEMA ledger;
CREATE TABLE ledger.log (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    size bigint NOT NULL,
    position bigint NOT NULL
);
INSERT INTO ledger.log (size, position) VALUES (0, 0);
CREATE TABLE ledger.entries (
    index bigint PRIMARY KEY,
    last_position bigint NOT NULL,
    body bytea NOT NULL
);
CREATE INDEX entries_position ON ledger.entries (last_position);
CREATE TABLE ledger.tile (
    level integer NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL,
    PRIMARY KEY (level, index)
);
ALTER TABLE ledger.tile ALTER hashes SET STORAGE EXTERNAL;
CREATE TABLE ledger.checkpoint (
    origin text NOT NULL,
    size bigint NOT NULL,
    note text NOT NULL,
    signed_at timestamptz NOT NULL,
    released boolean NOT NULL DEFAULT false,
    PRIMARY KEY (origin, size)
);
CREATE TABLE ledger.cosignature (
    origin text NOT NULL,
    size bigint NOT NULL,
    witness text NOT NULL,
    line text NOT NULL,
    PRIMARY KEY (origin, size, witness)
);
CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a signed checkpoint is never deleted';
END $$;
CREATE TRIGGER checkpoints_are_final BEFORE DELETE OR TRUNCATE ON ledger.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
"""
_MAKING = 7_310_203_121

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


class Ledger:
    """Reads and extends the log of one database; knows no key."""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool

    def ensure(self) -> None:
        """Make the tables unless they are there."""
        with connected(self._pool) as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
            there = connection.execute("SELECT to_regclass('ledger.log')").fetchone()
            if there == (None,):
                connection.execute(TABLES)

    # -- extending it ------------------------------------------------------------

    def seal(
        self,
        origin: str,
        sign: Sign,
        now: datetime,
        last: Checkpoint | None,
        at_most: int = BATCH,
    ) -> Sealed | None:
        """Take the next events into the log and sign its head, in one transaction.

        None where nothing is new, or another sealer is at work. The checkpoint is not
        released yet: its commit may not be replicated. Raises `NotContinued`, with
        nothing written, when the log does not continue the `last` head.
        """
        with connected(self._pool) as connection, connection.transaction():
            row = connection.execute(_TURN).fetchone()
            if row is None:
                return None
            size, position = row
            events = entries_after(connection, position, at_most)
            if not events and _has_head(connection, origin, size):
                if last is not None:
                    _check_continued(last, size, _tree_on(connection))
                return None
            tree = extend(connection, size, [leaf for _, leaf in events])
            size += len(events)
            if last is not None:
                _check_continued(last, size, tree)
            if events:
                connection.execute(_MOVE, (size, events[-1][0]))
            checkpoint = Checkpoint(origin, size, root_of(0, size, tree))
            note = sign(size, checkpoint.root)
            connection.execute(_HEAD, (origin, size, note, now))
        return Sealed(len(events), checkpoint, note)

    def release(self, head: Checkpoint) -> None:
        """Checkpoints up to this one may be shown: their commits came back clean."""
        with connected(self._pool) as connection:
            connection.execute(
                "UPDATE ledger.checkpoint SET released = true"
                " WHERE origin = %s AND size <= %s AND NOT released",
                (head.origin, head.size),
            )

    def cosign(self, head: Checkpoint, signature: Signature) -> None:
        """Keep a witness's signature of that checkpoint."""
        params = (head.origin, head.size, signature.name, str(signature))
        with connected(self._pool) as connection:
            connection.execute(
                "INSERT INTO ledger.cosignature VALUES (%s, %s, %s, %s)"
                " ON CONFLICT DO NOTHING",
                params,
            )

    # -- reading it --------------------------------------------------------------

    def head(self, size: int | None = None) -> str | None:
        """The newest released checkpoint, of `size` or more leaves where that is given,
        with the signatures of its witnesses; the oldest such one then."""
        query = _OLDEST if size is not None else _NEWEST
        rows = fetch(self._pool, query, None if size is None else (size,))
        return _cosigned(*rows[0]) if rows else None

    def notes(self) -> list[str]:
        """Every checkpoint ever signed, released or not, in their order."""
        return [note for (note,) in fetch(self._pool, _ALL)]

    def daily(self, zone: str) -> list[str]:
        """The last released checkpoint of each day of that zone."""
        rows = fetch(self._pool, _DAILY, (zone,))
        return [_cosigned(*row) for row in rows]

    def size(self) -> int:
        """How many events are sealed, their checkpoint released or not."""
        return int(fetch(self._pool, "SELECT size FROM ledger.log")[0][0])

    def tile(self, tile: Tile) -> bytes | None:
        """The hashes of a tile, or None where the log has not come that far."""
        found = _read_tile(self._pool, tile.level, tile.index)
        part = found[: tile.width * HASH_SIZE]
        return part if len(part) == tile.width * HASH_SIZE else None

    def entries(self, tile: Tile) -> bytes | None:
        """An entry bundle as c2sp.org/tlog-tiles frames it, or None."""
        rows = fetch(
            self._pool,
            "SELECT body FROM ledger.entries WHERE index = %s",
            (tile.index,),
        )
        part = bytes(rows[0][0])[: tile.width * FRAMED_SIZE] if rows else b""
        return part if len(part) == tile.width * FRAMED_SIZE else None

    def index_of(self, position: int) -> int | None:
        """Which leaf the event of that position is, or None while it is not sealed."""
        rows = fetch(self._pool, _HOLDING, (position,))
        for index, body in rows:
            for at, leaf in enumerate(unframed(body)):
                if position_of(leaf) == position:
                    return int(index) * WIDTH + at
        return None

    def subtree(self) -> Subtree:
        """Perfect subtrees of the log, for proofs; each tile is read once."""
        return subtree_of(Tiles(lambda level, i: _read_tile(self._pool, level, i)))


def _check_continued(last: Checkpoint, size: int, tree: Subtree) -> None:
    if size < last.size:
        msg = f"the log has {size} events, the last head released spoke of {last.size}"
        raise NotContinued(msg)
    if root_of(0, last.size, tree) != last.root:
        msg = f"the first {last.size} events are not those of the last head released"
        raise NotContinued(msg)


def _tree_on(connection: Connection) -> Subtree:
    return subtree_of(Tiles(lambda level, index: _tile_on(connection, level, index)))


def _has_head(connection: Connection, origin: str, size: int) -> bool:
    query = "SELECT FROM ledger.checkpoint WHERE origin = %s AND size = %s"
    return bool(connection.execute(query, (origin, size)).rowcount)


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
    row = connection.execute(_TILE, (level, index), binary=True).fetchone()
    return bytes(row[0]) if row else b""


def _read_tile(pool: ConnectionPool, level: int, index: int) -> bytes:
    rows = fetch(pool, _TILE, (level, index))
    return bytes(rows[0][0]) if rows else b""


def _cosigned(note: str, lines: Iterable[str] | None) -> str:
    return note + "".join(lines or ())


_TURN = "SELECT size, position FROM ledger.log FOR UPDATE SKIP LOCKED"
_NEXT = (
    "SELECT notification_id, uuid_send(originator_id), originator_version, topic, state"
    " FROM events WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
)
_MOVE = "UPDATE ledger.log SET size = %s, position = %s"
_HEAD = (
    "INSERT INTO ledger.checkpoint (origin, size, note, signed_at)"
    " VALUES (%s, %s, %s, %s)"
)
_TILE = "SELECT hashes FROM ledger.tile WHERE level = %s AND index = %s"
_PUT_TILE = (
    "INSERT INTO ledger.tile VALUES (%s, %s, %s)"
    " ON CONFLICT (level, index) DO UPDATE SET hashes = EXCLUDED.hashes"
)
_PUT_ENTRIES = (
    "INSERT INTO ledger.entries VALUES (%s, %s, %s) ON CONFLICT (index) DO UPDATE"
    " SET last_position = EXCLUDED.last_position, body = entries.body || EXCLUDED.body"
)
_HOLDING = (
    "SELECT index, body FROM ledger.entries WHERE last_position >= %s"
    " ORDER BY last_position LIMIT 1"
)
_SIGNED = (
    "SELECT c.note, (SELECT array_agg(s.line ORDER BY s.witness)"
    " FROM ledger.cosignature s WHERE s.origin = c.origin AND s.size = c.size)"
    " FROM ledger.checkpoint c WHERE c.released"
)
# The log under a newer origin was opened later; sizes of an older one may be larger.
_NEWEST = _SIGNED + " ORDER BY c.signed_at DESC, c.size DESC LIMIT 1"
_OLDEST = _SIGNED + " AND c.size >= %s ORDER BY c.signed_at, c.size LIMIT 1"
_ALL = "SELECT note FROM ledger.checkpoint ORDER BY signed_at, size"
_DAILY = (
    "WITH daily AS (SELECT *, row_number() OVER (PARTITION BY"
    " date(signed_at AT TIME ZONE %s) ORDER BY signed_at DESC, size DESC) AS nth"
    " FROM ledger.checkpoint WHERE released) "
    + _SIGNED.replace("ledger.checkpoint c WHERE c.released", "daily c WHERE nth = 1")
    + " ORDER BY c.signed_at, c.size"
)
