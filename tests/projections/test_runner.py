"""The runner: follows, stands by, survives, and stops rather than be wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from api.runner import run
from projections.changes import Change, Changes
from storage.database import open_pool
from storage.embedded import EmbeddedPostgres
from storage.read_model import Batch, ensure, positions, wait_for
from storage.schema import EVENTS, READ_MODELS
from tests.catching_up import catch_up

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(url: str) -> Iterator[Start]:
    """Starts runner processes, and ends those that are left."""
    running: list[subprocess.Popen[str]] = []

    def start(what: str = "run") -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("follower.py"), what, url],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def said(process: subprocess.Popen[str], event: str) -> dict[str, Any]:
    """The next line that a runner logged of this event."""
    assert process.stdout is not None
    for line in process.stdout:
        found: dict[str, Any] = json.loads(line)
        if found["event"] == event:
            return found
    raise AssertionError(event)


def tallied(installation: Installation) -> int:
    with installation.pool.connection() as connection:
        row = connection.execute("SELECT total FROM tally.sums").fetchone()
        assert row is not None
        return int(row[0])


def every_position(installation: Installation) -> int:
    with installation.pool.connection() as connection:
        row = connection.execute("SELECT sum(notification_id) FROM events").fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture
def followed(installation: Installation) -> Iterator[Installation]:
    """With a runner in a thread, as `serve` has it."""
    stop = threading.Event()
    codes: list[int] = []
    thread = threading.Thread(
        target=lambda: codes.append(
            run(
                url=installation.url,
                pool=installation.pool,
                source=installation.source(),
                models=installation.models,
                stopping=stop.is_set,
            )
        )
    )
    thread.start()
    yield installation
    stop.set()
    thread.join(3)
    assert codes == [0]


def test_a_reader_that_waits_sees_its_own_write(
    followed: Installation, office: Office
) -> None:
    office.receive(0)
    position = followed.record()
    assert wait_for(followed.pool, "register", position)
    lags = []
    for _ in range(20):
        office.receive(0)
        position = followed.record()
        began = time.monotonic()
        assert all(wait_for(followed.pool, m.name, position) for m in followed.models)
        lags.append(time.monotonic() - began)
    assert sorted(lags)[10] < 0.2
    assert len(followed.rows()["register.cases"]) == 21


def test_events_are_found_though_nobody_calls(
    followed: Installation, office: Office
) -> None:
    with followed.pool.connection() as connection:
        connection.execute(
            "CREATE OR REPLACE FUNCTION pg_notify(text, text) RETURNS void"
            " LANGUAGE sql AS ''"
        )
        connection.execute("ALTER FUNCTION record SET search_path = public, pg_catalog")
    office.receive(0)
    assert wait_for(followed.pool, "register", followed.record(), timeout=2)


def test_models_that_are_apart_come_together(
    installation: Installation, office: Office
) -> None:
    office.live(200, Random(1))
    installation.catch_up()
    whole, head = installation.rows(), installation.source().head()
    with installation.pool.connection() as connection:
        for schema in ("clocks", "sla", "notices", "findings"):
            connection.execute(f"DROP SCHEMA {schema} CASCADE".encode())
        connection.execute("DELETE FROM read_model WHERE name <> 'register'")
    ensure(installation.pool, installation.models)
    sla = installation.models[2]
    catch_up(installation.pool, sla, installation.source().after(0, 7))
    read: list[int] = []

    class Counted(Changes):
        def after(self, position: int, stop: int | None = None) -> Batch[Change]:
            batch = super().after(position, stop)
            read.append(batch.position - batch.start)
            return batch

    stop = threading.Event()
    thread = threading.Thread(
        target=run,
        kwargs={
            "url": installation.url,
            "pool": installation.pool,
            "source": Counted(
                installation.recorder,
                installation.mapper.to_domain_event,
                read_at_once=30,
            ),
            "models": installation.models,
            "stopping": stop.is_set,
        },
    )
    thread.start()
    for model in installation.models:
        assert wait_for(installation.pool, model.name, head)
    stop.set()
    thread.join()
    assert installation.rows() == whole
    assert sum(read) == head


def test_kills_in_a_batch_fold_every_event_once(
    installation: Installation, office: Office, start: Start
) -> None:
    office.live(1_200, Random(1))
    head = installation.record()
    for kills in range(6):
        process = start()
        said(process, "runner.leads")
        reached = positions(installation.pool).get("tally", 0)
        while positions(installation.pool).get("tally", 0) == reached < head:
            time.sleep(0.002)
        time.sleep(0.01 * kills)
        process.send_signal(signal.SIGKILL)
        process.wait()
    start()
    for name in ("tally", "clocks"):
        assert wait_for(installation.pool, name, head, timeout=30)
    assert tallied(installation) == every_position(installation)


def test_a_standby_takes_over(
    installation: Installation, office: Office, start: Start
) -> None:
    leader = start()
    said(leader, "runner.leads")
    standby = start()
    said(standby, "runner.stands_by")
    office.live(50, Random(1))
    assert wait_for(installation.pool, "tally", installation.record())
    leader.send_signal(signal.SIGKILL)
    leader.wait()
    said(standby, "runner.leads")
    office.live(50, Random(2))
    assert wait_for(installation.pool, "tally", installation.record())
    assert tallied(installation) == every_position(installation)


@pytest.mark.parametrize("events", [0, 1_500])
def test_a_runner_that_is_told_to_stop_ends_within_a_second(
    installation: Installation, office: Office, start: Start, events: int
) -> None:
    office.live(events, Random(1))
    installation.record()
    process = start()
    said(process, "runner.leads")
    time.sleep(0.1)
    began = time.monotonic()
    process.terminate()
    assert process.wait(5) == 0
    assert time.monotonic() - began < 1


def test_a_standby_that_is_told_to_stop_ends_too(start: Start) -> None:
    said(start(), "runner.leads")
    standby = start()
    said(standby, "runner.stands_by")
    standby.terminate()
    assert standby.wait(1) == 0


@pytest.mark.parametrize(
    ("what", "error"), [("refuse", "ValueError"), ("divide", "DivisionByZero")]
)
def test_a_model_that_cannot_fold_ends_it_and_the_log_says_where(
    installation: Installation, office: Office, start: Start, what: str, error: str
) -> None:
    office.live(70, Random(1))
    head = installation.record()
    process = start(what)
    facts = said(process, "runner.failed")
    assert process.wait(5) == 1
    assert (facts["model"], facts["after"]) == ("refuses", 0)
    assert facts["up_to"] == min(50, head)
    assert facts["error"] == error
    assert any("follower.py" in frame for frame in facts["where"])
    assert "Siti" not in json.dumps(facts)
    assert positions(installation.pool) == {"refuses": 0}


def test_a_runner_outlives_a_restart_of_the_database(
    installation: Installation, office: Office, tmp_path: Path
) -> None:
    server = EmbeddedPostgres(tmp_path / "data")
    server.start()
    url = server.url("postgres")
    with psycopg.connect(url) as connection:
        connection.execute((EVENTS + READ_MODELS).encode())
    stop = threading.Event()
    try:
        with open_pool(url, size=8) as pool:
            installation = type(installation)(url, pool, office)
            thread = threading.Thread(
                target=run,
                kwargs={
                    "url": url,
                    "pool": pool,
                    "source": installation.source(),
                    "models": installation.models,
                    "stopping": stop.is_set,
                },
            )
            thread.start()
            for seed in range(3):
                office.live(30, Random(seed))
                head = installation.record()
                assert wait_for(pool, "sla", head, timeout=10)
                if seed < 2:
                    server.stop()
                    server.start()
            stop.set()
            thread.join(5)
            assert not thread.is_alive()
    finally:
        stop.set()
        server.stop()
        shutil.rmtree(tmp_path)
