"""Positions become visible in their order: who reads on from the last misses none."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import count
from random import Random
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent

from storage.database import open_pool
from storage.recorder import EventRecorder

Rows = Callable[..., list[Any]]
Event = Callable[..., StoredEvent]
WRITERS = 8


@pytest.fixture
def recorders(url: str) -> Iterator[list[EventRecorder]]:
    """As two processes have them: each with a pool and a writer of its own."""
    with open_pool(url) as one, open_pool(url) as another:
        yield [EventRecorder(one), EventRecorder(another)]


def test_a_reader_that_follows_eight_writers_misses_no_event(
    recorders: list[EventRecorder], rows: Rows, event: Event, scale: int
) -> None:
    done = threading.Event()
    written: list[int] = []
    followed: list[int] = []
    saves = count()

    def write(seed: int, recorder: EventRecorder) -> None:
        chance = Random(seed)
        for _ in range(72 * scale):
            burst = []
            for _ in range(3):
                next(saves)
                stream, size = uuid4(), chance.choice((1, 1, 1, 2, 3, 7))
                burst.append(
                    recorder.submit([event(stream, v + 1) for v in range(size)])
                )
            saved = [position for one in burst for position in one.result(60)]
            written.extend(saved)
            assert saved == sorted(saved)

    def follow() -> None:
        last = 0
        while True:
            at_the_end = done.is_set()
            batch = recorders[0].select_notifications(
                last, limit=100, inclusive_of_start=False
            )
            followed.extend(notification.id for notification in batch)
            if batch:
                last = batch[-1].id
            elif at_the_end:
                return

    with ThreadPoolExecutor(WRITERS + 1) as threads:
        reader = threads.submit(follow)
        writers = [threads.submit(write, n, recorders[n % 2]) for n in range(WRITERS)]
        wait(writers)
        done.set()
        for one in (*writers, reader):
            one.result()
    assert len(written) > 4_000 * scale
    assert followed == sorted(written)
    [(transactions,)] = rows("SELECT count(DISTINCT xmin::text) FROM events")
    assert transactions < next(saves)


RECORD = (
    "SELECT positions FROM record(ARRAY[gen_random_uuid()], '{1}', '{t}', '{\"\"}',"
    " '{0}'" + ", '{}'" * 15 + ")"
)


def test_a_later_writer_waits_for_an_earlier_one_to_commit(
    recorder: EventRecorder, url: str, event: Event
) -> None:
    later: list[int] = []
    thread = threading.Thread(
        target=lambda: later.extend(recorder.insert_events([event()]))
    )
    with psycopg.connect(url) as earlier:
        row = earlier.execute(RECORD).fetchone()
        assert row is not None
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
        assert recorder.select_notifications(None, 10) == []
    thread.join()
    assert [*row[0], *later] == [n.id for n in recorder.select_notifications(None, 10)]


def test_a_refused_save_leaves_a_gap_that_is_never_filled(
    recorder: EventRecorder, url: str, event: Event
) -> None:
    with psycopg.connect(url) as refused:
        refused.execute(RECORD)
        refused.rollback()
    first, second = [recorder.insert_events([event()])[0] for _ in range(2)]
    assert first == 2
    assert second == 3


def test_maintenance_of_the_events_does_not_stop_writers(
    recorder: EventRecorder, url: str, event: Event
) -> None:
    with psycopg.connect(url) as vacuum:
        # The lock that VACUUM and ANALYZE hold for as long as they work.
        vacuum.execute("LOCK TABLE events IN SHARE UPDATE EXCLUSIVE MODE")
        recorder.insert_events([event()])
    assert recorder.max_notification_id() == 1


def test_a_writer_wakes_who_listens(
    recorder: EventRecorder, url: str, event: Event
) -> None:
    with psycopg.connect(url, autocommit=True) as listener:
        listener.execute("LISTEN events")
        recorder.insert_events([event()])
        assert list(listener.notifies(timeout=5, stop_after=1))
