"""Ids that lie in the order of time: what is new stands at one end of an index."""

import time
from uuid import UUID

from storage.chance import random_bytes


def ordered_id() -> UUID:
    """UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 random bits.

    A random id falls on any page of an index, however old, which is then read and
    written whole to the log; the more cases, the more pages. The time says no more than
    the case does, and an id alone opens nothing.
    """
    milliseconds = time.time_ns() // 1_000_000
    random = int.from_bytes(random_bytes(10), "big")
    high, low = random >> 68, random & (2**62 - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)
