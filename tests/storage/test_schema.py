"""Databases and tables: made once, by whoever comes first, for one installation."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from storage import schema
from storage.leadership import candidacy
from storage.record_function import renew_record
from storage.schema import WrongInstallation

CHECK = b"check of the key"


def migrate(url: str, tenant: str = "test", check: bytes = CHECK) -> bool:
    return schema.migrate(
        url,
        schema.KEYS,
        tenant=tenant,
        zone="Asia/Pontianak",
        master_key_check=check,
    )


def dump(url: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT * FROM installation").fetchall()


def test_of_many_who_start_at_once_one_makes_the_tables(database_url: str) -> None:
    def start(_: int) -> bool:
        schema.ensure_database(database_url)
        return migrate(database_url)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(start, range(8))) == 1
    assert schema.is_installed(database_url)


def test_a_database_without_our_tables_is_not_installed(database_url: str) -> None:
    schema.ensure_database(database_url)
    assert not schema.is_installed(database_url)


def test_a_database_that_lets_nobody_in_is_not_taken_for_a_missing_one(
    database_url: str,
) -> None:
    schema.ensure_database(database_url)
    with psycopg.connect(
        make_conninfo(database_url, dbname="postgres"), autocommit=True
    ) as connection:
        connection.execute(
            "UPDATE pg_database SET datallowconn = false WHERE datname = %s",
            (psycopg.conninfo.conninfo_to_dict(database_url)["dbname"],),
        )
    with pytest.raises(psycopg.OperationalError, match="not currently accepting"):
        schema.ensure_database(database_url)


def test_a_server_that_is_not_there_is_said(database_url: str) -> None:
    away = make_conninfo(database_url, host="/nowhere")
    with pytest.raises(psycopg.OperationalError, match="nowhere"):
        schema.ensure_database(away)


WRONG: list[tuple[Callable[[str], object], str]] = [
    (lambda url: migrate(url, tenant="other"), "TUNTAS_TENANT=test"),
    (lambda url: migrate(url, check=b"of another key"), "nothing was written"),
]


@pytest.mark.parametrize(("start", "remedy"), WRONG)
def test_another_installation_is_refused_and_nothing_written(
    database_url: str, start: Callable[[str], object], remedy: str
) -> None:
    schema.ensure_database(database_url)
    assert migrate(database_url)
    before = dump(database_url)
    with pytest.raises(WrongInstallation, match=remedy):
        start(database_url)
    assert dump(database_url) == before
    assert not migrate(database_url)


def test_tables_of_another_release_are_refused(database_url: str) -> None:
    schema.ensure_database(database_url)
    migrate(database_url)
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE installation SET schema_version = 0")
    with pytest.raises(WrongInstallation, match="version 0"):
        migrate(database_url)


def test_tables_are_made_whole_or_not_at_all(database_url: str) -> None:
    schema.ensure_database(database_url)
    with pytest.raises(psycopg.errors.SyntaxError):
        schema.migrate(
            database_url,
            schema.KEYS + "CREATE NONSENSE;",
            tenant="test",
            zone="Asia/Pontianak",
            master_key_check=CHECK,
        )
    assert not schema.is_installed(database_url)
    assert migrate(database_url)


RECORDING = (
    "SELECT oid, obj_description(oid, 'pg_proc') FROM pg_proc WHERE proname = 'record'"
)


def recording(url: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(RECORDING).fetchall()


@pytest.fixture
def with_events(database_url: str) -> str:
    schema.ensure_database(database_url)
    schema.migrate(
        database_url,
        schema.EVENTS,
        tenant="test",
        zone="Asia/Pontianak",
        master_key_check=CHECK,
    )
    renew_record(database_url)
    return database_url


def test_the_recording_function_of_another_release_is_renewed(with_events: str) -> None:
    [(_, mark)] = recording(with_events)
    with psycopg.connect(with_events) as connection:
        connection.execute("DROP FUNCTION record")
        connection.execute(
            "CREATE FUNCTION record(ids uuid[], OUT positions bigint[])"
            " LANGUAGE sql AS 'SELECT NULL::bigint[]'"
        )
    renew_record(with_events)
    assert [renewed for _, renewed in recording(with_events)] == [mark]


def test_that_of_this_release_is_left_alone(with_events: str) -> None:
    before = recording(with_events)
    renew_record(with_events)
    assert recording(with_events) == before


def test_it_is_looked_at_while_a_runner_leads(with_events: str) -> None:
    patient = make_conninfo(with_events, options="-c lock_timeout=5s")
    with candidacy(with_events) as leadership:
        assert leadership.take()
        renew_record(patient)
