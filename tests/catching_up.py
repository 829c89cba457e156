"""Folding within the test itself, as the runner does it in its process."""

from collections.abc import Sequence
from typing import TypeVar

from psycopg_pool import ConnectionPool

from api.runner import TOGETHER
from storage.read_model import Batch, ReadModel, move, prepare

C = TypeVar("C")


def catch_up(pool: ConnectionPool, model: ReadModel[C], batch: Batch[C]) -> bool:
    """`catch_up_all` of one: whether it moved."""
    return bool(catch_up_all(pool, [model], batch))


def catch_up_all(
    pool: ConnectionPool, models: Sequence[ReadModel[C]], batch: Batch[C]
) -> set[str]:
    """The names of those that moved."""
    by_name = {model.name: model for model in models}
    many = len(batch.changes) > TOGETHER
    return move(pool, by_name, prepare(by_name, batch), waiting=many)
