"""What a verifier is given: a part of the log, as sealed and as it lies there now."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from uuid import UUID

from psycopg_pool import ConnectionPool

from ledger.bundle import Consistency, Header, Numbered
from ledger.checkpoint import Checkpoint
from ledger.leaf import packed, position_of, unframed
from ledger.merkle import consistency_proof, inclusion_proof, subtrees
from ledger.tiles import WIDTH
from storage.database import Connection, connected
from storage.ledger import Ledger

AT_ONCE = 5_000
_FIRST = -(2**63)
"""Positions begin at 1; whoever puts an event before it is found."""


class NothingSealed(Exception):
    """Nothing is sealed yet: is the runner up? A second after the first event it is."""


class NotSealed(Exception):
    """No event of that kind is sealed; the newest are within seconds."""


@dataclass(frozen=True, slots=True)
class About:
    """What the database does not tell of its log."""

    made_at: str
    zone: str
    keys: tuple[str, ...]
    notices: tuple[str, ...]
    statements: tuple[str, ...]


class Extract:
    """Evidence from the database; see `ledger.verifying.Evidence`."""

    def __init__(
        self,
        connection: Connection,
        header: Header,
        positions: tuple[int, int],
        streams: Sequence[UUID] | None = None,
        leaves: Sequence[bytes] = (),
    ):
        self.header = header
        self._connection = connection
        self._positions = positions
        self._streams = streams
        self._leaves = leaves
        self._names = count()

    @property
    def last(self) -> int:
        """The last position looked at."""
        return self._positions[1]

    def streams(self) -> int:
        """How many streams its records are of."""
        where, params = _where(self._positions, self._streams)
        query = f"SELECT count(DISTINCT originator_id) FROM events WHERE {where}"
        row = self._connection.execute(query.encode(), params).fetchone()
        assert row is not None
        return int(row[0])

    def entries(self) -> Iterator[bytes]:
        if self._streams is not None:
            yield from self._leaves
            return
        first, end = self.header.first, self.header.first + self.header.entries
        query = (
            "SELECT index, body FROM ledger.entries WHERE index >= %s AND index < %s"
            " ORDER BY index"
        )
        bounds = (first // WIDTH, -(-end // WIDTH))
        for index, body in self._rows(query, bounds, 100):
            skip = max(0, first - index * WIDTH)
            yield from list(unframed(body))[skip : end - index * WIDTH]

    def records(self) -> Iterator[Numbered]:
        where, params = _where(self._positions, self._streams)
        query = (
            "SELECT notification_id, uuid_send(originator_id), originator_version,"
            f" topic, state FROM events WHERE {where} ORDER BY notification_id"
        )
        for position, *record in self._rows(query, params, AT_ONCE):
            yield position, packed(*record)

    def _rows(
        self, query: str, params: Sequence[Any], at_once: int
    ) -> Iterator[Sequence[Any]]:
        name = f"extract_{next(self._names)}"
        with self._connection.cursor(name, binary=True) as cursor:
            cursor.itersize = at_once
            cursor.execute(query.encode(), params)
            yield from cursor


class Extracts:
    """Extracts of one moment, with what proves them."""

    def __init__(
        self, connection: Connection, ledger: Ledger, about: About, head: str | None
    ):
        head = head or ledger.head()
        if head is None:
            raise NothingSealed
        self._connection = connection
        self._ledger = ledger
        self._about = about
        self._subtree = ledger.subtree()
        self.note = head
        self.head = Checkpoint.of_note(head)

    def whole(self, checkpoints: Iterable[str] | None = None) -> Extract:
        """Every event, against the last checkpoint of each day or those given."""
        positions = (_FIRST, self._position_at(self.head.size - 1))
        header = self._header("all", 0, self.head.size, positions)
        if checkpoints is not None:
            header = replace(header, checkpoints=(*checkpoints, self.note))
        return Extract(self._connection, header, positions)

    def part(self, begin: int, end: int, since: Iterable[int]) -> Extract:
        """The events from position `begin` to `end`, both included.

        Raises `NotSealed` where there are none.
        """
        first, after = self._index_after(begin - 1), self._index_after(end)
        after = min(after, self.head.size)
        if first >= after:
            raise NotSealed
        # What lies between two entries is looked at from both sides.
        positions = (
            self._position_at(first - 1) if first else _FIRST,
            self._position_at(after - 1),
        )
        header = self._header("range", first, after, positions)
        header = replace(
            header,
            left=self._covering(0, first),
            right=self._covering(after, self.head.size),
            consistency=self._consistency(since),
        )
        return Extract(self._connection, header, positions)

    def case(
        self, case: UUID, streams: Sequence[UUID], since: Iterable[int]
    ) -> Extract:
        """The events of these streams, each with its own proof.

        Raises `NotSealed` where there are none.
        """
        last = self._position_at(self.head.size - 1)
        where, params = _where((0, last), streams)
        rows = self._connection.execute(
            f"SELECT notification_id FROM events WHERE {where}"
            " ORDER BY notification_id".encode(),
            params,
        )
        leaves = [leaf for (at,) in rows if (leaf := self._leaf(at)) is not None]
        if not leaves:
            raise NotSealed
        header = replace(
            self._header("case", 0, len(leaves), (0, last), streams),
            case=str(case),
            streams=tuple(map(str, streams)),
            indexes=tuple(index for index, _ in leaves),
            proofs=tuple(
                tuple(inclusion_proof(index, self.head.size, self._subtree))
                for index, _ in leaves
            ),
            consistency=self._consistency(since),
        )
        entries = [leaf for _, leaf in leaves]
        return Extract(self._connection, header, (0, last), streams, entries)

    def _header(
        self,
        scope: str,
        first: int,
        end: int,
        positions: tuple[int, int],
        streams: Sequence[UUID] | None = None,
    ) -> Header:
        about, head = self._about, self.head
        where, params = _where(positions, streams)
        row = self._connection.execute(
            f"SELECT count(*) FROM events WHERE {where}".encode(), params
        ).fetchone()
        assert row is not None
        daily = [
            note
            for note in self._ledger.daily(about.zone)
            if (seen := Checkpoint.of_note(note)).size < head.size
            and seen.origin == head.origin
        ]
        return Header(
            origin=head.origin,
            made_at=about.made_at,
            scope=scope,  # type: ignore[arg-type]
            size=head.size,
            first=first,
            entries=end - first,
            records=row[0],
            checkpoints=(*daily, self.note),
            keys=about.keys,
            notices=about.notices,
            statements=about.statements,
        )

    def _covering(self, begin: int, end: int) -> tuple[bytes, ...]:
        return tuple(self._subtree(*place) for place in subtrees(begin, end))

    def _consistency(self, sizes: Iterable[int]) -> tuple[Consistency, ...]:
        subtree, head = self._subtree, self.head.size
        return tuple(
            Consistency(
                from_size=size, proof=tuple(consistency_proof(size, head, subtree))
            )
            for size in sorted(set(sizes))
            if 0 < size <= head
        )

    def _leaf(self, position: int) -> tuple[int, bytes] | None:
        index = self._index_after(position - 1)
        bundle = self._bundle(index // WIDTH)
        at = index % WIDTH
        if at < len(bundle) and position_of(bundle[at]) == position:
            return index, bundle[at]
        return None

    def _index_after(self, position: int) -> int:
        """The first leaf that lies behind that position."""
        row = self._connection.execute(
            "SELECT index, body FROM ledger.entries WHERE last_position > %s"
            " ORDER BY last_position LIMIT 1",
            (position,),
        ).fetchone()
        if row is None:
            return self._ledger.size()
        behind = (position_of(leaf) > position for leaf in unframed(row[1]))
        return int(row[0]) * WIDTH + list(behind).index(True)

    def _position_at(self, index: int) -> int:
        """The position of that leaf; of the last there is, where the log lacks it."""
        if index < 0:
            return 0
        bundle = self._bundle(index // WIDTH)
        if index % WIDTH < len(bundle):
            return position_of(bundle[index % WIDTH])
        row = self._connection.execute(
            "SELECT coalesce(max(last_position), 0) FROM ledger.entries"
        ).fetchone()
        assert row is not None
        return int(row[0])

    def _bundle(self, index: int) -> list[bytes]:
        row = self._connection.execute(
            "SELECT body FROM ledger.entries WHERE index = %s", (index,)
        ).fetchone()
        return list(unframed(row[0])) if row else []


@contextmanager
def extracts(
    pool: ConnectionPool, ledger: Ledger, about: About, head: str | None
) -> Iterator[Extracts]:
    """One consistent look at events and entries, up to that head or the newest one.

    Raises `NothingSealed`.
    """
    with connected(pool) as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield Extracts(connection, ledger, about, head)


def _where(
    positions: tuple[int, int], streams: Sequence[UUID] | None
) -> tuple[str, list[object]]:
    where, params = "notification_id > %s AND notification_id <= %s", list(positions)
    if streams is None:
        return where, [*params]
    return where + " AND originator_id = ANY(%s)", [*params, list(streams)]
