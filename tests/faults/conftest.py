"""Load on a running `tuntas serve`, what kills its parts, and what was stored."""

import csv
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg
import pytest

from storage.embedded import EmbeddedPostgres
from storage.embedded.account import server_account
from storage.embedded.process import processes_of
from tests.every_row import Rows, every_row

if TYPE_CHECKING:
    from tests.conftest import Answer, Served

PATIENCE = 60.0
RECEIVE = {
    "channel": "web",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang sejak lama.",
}
MAPPING = """
system = "drill"
zone = "Asia/Jakarta"
[columns]
external_id = "id"
received_at = "received"
answered_at = "answered"
[constants]
classification = "complaint"
channel = "app"
title = "Keluhan"
description = "Isi keluhan."
agency_code = "dishub"
"""


def soon(true: Callable[[], object], what: str) -> None:
    """Wait until it is true; fails with `what` after a minute."""
    give_up = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < give_up, what
        time.sleep(0.05)


class Desk:
    """Receives, verifies and disposes from threads; each command is sent again under
    its key until it is answered. `done` are the cases acknowledged to the end."""

    def __init__(self, served: "Served"):
        self.done: list[str] = []
        self.odd: list[str] = []
        self._served = served
        self._tokens = [served.token(role) for role in ("desk", "coordinator")]

    def work(self, stop: threading.Event) -> None:
        desk, coordinator = self._tokens
        while not stop.is_set():
            id = self._send("", RECEIVE, desk).json["id"]
            self._send(f"/{id}/verify", {}, coordinator)
            self._send(f"/{id}/dispose", {"agency": "dishub"}, coordinator)
            self.done.append(id)

    def _send(self, path: str, body: Any, token: str) -> "Answer":
        path, key = f"/v1/complaints{path}", uuid4().hex
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            with suppress(OSError, HTTPException):
                answer = self._served.post(path, body, token, Idempotency_Key=key)
                if answer.status in (200, 201):
                    return answer
                if answer.status != 503:
                    self.odd.append(answer.text)
                    break
            time.sleep(0.1)
        raise AssertionError(f"{path} was not answered")

    def goes_on(self) -> None:
        """Wait until more cases are acknowledged than now."""
        before = len(self.done)
        soon(lambda: len(self.done) > before + 5, "no command is answered")


class Import:
    """`tuntas import` of so many rows, two in three of them answered."""

    def __init__(self, data: Path, directory: Path, number: int, rows: int):
        mapping = directory / "drill.toml"
        mapping.write_text(MAPPING)
        file = directory / f"drill-{number}.csv"
        with file.open("w", newline="") as opened:
            writer = csv.writer(opened)
            writer.writerow(("id", "received", "answered"))
            for n in range(rows):
                day = f"2024-{1 + n % 12:02}-{1 + n % 28:02}"
                answered = f"{day} 16:00:00" if n % 3 else ""
                writer.writerow((f"{number}-{n}", f"{day} 09:00:00", answered))
        words = ("import", file, "--mapping", mapping, "--data", data)
        self._log = file.with_suffix(".log")
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "api", *map(str, words)], stdout=log, stderr=log
            )
        query = f"SELECT FROM claim WHERE value LIKE '{number}-%' LIMIT 1"
        soon(lambda: rows_of(data, query), "the import does not begin")
        assert self._process.poll() is None, "it ended before anything could fall"

    def finish(self) -> None:
        assert self._process.wait() == 0, self._log.read_text()


def rows_of(data: Path, query: str) -> Sequence[tuple[Any, ...]]:
    with psycopg.connect(EmbeddedPostgres(data).url("tuntas")) as connection:
        return connection.execute(query.encode()).fetchall()


class Drill:
    """A running `serve`, what befalls it, and what came of it."""

    ROWS = 750
    soon = staticmethod(soon)

    def __init__(self, served: "Served", directory: Path):
        self.served = served
        self.data = served.data
        self.imports = 0
        self._directory = directory

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Load that goes on until the end of the block, and is answered to the last."""
        desk, stop = Desk(self.served), threading.Event()
        threads = [threading.Thread(target=desk.work, args=(stop,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        try:
            yield desk
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        assert desk.odd == []

    def begin_import(self) -> Import:
        """An import that is under way, of rows that were not brought before."""
        self.imports += 1
        return Import(self.data, self._directory, self.imports, self.ROWS)

    def part(self, name: str) -> int | None:
        """The process of that name now, if there is one."""
        if name == "postgres":
            return EmbeddedPostgres(self.data).pid
        parent = self.served.process.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        for number in children.split():
            with suppress(FileNotFoundError):
                if name.encode() in Path(f"/proc/{number}/cmdline").read_bytes():
                    return int(number)
        return None

    def kill(self, name: str) -> None:
        """kill -9 of one part, and wait until `serve` has revived it."""
        fallen = self.part(name)
        assert fallen is not None
        os.kill(fallen, signal.SIGKILL)
        soon(
            lambda: self.part(name) not in (None, fallen),
            f"{name} was not revived",
        )

    def kill_parent(self) -> None:
        self.served.process.kill()
        self.served.process.wait()

    def kill_all(self) -> None:
        """The parent first, so that it revives nothing."""
        children = [self.part(name) for name in ("api-0", "runner")]
        self.kill_parent()
        for pid in (*children, *self.database_processes()):
            assert pid is not None
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def database_processes(self) -> list[int]:
        return processes_of(self.data / "postgres", server_account())

    @contextmanager
    def events_are_refused(self) -> Iterator[None]:
        """No event comes in until the end of the block; all else goes on."""
        address = EmbeddedPostgres(self.data).url("tuntas")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("ALTER TABLE writers_turn RENAME TO turn_away")
            try:
                yield
            finally:
                connection.execute("ALTER TABLE turn_away RENAME TO writers_turn")

    def events(self) -> dict[str, tuple[str, ...]]:
        """The topics of each case in their order, straight from the table, without
        the calls of its ladder: they depend on the hour at which a test runs."""
        rows = rows_of(
            self.data,
            "SELECT originator_id::text, array_agg(topic ORDER BY originator_version)"
            " FROM events WHERE topic LIKE 'complaint.%'"
            " AND topic NOT IN ('complaint.reminded', 'complaint.escalated')"
            " GROUP BY 1",
        )
        return {id: tuple(topics) for id, topics in rows}

    def head(self) -> int:
        """The position of the newest event."""
        [(newest,)] = rows_of(self.data, "SELECT max(notification_id) FROM events")
        return int(newest)

    def read_models(self) -> dict[str, Rows]:
        """Every row of every read model, once all have caught up."""
        behind = "SELECT FROM read_model WHERE position < (SELECT max(notification_id)"
        query = f"{behind} FROM events)"
        soon(lambda: not rows_of(self.data, query), "the read models do not catch up")
        models = [name for (name,) in rows_of(self.data, "SELECT name FROM read_model")]
        return every_row(EmbeddedPostgres(self.data).url("tuntas"), models)


@pytest.fixture
def drill(tmp_path: Path) -> Callable[["Served"], Drill]:
    """`drill(served)`"""
    return lambda served: Drill(served, tmp_path)
