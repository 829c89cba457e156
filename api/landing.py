"""From other threads into an event loop: what comes together wakes it once."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from threading import local
from typing import Any, TypeVar
from weakref import ref

from domain.record import Positions

T = TypeVar("T")


class Landing:
    """Of one loop. An asyncio future by itself wakes the loop for each result."""

    _last = local()
    """That of the loop which ran last in this thread: nearly always the only one."""

    def __init__(self, loop: asyncio.AbstractEventLoop):
        self._loop = ref(loop)
        self._brought: deque[tuple[asyncio.Future[Any], Callable[[], None]]] = deque()
        self._called = False

    @classmethod
    def here(cls) -> "Landing":
        """Of the running loop."""
        loop = asyncio.get_running_loop()
        landing: Landing | None = getattr(cls._last, "landing", None)
        if landing is None or landing._loop() is not loop:
            landing = cls._last.landing = cls(loop)
        return landing

    def bring(self, future: "asyncio.Future[T]", result: T) -> None:
        self._land_soon(future, lambda: future.set_result(result))

    def fail(self, future: "asyncio.Future[Any]", error: BaseException) -> None:
        self._land_soon(future, lambda: future.set_exception(error))

    async def wait(self, theirs: Positions) -> None:
        """Until it is done, however it ended. The answer to a client that has left is
        not waited for; what was begun for it goes on."""
        if not theirs.done():
            done = asyncio.get_running_loop().create_future()
            theirs.when_done(lambda: self.bring(done, None))
            await done

    def _land_soon(
        self, future: "asyncio.Future[Any]", settle: Callable[[], None]
    ) -> None:
        self._brought.append((future, settle))
        if not self._called and (loop := self._loop()):
            self._called = True
            with suppress(RuntimeError):  # closed: nobody waits any more
                loop.call_soon_threadsafe(self._land)

    def _land(self) -> None:
        self._called = False
        while self._brought:
            future, settle = self._brought.popleft()
            if not future.done():  # as where the client has left
                settle()
