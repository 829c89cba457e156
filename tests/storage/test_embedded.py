"""The embedded server in ordinary days: started, joined, stopped, kept quiet."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.embedded import EmbeddedPostgres, EmbeddedPostgresError

START_AND_WAIT = """
import sys
from pathlib import Path
from storage.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "data")
    server.start()
    yield server
    server.stop()


def ask(server: EmbeddedPostgres, query: str, database: str = "postgres") -> object:
    with psycopg.connect(server.url(database), autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def another_process(directory: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(directory)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def pid_from(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


def test_rows_and_the_address_outlive_a_stop_and_a_start(
    server: EmbeddedPostgres,
) -> None:
    ask(server, "CREATE TABLE note AS SELECT 'kept' AS text")
    address = server.url("postgres")
    server.stop()
    assert not server.running
    assert server.pid is None
    server.start()
    assert server.url("postgres") == address
    assert ask(server, "SELECT text FROM note") == "kept"


def test_two_servers_run_beside_each_other_and_share_nothing(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    other = EmbeddedPostgres(tmp_path / "other")
    other.start()
    try:
        assert other.pid != server.pid
        assert other.url("postgres") != server.url("postgres")
        ask(server, "CREATE TABLE only_here ()")
        assert ask(other, "SELECT to_regclass('only_here')") is None
    finally:
        other.stop()
    assert server.running


def test_the_data_directory_may_have_a_long_and_odd_name(tmp_path: Path) -> None:
    deep = tmp_path / ("kecamatan 'Katingan' \"Hilir\" $HOME; " + "x" * 180)
    server = EmbeddedPostgres(deep / ("y" * 200))
    server.start()
    try:
        assert ask(server, "SELECT 1") == 1
    finally:
        server.stop()


def test_start_joins_a_running_server_and_only_the_last_stop_ends_it(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    guest = EmbeddedPostgres(tmp_path / "data")
    guest.start()
    assert guest.pid == server.pid
    assert guest.url("postgres") == server.url("postgres")
    server.stop()
    assert server.running
    assert ask(guest, "SELECT 1") == 1
    guest.stop()
    assert not server.running


def test_a_server_is_seen_without_being_started_by_us(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    onlooker = EmbeddedPostgres(tmp_path / "data")
    assert onlooker.pid == server.pid
    assert ask(onlooker, "SELECT 1") == 1
    server.stop()
    assert not onlooker.running


def test_two_processes_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    with another_process(tmp_path) as first, another_process(tmp_path) as second:
        assert pid_from(first) == pid_from(second)
        first.communicate("")
        assert EmbeddedPostgres(tmp_path).running
        second.communicate("")
    assert not EmbeddedPostgres(tmp_path).running


def test_stop_is_quick_while_clients_idle_and_compute(
    server: EmbeddedPostgres,
) -> None:
    def compute() -> None:
        with pytest.raises(psycopg.OperationalError):
            ask(server, "SELECT count(*) FROM generate_series(1, 10000000000)")

    busy = threading.Thread(target=compute)
    with psycopg.connect(server.url("postgres")) as idle:
        idle.execute("SELECT 1")
        busy.start()
        time.sleep(0.5)
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 5
        with pytest.raises(psycopg.OperationalError):
            idle.execute("SELECT 1")
        idle.close()
    busy.join()
    assert not server.running


def test_stop_without_a_server_does_nothing(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "absent")
    server.stop()
    server.stop()
    assert not server.running
    assert not (tmp_path / "absent").exists()


def test_a_database_is_created_once(server: EmbeddedPostgres) -> None:
    server.create_database("tuntas")
    ask(server, "CREATE TABLE kept ()", database="tuntas")
    server.create_database("tuntas")
    assert ask(server, "SELECT 'kept'::regclass::text", database="tuntas") == "kept"


def test_a_database_of_a_stopped_server_is_refused_with_a_remedy(
    tmp_path: Path,
) -> None:
    with pytest.raises(EmbeddedPostgresError, match="Start it again"):
        EmbeddedPostgres(tmp_path).create_database("tuntas")


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("server_encoding", "UTF8"),
        ("TimeZone", "UTC"),
        ("jit", "off"),
        ("wal_level", "replica"),
        ("listen_addresses", ""),
    ],
)
def test_the_server_is_set_for_safety(
    settings: dict[str, str], setting: str, value: str
) -> None:
    assert settings[setting] == value


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    server = EmbeddedPostgres(tmp_path_factory.mktemp("settings"))
    server.start()
    try:
        with psycopg.connect(server.url("postgres")) as connection:
            return dict(connection.execute("SELECT name, setting FROM pg_settings"))
    finally:
        server.stop()


def test_no_value_of_a_statement_reaches_the_log(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    planted = "Sitti Nurhaliza 6271012345678901"
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE person (name text PRIMARY KEY)")
        connection.execute("INSERT INTO person VALUES (%s)", [planted])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES (%s)", [planted])
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("SELECT CAST(%s::text AS integer)", [planted])
        with pytest.raises(psycopg.errors.SyntaxError):
            connection.execute(f"SELEKT '{planted}'".encode())
        connection.execute("SELECT pg_reload_conf()")
    server.stop()
    log = (tmp_path / "data" / "postgres.log").read_text()
    assert "database system is shut down" in log
    assert "Sitti" not in log
    assert "6271" not in log


def test_a_long_log_is_put_aside_and_a_short_one_is_not(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    log, aside = tmp_path / "data/postgres.log", tmp_path / "data/postgres.log.1"
    server.stop()
    server.start()
    server.stop()
    assert not aside.exists()
    with log.open("ab") as file:
        file.truncate(11 * 1024 * 1024)
    server.start()
    assert aside.stat().st_size == 11 * 1024 * 1024
    assert log.stat().st_size < 10_000


def test_ctrl_c_at_our_terminal_does_not_reach_the_server(
    server: EmbeddedPostgres,
) -> None:
    assert server.pid is not None
    assert os.getpgid(server.pid) != os.getpgrp()
    assert os.getsid(server.pid) != os.getsid(0)
