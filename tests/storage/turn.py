"""The writers' turn, taken by somebody else for as long as a test needs."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


class Turn:
    def __init__(self, url: str):
        self._url = url

    @contextmanager
    def taken(self, table: str = "writers_turn") -> Iterator[None]:
        """No event comes in until the end of the block; or whoever writes to that
        table stops there."""
        with psycopg.connect(self._url) as other:
            other.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE".encode())
            yield

    def wait_for_writers(self, number: int, table: str = "writers_turn") -> None:
        """Until so many transactions wait for it."""
        query = (
            "SELECT count(*) FROM pg_locks WHERE NOT granted"
            " AND relation = %s::regclass"
        )
        give_up = time.monotonic() + 30
        with psycopg.connect(self._url, autocommit=True) as other:
            while other.execute(query, (table,)).fetchone() != (number,):
                assert time.monotonic() < give_up, "nobody waits for the turn"
