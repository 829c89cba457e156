"""A rebuild: the same rows, made beside the live ones, while everything goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from unittest.mock import patch

import psycopg
import pytest

from projections.case_by_case import CaseByCase
from projections.changes import Change
from projections.listing import Listing
from projections.register_lists import cases
from projections.visibility import Visibility
from storage.read_model import ReadModel, ensure, positions, snapshot
from storage.rebuild import RebuildRunning, rebuild
from tests.catching_up import catch_up

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)


@pytest.fixture
def busy(installation: Installation, office: Office) -> Installation:
    office.live(600, Random(1))
    installation.catch_up()
    return installation


def rebuilt(installation: Installation, model: ReadModel[Change]) -> int:
    return rebuild(installation.pool, model, installation.source(read_at_once=50))


def schemas(installation: Installation) -> set[str]:
    with psycopg.connect(installation.url) as connection:
        return {
            name
            for (name,) in connection.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_%%'"
                " AND nspname NOT IN ('public', 'information_schema')"
            )
        }


def test_a_rebuild_gives_the_same_rows(busy: Installation) -> None:
    before, head = busy.rows(), busy.source().head()
    for model in busy.models:
        assert rebuilt(busy, model) == head
    assert busy.rows() == before
    assert set(positions(busy.pool).values()) == {head}
    assert schemas(busy) == {model.name for model in busy.models}


def test_a_rebuild_mends_rows_that_were_spoilt(busy: Installation) -> None:
    before = busy.rows()
    with busy.pool.connection() as connection:
        connection.execute("DELETE FROM register.cases WHERE state = 'received'")
    for model in busy.models:
        rebuilt(busy, model)
    assert busy.rows() == before


def test_a_model_that_was_never_built_is_built(
    installation: Installation, office: Office
) -> None:
    office.live(600, Random(1))
    office.then(office.receive(99), "publish", 99)
    head = installation.record()
    for model in installation.models:
        assert rebuilt(installation, model) == head
    empty = {name for name, rows in installation.rows().items() if not rows}
    # Nobody here asks for information.
    assert empty == {"information_register.book", "information_register.running"}


def test_progress_is_told_up_to_the_head(busy: Installation) -> None:
    told: list[tuple[int, int]] = []
    rebuild(
        busy.pool,
        busy.models[0],
        busy.source(read_at_once=50),
        lambda position, head: told.append((position, head)),
    )
    assert len(told) > 3
    assert [position for position, _ in told] == sorted(p for p, _ in told)
    assert told[-1][0] == told[-1][1] == busy.source().head()


def test_rows_are_the_same_and_never_missing_while_events_come_in(
    busy: Installation, office: Office, scale: int
) -> None:
    ended = threading.Event()
    errors: list[BaseException] = []

    def during(work: object) -> threading.Thread:
        def repeat() -> None:
            try:
                while not ended.is_set():
                    work()  # type: ignore[operator]
            except BaseException as error:
                errors.append(error)
                raise

        thread = threading.Thread(target=repeat)
        thread.start()
        return thread

    chance, source = Random(2), busy.source()
    listing = Listing(today=office.at(0).day, limit=200)
    seen = [len(cases(busy.pool, listing, ALL).items)]
    reached = [0]

    def append() -> None:
        office.live(5, chance)
        busy.record()
        time.sleep(0.005)

    def follow() -> None:
        for model in busy.models:
            at = positions(busy.pool)[model.name]
            catch_up(busy.pool, model, source.after(at))

    def read() -> None:
        page = cases(busy.pool, listing, ALL)
        seen.append(len(page.items))
        reached.append(page.position)

    threads = [during(append), during(follow), during(read)]
    try:
        for _ in range(scale):
            for model in busy.models:
                rebuilt(busy, model)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    assert not errors
    assert len(seen) > 20
    assert seen == sorted(seen)
    assert reached == sorted(reached)
    busy.catch_up()
    before = busy.rows()
    for model in busy.models:
        rebuilt(busy, model)
    assert busy.rows() == before


def test_a_reader_keeps_its_rows_and_the_switch_waits_for_it(
    busy: Installation,
) -> None:
    model, listing = busy.models[0], Listing(today=busy.office.at(0).day)
    with snapshot(busy.pool, "register") as (connection, position):
        thread = threading.Thread(target=rebuilt, args=(busy, model))
        thread.start()
        time.sleep(1.2)
        assert thread.is_alive()
        assert cases(busy.pool, listing, ALL).items
        row = connection.execute("SELECT count(*), max(position) FROM cases").fetchone()
        assert row == (len(busy.office.cases), position)
    thread.join(5)
    assert not thread.is_alive()
    assert schemas(busy) == {model.name for model in busy.models}


def test_the_live_model_stands_still_during_the_switch(
    busy: Installation, office: Office
) -> None:
    model, pool = busy.models[0], busy.pool
    folds: list[threading.Thread] = []
    waited: list[bool] = []

    class Watched(CaseByCase):
        def head(self) -> int:
            office.receive(0)
            busy.record()
            batch = busy.source().after(positions(pool)["register"])
            fold = threading.Thread(target=catch_up, args=(pool, model, batch))
            fold.start()
            folds.append(fold)
            fold.join(0.5)
            waited.append(fold.is_alive())
            return super().head()

    head = rebuild(pool, model, Watched(busy.recorder, busy.mapper.to_domain_event))
    for fold in folds:
        fold.join(5)
    assert (waited[0], waited[-1]) == (False, True)
    assert positions(pool)["register"] == head == busy.source().head()


def test_of_two_rebuilds_at_once_the_second_says_so(busy: Installation) -> None:
    refused: list[str] = []

    def another(*_: int) -> None:
        if refused:
            return
        with pytest.raises(RebuildRunning) as raised:
            rebuilt(busy, busy.models[0])
        refused.append(str(raised.value))
        rebuilt(busy, busy.models[1])

    before = busy.rows()
    rebuild(busy.pool, busy.models[0], busy.source(), another)
    assert refused == ["register"]
    assert busy.rows() == before


def test_a_rebuild_that_fails_leaves_the_live_rows(
    busy: Installation, office: Office
) -> None:
    before, model = busy.rows(), busy.models[0]
    with patch.object(type(model), "fold", side_effect=ValueError("no")):
        with pytest.raises(ValueError, match="no"):
            rebuilt(busy, model)
    assert busy.rows() == before
    office.live(50, Random(3))
    busy.catch_up()
    after = busy.rows()
    rebuilt(busy, model)
    assert busy.rows() == after
    assert schemas(busy) == {model.name for model in busy.models}


def test_a_rebuild_that_was_killed_harms_nothing(busy: Installation) -> None:
    before = busy.rows()
    follower = Path(__file__).with_name("follower.py")
    process = subprocess.Popen(
        [sys.executable, follower, "rebuild", busy.url],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "half-way\n"
    with pytest.raises(RebuildRunning):
        rebuilt(busy, busy.models[1])
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert schemas(busy) == {*(model.name for model in busy.models), "clocks_rebuild"}
    assert busy.rows() == before
    give_up = time.monotonic() + 10
    while True:
        try:
            rebuilt(busy, busy.models[1])
            break
        except RebuildRunning:  # the server has not seen yet that it died
            assert time.monotonic() < give_up
            time.sleep(0.05)
    assert busy.rows() == before
    assert schemas(busy) == {model.name for model in busy.models}


def test_rebuilt_tables_tell_their_layout(busy: Installation) -> None:
    for model in busy.models:
        rebuilt(busy, model)
    before, at = busy.rows(), positions(busy.pool)
    ensure(busy.pool, busy.models)
    assert (busy.rows(), positions(busy.pool)) == (before, at)


def test_a_rebuild_by_an_older_release_is_not_switched_in(busy: Installation) -> None:
    clocks = next(model for model in busy.models if model.name == "clocks")

    def upgrade(position: int, head: int) -> None:
        with busy.pool.connection() as connection:
            connection.execute("COMMENT ON SCHEMA clocks IS NULL")
        ensure(busy.pool, [clocks])

    with pytest.raises(RebuildRunning):
        rebuild(busy.pool, clocks, busy.source(read_at_once=50), upgrade)
    assert positions(busy.pool)["clocks"] == 0
    assert "clocks_rebuild" not in schemas(busy)
