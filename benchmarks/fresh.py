"""A fresh embedded server on a throw-away directory, and installations on it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from api.installation import Installation, opened
from api.settings import Settings
from storage.embedded import EmbeddedPostgres

IN_MEMORY = ("tmpfs", "ramfs")
"""File systems on which a synced write is in no disk."""


@dataclass(frozen=True, slots=True)
class Site:
    place: Path
    server: EmbeddedPostgres

    @property
    def file_system(self) -> str:
        """Its kind, and whether it forgets."""
        kind = file_system(self.place)
        return f"{kind}: fsync means nothing" if kind in IN_MEMORY else kind

    def settings(self, database: str) -> Settings:
        data = self.place / database
        data.mkdir(exist_ok=True)
        return Settings(
            data=data,
            database_url=SecretStr(self.server.url(database)),
            receive_per_hour=10_000_000,
        )

    @contextmanager
    def installation(self, database: str) -> Iterator[Installation]:
        """Ours, on a database of this name, made and seeded if it is not there."""
        with opened(self.settings(database)) as here:
            yield here

    def create_database(self, database: str) -> str:
        """The address of an empty database."""
        maintenance = self.server.url("postgres")
        with psycopg.connect(maintenance, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {database}".encode())
            connection.execute(f"CREATE DATABASE {database}".encode())
        return self.server.url(database)

    def stock(self, database: str) -> dict[str, str]:
        """What the stock library is told: where, and else its own defaults."""
        parts = conninfo_to_dict(self.server.url(database))
        return {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": database,
            "POSTGRES_HOST": str(parts["host"]),
            "POSTGRES_PORT": str(parts["port"]),
            "POSTGRES_USER": str(parts["user"]),
            "POSTGRES_PASSWORD": "",
        }


@contextmanager
def fresh_site() -> Iterator[Site]:
    """Gone when the block ends, however it ends."""
    # A setting of ours in the environment would change what is measured.
    for name in [name for name in os.environ if name.startswith("TUNTAS_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(
        prefix="tuntas-bench-", dir=_on_disk()
    ) as directory:
        place = Path(directory)
        server = EmbeddedPostgres(place / "server")
        server.start()
        try:
            yield Site(place, server)
        finally:
            server.stop(5.0)


def file_system(place: Path) -> str:
    """As `ext4`; `unknown` where the system does not tell."""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8").splitlines()
    except OSError:
        return "unknown"
    whole = place.resolve()
    kinds = {Path(at): kind for _, at, kind, *_ in (line.split() for line in mounts)}
    return next((kinds[p] for p in (whole, *whole.parents) if p in kinds), "unknown")


def _on_disk() -> Path:
    """Where temporary files go, or the first other directory that is on a disk."""
    usual = Path(tempfile.gettempdir())
    places = (usual, Path("/var/tmp"), Path.cwd())
    return next(
        (p for p in places if p.is_dir() and file_system(p) not in IN_MEMORY), usual
    )
