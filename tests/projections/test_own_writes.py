"""Who waits for rows is told by the runner, and goes on without it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import ClassVar
from unittest.mock import patch

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from storage.database import open_pool
from storage.own_writes import WAITING, OwnWrites
from storage.read_model import Batch, Connection, ReadModel, ensure
from storage.rebuild import rebuild
from tests.catching_up import catch_up


class Empty(ReadModel[int]):
    name: ClassVar[str] = "empty"
    tables: ClassVar[str] = "CREATE TABLE nothing ()"

    def fold(self, connection: Connection, changes: object) -> None: ...


class UpToFive:
    """Events that nobody takes."""

    def head(self) -> int:
        return 5

    def after(self, position: int, stop: int | None = None) -> Batch[int]:
        return Batch(position, 5, ())

    def one_by_one(self, stop: int) -> Iterator[tuple[int, ...]]:
        return iter(())


Move = Callable[[int, int], bool]


@pytest.fixture
def move(pool: ConnectionPool) -> Move:
    ensure(pool, [Empty()])
    return lambda start, to: catch_up(pool, Empty(), Batch(start, to, []))


@pytest.fixture
def own_writes(url: str, pool: ConnectionPool) -> Iterator[OwnWrites]:
    own_writes = OwnWrites(url, pool)
    yield own_writes
    own_writes.close()


@pytest.fixture
def nobody_asks() -> Iterator[None]:
    with patch("storage.own_writes.POLL_SECONDS", 60):
        yield


def waiting(
    own_writes: OwnWrites, position: int
) -> tuple[threading.Thread, list[bool]]:
    answers: list[bool] = []
    thread = threading.Thread(
        target=lambda: answers.append(own_writes.wait_for("empty", position, 30))
    )
    thread.start()
    return thread, answers


@pytest.mark.usefixtures("nobody_asks")
def test_a_waiter_is_told_without_asking(own_writes: OwnWrites, move: Move) -> None:
    assert move(0, 3)
    assert own_writes.wait_for("empty", 3, 30)
    first, told_first = waiting(own_writes, 4)
    second, told_second = waiting(own_writes, 9)
    assert move(3, 4)
    first.join()
    assert (told_first, told_second) == ([True], [])
    assert move(4, 9)
    second.join()
    assert told_second == [True]


@pytest.mark.usefixtures("nobody_asks")
def test_what_was_told_is_known_without_asking(
    own_writes: OwnWrites, move: Move
) -> None:
    assert not own_writes.reached("empty", 3)
    assert move(0, 3)
    assert own_writes.wait_for("empty", 3, 30)
    assert own_writes.reached("empty", 3)
    assert not own_writes.reached("empty", 4)
    assert not own_writes.reached("other", 1)


def test_a_waiter_asks_where_nobody_can_listen(
    pool: ConnectionPool, move: Move
) -> None:
    own_writes = OwnWrites("host=/nowhere", pool)
    thread, answers = waiting(own_writes, 3)
    assert move(0, 3)
    thread.join()
    own_writes.close()
    assert answers == [True]


@pytest.mark.usefixtures("nobody_asks")
def test_it_listens_again_after_its_connection_was_lost(
    url: str, own_writes: OwnWrites, move: Move
) -> None:
    assert move(0, 3)
    assert own_writes.wait_for("empty", 3, 30)
    with psycopg.connect(url, autocommit=True) as other:
        lost = other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE application_name = 'tuntas own writes'"
            " AND datname = current_database()"
        ).fetchall()
    assert lost == [(True,)]
    thread, answers = waiting(own_writes, 4)
    assert move(3, 4)
    thread.join()
    assert answers == [True]


@pytest.mark.usefixtures("nobody_asks")
def test_a_waiter_is_told_of_a_rebuild_and_of_what_follows(
    pool: ConnectionPool, own_writes: OwnWrites, move: Move
) -> None:
    assert move(0, 3)
    assert own_writes.wait_for("empty", 3, 30)
    assert rebuild(pool, Empty(), UpToFive()) == 5
    assert own_writes.wait_for("empty", 5, 30)
    thread, answers = waiting(own_writes, 6)
    assert move(5, 6)
    thread.join()
    assert answers == [True]


@pytest.mark.usefixtures("nobody_asks")
def test_it_listens_again_after_the_pool_had_no_connection(
    url: str, move: Move
) -> None:
    assert move(0, 3)
    with open_pool(url, size=1, wait=0.1) as pool:
        own_writes = OwnWrites(url, pool)
        with pool.connection():
            thread, answers = waiting(own_writes, 3)
            while not pool.get_stats().get("requests_errors"):
                pass
        thread.join()
        own_writes.close()
    assert answers == [True]


def test_a_waiter_gives_up(own_writes: OwnWrites, move: Move) -> None:
    assert move(0, 3)
    assert not own_writes.wait_for("empty", 4, 0.1)


@pytest.mark.usefixtures("nobody_asks")
def test_of_too_many_waiters_the_last_is_sent_away(
    own_writes: OwnWrites, move: Move
) -> None:
    early = [waiting(own_writes, 3) for _ in range(WAITING)]
    while sum(t.is_alive() for t, _ in early) < WAITING or own_writes._places._value:
        pass
    assert not own_writes.wait_for("empty", 3, 30)
    assert move(0, 3)
    for thread, _ in early:
        thread.join()
    assert [answers for _, answers in early] == [[True]] * WAITING
    assert own_writes.wait_for("empty", 3, 30)
