"""Connections: a restart of the server is not seen, its absence is said soon."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool

from storage.database import DatabaseUnavailable, connected, fetch, open_pool
from storage.embedded import EmbeddedPostgres


def fill(pool: ConnectionPool) -> None:
    """Make the pool hold many idle connections."""
    with ThreadPoolExecutor(10) as threads:
        list(threads.map(lambda _: fetch(pool, "SELECT pg_sleep(0.1)"), range(10)))


def test_connections_that_the_server_ended_break_no_later_query(
    pool: ConnectionPool, url: str
) -> None:
    fill(pool)
    with psycopg.connect(url) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    for _ in range(12):
        with connected(pool) as connection:
            connection.execute("SELECT 1")


def test_a_server_that_fell_is_said_and_found_again(
    embedded: EmbeddedPostgres, pool: ConnectionPool, scale: int
) -> None:
    fill(pool)
    assert embedded.pid is not None
    os.kill(embedded.pid, signal.SIGKILL)
    try:
        while embedded.running:
            time.sleep(0.01)
        began = time.monotonic()
        with pytest.raises(DatabaseUnavailable):
            fetch(pool, "SELECT 1")
        assert time.monotonic() - began < 6
        # In the long run the pool gives up to look for it.
        time.sleep(0 if scale == 1 else 8)
    finally:
        embedded.start()
    with ThreadPoolExecutor(10) as threads:
        found = threads.map(lambda _: fetch(pool, "SELECT 1"), range(30))
        assert list(found) == [[(1,)]] * 30


def test_a_pool_in_full_use_refuses_soon(url: str) -> None:
    with open_pool(url, size=1, wait=0.2) as small:
        with connected(small):
            began = time.monotonic()
            with pytest.raises(DatabaseUnavailable):
                fetch(small, "SELECT 1")
            assert time.monotonic() - began < 2
        assert fetch(small, "SELECT 1") == [(1,)]


def test_a_mistake_of_ours_is_not_taken_for_an_absent_server(
    pool: ConnectionPool,
) -> None:
    with pytest.raises(psycopg.errors.SyntaxError):
        fetch(pool, "SELEKT 1")
    with pytest.raises(psycopg.errors.UniqueViolation):
        with connected(pool) as connection:
            connection.execute("CREATE TABLE once (n int PRIMARY KEY)")
            connection.execute("INSERT INTO once VALUES (1), (1)")


def test_a_warning_of_the_server_is_no_success(pool: ConnectionPool) -> None:
    with pytest.raises(DatabaseUnavailable):
        with connected(pool) as connection:
            connection.execute("DO $$ BEGIN RAISE WARNING 'not replicated'; END $$")
    with connected(pool) as connection:
        connection.execute("DO $$ BEGIN RAISE NOTICE 'by the way'; END $$")


def test_what_an_address_says_of_the_network_is_kept(url: str) -> None:
    slow = make_conninfo(url, connect_timeout=9, application_name="theirs")
    with open_pool(slow) as pool:
        said = conninfo_to_dict(str(pool.conninfo))
    assert (said["connect_timeout"], said["application_name"]) == ("9", "theirs")
    assert said["tcp_user_timeout"] == "3000"
