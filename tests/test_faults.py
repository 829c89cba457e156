"""kill -9 of each part under load: nothing acknowledged is lost, nothing is doubled."""

import csv
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg

from storage.embedded import EmbeddedPostgres

if TYPE_CHECKING:
    from tests.conftest import Answer, Served

Serve = Callable[..., "Served"]
PATIENCE = 60.0
RECEIVE = {
    "channel": "web",
    "classification": "complaint",
    "title": "Jalan rusak",
    "description": "Berlubang sejak lama.",
}
LIFE = ("complaint.received", "complaint.verified", "complaint.disposed")
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
    give_up = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < give_up, what
        time.sleep(0.05)


def part(served: "Served", module: str) -> int | None:
    """Process id of one child of `serve`, once there is one."""
    parent = served.process.pid
    for number in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        with suppress(FileNotFoundError):
            words = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
            if module.encode() in words:
                return int(number)
    return None


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


@dataclass
class Desk:
    """Sends commands from threads, each again under its key until it is answered."""

    served: "Served"
    done: list[str] = field(default_factory=list)
    again: int = 0
    replayed: int = 0
    odd: list[str] = field(default_factory=list)

    def send(self, path: str, body: Any, token: str) -> "Answer":
        key, give_up = uuid4().hex, time.monotonic() + PATIENCE
        while True:
            with suppress(OSError, HTTPException):
                answer = self.served.post(path, body, token, Idempotency_Key=key)
                if answer.status in (200, 201):
                    self.replayed += "idempotency-replayed" in answer.headers
                    return answer
                if answer.status != 503:
                    self.odd.append(answer.text)
                    raise AssertionError(answer.text)
            assert time.monotonic() < give_up, "not answered for a minute"
            self.again += 1
            time.sleep(0.1)

    def work(self, stop: threading.Event) -> None:
        desk, coordinator = map(self.served.token, ("desk", "coordinator"))
        while not stop.is_set():
            id = self.send("/v1/complaints", RECEIVE, desk).json["id"]
            self.send(f"/v1/complaints/{id}/verify", {}, coordinator)
            to = {"agency": "dishub"}
            self.send(f"/v1/complaints/{id}/dispose", to, coordinator)
            self.done.append(id)


@contextmanager
def working(desk: Desk, threads: int = 4) -> Iterator[None]:
    """Load that goes on until the end of the block, and is answered to the last."""
    stop = threading.Event()
    for role in ("desk", "coordinator"):
        desk.served.token(role)
    running = [threading.Thread(target=desk.work, args=(stop,)) for _ in range(threads)]
    for thread in running:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in running:
            thread.join()
    assert desk.odd == []


class Import:
    """`tuntas import` of a file, run again until it has been run to its end."""

    rows = 750

    def __init__(self, served: "Served", directory: Path, number: int):
        (directory / "drill.toml").write_text(MAPPING)
        self._file = directory / f"drill-{number}.csv"
        with self._file.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("id", "received", "answered"))
            for n in range(self.rows):
                day = f"2024-{1 + n % 12:02}-{1 + n % 28:02}"
                answered = f"{day} 16:00:00" if n % 3 else ""
                writer.writerow((f"{number}-{n}", f"{day} 09:00:00", answered))
        self._mapping, self._data = directory / "drill.toml", served.data
        self._query = f"SELECT count(*) FROM claim WHERE value LIKE '{number}-%'"
        self._begin()

    def _begin(self) -> None:
        words = ("import", self._file, "--mapping", self._mapping, "--data", self._data)
        with self._file.with_suffix(".log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "api", *map(str, words)], stdout=log, stderr=log
            )

    def under_way(self) -> bool:
        with psycopg.connect(EmbeddedPostgres(self._data).url("tuntas")) as connection:
            row = connection.execute(self._query.encode()).fetchone()
        assert self._process.poll() is None, "ended before anything was killed"
        return row is not None and row[0] > 0

    def finish(self) -> int:
        """How often it had to be run."""
        for times in range(1, 5):
            if self._process.wait() == 0:
                return times
            self._begin()
        raise AssertionError(self._file.with_suffix(".log").read_text())


def events(data: Path) -> dict[str, list[str]]:
    """The topics of each case in their order, straight from the table."""
    with psycopg.connect(EmbeddedPostgres(data).url("tuntas")) as connection:
        rows = connection.execute(
            "SELECT originator_id::text, array_agg(topic ORDER BY originator_version)"
            " FROM events WHERE topic LIKE 'complaint.%' GROUP BY 1"
        ).fetchall()
    return dict(rows)


