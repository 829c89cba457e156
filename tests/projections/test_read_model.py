"""Rows and position move together, once per event, and readers see them whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from projections.changes import Change
from storage.read_model import (
    Batch,
    Connection,
    OtherLayout,
    ReadModel,
    ensure,
    positions,
    snapshot,
    wait_for,
)
from tests.catching_up import catch_up, catch_up_all

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office


class Tally(ReadModel[int]):
    """Adds up what it is given, so that a number given twice shows."""

    name: ClassVar[str] = "tally"
    tables: ClassVar[str] = (
        "CREATE TABLE sums (total bigint); INSERT INTO sums VALUES (0)"
    )

    def fold(self, connection: Connection, changes: Sequence[int]) -> None:
        connection.execute("UPDATE sums SET total = total + %s", (sum(changes),))
        if 13 in changes:
            raise ValueError("thirteen")


def total(pool: ConnectionPool) -> tuple[int, int]:
    with snapshot(pool, "tally") as (connection, position):
        row = connection.execute("SELECT total FROM sums").fetchone()
        assert row is not None
        return row[0], position


@pytest.fixture
def tally(pool: ConnectionPool) -> Tally:
    model = Tally()
    ensure(pool, [model])
    return model


def test_a_batch_writes_rows_and_position(pool: ConnectionPool, tally: Tally) -> None:
    assert catch_up(pool, tally, Batch(0, 4, [1, 2]))
    assert catch_up(pool, tally, Batch(4, 9, []))
    assert catch_up(pool, tally, Batch(9, 10, [5]))
    assert total(pool) == (8, 10)


def test_changes_of_a_kind_that_it_does_not_take_only_move_it_on(
    pool: ConnectionPool, tally: Tally
) -> None:
    class Choosy(Tally):
        takes = int

    mixed: list[Any] = [1, "one", 2]
    assert catch_up(pool, Choosy(), Batch(0, 4, mixed))
    assert catch_up(pool, Choosy(), Batch(4, 9, mixed[1:2]))
    assert total(pool) == (3, 9)


def test_a_batch_for_another_position_writes_nothing(
    pool: ConnectionPool, tally: Tally
) -> None:
    assert catch_up(pool, tally, Batch(0, 4, [1]))
    for batch in (Batch(0, 4, [1]), Batch(2, 6, [1]), Batch(5, 6, [1])):
        assert not catch_up(pool, tally, batch)
    assert total(pool) == (1, 4)


def test_a_fold_that_fails_leaves_rows_and_position(
    pool: ConnectionPool, tally: Tally
) -> None:
    with pytest.raises(ValueError, match="thirteen"):
        catch_up(pool, tally, Batch(0, 1, [13]))
    assert total(pool) == (0, 0)


class Other(Tally):
    name: ClassVar[str] = "other"


def test_several_models_move_together(pool: ConnectionPool, tally: Tally) -> None:
    ensure(pool, [Other()])
    assert catch_up_all(pool, [tally, Other()], Batch(0, 4, [1, 2])) == {
        "tally",
        "other",
    }
    assert total(pool) == (3, 4)
    assert positions(pool) == {"tally": 4, "other": 4}


def test_of_several_only_those_at_the_start_of_the_batch_move(
    pool: ConnectionPool, tally: Tally
) -> None:
    ensure(pool, [Other()])
    assert catch_up(pool, Other(), Batch(0, 3, [1]))
    assert catch_up_all(pool, [tally, Other()], Batch(0, 4, [1, 2])) == {"tally"}
    assert positions(pool) == {"tally": 4, "other": 3}


def test_where_one_of_several_fails_none_moves(
    pool: ConnectionPool, tally: Tally
) -> None:
    class Easy(Tally):
        name: ClassVar[str] = "easy"

        def fold(self, connection: Connection, changes: Sequence[int]) -> None:
            connection.execute("UPDATE sums SET total = 1")

    ensure(pool, [Easy()])
    with pytest.raises(ValueError, match="thirteen"):
        catch_up_all(pool, [Easy(), tally], Batch(0, 1, [13]))
    assert positions(pool) == {"tally": 0, "easy": 0}


def test_of_two_that_fold_the_same_batch_one_does(
    pool: ConnectionPool, tally: Tally
) -> None:
    done: list[bool] = []
    threads = [
        threading.Thread(
            target=lambda: done.append(catch_up(pool, tally, Batch(0, 1, [1])))
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False] * 5 + [True]
    assert total(pool) == (1, 1)


def test_tables_are_made_once(pool: ConnectionPool, tally: Tally) -> None:
    catch_up(pool, tally, Batch(0, 1, [1]))
    threads = [threading.Thread(target=ensure, args=(pool, [tally])) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total(pool) == (1, 1)


def test_a_snapshot_does_not_see_what_comes_later(
    pool: ConnectionPool, tally: Tally
) -> None:
    with snapshot(pool, "tally") as (connection, position):
        catch_up(pool, tally, Batch(0, 1, [1]))
        assert connection.execute("SELECT total FROM sums").fetchall() == [(0,)]
        assert position == 0
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            connection.execute("UPDATE sums SET total = 7")


def test_a_waiter_goes_on_as_soon_as_the_position_is_reached(
    pool: ConnectionPool, tally: Tally
) -> None:
    timer = threading.Timer(0.2, catch_up, (pool, tally, Batch(0, 3, [1])))
    timer.start()
    began = time.monotonic()
    assert wait_for(pool, "tally", 3)
    assert 0.1 < time.monotonic() - began < 2
    timer.join()
    assert wait_for(pool, "tally", 3, timeout=0)


def test_a_waiter_gives_up(pool: ConnectionPool, tally: Tally) -> None:
    began = time.monotonic()
    assert not wait_for(pool, "tally", 1, timeout=0.1)
    assert time.monotonic() - began < 1


def test_those_who_listen_are_told_which_model_moved(
    url: str, pool: ConnectionPool, tally: Tally
) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("LISTEN read_models")
        catch_up(pool, tally, Batch(0, 1, [1]))
        catch_up(pool, tally, Batch(0, 1, [1]))
        heard = [n.payload for n in connection.notifies(timeout=0.5)]
    assert heard == ["1 tally"]
    assert positions(pool) == {"tally": 1}


@pytest.mark.parametrize("size", [1, 7])
def test_rows_do_not_depend_on_how_much_was_folded_at_a_time(
    installation: Installation, office: Office, size: int
) -> None:
    office.live(600, Random(size))
    installation.catch_up()
    whole = installation.rows()
    with installation.pool.connection() as connection:
        for model in installation.models:
            connection.execute(f"DROP SCHEMA {model.name} CASCADE".encode())
        connection.execute("DELETE FROM read_model")
    installation.catch_up(read_at_once=size, kept=5)
    assert installation.rows() == whole
    # Nobody publishes here, or asks for information: they have tests of their own.
    empty = {name for name, rows in whole.items() if not rows}
    register = {"information_register.book", "information_register.running"}
    assert empty <= {"publication.published", *register}


def test_a_change_carries_its_position(office: Office) -> None:
    office.receive(0)
    [change] = office.changes
    assert change == Change(1, office.events[0], None, change.after)


class OlderTally(Tally):
    """The tally of the release before, which had another table."""

    tables: ClassVar[str] = "CREATE TABLE counts (n int)"

    def fold(self, connection: Connection, changes: Sequence[int]) -> None:
        connection.execute("INSERT INTO counts VALUES (%s)", (len(changes),))


def test_tables_of_an_older_layout_are_made_anew(pool: ConnectionPool) -> None:
    ensure(pool, [OlderTally()])
    catch_up(pool, OlderTally(), Batch(0, 4, [1, 2]))
    ensure(pool, [Tally()])
    assert total(pool) == (0, 0)
    assert catch_up(pool, Tally(), Batch(0, 4, [1, 2]))
    assert total(pool) == (3, 4)


def test_tables_that_do_not_tell_their_layout_are_made_anew(
    pool: ConnectionPool, tally: Tally
) -> None:
    catch_up(pool, tally, Batch(0, 1, [1]))
    with pool.connection() as connection:
        connection.execute("COMMENT ON SCHEMA tally IS NULL")
    ensure(pool, [tally])
    assert total(pool) == (0, 0)


def test_tables_of_the_current_layout_are_left_alone(
    pool: ConnectionPool, tally: Tally
) -> None:
    catch_up(pool, tally, Batch(0, 1, [1]))
    ensure(pool, [Tally()])
    assert total(pool) == (1, 1)


def test_a_process_of_the_older_release_does_not_fold_into_new_tables(
    pool: ConnectionPool, tally: Tally
) -> None:
    with pytest.raises(OtherLayout):
        catch_up(pool, OlderTally(), Batch(0, 1, [1]))
    assert total(pool) == (0, 0)
    assert catch_up(pool, tally, Batch(0, 1, [1]))


def test_a_reader_inside_the_older_tables_ends_before_they_go(
    url: str, pool: ConnectionPool
) -> None:
    ensure(pool, [OlderTally()])
    catch_up(pool, OlderTally(), Batch(0, 1, [1]))
    replacing = threading.Thread(target=ensure, args=(pool, [Tally()]))
    with snapshot(pool, "tally") as (connection, position):
        replacing.start()
        with psycopg.connect(url) as other:
            waits = (
                "SELECT FROM pg_locks"
                " WHERE NOT granted AND relation = 'tally.door'::regclass"
            )
            while replacing.is_alive() and not other.execute(waits).rowcount:
                pass
        assert connection.execute("SELECT n FROM counts").fetchall() == [(1,)]
        assert position == 1
    replacing.join()
    assert total(pool) == (0, 0)
