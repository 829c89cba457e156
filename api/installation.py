"""The one place that puts the parts together."""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from uuid import uuid4

import psycopg
import structlog
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool

from api import instants
from api.cases import Cases
from api.commands import Desk
from api.identity import SYSTEM, Actor, Tokens
from api.limits import Limits
from api.metrics import Metrics
from api.settings import Settings, SettingsError
from api.vault import CaseVault
from domain import agencies, categories, complaint_events, event, officers, regions
from domain import service_standards, working_calendar
from domain.application import Tuntas
from domain.event import Origin
from storage import schema
from storage.database import open_pool
from storage.embedded import EmbeddedPostgres
from storage.idempotency import Receipts
from storage.keys import KeyStore
from storage.mapper import EventMapper
from storage.master_key import MasterKey
from storage.recorder import EventRecorder

# Their event classes are found through `Event.__subclasses__`: imported, they count.
EVENTS = (
    agencies,
    categories,
    complaint_events,
    officers,
    regions,
    service_standards,
    working_calendar,
)
DATABASE = "tuntas"
TABLES = schema.EVENTS + schema.ACCESS + schema.READ_MODELS


class Installation:
    """A tenant's engine over its two databases; close it when done."""

    def __init__(
        self, settings: Settings, url: str, keys_url: str, master: MasterKey
    ):
        self.settings = settings
        self.url = url
        self.keys_url = keys_url
        self.master = master
        self.pool: ConnectionPool = open_pool(url)
        self.keys_pool: ConnectionPool = open_pool(keys_url, size=5)
        self.recorder = EventRecorder(self.pool)
        self.vault = CaseVault(KeyStore(self.keys_pool, master))
        mapper = EventMapper(event.topics(), master.derive("mac"))
        self.app = Tuntas(self.recorder, mapper, self.vault, settings.time_zone)
        self.tokens = Tokens(self.pool)
        self.cases = Cases(self.app)
        self.desk = Desk(
            self.app,
            self.cases,
            Receipts(self.pool, master),
            settings.tenant,
            master.derive("access-code"),
        )
        self.limits = Limits(self.pool, master.derive("limits"))
        self.search_key = master.derive("search")
        self.metrics = Metrics()

    def origin(self, actor: Actor = SYSTEM, request_id: str | None = None) -> Origin:
        """The envelope of something that happens now."""
        now = instants.now()
        return Origin(
            actor=actor.id,
            role=actor.role,
            request_id=request_id or str(uuid4()),
            occurred_at=now,
            recorded_at=now,
            nonce=secrets.token_bytes(16),
        )

    def log_fault(self, error: Exception) -> None:
        structlog.get_logger().error("request failed", exc_info=error)

    def close(self) -> None:
        self.app.close()
        self.pool.close()
        self.keys_pool.close()


def addresses(settings: Settings, embedded: EmbeddedPostgres | None) -> tuple[str, str]:
    """The event store and the key store."""
    if settings.database_url is not None:
        url = settings.database_url.get_secret_value()
    else:
        assert embedded is not None
        url = embedded.url(DATABASE)
    if settings.keys_url is not None:
        return url, settings.keys_url.get_secret_value()
    name = conninfo_to_dict(url).get("dbname") or DATABASE
    return url, make_conninfo(url, dbname=f"{name}_keys")


def prepare(settings: Settings, url: str, keys_url: str) -> MasterKey:
    """Databases and tables as this release needs them; the key that opens them.

    The master key is made at the very first start only. Raises `MasterKeyError` or
    `WrongInstallation`, with nothing written, when it is missing or another one.
    """
    for address in (keys_url, url):
        schema.ensure_database(address)
    master = _master_key(settings, first_start=not _is_installed(url))
    for address, tables in ((keys_url, schema.KEYS), (url, TABLES)):
        schema.migrate(
            address, tables, tenant=settings.tenant, master_key_check=master.check
        )
    return master


def _is_installed(url: str) -> bool:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT to_regclass('installation')").fetchone()
        return row != (None,)


def _master_key(settings: Settings, first_start: bool) -> MasterKey:
    if settings.master_key is not None:
        return MasterKey.parse(settings.master_key.get_secret_value())
    path = settings.data / "master.key"
    if first_start and not path.exists():
        return MasterKey.create(path)
    return MasterKey.read(path)


@contextmanager
def database(settings: Settings) -> Iterator[tuple[str, str]]:
    """Addresses of a running server: yours, the one that runs, or one started now."""
    if settings.database_url is not None:
        yield addresses(settings, None)
        return
    embedded = EmbeddedPostgres(settings.data)
    started = not embedded.running
    if started:
        embedded.start()
    try:
        embedded.create_database(DATABASE)
        yield addresses(settings, embedded)
    finally:
        if started:
            embedded.stop()


@contextmanager
def opened(settings: Settings) -> Iterator[Installation]:
    """The installation, its tables made and its seeds planted, until the block ends."""
    from api.seeding import plant

    with ExitStack() as stack:
        url, keys_url = stack.enter_context(database(settings))
        try:
            master = prepare(settings, url, keys_url)
        except psycopg.OperationalError as error:
            msg = f"cannot reach the database: {str(error).strip()}"
            raise SettingsError(msg) from error
        installation = Installation(settings, url, keys_url, master)
        stack.callback(installation.close)
        plant(installation)
        yield installation
