"""What another thread will tell, once: a value, or an error instead."""

from _thread import allocate_lock
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Outcome(Generic[T]):
    """As the library's `Future`, but nobody cancels it, and who waits is woken by one
    lock and not by three."""

    __slots__ = ("_calls", "_done", "_error", "_lock", "_value")

    def __init__(self) -> None:
        self._lock = allocate_lock()
        self._lock.acquire()
        self._done = False
        self._calls: deque[Callable[[], None]] = deque()
        self._error: BaseException | None = None
        self._value: T

    def done(self) -> bool:
        return self._done

    def tell(self, value: T) -> None:
        self._value = value
        self._tell()

    def fail(self, error: BaseException) -> None:
        self._error = error
        self._tell()

    def error(self, timeout: float = -1) -> BaseException | None:
        """What it failed with, once it is known; raises `TimeoutError` if it is not
        after so many seconds."""
        if not self._done:
            if not self._lock.acquire(timeout=timeout):
                raise TimeoutError
            self._lock.release()  # for the next who waits
        return self._error

    def result(self, timeout: float = -1) -> T:
        """Waited for in the same way; raises what it failed with."""
        if error := self.error(timeout):
            raise error
        return self._value

    def when_done(self, call: Callable[[], None]) -> None:
        """In the thread that tells, or at once where it is told already."""
        self._calls.append(call)
        if self._done:
            self._run()

    def _tell(self) -> None:
        self._done = True
        self._lock.release()
        self._run()

    def _run(self) -> None:
        # Each is taken out once, whoever comes first.
        while self._calls:
            try:
                call = self._calls.popleft()
            except IndexError:
                return
            call()
