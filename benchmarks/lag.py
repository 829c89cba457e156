"""How long after its acknowledgement an event is in every read model."""

import bisect
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import psycopg

LOOK_EVERY = 0.005
PATIENCE = 60.0


class Watcher:
    """Notes when the read model that is furthest behind reached which position."""

    def __init__(self, url: str):
        self._url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._seen: list[tuple[int, float]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_EVERY):
            [position] = self._connection.execute(_FURTHEST_BEHIND).fetchall()[0]
            if not self._seen or position > self._seen[-1][0]:
                self._seen.append((position, time.monotonic()))

    def lags(self, acknowledged: Sequence[tuple[int, float]]) -> list[float]:
        """In ms, of each position and the moment when it was told."""
        self._reach(max(position for position, _ in acknowledged))
        seen = self._seen
        positions = [position for position, _ in seen]
        return [
            max(0.0, seen[bisect.bisect_left(positions, position)][1] - at) * 1000
            for position, at in acknowledged
        ]

    def _reach(self, position: int) -> None:
        _await(lambda: bool(self._seen) and self._seen[-1][0] >= position)

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._connection.close()


def settle(url: str) -> None:
    """Wait until the read models have all that is recorded: what is measured next does
    not stand behind it, nor beside the work that it leaves."""
    with psycopg.connect(url, autocommit=True) as connection:
        [newest] = connection.execute(_NEWEST).fetchall()[0]
        _await(lambda: connection.execute(_FURTHEST_BEHIND).fetchall()[0][0] >= newest)


def _await(reached: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not reached():
        if time.monotonic() > give_up:
            msg = f"the read models did not come after within {PATIENCE:.0f} s"
            raise RuntimeError(msg)
        time.sleep(LOOK_EVERY)


_NEWEST = "SELECT coalesce(max(notification_id), 0) FROM events"
_FURTHEST_BEHIND = "SELECT min(position) FROM read_model WHERE name NOT LIKE '%rebuild'"


@contextmanager
def watching(url: str) -> Iterator[Watcher]:
    watcher = Watcher(url)
    try:
        yield watcher
    finally:
        watcher.close()
