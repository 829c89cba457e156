"""The log's tables made anew from the events, where every signed head still fits."""

from collections.abc import Callable

from psycopg_pool import ConnectionPool

from ledger.checkpoint import Checkpoint
from ledger.merkle import root_of
from storage.database import Connection, connected
from storage.ledger_sealing import entries_after, extend

AT_ONCE = 10_000
Progress = Callable[[int, int], None]
"""Told how many events are sealed again, and of how many."""


class HeadDiffers(Exception):
    """The events are not those of a head that was signed; nothing was changed. Find the
    first bad position by `tuntas verify`."""


def rebuild(
    pool: ConnectionPool, progress: Progress = lambda done, of: None
) -> Checkpoint | None:
    """Make entries and tiles anew, in one transaction; the newest head they fit.

    Readers see the old ones until then, and the sealer waits. Raises `HeadDiffers`.
    """
    with connected(pool) as connection, connection.transaction():
        row = connection.execute(
            "SELECT size FROM ledger.log FOR UPDATE"  # the sealer's own turn
        ).fetchone()
        assert row is not None
        connection.execute("DELETE FROM ledger.entries; DELETE FROM ledger.tile")
        heads = _heads(connection)
        size = position = 0
        met: Checkpoint | None = None
        # The count may have been lost as well.
        whole = max(row[0], heads[0].size if heads else 0)
        while size < whole:
            end = heads[-1].size if heads else whole
            events = entries_after(connection, position, min(AT_ONCE, end - size))
            if not events:
                raise HeadDiffers
            tree = extend(connection, size, [leaf for _, leaf in events])
            size, position = size + len(events), events[-1][0]
            while heads and heads[-1].size == size:
                met = heads.pop()
                if root_of(0, size, tree) != met.root:
                    raise HeadDiffers
            progress(size, whole)
        connection.execute(
            "UPDATE ledger.log SET size = %s, position = %s", (size, position)
        )
        return met


def _heads(connection: Connection) -> list[Checkpoint]:
    """Every head ever signed, the largest first."""
    notes = connection.execute(
        "SELECT note FROM ledger.checkpoint WHERE size > 0 ORDER BY size DESC"
    )
    return [Checkpoint.of_note(note) for (note,) in notes]
