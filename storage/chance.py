"""Random bytes from the system, fetched for many uses at once."""

import os
from threading import local
from uuid import UUID

STOCK = 4096


class Chance(local):
    """Each byte is given once; each thread has a stock of its own. Asking the system
    lets other threads go first, for less than a microsecond of work; a lock held
    meanwhile makes all of them queue for it, and a command cost twice as much."""

    def __init__(self) -> None:
        self._stock = b""
        self._given = 0

    def take(self, count: int) -> bytes:
        start = self._given
        if start + count > len(self._stock):
            self._stock = os.urandom(max(STOCK, count))
            start = 0
        end = self._given = start + count
        return self._stock[start:end]

    def forget(self) -> None:
        """What a child process was born with is its parent's."""
        self._stock = b""


_chance = Chance()
os.register_at_fork(after_in_child=_chance.forget)
random_bytes = _chance.take


def random_id() -> UUID:
    """UUIDv4 (RFC 9562): 122 random bits."""
    return UUID(bytes=random_bytes(16), version=4)


def random_name() -> str:
    """The same as it is written, which an object that is only written costs twice."""
    digits = random_bytes(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return (
        f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}"
        f"-{variant}{digits[17:20]}-{digits[20:]}"
    )
