"""The one place that puts the parts together."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from threading import Lock
from typing import Any

import psycopg
import structlog
from eventsourcing.persistence import IntegrityError
from psycopg_pool import ConnectionPool

from api import instants
from api.addresses import addresses
from api.arrivals import Arrivals
from api.attachments import Attachments
from api.cases import Cases
from api.desk import Desk
from api.erasing import Eraser
from api.fetching import Fetching
from api.identity import SYSTEM, Actor, Tokens
from api.intake import Intake
from api.limits import Limits
from api.metrics import Metrics
from api.once import Once
from api.pages.credentials import Credentials
from api.pages.one_time_codes import OneTimeCodes
from api.pages.sessions import Sessions
from api.past import Past
from api.proposals import Proposals
from api.redacting import Redacting
from api.repeated import Repeated
from api.seeding import seeds
from api.settings import Settings, SettingsError
from api.vault import CaseVault
from domain import (
    access_log,
    agencies,
    categories,
    complaint_events,
    complaint_side_ways,
    data_request_events,
    event,
    exclusions,
    information_request_events,
    ladder,
    ledger_log,
    officers,
    public_information,
    regions,
    retention,
    self_assessment,
    service_standards,
    villages,
    working_calendar,
)
from domain.application import Tuntas
from domain.event import Origin
from domain.reference import fold
from projections.changes import Changes
from projections.clocks import Clocks
from projections.data_requests import DataRequests
from projections.findings import Findings
from projections.information_list import InformationSearch
from projections.information_register import InformationRegister
from projections.likeness import Likeness
from projections.notices import Notices
from projections.openings import Openings
from projections.public_texts import PublicTexts
from projections.publication import Publication
from projections.register import Register
from projections.search_terms import SearchTerms
from projections.sla import Sla
from projections.village_cases import VillageCases
from storage import schema
from storage.chance import random_bytes, random_name
from storage.database import open_pool
from storage.embedded import EmbeddedPostgres
from storage.files import Files
from storage.idempotency import Receipts
from storage.keys import KeyStore
from storage.ledger import Ledger
from storage.mapper import EventMapper
from storage.master_key import MasterKey
from storage.own_writes import OwnWrites
from storage.read_model import ReadModel, ensure
from storage.record_function import renew_record
from storage.recorder import EventRecorder

# Their event classes are found through `Event.__subclasses__`: imported, they count.
EVENTS = (
    access_log,
    agencies,
    categories,
    complaint_events,
    complaint_side_ways,
    data_request_events,
    information_request_events,
    exclusions,
    ladder,
    ledger_log,
    officers,
    public_information,
    regions,
    retention,
    self_assessment,
    service_standards,
    villages,
    working_calendar,
)
TABLES = schema.EVENTS + schema.ACCESS + schema.READ_MODELS


class Installation:
    """A tenant's engine over its two databases; close it when done."""

    def __init__(self, settings: Settings, url: str, keys_url: str, master: MasterKey):
        self.settings = settings
        self.url = url
        self.keys_url = keys_url
        self.master = master
        self.pool: ConnectionPool = open_pool(url)
        self.keys_pool: ConnectionPool = open_pool(keys_url, size=5)
        self.recorder = EventRecorder(self.pool)
        self.own_writes = OwnWrites(url, self.pool)
        self.keys = KeyStore(self.keys_pool, master)
        self.vault = CaseVault(self.keys)
        mapper = EventMapper(event.topics(), master.derive("mac"))
        self.app = Tuntas(self.recorder, mapper, self.vault, settings.time_zone)
        self.tokens = Tokens(self.pool)
        self.arrivals = Arrivals(self.app, self.tokens)
        self.fetching = Fetching(self.app, self.vault)
        self.cases = Cases(self.app)
        files = Files(settings.files or settings.data / "files", master)
        self.attachments = Attachments(self.vault, files)
        self.past = Past(self.app)
        self.receipts = Receipts(self.pool, master)
        self.eraser = Eraser(
            self.app, self.recorder, self.pool, self.keys, self.receipts
        )
        self.once = Once(self.receipts, settings.tenant)
        self.intake = Intake(self.cases, master.derive("access-code"))
        self.desk = Desk(self.app, self.cases, self.once, self.intake)
        self.proposals = Proposals(
            self.app, self.vault, self.cases, self.once, self.intake, self.desk
        )
        self.repeated = Repeated(self.desk, self.once, self.receipts)
        self.limits = Limits(self.pool, master.derive("limits"))
        self.sessions = Sessions(self.pool)
        self.credentials = Credentials(self.pool, master.derive("user-names"))
        self.codes = OneTimeCodes(self.pool)
        self.form_key = master.derive("forms")
        self.terms = SearchTerms(master.derive("search"))
        self.information_search = InformationSearch(self.terms)
        self.redacting = Redacting()
        self.likeness = Likeness(master.derive("likeness"))
        self.ledger = Ledger(self.pool)
        self.metrics = Metrics()
        self.what_if = Lock()
        """Held while one is worked out: it reads every event."""

    def today(self) -> date:
        return instants.now().astimezone(self.settings.time_zone).date()

    def read_models(self) -> list[ReadModel[Any]]:
        zone = self.settings.time_zone
        return [
            DataRequests(),
            Register(zone, self.vault, self.terms, self.likeness),
            Clocks(),
            Sla(zone),
            Notices(),
            Findings(zone, self.vault, self.master.derive("answers")),
            Openings(zone),
            Publication(),
            PublicTexts(),
            InformationRegister(zone),
            VillageCases(zone),
        ]

    def changes(self) -> Changes:
        """The events as read models take them; for one follower."""
        return Changes(self.recorder, self.app.event)

    def origin(self, actor: Actor = SYSTEM, request_id: str | None = None) -> Origin:
        """The envelope of something that happens now."""
        now = instants.now()
        return Origin(
            actor=actor.id,
            role=actor.role,
            request_id=request_id or random_name(),
            occurred_at=now,
            recorded_at=now,
            nonce=random_bytes(16),
        )

    def plant(self) -> None:
        """Record the seeds of those parts that have no event, in one transaction: an
        older release may have planted the others."""
        known = reference = self.app.reference()
        events = []
        for part, decide in seeds(self.origin):
            if getattr(known, part).version:
                continue
            events.append(decide(reference))
            reference = fold(reference, events[-1:])
        # Another process that plants at the same time has planted the same.
        with suppress(IntegrityError):
            if events:
                self.app.submit(events).result()

    def log_fault(self, error: Exception) -> None:
        structlog.get_logger().error("request failed", exc_info=error)

    def close(self) -> None:
        self.arrivals.finish()
        self.fetching.finish()
        self.repeated.finish()
        self.recorder.finish()
        self.app.close()
        self.own_writes.close()
        self.pool.close()
        self.keys_pool.close()


