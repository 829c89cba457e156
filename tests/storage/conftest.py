"""An event store and a key store of a test's own, on the worker's server."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from eventsourcing.persistence import StoredEvent
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool

from storage import schema
from storage.database import open_pool
from storage.embedded import EmbeddedPostgres
from storage.master_key import MasterKey
from storage.recorder import EventRecorder
from tests.databases import removed
from tests.storage.proxy import Proxy
from tests.storage.turn import Turn


@pytest.fixture
def master() -> MasterKey:
    return MasterKey(bytes(range(32)))


@pytest.fixture
def url(database_url: str, master: MasterKey) -> str:
    """A database with the tables of events and of data keys."""
    make_tables(database_url, master)
    return database_url


def make_tables(database_url: str, master: MasterKey) -> None:
    schema.ensure_database(database_url)
    schema.migrate(
        database_url,
        schema.EVENTS + schema.ACCESS + schema.KEYS + schema.ERASURES,
        tenant="test",
        zone="Asia/Pontianak",
        master_key_check=master.check,
    )


@pytest.fixture(scope="module")
def shared_url(embedded: EmbeddedPostgres) -> Iterator[str]:
    """Such a database, of all tests of a file: it takes longer to make than they do."""
    name = f"test_{uuid4().hex[:16]}"
    make_tables(url := embedded.url(name), MasterKey(bytes(32)))
    yield url
    removed(embedded, name)


@pytest.fixture
def pool(url: str) -> Iterator[ConnectionPool]:
    with open_pool(url) as pool:
        yield pool


@pytest.fixture
def recorder(pool: ConnectionPool) -> EventRecorder:
    return EventRecorder(pool)


@pytest.fixture
def proxy(url: str) -> Iterator[Proxy]:
    proxy = Proxy(f"{conninfo_to_dict(url)['host']}/.s.PGSQL.5432")
    yield proxy
    proxy.close()


@pytest.fixture
def cut_off(url: str, proxy: Proxy) -> Iterator[EventRecorder]:
    """A recorder whose way to the server leads through the proxy."""
    through = make_conninfo(url, host="127.0.0.1", port=proxy.port)
    with open_pool(through) as pool:
        yield EventRecorder(pool)


@pytest.fixture
def turn(url: str) -> Turn:
    return Turn(url)


@pytest.fixture
def rows(url: str) -> Callable[..., list[Any]]:
    """`rows(query, *params)`: what the database holds, by a connection of its own."""

    def ask(query: str, *params: object) -> list[Any]:
        with psycopg.connect(url) as connection:
            return connection.execute(query.encode(), params).fetchall()

    return ask


@pytest.fixture
def event() -> Callable[..., StoredEvent]:
    """`event(stream, version, state)`: a row to be stored."""

    def make(
        stream: UUID | None = None, version: int = 1, state: bytes | None = None
    ) -> StoredEvent:
        return StoredEvent(
            stream or uuid4(), version, "thing.happened", state or uuid4().bytes
        )

    return make
