"""Plain psycopg on a table of the same shape: one row, one commit; or COPY."""

import secrets
import threading
import time
from collections.abc import Sequence
from uuid import uuid4

import psycopg

TABLE = """
CREATE TABLE rows (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    notification_id bigint GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (originator_id, originator_version),
    UNIQUE (notification_id)
)
"""
_INSERT = (
    "INSERT INTO rows (originator_id, originator_version, topic, state)"
    " VALUES (%s, 1, 'complaint.followed_up', %s)"
)


def inserts_a_second(url: str, connections: int, size: int, seconds: float) -> float:
    """Rows of `size` bytes, each committed by itself."""
    state = secrets.token_bytes(size)
    counts = [0] * connections
    begin = threading.Barrier(connections + 1)
    until = 0.0

    def work(number: int) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(_INSERT, (uuid4(), state), prepare=True)
            begin.wait()
            while time.monotonic() < until:
                connection.execute(_INSERT, (uuid4(), state), prepare=True)
                counts[number] += 1

    threads = [threading.Thread(target=work, args=(n,)) for n in range(connections)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    until = began + seconds
    begin.wait()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began)


def copied_a_second(
    url: str, events: Sequence[tuple[object, ...]], at_once: int
) -> float:
    """The same rows by one connection, so many a transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("TRUNCATE rows")
        began = time.monotonic()
        for start in range(0, len(events), at_once):
            with (
                connection.transaction(),
                connection.cursor() as cursor,
                cursor.copy(
                    "COPY rows (originator_id, originator_version, topic, state)"
                    " FROM STDIN (FORMAT BINARY)"
                ) as copy,
            ):
                copy.set_types(("uuid", "int8", "text", "bytea"))
                for event in events[start : start + at_once]:
                    copy.write_row(event)
        return len(events) / (time.monotonic() - began)
