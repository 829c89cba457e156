"""The ledger's tables: entries and tiles in the order of the events, and signed heads.

Entries and tiles follow from the events and can be made again. Checkpoints do not: they
are what was promised, and are never dropped nor signed anew.
"""

from collections.abc import Iterable
from contextlib import suppress

from psycopg_pool import ConnectionPool

from ledger.leaf import FRAMED_SIZE, position_of, unframed
from ledger.merkle import HASH_SIZE, Subtree
from ledger.note import Note, NoteError
from ledger.tiles import WIDTH, Tile, Tiles, subtree_of
from storage.database import connected, fetch

TABLES = """
CREATE SCHEMA ledger;
CREATE TABLE ledger.log (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    origin text,
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
    RAISE EXCEPTION 'a signed checkpoint is never changed';
END $$;
CREATE TRIGGER checkpoints_are_final BEFORE DELETE OR TRUNCATE ON ledger.checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
CREATE TRIGGER checkpoints_stay BEFORE UPDATE OF origin, size, note, signed_at
    ON ledger.checkpoint FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
"""
_THERE = "SELECT to_regclass('ledger.log')"
_MAKING = 7_310_203_121


class Ledger:
    """The log of one database as it may be shown."""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool

    def ensure(self) -> None:
        """Make the tables unless they are there."""
        with connected(self._pool) as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
            if connection.execute(_THERE).fetchone() == (None,):
                connection.execute(TABLES)

    def is_there(self) -> bool:
        """Whether this database has a log."""
        return fetch(self._pool, _THERE) != [(None,)]

    def head(self, size: int | None = None) -> str | None:
        """The newest released checkpoint, of `size` or more leaves where that is given,
        with the signatures of its witnesses; the oldest such one then."""
        query = _OLDEST if size is not None else _NEWEST
        rows = fetch(self._pool, query, None if size is None else (size,))
        return _cosigned(*rows[0]) if rows else None

    def notes(self) -> list[str]:
        """Every checkpoint ever signed, released or not, those of the present name
        last, each in the order of their sizes."""
        return [note for (note,) in fetch(self._pool, _ALL)]

    def signed(self, note: str) -> str:
        """That checkpoint with the signatures of its witnesses."""
        rows = fetch(self._pool, _WITNESSED, (note,))
        return _cosigned(note, [line for (line,) in rows])

    def daily(self, zone: str) -> list[str]:
        """The last released checkpoint of each day of that zone."""
        rows = fetch(self._pool, _DAILY, (zone,))
        return [_cosigned(*row) for row in rows]

    def size(self) -> int:
        """How many events are sealed, their checkpoint released or not."""
        return int(fetch(self._pool, "SELECT size FROM ledger.log")[0][0])

    def sealed_position(self) -> int:
        """The position of the last event that is sealed; 0 before the first."""
        return int(fetch(self._pool, "SELECT position FROM ledger.log")[0][0])

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


def _read_tile(pool: ConnectionPool, level: int, index: int) -> bytes:
    rows = fetch(pool, TILE, (level, index))
    return bytes(rows[0][0]) if rows else b""


def _cosigned(note: str, lines: Iterable[str] | None) -> str:
    """With those signatures that are any: somebody may have written into them."""
    for line in lines or ():
        with suppress(NoteError):
            note = str(Note.parse(note + line))
    return note


TILE = "SELECT hashes FROM ledger.tile WHERE level = %s AND index = %s"
_HOLDING = (
    "SELECT index, body FROM ledger.entries WHERE last_position >= %s"
    " ORDER BY last_position LIMIT 1"
)
_SIGNED = (
    "SELECT c.note, (SELECT array_agg(s.line ORDER BY s.witness)"
    " FROM ledger.cosignature s WHERE s.origin = c.origin AND s.size = c.size)"
    " FROM ledger.checkpoint c WHERE c.released"
)
_WITNESSED = (
    "SELECT s.line FROM ledger.cosignature s JOIN ledger.checkpoint c"
    " USING (origin, size) WHERE c.note = %s ORDER BY s.witness"
)
_OF_NOW = _SIGNED + " AND c.origin = (SELECT origin FROM ledger.log)"
_NEWEST = _OF_NOW + " ORDER BY c.size DESC LIMIT 1"
_OLDEST = _OF_NOW + " AND c.size >= %s ORDER BY c.size LIMIT 1"
_ALL = (
    "SELECT note FROM ledger.checkpoint ORDER BY"
    " origin IS NOT DISTINCT FROM (SELECT origin FROM ledger.log), size"
)
_DAILY = (
    "WITH daily AS (SELECT *, row_number() OVER (PARTITION BY"
    " date(signed_at AT TIME ZONE %s) ORDER BY signed_at DESC, size DESC) AS nth"
    " FROM ledger.checkpoint WHERE released) "
    + _SIGNED.replace("ledger.checkpoint c WHERE c.released", "daily c WHERE nth = 1")
    + " ORDER BY c.signed_at, c.size"
)
