"""An installation keeps its key, its tenant and its key store; others are refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from pydantic import SecretStr

from api.addresses import addresses
from api.installation import opened
from api.settings import Settings, SettingsError
from storage import schema
from storage.embedded import EmbeddedPostgres
from storage.master_key import MasterKey
from storage.schema import WrongInstallation
from storage.secret_file import SecretError

Another = Callable[..., Settings]


@pytest.fixture
def another(settings: Settings) -> Another:
    """The same settings but for what is given."""

    def make(**given: Any) -> Settings:
        return Settings(**{**dict(settings), **given})

    return make


def contents(settings: Settings) -> list[Any]:
    """Every row of both databases, and every file of the data directory."""
    rows: list[Any] = []
    for url in addresses(settings, None):
        with psycopg.connect(url) as connection:
            for (table,) in connection.execute(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_schema = 'public' ORDER BY 1"
            ).fetchall():
                query = f"SELECT t::text FROM {table} t ORDER BY 1"
                rows += [table, connection.execute(query.encode()).fetchall()]
    return [*rows, sorted(path.name for path in settings.data.iterdir())]


def test_a_second_start_finds_what_the_first_made(settings: Settings) -> None:
    with opened(settings) as first:
        position, key = first.recorder.max_notification_id(), first.master.written()
    before = contents(settings)
    with opened(settings) as second:
        assert second.recorder.max_notification_id() == position
        assert second.master.written() == key
    assert contents(settings) == before


def test_a_start_without_the_key_is_refused_and_writes_nothing(
    settings: Settings,
) -> None:
    with opened(settings):
        pass
    (settings.data / "master.key").rename(settings.data / "elsewhere")
    before = contents(settings)
    with pytest.raises(SecretError, match="master.key"):
        with opened(settings):
            pass
    assert contents(settings) == before


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ({"master_key": SecretStr("11" * 32)}, "TUNTAS_MASTER_KEY_FILE"),
        ({"tenant": "another"}, "TUNTAS_TENANT=kalteng"),
    ],
)
def test_another_key_or_tenant_is_refused_and_writes_nothing(
    settings: Settings, another: Another, given: dict[str, Any], remedy: str
) -> None:
    with opened(settings):
        pass
    before = contents(settings)
    with pytest.raises(WrongInstallation, match=remedy):
        with opened(another(**given)):
            pass
    assert contents(settings) == before


def test_events_are_not_served_with_an_empty_key_store(
    settings: Settings, another: Another, embedded: EmbeddedPostgres
) -> None:
    with opened(settings):
        pass
    before = contents(settings)
    wrong = another(keys_url=SecretStr(embedded.url(f"test_{uuid4().hex[:16]}")))
    with pytest.raises(WrongInstallation, match="TUNTAS_KEYS_URL"):
        with opened(wrong):
            pass
    assert contents(settings) == before


def test_a_first_start_that_was_cut_off_is_finished_by_the_next(
    settings: Settings,
) -> None:
    _, keys_url = addresses(settings, None)
    key = MasterKey.create(settings.data / "master.key")
    schema.ensure_database(keys_url)
    schema.migrate(
        keys_url,
        schema.KEYS,
        tenant=settings.tenant,
        zone=settings.zone,
        master_key_check=key.check,
    )
    with opened(settings) as here:
        assert here.master.written() == key.written()
        assert here.recorder.max_notification_id()


def test_a_key_made_in_advance_is_used(settings: Settings, another: Another) -> None:
    with opened(another(master_key=SecretStr("22" * 32))) as here:
        assert here.master.written() == "22" * 32
    assert not (settings.data / "master.key").exists()


@pytest.mark.parametrize("name", ["database_url", "keys_url"])
def test_an_unreadable_address_is_named_and_not_shown(
    another: Another, name: str
) -> None:
    wrong = another(**{name: SecretStr("postgresql://me:geheim@host/x?nonsense=1")})
    with pytest.raises(SettingsError, match=name.upper()) as caught:
        with opened(wrong):
            pass
    assert "geheim" not in str(caught.value)


def test_a_server_that_is_not_there_is_said(another: Another, tmp_path: Path) -> None:
    away = another(database_url=SecretStr(f"postgresql:///x?host={tmp_path}"))
    with pytest.raises(SettingsError, match="cannot be used"):
        with opened(away):
            pass


def test_an_address_without_a_database_means_tuntas(another: Another) -> None:
    given = another(database_url=SecretStr("postgresql://host.example"), keys_url=None)
    url, keys_url = addresses(given, None)
    assert psycopg.conninfo.conninfo_to_dict(url)["dbname"] == "tuntas"
    assert psycopg.conninfo.conninfo_to_dict(keys_url)["dbname"] == "tuntas_keys"
