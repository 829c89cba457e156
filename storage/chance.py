"""Random bytes from the system, fetched for many uses at once."""

import os
from threading import Lock
from uuid import UUID

STOCK = 4096


class Chance:
    """Each byte is given once. Asking the system for every nonce and IV lets other
    threads go first each time, for less than a microsecond of work."""

    def __init__(self) -> None:
        self._stock = b""
        self._lock = Lock()

    def take(self, count: int) -> bytes:
        with self._lock:
            if len(self._stock) < count:
                self._stock = os.urandom(max(STOCK, count))
            taken, self._stock = self._stock[:count], self._stock[count:]
            return taken

    def forget(self) -> None:
        """What a child process was born with is its parent's."""
        self._lock = Lock()
        self._stock = b""


_chance = Chance()
os.register_at_fork(after_in_child=_chance.forget)
random_bytes = _chance.take


def random_id() -> UUID:
    """UUIDv4 (RFC 9562): 122 random bits."""
    return UUID(bytes=random_bytes(16), version=4)
