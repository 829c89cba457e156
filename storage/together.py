"""What waits at the same time is done together; what comes alone waits for nobody."""

import threading
from collections.abc import Callable, Sequence
from threading import Lock, Thread, current_thread
from typing import Generic, TypeVar

from storage.database import DatabaseUnavailable

T = TypeVar("T")

MOST_WAITING = 10_000
REST_SECONDS = 1.0
"""Without work for so long the thread ends; the next item begins one."""


class Together(Generic[T]):
    """A thread that takes all that waits, does it in one go, and takes again.

    No timer: a batch is what arrived while the one before was being done. `do` tells
    the outcome of each item in its own way and raises nothing.
    """

    def __init__(self, name: str, do: Callable[[Sequence[T]], None]):
        self._name = name
        self._do = do
        self._waiting: list[T] = []
        self._lock = Lock()
        self._something = Lock()
        """Free while something waits that the thread has not been told of."""
        self._something.acquire()
        self._thread: Thread | None = None
        self._finishing = False

    def add(self, item: T) -> None:
        """Raises `DatabaseUnavailable` where too many wait already, or nobody can work
        on it."""
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                msg = "too many wait for the database"
                raise DatabaseUnavailable(msg)
            if self._thread is None:
                self._begin()  # before it counts as waiting: this may fail
            self._waiting.append(item)
            if len(self._waiting) == 1:
                self._wake()

    def finish(self) -> None:
        """Wait until nothing waits and nothing is being done."""
        with self._lock:
            if not (thread := self._thread):
                return
            self._finishing = True
            self._wake()
        thread.join()

    def _begin(self) -> None:
        thread = Thread(target=self._work, name=self._name, daemon=True)
        try:
            thread.start()
        except RuntimeError as error:
            msg = "no thread can be begun"
            raise DatabaseUnavailable(msg) from error
        self._thread = thread

    def _wake(self) -> None:
        if self._something.locked():
            self._something.release()

    def _work(self) -> None:
        while True:
            rest = 0 if self._finishing else REST_SECONDS
            woken = self._something.acquire(timeout=rest)
            with self._lock:
                items, self._waiting = self._waiting, []
                if not items:
                    if woken and not self._finishing:
                        continue  # what it was woken for is done already
                    self._thread, self._finishing = None, False
                    return
            try:
                self._do(items)
            except BaseException as error:
                # A fault of ours: it is told, and who comes next is served.
                told = (type(error), error, error.__traceback__, current_thread())
                threading.excepthook(threading.ExceptHookArgs(told))
