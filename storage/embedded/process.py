"""The server as a process: how it is called, and how it is told from strangers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from storage.embedded.account import ServerAccount


def shared_buffers() -> str:
    """An eighth of the machine's memory, from 128 to 512 MB: the ends of all indexes
    fit, and 2 GB leave room for the processes beside the server."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{min(max(memory // 8 // 2**20, 128), 512)}MB"


# No value of a statement may reach the log: it may be somebody's name.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": "tuntas",
    "max_connections": "100",
    "shared_buffers": shared_buffers(),
    # The first touch of a page after a checkpoint writes the whole page to the log. A
    # log of 2 GB is replayed within the minutes that a start waits for it.
    "checkpoint_timeout": "15min",
    "max_wal_size": "2GB",
    "wal_level": "replica",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_destination": "stderr",
    "log_statement": "none",
    "log_duration": "off",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
if sys.platform == "linux":
    # After a kill: one call for the whole file system, not one a file.
    SETTINGS["recovery_init_sync_method"] = "syncfs"
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class PidFile:
    """What the server itself says in its data directory's postmaster.pid."""

    pid: int
    socket_directory: str
    ready: bool


def read_pid_file(cluster: Path) -> PidFile | None:
    """None where there is none, or where the server died while writing it."""
    try:
        lines = (cluster / "postmaster.pid").read_text(errors="replace").splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
        return None
    lines += [""] * 8
    return PidFile(pid, lines[4], lines[7].strip() == "ready") if pid > 0 else None


def is_server_of(cluster: Path, pid: int, account: ServerAccount) -> bool:
    """Is `pid` a live server process of this cluster, and no stranger of that number?

    Every server process works in its data directory; a killed one works nowhere.
    """
    if not _PROC.joinpath("self").exists():  # as on macOS
        command = subprocess.run(
            ["ps", "-ww", "-o", "command=", "-p", str(pid)],
            capture_output=True,
            text=True,
            env=_ENVIRONMENT,
        ).stdout
        return "postgres" in command and f"-D {cluster}" in command
    try:
        place, home = (_PROC / str(pid) / "cwd").stat(), cluster.stat()
        owner = (_PROC / str(pid)).stat().st_uid
        name = (_PROC / str(pid) / "comm").read_text().strip()
    except OSError:
        return False
    return (
        (place.st_dev, place.st_ino) == (home.st_dev, home.st_ino)
        and owner == account.uid
        and name == "postgres"
    )


def processes_of(cluster: Path, account: ServerAccount) -> list[int]:
    """All live server processes of this cluster, also those whose postmaster died."""
    return [
        int(entry.name)
        for entry in (_PROC.iterdir() if _PROC.exists() else ())
        if entry.name.isdigit() and is_server_of(cluster, int(entry.name), account)
    ]


@contextmanager
def _reachable(cluster: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
    """A name of `cluster` for a process that could not walk there, and its handle.

    The kernel follows /proc/self/fd without asking the directories above, so the path
    may be of any length and lie in somebody's private home.
    """
    handle = os.open(cluster, os.O_RDONLY | os.O_DIRECTORY)
    try:
        through = f"/proc/self/fd/{handle}"
        if os.path.isdir(through):
            yield through, (handle,)
        else:
            yield str(cluster), ()
    finally:
        os.close(handle)


def run_initdb(
    programs: Path, cluster: Path, account: ServerAccount
) -> subprocess.CompletedProcess[str]:
    """Make an empty cluster in the empty directory `cluster`, the account's own."""
    with _reachable(cluster) as (path, handles):
        return subprocess.run(
            [
                programs / "initdb",
                f"--pgdata={path}",
                "--username=tuntas",
                "--auth=peer",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums",
                "--no-instructions",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",
            env=_ENVIRONMENT,
            pass_fds=handles,
            start_new_session=True,
            **account.as_process_owner(),
        )


def start_postgres(
    programs: Path, cluster: Path, place: Path, account: ServerAccount, log: IO[bytes]
) -> subprocess.Popen[bytes]:
    """Start a server that meets its clients in `place`.

    A session of its own keeps Ctrl+C away from it. PG_GRANDPARENT_PID tells it that
    the number in a dead server's postmaster.pid is none of its rivals (the caller
    looked); it still looks itself for children of the dead one.
    """
    dead = read_pid_file(cluster)
    places = {
        "unix_socket_directories": str(place / "socket"),
        "hba_file": str(place / "pg_hba.conf"),
        "ident_file": str(place / "pg_ident.conf"),
    }
    options = [f"--{key}={value}" for key, value in (SETTINGS | places).items()]
    with _reachable(cluster) as (path, handles):
        return subprocess.Popen(
            [programs / "postgres", "-D", path, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_ENVIRONMENT | ({"PG_GRANDPARENT_PID": str(dead.pid)} if dead else {}),
            pass_fds=handles,
            start_new_session=True,
            **account.as_process_owner(),
        )
