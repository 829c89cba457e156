"""Databases on the worker's server: a seeded installation's copied, and removed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from api.settings import Settings
from storage.embedded import EmbeddedPostgres

BOTH = ("", "_keys")
"""Events and keys, by the ends of their names."""


@contextmanager
def seeded(
    embedded: EmbeddedPostgres, original: Settings, data: Path
) -> Iterator[Settings]:
    """The settings of a copy of its own with that data directory."""
    name = f"test_{uuid4().hex[:16]}"
    settings = Settings(data=data, database_url=SecretStr(embedded.url(name)))
    copied(embedded, original, settings)
    try:
        yield settings
    finally:
        removed(embedded, name)


def copied(embedded: EmbeddedPostgres, original: Settings, copy: Settings) -> None:
    """A quiet installation: to copy it is faster than to make one anew."""
    shutil.copytree(original.data, copy.data, dirs_exist_ok=True)
    copy_databases(embedded, named(original), named(copy))


def copy_databases(embedded: EmbeddedPostgres, of: str, to: str) -> None:
    """Whoever still uses them is sent away."""
    with psycopg.connect(embedded.url("postgres"), autocommit=True) as connection:
        for end in BOTH:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s",
                (of + end,),
            )
            # Page by page through the log, as unless told, takes four times as long.
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(to + end), sql.Identifier(of + end)
                )
            )


def removed(embedded: EmbeddedPostgres, name: str) -> None:
    """Both, where they are: those of all tests would be many gigabytes in the end."""
    with psycopg.connect(embedded.url("postgres"), autocommit=True) as connection:
        for end in BOTH:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                    sql.Identifier(name + end)
                )
            )


def named(settings: Settings) -> str:
    """The name of the database of events."""
    assert settings.database_url is not None
    return str(conninfo_to_dict(settings.database_url.get_secret_value())["dbname"])
