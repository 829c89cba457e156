"""PostgreSQL from a wheel, started and stopped by us."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from psycopg import sql

from storage.embedded.account import EmbeddedPostgresError
from storage.embedded.server import EmbeddedServer
from storage.embedded.users import Busy, Users

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError"]

_START_SECONDS = 600.0  # another process may be replaying a long log


class EmbeddedPostgres:
    """A PostgreSQL server of our own whose cluster lives in `directory`/postgres.

    Any number of our processes may use one directory: `start` joins the running
    server, and the server ends with the last one's `stop`; a killed process has left.
    Every method raises EmbeddedPostgresError when it cannot do what it says.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = Path(os.path.abspath(directory))
        self._users = Users(self._directory)
        self._server = EmbeddedServer(
            self._directory / "postgres", self._directory / "postgres.log"
        )

    @property
    def pid(self) -> int | None:
        """The process id of this directory's live server, whoever started it."""
        with self._explaining():
            return self._server.pid

    @property
    def running(self) -> bool:
        return self.pid is not None

    def url(self, database: str) -> str:
        """How `tuntas`, the superuser, connects; the same after every restart."""
        with self._explaining():
            return self._server.url(database)

    def start(self) -> None:
        """Make the cluster if there is none, and return when it takes connections."""
        with self._explaining():
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._users.alone(_START_SECONDS):
                self._users.join()
                try:
                    self._server.join_or_launch()
                except EmbeddedPostgresError:
                    self._users.leave()  # one that recovers for long may go on
                    raise
                except BaseException:
                    self._leave(timeout=1.0)
                    raise

    def stop(self, timeout: float = 4.0) -> None:
        """Leave the server; as its last user, end it within about `timeout` + 1 s.

        Fast shutdown first (clients are cut, open transactions rolled back), then
        immediate: the next start replays the log. Nothing committed is lost.
        """
        with self._explaining():
            if not self._directory.is_dir():
                return
            try:
                with self._users.alone(timeout):
                    self._leave(timeout)
            except Busy:
                self._users.leave()  # somebody is just starting to use it

    def create_database(self, name: str) -> None:
        """Create the database unless it is there."""
        statement = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name))
        there = (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation)
        with self._explaining(), self._server.connect() as connection:
            with suppress(*there):
                connection.execute(statement)

    def _leave(self, timeout: float) -> None:
        try:
            if self._users.nobody_else():
                self._server.shut_down(timeout)
        finally:
            self._users.leave()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise EmbeddedPostgresError(
                f"The database server of {self._directory} did not answer: {error}. "
                "Start it again."
            ) from error
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            remedy = (
                "the disk is full; free some space"
                if full
                else "give the user who runs this a data directory of its own"
            )
            raise EmbeddedPostgresError(
                f"{error.strerror or error}: {error.filename or self._directory}. "
                f"Remedy: {remedy}, and start again."
            ) from error
