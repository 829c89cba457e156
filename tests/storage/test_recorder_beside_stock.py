"""Ours and the library's: the same events, in the same order, the same refusals."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    StoredEvent,
)
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool

from storage.recorder import EventRecorder
from tests.storage.fates import empty

STREAMS = [UUID(int=n) for n in range(4)]
TOPICS = ("a", "b", "c")


@pytest.fixture
def url(shared_url: str) -> str:
    return shared_url


@pytest.fixture(scope="module")
def stock(shared_url: str) -> Iterator[PostgresApplicationRecorder]:
    """The library's recorder, over a table of its own beside ours."""
    parts = {name: str(value) for name, value in conninfo_to_dict(shared_url).items()}
    with PostgresDatastore(
        parts["dbname"],
        parts["host"],
        parts["port"],
        parts["user"],
        password="",
        lock_timeout=5,
        pool_size=2,
    ) as datastore:
        recorder = PostgresApplicationRecorder(datastore)
        recorder.create_table()
        yield recorder


def empty_both(url: str) -> None:
    empty(url)
    with psycopg.connect(url) as connection:
        connection.execute("TRUNCATE stored_events")


events = st.builds(
    StoredEvent,
    st.sampled_from(STREAMS),
    st.integers(1, 4),
    st.sampled_from(TOPICS),
    st.binary(max_size=3),
)
saves = st.lists(st.lists(events, min_size=1, max_size=4), min_size=1, max_size=8)
"""Few streams and versions, so that many conflict; with gaps, and the same twice."""


def save(recorder: ApplicationRecorder, given: Sequence[StoredEvent]) -> list[int]:
    """The positions; none where it is refused."""
    try:
        return list(recorder.insert_events(given) or ())
    except IntegrityError:
        return []


def without_positions(notifications: Sequence[Notification]) -> list[StoredEvent]:
    return [
        StoredEvent(n.originator_id, n.originator_version, n.topic, n.state)
        for n in notifications
    ]


class Beside:
    """Both recorders after the same saves; positions are told by their rank."""

    def __init__(self, ours: ApplicationRecorder, stock: ApplicationRecorder):
        self.both = (ours, stock)
        self.positions: tuple[list[int], list[int]] = ([], [])

    def save(self, given: Sequence[StoredEvent]) -> None:
        told = [save(recorder, given) for recorder in self.both]
        assert len(told[0]) == len(told[1])
        for known, new in zip(self.positions, told, strict=True):
            assert known + new == sorted({*known, *new})
            known += new

    def read_alike(self, start: int | None, stop: int | None, **words: Any) -> None:
        """From and to those ranks; 0 is before the first."""
        read = []
        for recorder, known in zip(self.both, self.positions, strict=True):
            at = [0, *known, (known or [0])[-1] + 1]
            first, last = (None if r is None else at[r] for r in (start, stop))
            found = recorder.select_notifications(first, stop=last, **words)
            ranks = {position: rank for rank, position in enumerate(at)}
            read.append(([ranks[n.id] for n in found], without_positions(found)))
        assert read[0] == read[1]

    def select_alike(self, stream: UUID, **words: Any) -> None:
        ours, theirs = (r.select_events(stream, **words) for r in self.both)
        assert list(ours) == list(theirs)


@given(saves=saves, data=st.data())
def alike(
    url: str,
    recorder: EventRecorder,
    stock: PostgresApplicationRecorder,
    saves: list[list[StoredEvent]],
    data: st.DataObject,
) -> None:
    empty_both(url)
    beside = Beside(recorder, stock)
    for given_events in saves:
        beside.save(given_events)
    ours, theirs = (r.max_notification_id() for r in beside.both)
    assert (ours is None) == (theirs is None) == (not beside.positions[0])
    beside.read_alike(None, None, limit=100)
    for _ in range(6):
        rank = st.none() | st.integers(0, len(beside.positions[0]) + 1)
        beside.read_alike(
            data.draw(rank),
            data.draw(rank),
            limit=data.draw(st.integers(0, 10)),
            topics=data.draw(st.lists(st.sampled_from((*TOPICS, "none")), max_size=2)),
            inclusive_of_start=data.draw(st.booleans()),
        )
    bound = st.none() | st.integers(0, 5)
    for stream in STREAMS:
        beside.select_alike(stream)
        beside.select_alike(
            stream,
            gt=data.draw(bound),
            lte=data.draw(bound),
            desc=data.draw(st.booleans()),
            limit=data.draw(bound),
        )


def test_the_same_saves_give_the_same_refusals_and_the_same_events(
    url: str, recorder: EventRecorder, stock: PostgresApplicationRecorder, scale: int
) -> None:
    many = settings(max_examples=12 * scale, deadline=None)
    many(alike)(url, recorder, stock)


def test_what_many_recorded_at_once_the_library_takes_one_after_the_other(
    url: str,
    recorder: EventRecorder,
    pool: ConnectionPool,
    stock: PostgresApplicationRecorder,
    scale: int,
) -> None:
    for round_ in range(scale):
        empty_both(url)
        another = EventRecorder(pool)

        def write(
            seed: int, one: EventRecorder
        ) -> list[tuple[list[int], list[StoredEvent]]]:
            chance = Random(seed)
            sent = []
            for _ in range(8):
                burst = [some_events(chance) for _ in range(chance.randint(1, 4))]
                sent += [(given, one.submit(given)) for given in burst]
                sent[-1][1].error(30)
            return [
                ([] if said.error(30) else list(said.result()), given)
                for given, said in sent
            ]

        with ThreadPoolExecutor(8) as threads:
            writers = [
                threads.submit(write, 8 * round_ + n, (recorder, another)[n % 2])
                for n in range(8)
            ]
            outcomes = [outcome for writer in writers for outcome in writer.result()]

        taken = sorted((o for o in outcomes if o[0]), key=lambda outcome: outcome[0])
        refused = [given for positions, given in outcomes if not positions]
        assert len(taken) > 8
        assert len(refused) > 8
        assert all(save(stock, given) for _, given in taken)
        assert not any(save(stock, given) for given in refused)
        ours, theirs = (r.select_notifications(None, 10_000) for r in (recorder, stock))
        assert without_positions(ours) == without_positions(theirs)
        assert [n.id for n in ours] == [p for positions, _ in taken for p in positions]


def some_events(chance: Random) -> list[StoredEvent]:
    """Steps of one stream or two, that others take at the same time too."""
    made = []
    for n in chance.sample(range(12), chance.choice((1, 1, 2))):
        first = chance.randint(1, 8)
        for version in range(first, first + chance.randint(1, 2)):
            state = chance.randbytes(8)
            made.append(StoredEvent(UUID(int=n), version, chance.choice("ab"), state))
    return made