def read_models(data: Path) -> dict[str, list[str]]:
    """Every row of every read model, as text."""
    found = {}
    with psycopg.connect(EmbeddedPostgres(data).url("tuntas")) as connection:
        for (table,) in connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname IN (SELECT name FROM read_model) ORDER BY 1"
        ).fetchall():
            query = f"SELECT t::text FROM {table} t ORDER BY 1"
            rows = connection.execute(query.encode()).fetchall()
            found[table] = [row for (row,) in rows]
    return found


def caught_up(served: "Served") -> bool:
    figures = served.get("/metrics").text
    lags = [line for line in figures.splitlines() if line.startswith("tuntas_read_mo")]
    return len(lags) == 3 and all(float(line.split()[1]) == 0 for line in lags)


def rebuilt_equals_live(served: "Served") -> None:
    soon(lambda: caught_up(served), "the read models never caught up")
    live = read_models(served.data)
    assert sum(map(len, live.values())) > 0
    served.run("rebuild")
    assert read_models(served.data) == live


def test_nothing_is_lost_or_doubled_when_each_part_is_killed(
    serve: Serve, tmp_path: Path, scale: int
) -> None:
    served = serve("--workers", "2")
    desk = Desk(served)
    database = EmbeddedPostgres(served.data)
    parts: dict[str, Callable[[], int | None]] = {
        "api": lambda: part(served, "api-0"),
        "runner": lambda: part(served, "runner"),
        "postgres": lambda: database.pid,
    }
    imports: list[Import] = []
    with working(desk):
        for name in [*parts] * scale:
            bringing = Import(served, tmp_path, len(imports))
            imports.append(bringing)
            soon(bringing.under_way, "the import does not begin")
            fallen = parts[name]()
            kill(fallen)
            soon(revived(parts[name], fallen), f"{name} was not revived")
            soon(progress(desk), f"no command is answered after {name} was killed")
            assert bringing.finish() == 1

    stored = events(served.data)
    assert {id: tuple(stored[id]) for id in desk.done} == dict.fromkeys(desk.done, LIFE)
    brought = [tuple(stored[id]) for id in stored.keys() - set(desk.done)]
    rows = len(imports) * Import.rows
    assert Counter(brought) == {
        LIFE: rows // 3,
        (*LIFE, "complaint.resolved"): rows - rows // 3,
    }
    rebuilt_equals_live(served)


def revived(part: Callable[[], int | None], fallen: int | None) -> Callable[[], bool]:
    return lambda: part() not in (None, fallen)


def progress(desk: Desk) -> Callable[[], bool]:
    before = len(desk.done)
    return lambda: len(desk.done) > before + 5


def kill_all(served: "Served") -> None:
    """The parent first, so that it revives nothing; then all that it began."""
    children = [part(served, name) for name in ("api-0", "runner")]
    kill(served.process.pid)
    served.process.wait()
    for pid in (*children, *server_processes(served.data)):
        with suppress(ProcessLookupError):
            kill(pid)


def server_processes(data: Path) -> list[int]:
    return processes_of(data / "postgres", server_account())


def test_nothing_is_lost_when_all_is_killed_and_started_again(
    serve: Serve, scale: int
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1])
    served = serve("--port", port)
    desk = Desk(served)
    with working(desk):
        # The parent alone: its children end by themselves and leave the port at once.
        for fall in [kill_all, lambda old: kill(old.process.pid)] * scale:
            soon(progress(desk), "no command is answered")
            fall(served)
            served.process.wait()
            served = serve("--port", port, data=served.data)
            soon(progress(desk), "no command is answered after a new start")
    stored = events(served.data)
    assert {id: tuple(topics) for id, topics in stored.items()} == dict.fromkeys(
        desk.done, LIFE
    )
    rebuilt_equals_live(served)
    assert served.stop() == 0
    assert server_processes(served.data) == []


def test_serve_ends_within_five_seconds_and_leaves_an_import_alone(
    serve: Serve, tmp_path: Path
) -> None:
    served = serve()
    bringing = Import(served, tmp_path, 0)
    soon(bringing.under_way, "the import does not begin")
    began = time.monotonic()
    assert served.stop() == 0
    assert time.monotonic() - began < 5
    assert bringing.finish() == 1
    soon(lambda: server_processes(served.data) == [], "the database is left running")
    again = serve(data=served.data)
    soon(lambda: caught_up(again), "the read models never caught up")
    assert len(events(again.data)) == Import.rows
