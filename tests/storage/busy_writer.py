"""A process that submits save after save, and says which are acknowledged."""

import os
import sys
from functools import partial
from random import Random
from threading import Semaphore
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from eventsourcing.persistence import StoredEvent

from storage.database import open_pool
from storage.outcome import Outcome
from storage.recorder import EventRecorder
from storage.submission import Receipt, Submission

MOST = 100_000
IN_FLIGHT = 64


def saves(seed: int, number: int) -> list[Submission]:
    """The first so many saves of the writer of that seed, the same each time."""
    return [_save(seed, n) for n in range(number)]


def _save(seed: int, n: int) -> Submission:
    stream = uuid5(NAMESPACE_OID, f"{seed} {n}")
    events = [
        StoredEvent(stream, version + 1, "t", f"{seed} {n} {version}".encode())
        for version in range(Random(f"{seed} {n}").choice((1, 1, 2, 5)))
    ]
    claims = [("number", f"{seed} {n}", stream)]
    receipt = Receipt(_scope(stream), b"m", 201, b"answer")
    return Submission(events, claims, {len(events): receipt})


def _scope(stream: UUID) -> bytes:
    return stream.bytes


def main(url: str, seed: int) -> None:
    """Writes the number of each save that is acknowledged on a line of its own."""
    room = Semaphore(IN_FLIGHT)

    def say(n: int, positions: Outcome[Any]) -> None:
        room.release()
        if positions.error() is None:
            os.write(1, b"%d\n" % n)

    with open_pool(url) as pool:
        recorder = EventRecorder(pool)
        for n in range(MOST):
            room.acquire()
            one = _save(seed, n)
            positions = recorder.submit(one.events, one.claims, one.receipts)
            positions.when_done(partial(say, n, positions))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