def prepare(settings: Settings, url: str, keys_url: str) -> MasterKey:
    """Databases and tables as this release needs them; the key that opens them.

    The master key is made at the very first start only. Raises `SecretError` or
    `WrongInstallation`, with nothing written, when it is missing or another one.
    """
    for address in (keys_url, url):
        schema.ensure_database(address)
    has_keys, has_events = map(schema.is_installed, (keys_url, url))
    if has_events and not has_keys:
        msg = (
            "the key store is empty, but the events are sealed with its keys; nothing "
            "was written. Name the right one by TUNTAS_KEYS_URL, or restore its backup"
        )
        raise schema.WrongInstallation(msg)
    master = _master_key(settings, first_start=not has_keys)
    for address, tables in ((keys_url, schema.KEYS), (url, TABLES)):
        schema.migrate(
            address,
            tables,
            tenant=settings.tenant,
            zone=settings.zone,
            master_key_check=master.check,
        )
    schema.add_missing(keys_url, schema.ERASURES)
    schema.add_missing(url, schema.SIGN_IN)
    renew_record(url)
    return master


def _master_key(settings: Settings, first_start: bool) -> MasterKey:
    if settings.master_key is not None:
        return MasterKey.parse(settings.master_key.get_secret_value())
    path = settings.data / "master.key"
    if first_start:
        # It may be there: made in advance, or by another process this very moment.
        with suppress(FileExistsError):
            return MasterKey.create(path)
    return MasterKey.read(path)


@contextmanager
def database(settings: Settings) -> Iterator[tuple[str, str]]:
    """Addresses of a running server: yours, or our own, joined or started."""
    if settings.database_url is not None:
        yield addresses(settings, None)
        return
    embedded = EmbeddedPostgres(settings.data)
    embedded.start()
    try:
        yield addresses(settings, embedded)
    finally:
        embedded.stop(2.0)


@contextmanager
def opened(settings: Settings) -> Iterator[Installation]:
    """The installation, its tables made and its seeds planted, until the block ends."""
    with ExitStack() as stack:
        url, keys_url = stack.enter_context(database(settings))
        try:
            master = prepare(settings, url, keys_url)
        except psycopg.Error as error:
            msg = f"the database cannot be used: {str(error).strip()}"
            raise SettingsError(msg) from error
        installation = Installation(settings, url, keys_url, master)
        stack.callback(installation.close)
        installation.plant()
        # A list read before the runner is up is empty, not an error.
        ensure(installation.pool, installation.read_models())
        installation.ledger.ensure()
        installation.eraser.reconcile(installation.origin)
        yield installation
