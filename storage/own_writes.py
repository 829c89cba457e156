"""How far the read models have come, told at once to those who wait for their rows."""

import time
from collections.abc import Mapping
from threading import BoundedSemaphore, Condition, Event, Thread

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg_pool import ConnectionPool

from storage.database import DatabaseUnavailable
from storage.read_model import CHANNEL, positions

POLL_SECONDS = 0.25
"""A call may get lost; nobody waits longer than this because of it."""
CLOSE_SECONDS = 0.2
WAITING = 20
"""Half of the threads that answer: a runner that stands still stops no more."""


class OwnWrites:
    """One connection listens for all waiters of this process, from the first one on."""

    def __init__(self, url: str, pool: ConnectionPool):
        self._url = url
        self._pool = pool
        self._known: dict[str, int] = {}
        self._moved = Condition()
        self._places = BoundedSemaphore(WAITING)
        self._listener: Thread | None = None
        self._ended = Event()

    def reached(self, name: str, position: int) -> bool:
        """Whether this is known without asking."""
        return self._known.get(name, 0) >= position

    def wait_for(self, name: str, position: int, timeout: float) -> bool:
        """Whether the read model reached `position` within `timeout` seconds; False at
        once where too many wait already."""
        if not self._places.acquire(blocking=False):
            return False
        try:
            self._listen()
            return self._wait(name, position, time.monotonic() + timeout)
        finally:
            self._places.release()

    def close(self) -> None:
        self._ended.set()
        if self._listener:
            self._listener.join()

    def _wait(self, name: str, position: int, give_up: float) -> bool:
        while True:
            with self._moved:
                if self.reached(name, position):
                    return True
                left = give_up - time.monotonic()
                if left <= 0:
                    return False
                told = self._moved.wait(min(left, POLL_SECONDS))
            if not told:
                self._tell(positions(self._pool))

    def _listen(self) -> None:
        with self._moved:
            if self._listener is None:
                self._listener = Thread(target=self._follow, name="own-writes")
                self._listener.daemon = True
                self._listener.start()

    def _follow(self) -> None:
        address = make_conninfo(
            self._url, application_name="tuntas own writes", connect_timeout=3
        )
        while not self._ended.is_set():
            try:
                with psycopg.connect(address, autocommit=True) as connection:
                    self._hear(connection)
            except (psycopg.Error, DatabaseUnavailable):
                # The database may come back as an older copy.
                self._known = {}
                self._ended.wait(CLOSE_SECONDS)

    def _hear(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        connection.execute(f"LISTEN {CHANNEL}".encode())
        # What moved before anybody listened.
        self._tell(positions(self._pool))
        while not self._ended.is_set():
            for call in connection.notifies(timeout=CLOSE_SECONDS):
                position, *names = call.payload.split()
                self._tell(dict.fromkeys(names, int(position)))

    def _tell(self, now: Mapping[str, int]) -> None:
        with self._moved:
            for name, position in now.items():
                self._known[name] = max(position, self._known.get(name, 0))
            self._moved.notify_all()
