"""Durable load-decide-save commands on distinct cases, in process."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from uuid import UUID

import psycopg

from benchmarks import lives, ours, raw
from benchmarks.figure import Figure, beside, rounds
from benchmarks.fresh import Site
from benchmarks.scale import Scale
from benchmarks.stock import Complaints

DESKS = 8
IN_FLIGHT = 64

Command = Callable[[UUID, str], object]
Receive = Callable[[int], list[UUID]]


class Contender:
    """Somebody who receives cases in advance, and then is timed taking commands."""

    def __init__(self, receive: Receive, command: Command):
        self._receive = receive
        self._command = command
        self._rate = 400.0

    def a_second(self, threads: int, seconds: float) -> float:
        """Commands acknowledged a second, each thread giving one at a time."""
        lasting = max(self._rate * seconds / len(lives.STEPS), 2 * threads)
        cases = iter(self._receive(int(lasting)))
        lock = threading.Lock()
        failed: list[BaseException] = []
        done = 0

        def work() -> None:
            nonlocal done
            try:
                while not failed:
                    with lock:
                        case = next(cases, None)
                    if case is None:
                        return
                    for step in lives.STEPS:
                        self._command(case, step)
                    with lock:
                        done += len(lives.STEPS)
            except BaseException as error:
                failed.append(error)

        crowd = [threading.Thread(target=work) for _ in range(threads)]
        began = time.monotonic()
        for thread in crowd:
            thread.start()
        for thread in crowd:
            thread.join()
        took = time.monotonic() - began
        if failed:
            raise failed[0]
        self._rate = done / took
        return self._rate


def measure(site: Site, scale: Scale) -> Iterator[Figure]:
    with ExitStack() as stack:
        here = stack.enter_context(site.installation("writing"))
        site.create_database("writing_stock")
        app = stack.enter_context(Complaints(site.stock("writing_stock")))
        plain = site.create_database("writing_raw")
        with psycopg.connect(plain) as connection:
            connection.execute(raw.TABLE.encode())
        ours_ = Contender(
            lambda count: ours.receive(here, count),
            lambda case, step: ours.command(here, case, step),
        )
        theirs = Contender(app.receive, app.command)
        for warm in (ours_, theirs):
            warm.a_second(DESKS, scale.seconds / 4)
        size = event_size(here.url, "events")
        seconds = scale.seconds
        found = rounds(
            "writing",
            scale.rounds,
            {
                "ours, 8 desks": lambda: ours_.a_second(DESKS, seconds),
                "stock, 8 desks": lambda: theirs.a_second(DESKS, seconds),
                "raw, 8 connections": lambda: raw.inserts_a_second(
                    plain, DESKS, size, seconds
                ),
                "ours, 64 in flight": lambda: ours_.a_second(IN_FLIGHT, seconds),
                "stock, 64 in flight": lambda: theirs.a_second(IN_FLIGHT, seconds),
            },
        )
    desks, flight = found["ours, 8 desks"], found["ours, 64 in flight"]
    raws = found["raw, 8 connections"]
    unit = "commands/s"
    yield beside(
        "commands in process, 8 desks",
        unit,
        desks,
        found["stock, 8 desks"],
        "stock application, 8 desks",
        3.0,
        5.0,
    )
    yield beside(
        "commands in process, 64 in flight",
        unit,
        flight,
        found["stock, 64 in flight"],
        "stock application, 64 in flight",
        5.0,
        8.0,
    )
    insert = "raw insert and commit, 8 connections"
    yield beside(
        "commands in process, 8 desks, beside raw", unit, desks, raws, insert, 0.3, 0.5
    )
    yield beside(
        "commands in process, 64 in flight, beside raw",
        unit,
        flight,
        raws,
        insert,
        0.3,
        0.5,
    )


def event_size(url: str, table: str) -> int:
    """Mean bytes of a stored state of a complaint's event."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            f"SELECT avg(length(state)) FROM {table}"
            " WHERE topic ILIKE '%complaint%' AND originator_version > 1".encode()
        ).fetchone()
    assert row is not None
    return int(row[0])
