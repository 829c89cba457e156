"""The embedded server on bad days: killed, torn, squatted, in somebody's way."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from storage.embedded import EmbeddedPostgres, EmbeddedPostgresError
from storage.embedded.account import server_account
from storage.embedded.process import processes_of

START_AND_DIE = """
import os, signal, sys
from pathlib import Path
from storage.embedded import EmbeddedPostgres
# A shell's background job is born deaf to it, and so are its children.
signal.signal(signal.SIGINT, signal.default_int_handler)
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path)
    server.start()
    with psycopg.connect(server.url("postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    yield server
    server.stop()


def kept(server: EmbeddedPostgres) -> object:
    with psycopg.connect(server.url("postgres")) as connection:
        return connection.execute("SELECT sum(n)::int FROM kept").fetchone()


ALL_KEPT = (500_500,)


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def kill_all(server: EmbeddedPostgres, directory: Path) -> None:
    deadline = time.monotonic() + 10
    while server.running or processes_of(directory / "postgres", server_account()):
        assert time.monotonic() < deadline
        for pid in processes_of(directory / "postgres", server_account()):
            with suppress(ProcessLookupError):  # its parent's death took it along
                os.kill(pid, signal.SIGKILL)


def meeting_place(server: EmbeddedPostgres) -> Path:
    return Path(str(conninfo_to_dict(server.url("postgres"))["host"])).parent


def one_that_dies(directory: Path, script: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(directory)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_a_killed_server_starts_again_with_every_row(server: EmbeddedPostgres) -> None:
    kill(server.pid)
    server.start()
    assert kept(server) == ALL_KEPT


def test_a_server_killed_with_all_its_children_starts_again_with_every_row(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    kill_all(server, tmp_path)
    server.start()
    assert kept(server) == ALL_KEPT


def test_a_killed_child_does_not_end_the_server(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    postmaster = server.pid
    children = processes_of(tmp_path / "postgres", server_account())
    kill(next(pid for pid in children if pid != postmaster))
    time.sleep(0.3)
    server.start()
    assert server.pid == postmaster
    assert kept(server) == ALL_KEPT


def test_a_server_whose_starter_was_killed_is_joined_and_ended(tmp_path: Path) -> None:
    assert one_that_dies(tmp_path, START_AND_DIE).wait() == -signal.SIGKILL
    server = EmbeddedPostgres(tmp_path)
    left_behind = server.pid
    assert left_behind is not None
    server.start()
    assert server.pid == left_behind
    server.stop()
    assert not server.running


def test_a_child_that_still_computes_does_not_hold_up_the_next_start(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    def compute() -> None:
        with psycopg.connect(server.url("postgres")) as connection:
            with pytest.raises(psycopg.OperationalError):
                connection.execute("SELECT count(*) FROM generate_series(1, 1e10)")
            connection.close()

    busy = threading.Thread(target=compute)
    busy.start()
    time.sleep(0.5)
    kill(server.pid)
    time.sleep(0.2)
    assert processes_of(tmp_path / "postgres", server_account())
    server.start()
    assert kept(server) == ALL_KEPT
    busy.join()


def test_a_stranger_with_the_number_of_the_dead_server_is_left_alone(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    kill_all(server, tmp_path)
    # PostgreSQL itself takes any process of its own user for a rival.
    with subprocess.Popen(
        ["sleep", "60"], **server_account().as_process_owner()
    ) as stranger:
        file = tmp_path / "postgres" / "postmaster.pid"
        number, rest = file.read_text().split("\n", 1)
        file.write_text(f"{stranger.pid}\n{rest}")
        assert not server.running
        server.start()
        assert server.pid not in (None, stranger.pid)
        assert kept(server) == ALL_KEPT
        server.stop()
        assert stranger.poll() is None
        stranger.kill()


@pytest.mark.parametrize("content", ["", "\n", "12"])
def test_a_torn_pid_file_does_not_hold_up_the_next_start(
    server: EmbeddedPostgres, tmp_path: Path, content: str
) -> None:
    kill_all(server, tmp_path)
    (tmp_path / "postgres" / "postmaster.pid").write_text(content)
    server.start()
    assert kept(server) == ALL_KEPT


@pytest.mark.parametrize("moment", [0.05, 0.15, 0.3, 0.5])
def test_a_start_killed_at_any_moment_can_be_repeated(
    tmp_path: Path, moment: float
) -> None:
    dying = one_that_dies(tmp_path, START_AND_DIE)
    deadline = time.monotonic() + 30
    while not any(tmp_path.glob("postgres-unfinished-*")):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    time.sleep(moment)
    dying.kill()
    dying.wait()
    server = EmbeddedPostgres(tmp_path)
    server.start()
    try:
        with psycopg.connect(server.url("postgres")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.stop()
    server.start()
    server.stop()
    assert not [*tmp_path.glob("postgres-unfinished-*")]


def test_an_interrupted_start_leaves_no_server(tmp_path: Path) -> None:
    interrupted = one_that_dies(tmp_path, START_AND_DIE)
    deadline = time.monotonic() + 30
    while not any(tmp_path.glob("postgres-unfinished-*")):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    interrupted.send_signal(signal.SIGINT)
    assert interrupted.wait() == -signal.SIGINT
    assert not EmbeddedPostgres(tmp_path).running
    assert not [*tmp_path.glob("postgres-unfinished-*")]


def test_stop_ends_a_server_with_a_frozen_child(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    children = processes_of(tmp_path / "postgres", server_account())
    os.kill(next(pid for pid in children if pid != server.pid), signal.SIGSTOP)
    began = time.monotonic()
    server.stop(timeout=1)
    assert time.monotonic() - began < 3
    assert not processes_of(tmp_path / "postgres", server_account())
    server.start()
    assert kept(server) == ALL_KEPT


def test_a_squatted_meeting_place_is_passed_over(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "data")
    place = meeting_place(server)
    (tmp_path / "trap").mkdir()
    place.symlink_to(tmp_path / "trap")
    try:
        server.start()
        assert meeting_place(server) == place.with_name(f"{place.name}-1")
        server.stop()
        assert [*(tmp_path / "trap").iterdir()] == []
    finally:
        place.unlink()


def test_a_stopped_server_leaves_no_meeting_place(server: EmbeddedPostgres) -> None:
    place = meeting_place(server)
    assert place.is_dir()
    server.stop()
    assert not place.exists()


def test_a_file_in_the_way_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a directory")
    with pytest.raises(EmbeddedPostgresError, match="data.*Remedy"):
        EmbeddedPostgres(tmp_path / "data").start()


def test_a_directory_that_holds_something_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    account = server_account()
    os.chown(tmp_path / "postgres", account.uid, account.gid)
    (tmp_path / "postgres" / "letter.txt").write_text("mine")
    with pytest.raises(EmbeddedPostgresError, match="move it away"):
        EmbeddedPostgres(tmp_path).start()
    assert (tmp_path / "postgres" / "letter.txt").read_text() == "mine"


def test_a_database_of_another_version_is_refused(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    version = tmp_path / "postgres" / "PG_VERSION"
    server.stop()
    version.write_text("16\n")
    with pytest.raises(EmbeddedPostgresError, match="PostgreSQL 16"):
        server.start()


def test_a_server_that_cannot_start_says_why(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    server.stop()
    (tmp_path / "postgres" / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedPostgresError, match="pg_control"):
        server.start()
    assert not server.running
