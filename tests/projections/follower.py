"""Processes for the tests to kill: a runner, or a rebuild that stops half-way."""

import os
import signal
import sys
import time
from collections.abc import Sequence
from typing import ClassVar

import structlog

from api.runner import run
from domain.event import topics
from projections.case_by_case import CaseByCase
from projections.changes import Change
from projections.clocks import Clocks
from storage import rebuild as rebuilding
from storage.database import open_pool
from storage.mapper import EventMapper
from storage.read_model import Connection, ReadModel
from storage.recorder import EventRecorder


class Tally(ReadModel[Change]):
    """Counts events slowly and not repeatably, so that one folded twice shows."""

    name: ClassVar[str] = "tally"
    tables: ClassVar[str] = (
        "CREATE TABLE sums (total bigint); INSERT INTO sums VALUES (0)"
    )

    def fold(self, connection: Connection, changes: Sequence[Change]) -> None:
        for change in changes:
            connection.execute("UPDATE sums SET total = total + %s", (change.position,))
            time.sleep(0.001)


class Refuses(ReadModel[Change]):
    name: ClassVar[str] = "refuses"
    tables: ClassVar[str] = ""

    def fold(self, connection: Connection, changes: Sequence[Change]) -> None:
        raise ValueError("Ibu Siti, Jalan Melati 3")


class Divides(Refuses):
    def fold(self, connection: Connection, changes: Sequence[Change]) -> None:
        connection.execute("SELECT 1 / %s", (0,))
        connection.execute("SELECT 'Ibu Siti, Jalan Melati 3'")


def half_way(position: int, head: int) -> None:
    print("half-way", flush=True)
    time.sleep(60)


def main(what: str, url: str) -> int:
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()],
        logger_factory=structlog.PrintLoggerFactory(),
    )
    stopping: list[bool] = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    with open_pool(url, size=4) as pool:
        mapper = EventMapper(topics(), os.urandom(32))
        source = CaseByCase(
            EventRecorder(pool), mapper.to_domain_event, read_at_once=50
        )
        if what == "rebuild":
            rebuilding.NEAR = 20
            rebuilding.rebuild(pool, Clocks(), source, half_way)
            return 0
        models: dict[str, list[ReadModel[Change]]] = {
            "run": [Tally(), Clocks()],
            "refuse": [Refuses()],
            "divide": [Divides()],
        }
        return run(
            url=url,
            pool=pool,
            source=source,
            models=models[what],
            stopping=lambda: bool(stopping),
        )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
