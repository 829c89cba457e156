"""Which of our processes use one embedded server: one starts it, the last stops it."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from storage.embedded.account import EmbeddedPostgresError

_POLL_SECONDS = 0.02


class Busy(EmbeddedPostgresError):
    """Another process has been starting or stopping this server for too long."""


class Users:
    """Two file locks, which the kernel releases when their holder is killed."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._share: IO[bytes] | None = None

    @contextmanager
    def alone(self, patience: float) -> Iterator[None]:
        """While inside, no other process of ours starts or stops this server.

        Raises Busy when another is at it for `patience` seconds.
        """
        with (self._directory / "postgres.lock").open("ab") as lock:
            deadline = time.monotonic() + patience
            while not _taken(lock, fcntl.LOCK_EX):
                if time.monotonic() > deadline:
                    raise Busy(
                        f"Another process has been starting or stopping the database in"
                        f" {self._directory} for {patience:.0f} s: wait for it, or end "
                        "it, and try again."
                    )
                time.sleep(_POLL_SECONDS)
            yield

    def join(self) -> None:
        """We use the server from now on. Only inside `alone`."""
        if self._share is None:
            share = (self._directory / "postgres.users").open("ab")
            fcntl.flock(share, fcntl.LOCK_SH)
            self._share = share

    def leave(self) -> None:
        """We use it no longer, as when our process ends."""
        if self._share is not None:
            self._share.close()
            self._share = None

    def nobody_else(self) -> bool:
        """Does nobody but us use the server? Only inside `alone`."""
        self.join()
        assert self._share is not None
        return _taken(self._share, fcntl.LOCK_EX)


def _taken(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
