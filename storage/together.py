"""What waits at the same time is done together; what comes alone waits for nobody."""

import threading
from collections.abc import Callable, Sequence
from threading import Condition, Thread, current_thread
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
        self._changed = Condition()
        self._thread: Thread | None = None
        self._finishing = False

    def add(self, item: T) -> None:
        """Raises `DatabaseUnavailable` where too many wait already."""
        with self._changed:
            if len(self._waiting) >= MOST_WAITING:
                msg = "too many wait for the database"
                raise DatabaseUnavailable(msg)
            if self._thread is None:
                thread = Thread(target=self._work, name=self._name, daemon=True)
                thread.start()
                self._thread = thread
            self._waiting.append(item)
            self._changed.notify()

    def finish(self) -> None:
        """Wait until nothing waits and nothing is being done."""
        with self._changed:
            if not (thread := self._thread):
                return
            self._finishing = True
            self._changed.notify()
        thread.join()

    def _work(self) -> None:
        while True:
            with self._changed:
                if not self._waiting and not self._finishing:
                    self._changed.wait(REST_SECONDS)
                if not self._waiting:
                    self._thread, self._finishing = None, False
                    return
                items, self._waiting = self._waiting, []
            try:
                self._do(items)
            except BaseException as error:
                # A fault of ours: it is told, and who comes next is served.
                told = (type(error), error, error.__traceback__, current_thread())
                threading.excepthook(threading.ExceptHookArgs(told))
