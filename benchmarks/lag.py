"""How long after its acknowledgement an event is in every read model."""

import bisect
import threading
import time
from collections.abc import Iterator, Sequence
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
            row = self._connection.execute(
                "SELECT min(position) FROM read_model WHERE name NOT LIKE '%rebuild'"
            ).fetchone()
            assert row is not None
            if not self._seen or row[0] > self._seen[-1][0]:
                self._seen.append((row[0], time.monotonic()))

    def lags(self, acknowledged: Sequence[tuple[int, float]]) -> list[float]:
        """In ms, of each position and the moment when it was told."""
        self._reach(max(position for position, _ in acknowledged))
        seen = self._seen
        positions = [position for position, _ in seen]
        return [
            max(0.0, seen[bisect.bisect_left(positions, position)][1] - at) * 1000
            for position, at in acknowledged
        ]

    def settle(self) -> None:
        """Wait until the read models have all that is recorded: what is measured next
        does not stand behind what was recorded to prepare it."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            row = connection.execute(
                "SELECT max(notification_id) FROM events"
            ).fetchone()
        assert row is not None
        self._reach(row[0])

    def _reach(self, position: int) -> None:
        give_up = time.monotonic() + PATIENCE
        while not self._seen or self._seen[-1][0] < position:
            if time.monotonic() > give_up:
                msg = f"the read models did not come after within {PATIENCE:.0f} s"
                raise RuntimeError(msg)
            time.sleep(LOOK_EVERY)

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
        self._connection.close()


@contextmanager
def watching(url: str) -> Iterator[Watcher]:
    watcher = Watcher(url)
    try:
        yield watcher
    finally:
        watcher.close()
