"""Durable load-decide-save commands on distinct cases, in process."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
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
Live = Callable[[Sequence[UUID], int], None]
"""Cases whose lives are to be led, so many at once."""


class Contender:
    """Receives cases in advance, and then is timed living them to their ends."""

    def __init__(self, receive: Receive, live: Live):
        self._receive = receive
        self._live = live
        self._rate = 400.0

    def a_second(self, width: int, seconds: float) -> float:
        """Commands acknowledged a second, about `width` at a time."""
        count = max(int(self._rate * seconds / len(lives.STEPS)), width)
        cases = self._receive(count)
        began = time.monotonic()
        self._live(cases, width)
        self._rate = len(cases) * len(lives.STEPS) / (time.monotonic() - began)
        return self._rate


def by_threads(command: Command) -> Live:
    """As many threads as desks, each giving one command at a time."""

    def live(cases: Sequence[UUID], width: int) -> None:
        def one(case: UUID) -> None:
            for step in lives.STEPS:
                command(case, step)

        with ThreadPoolExecutor(width) as desks:
            for _ in desks.map(one, cases):
                pass

    return live


def measure(site: Site, scale: Scale) -> Iterator[Figure]:
    with ExitStack() as stack:
        here = stack.enter_context(site.installation("writing"))
        site.create_database("writing_stock")
        app = stack.enter_context(Complaints(site.stock("writing_stock")))
        plain = site.create_database("writing_raw")
        with psycopg.connect(plain) as connection:
            connection.execute(raw.TABLE.encode())

        def receive(count: int) -> list[UUID]:
            return ours.receive(here, count)

        desks = Contender(
            receive, by_threads(lambda case, step: ours.command(here, case, step))
        )
        flight = Contender(receive, partial(ours.in_flight, here))
        theirs = Contender(app.receive, by_threads(app.command))
        for warm in (desks, flight, theirs):
            warm.a_second(DESKS, scale.seconds / 4)
        size = event_size(here.url, "events")
        seconds = scale.seconds
        found = rounds(
            "writing",
            scale.rounds,
            {
                "ours, 8 desks": lambda: desks.a_second(DESKS, seconds),
                "stock, 8 desks": lambda: theirs.a_second(DESKS, seconds),
                "raw, 8 connections": lambda: raw.inserts_a_second(
                    plain, DESKS, size, seconds
                ),
                "ours, 64 in flight": lambda: flight.a_second(IN_FLIGHT, seconds),
                "stock, 64 in flight": lambda: theirs.a_second(IN_FLIGHT, seconds),
            },
        )
    eight, many = found["ours, 8 desks"], found["ours, 64 in flight"]
    raws = found["raw, 8 connections"]
    unit = "commands/s"
    yield beside(
        "commands in process, 8 desks",
        unit,
        eight,
        found["stock, 8 desks"],
        "stock application, 8 desks",
        3.0,
        5.0,
    )
    yield beside(
        "commands in process, 64 in flight",
        unit,
        many,
        found["stock, 64 in flight"],
        "stock application, 64 threads",
        5.0,
        8.0,
    )
    insert = "raw insert and commit, 8 connections"
    yield beside(
        "commands in process, 8 desks, beside raw", unit, eight, raws, insert, 0.3, 0.5
    )
    yield beside(
        "commands in process, 64 in flight, beside raw",
        unit,
        many,
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
