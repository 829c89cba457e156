"""One cluster's server: launched, awaited, and ended, whoever launched it."""

import os
import signal
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg.rows import TupleRow

from storage.embedded.account import EmbeddedPostgresError, server_account
from storage.embedded.binaries import bin_directory
from storage.embedded.cluster import explained, make_cluster, open_log
from storage.embedded.places import PORT, MeetingPlace
from storage.embedded.process import (
    is_server_of,
    processes_of,
    read_pid_file,
    start_postgres,
)

_RECOVERY_SECONDS = 600.0  # replaying a killed server's log from a slow disk
_ANSWER_SECONDS = 10.0  # from "ready" to a first connection
_ORPHAN_SECONDS = 15.0  # for the children of a killed server to end
_ORPHAN_GRACE_SECONDS = 1.0  # before we end those that compute, or wait for a dead one
_IMMEDIATE_SECONDS = 0.7  # for a shutdown without a last checkpoint
_POLL_SECONDS = 0.02


class EmbeddedServer:
    """The server of `cluster`, whose log is `log`. Its callers take turns."""

    def __init__(self, cluster: Path, log: Path) -> None:
        self._cluster = cluster
        self._log = log
        self._account = server_account()
        self._place = MeetingPlace(cluster, self._account)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The live server's process id."""
        found = read_pid_file(self._cluster)
        return found.pid if found and self._is_alive(found.pid) else None

    def url(self, database: str) -> str:
        """How the superuser connects, and to none but the right system user's server"""
        found = read_pid_file(self._cluster)
        announced = found.socket_directory if found else ""
        query = {
            "host": announced or str(self._place.socket_directory),
            "port": str(PORT),
            "user": "tuntas",
            "requirepeer": self._account.name,
        }
        return f"postgresql:///{quote(database, safe='')}?{urlencode(query)}"

    def connect(self) -> psycopg.Connection[TupleRow]:
        """An autocommit connection to the database for maintenance."""
        return psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=5)

    def join_or_launch(self) -> None:
        """Return when the server, found running or launched, takes connections."""
        programs = bin_directory(self._account)
        make_cluster(self._cluster, programs, self._account)
        began = time.monotonic()
        while not self._joined():
            output = self._launch(programs)
            if output is None:
                return
            waited = time.monotonic() - began
            rivals = "lock file" in output or "still in use" in output
            if not rivals or waited > _ORPHAN_SECONDS:
                raise EmbeddedPostgresError(
                    explained(f"PostgreSQL did not start (log: {self._log})", output)
                )
            if waited > _ORPHAN_GRACE_SECONDS:
                self._end_all()
            time.sleep(0.2)

    def shut_down(self, timeout: float) -> None:
        """Fast for `timeout` seconds, then immediately, then by force."""
        pid = self.pid or self._launched_pid
        if pid is not None:
            for number, patience in (
                (signal.SIGINT, timeout),
                (signal.SIGQUIT, _IMMEDIATE_SECONDS),
            ):
                _signal([pid], number)
                if self._ended(pid, patience):
                    break
            else:
                self._end_all(pid)
        if self._process is not None:
            self._process.wait()
        with suppress(OSError):
            self._place.clear()

    def _launch(self, programs: Path) -> str | None:
        """None when the new server takes connections, else what it said at its end."""
        self._drop_torn_pid_file()
        if self._process is not None:
            self._process.wait()
        place = self._place.prepare()
        with open_log(self._log) as log:
            mark = os.fstat(log.fileno()).st_size
            self._process = start_postgres(
                programs, self._cluster, place, self._account, log
            )
        if self._joined():
            return None
        with self._log.open("rb") as log:
            log.seek(mark)
            return log.read().decode(errors="replace")

    def _joined(self) -> bool:
        """Wait for the live server to take connections. False if there is none."""
        deadline = time.monotonic() + _RECOVERY_SECONDS
        answer_by = float("inf")
        while self.pid is not None or self._launched_pid is not None:
            found = read_pid_file(self._cluster)
            if found and found.ready and self._is_alive(found.pid):
                answer_by = min(answer_by, time.monotonic() + _ANSWER_SECONDS)
                try:
                    self._keep_values_out_of_the_log()
                    return True
                except psycopg.OperationalError as error:
                    if time.monotonic() > answer_by:
                        raise EmbeddedPostgresError(
                            f"The database server of {self._cluster} runs but does "
                            f"not let us in: {error}. End process {found.pid} and "
                            "start again."
                        ) from error
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    f"The database server of {self._cluster} is still not ready "
                    f"after {_RECOVERY_SECONDS:.0f} s: read {self._log}."
                )
            time.sleep(_POLL_SECONDS)
        return False

    def _keep_values_out_of_the_log(self) -> None:
        """An error's own text may hold a value ("invalid input syntax ...").

        A client is told of its errors; the log keeps those of the server's own work.
        """
        with self.connect() as connection:
            if connection.execute("SHOW log_min_messages").fetchone() != ("log",):
                connection.execute("ALTER ROLE tuntas SET log_min_messages = 'log'")

    def _drop_torn_pid_file(self) -> None:
        """Killed between creating and writing it, a server leaves it without number.

        PostgreSQL would refuse to start. It had no children yet, and the shared memory
        of one that lives is found without this file.
        """
        file = self._cluster / "postmaster.pid"
        if file.exists() and read_pid_file(self._cluster) is None:
            time.sleep(0.2)
            if read_pid_file(self._cluster) is None:
                file.unlink(missing_ok=True)

    @property
    def _launched_pid(self) -> int | None:
        process = self._process
        return process.pid if process and process.poll() is None else None

    def _is_alive(self, pid: int) -> bool:
        if self._process is not None and self._process.pid == pid:
            return self._process.poll() is None
        return is_server_of(self._cluster, pid, self._account)

    def _ended(self, pid: int, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while self._is_alive(pid):
            if time.monotonic() > deadline:
                return False
            time.sleep(_POLL_SECONDS)
        return True

    def _end_all(self, *postmaster: int) -> None:
        """By force, as a power cut would: what is committed is in the log on disk."""
        pids = {*postmaster, *processes_of(self._cluster, self._account)}
        _signal(pids, signal.SIGKILL)


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
