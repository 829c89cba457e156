"""The data directory: made once and whole, and the server's own log beside it."""

import os
import pwd
import shutil
import tempfile
import time
from pathlib import Path
from typing import IO

from storage.embedded.account import EmbeddedPostgresError, ServerAccount
from storage.embedded.binaries import MAJOR_VERSION
from storage.embedded.process import processes_of, run_initdb

_UNFINISHED = "postgres-unfinished-"
_LAST_CHILD_SECONDS = 10.0
_LOG_LIMIT_BYTES = 10 * 1024 * 1024


def make_cluster(cluster: Path, programs: Path, account: ServerAccount) -> None:
    """Make the cluster unless it is there.

    Made beside and renamed, so that a cluster under its name is whole. Raises
    EmbeddedPostgresError, also for a cluster that is not ours to run.
    """
    _remove_unfinished(cluster.parent, account)
    if cluster.exists():
        _check(cluster, account)
        return
    try:
        fresh = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=cluster.parent))
        _hand_over(fresh, account)
        made = run_initdb(programs, fresh, account)
        if made.returncode != 0:
            raise EmbeddedPostgresError(
                explained(f"No database could be made in {cluster}", made.stdout)
            )
        fresh.rename(cluster)
        _make_lasting(cluster.parent)
    finally:
        # By its pattern: an interrupt may come before its name is known.
        _remove_unfinished(cluster.parent, account)


def _remove_unfinished(directory: Path, account: ServerAccount) -> None:
    for unfinished in directory.glob(f"{_UNFINISHED}*"):
        _remove(unfinished, account)


def _remove(unfinished: Path, account: ServerAccount) -> None:
    """Remove it when the last child of its initdb, which was killed, is through.

    One that loses its files meanwhile would not free its shared memory.
    """
    deadline = time.monotonic() + _LAST_CHILD_SECONDS
    while processes_of(unfinished, account) and time.monotonic() < deadline:
        time.sleep(0.02)
    shutil.rmtree(unfinished, ignore_errors=True)


def _hand_over(directory: Path, account: ServerAccount) -> None:
    if account.is_ours:
        return
    try:
        os.chown(directory, account.uid, account.gid)
    except OSError as error:
        raise EmbeddedPostgresError(
            f"We are root but may not hand {directory} to '{account.name}' "
            f"({error.strerror}), and PostgreSQL refuses to run as root: run as an "
            "ordinary user, or name a server of your own."
        ) from error


def _check(cluster: Path, account: ServerAccount) -> None:
    owner = cluster.stat().st_uid
    if owner != account.uid:
        raise EmbeddedPostgresError(
            f"The database in {cluster} belongs to user {_name(owner)}, and we would "
            f"run it as {account.name}: start as the user who made it (root, if that "
            "is nobody), or choose another data directory."
        )
    try:
        version = (cluster / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise EmbeddedPostgresError(
            f"{cluster} is there but holds no database: move it away, or choose "
            "another data directory."
        ) from None
    if version != MAJOR_VERSION:
        raise EmbeddedPostgresError(
            f"The database in {cluster} was made by PostgreSQL {version}, ours is "
            f"{MAJOR_VERSION}: restore a backup into a new data directory."
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _make_lasting(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_log(log: Path) -> IO[bytes]:
    """The server's log to append to; a long one is first put aside as `.1`."""
    if log.exists() and log.stat().st_size > _LOG_LIMIT_BYTES:
        log.replace(log.with_name(f"{log.name}.1"))
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    return open(handle, "ab", buffering=0)


def explained(problem: str, output: str) -> str:
    """The problem, the end of a program's output, and the remedy if it is known."""
    lines = [line for line in output.splitlines() if line.strip()][-6:]
    remedy = "see its last lines above"
    if "No space left on device" in output:
        remedy = "the disk is full; free some space and start again"
    elif "Permission denied" in output:
        remedy = "give us a data directory that we may write to"
    elif "shared memory" in output:
        remedy = "free some memory, or end the old processes of this server"
    return "\n".join([f"{problem}:", *lines, f"Remedy: {remedy}."])
