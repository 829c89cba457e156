"""Of few changes no statement waits for the one before; of many each does."""

from collections.abc import Sequence
from typing import ClassVar

import pytest
from psycopg.errors import DivisionByZero
from psycopg_pool import ConnectionPool

from api.runner import TOGETHER
from storage.read_model import Batch, Connection, ReadModel, ensure, snapshot
from tests.catching_up import catch_up

FEW_AND_MANY = pytest.mark.parametrize("count", [1, TOGETHER + 1])


class Quotient(ReadModel[int]):
    name: ClassVar[str] = "quotient"
    tables: ClassVar[str] = "CREATE TABLE found (whole int)"
    waited: bool | None = None

    def fold(self, connection: Connection, changes: Sequence[int]) -> None:
        self.waited = not connection.info.pipeline_status
        connection.execute("INSERT INTO found VALUES (1)")
        connection.execute("INSERT INTO found VALUES (100 / %s)", changes[:1])
        connection.execute("INSERT INTO found VALUES (2)")


@pytest.fixture
def quotient(pool: ConnectionPool) -> Quotient:
    model = Quotient()
    ensure(pool, [model])
    return model


def rows(pool: ConnectionPool) -> tuple[list[int], int]:
    with snapshot(pool, "quotient") as (connection, position):
        found = connection.execute("SELECT whole FROM found").fetchall()
        return [row[0] for row in found], position


@FEW_AND_MANY
def test_what_is_written_keeps_its_order(
    pool: ConnectionPool, quotient: Quotient, count: int
) -> None:
    catch_up(pool, quotient, Batch(0, count, [4] * count))
    assert rows(pool) == ([1, 25, 2], count)
    assert quotient.waited == (count > TOGETHER)


@FEW_AND_MANY
def test_what_the_database_refuses_is_told_and_nothing_of_it_is_written(
    pool: ConnectionPool, quotient: Quotient, count: int
) -> None:
    with pytest.raises(DivisionByZero):
        catch_up(pool, quotient, Batch(0, count, [0] * count))
    assert rows(pool) == ([], 0)
    catch_up(pool, quotient, Batch(0, count, [5] * count))
    assert rows(pool) == ([1, 20, 2], count)
