"""A record with its log, and a superuser who may do what he likes with a copy of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from api import installation as composition
from api.cli_ledger import ledger as verbs
from api.extracts import extracted
from api.identity import Actor
from api.installation import Installation
from api.sealer import Sealer
from api.settings import Settings
from api.verify_database import judged
from domain.complaint_events import ExternalId
from ledger.checkpoint import Checkpoint
from ledger.merkle import Edge
from ledger.trust import Trust
from ledger.verdict import Verdict
from ledger.verifying import verify
from storage.embedded import EmbeddedPostgres
from tests.api.witnessing import conftest as witnessing
from tests.databases import copy_databases, named, removed

start_witness = witnessing.start
"""`start_witness("--log", KEY)`: a running `tuntas witness`."""
DESK = Actor("desk-1", "desk")


@dataclass
class Record:
    """An installation whose runner we are."""

    here: Installation
    received: int = 0

    def receive(self, count: int) -> None:
        for _ in range(count):
            self.received += 1
            self.here.app.receive_case(
                self.here.origin(DESK),
                id=uuid4(),
                case_number=f"N{self.received:06}{uuid4().hex[:6]}",
                access_code_hash=bytes(32),
                channel="web",
                classification="complaint",
                title="Jalan rusak",
                description=f"Jalan di depan pasar berlubang, ke-{self.received}.",
                external_id=ExternalId("test", uuid4().hex),
            )

    def seal(self) -> str:
        """Seal what there is; the signed head."""
        Sealer(self.here).seal()
        head = self.here.ledger.head()
        assert head is not None
        return head

    def verdict(self, *kept: str, **trust: Any) -> Verdict:
        with extracted(self.here) as extracts:
            return verify(
                extracts.whole(self.here.ledger.notes()), Trust(kept=kept, **trust)
            )

    def judged(self, *kept: str) -> Verdict:
        """As the verb judges the database: without our application."""
        settings = self.here.settings
        assert settings.database_url is not None
        url = settings.database_url.get_secret_value()
        return judged(settings.data, url, Trust(kept=kept))

    @property
    def mac_key(self) -> bytes:
        return self.here.master.derive("mac")

    @contextmanager
    def superuser(self) -> Iterator[psycopg.Connection[Any]]:
        """Who may switch every trigger off."""
        with psycopg.connect(self.here.url) as connection:
            connection.execute("SET session_replication_role = replica")
            yield connection

    def positions(self) -> list[int]:
        with psycopg.connect(self.here.url) as connection:
            rows = connection.execute(
                "SELECT notification_id FROM events ORDER BY notification_id"
            )
            return [at for (at,) in rows]


New = Callable[..., Record]


@contextmanager
def new_records(
    embedded: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[New]:
    with ExitStack() as stack:

        def new(data: Path | None = None, copy_of: Record | None = None) -> Record:
            name = f"test_{uuid4().hex[:16]}"
            stack.callback(removed, embedded, name)
            url = embedded.url(name)
            if copy_of is not None:
                data = data or copied(copy_of, tmp_path_factory.mktemp("copy"))
                copy_databases(embedded, named(copy_of.here.settings), name)
            settings = Settings(
                data=data or tmp_path_factory.mktemp("record"),
                database_url=SecretStr(url),
            )
            return Record(stack.enter_context(composition.opened(settings)))

        yield new


@pytest.fixture
def records(
    embedded: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[New]:
    """`records(data=None, copy_of=None)`: a new record, or a copy of a quiet one on
    the same or another directory."""
    with new_records(embedded, tmp_path_factory) as new:
        yield new


@pytest.fixture(scope="module")
def kept_records(
    embedded: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[New]:
    """The same, for records that all tests of a module read."""
    with new_records(embedded, tmp_path_factory) as new:
        yield new


def copied(record: Record, to: Path) -> Path:
    """The key files of a data directory, not what was released from it."""
    for name in ("master.key", "ledger.key"):
        (to / name).write_bytes((record.here.settings.data / name).read_bytes())
    return to


@pytest.fixture
def record(records: New) -> Record:
    record = records()
    record.receive(3)
    return record


@pytest.fixture(scope="module")
def honest(kept_records: New) -> Record:
    """Some 1,300 events, sealed in three steps; leave it as it is."""
    record = kept_records()
    for _ in range(2):
        record.receive(30)
        record.seal()
    record.receive(1_200)
    record.seal()
    return record


@pytest.fixture
def tampered(records: New, honest: Record) -> Record:
    """A copy of it to work on."""
    return records(copy_of=honest)


def parsed(note: str) -> Checkpoint:
    return Checkpoint.of_note(note)


def naive(record: Record) -> Edge:
    """The tree as somebody would make it from the rows alone, hashed by
    the server."""
    edge = Edge()
    with psycopg.connect(record.here.url) as connection:
        rows = connection.execute(
            "SELECT int8send(notification_id) || sha256(uuid_send(originator_id)"
            " || int8send(originator_version) || int4send(octet_length(topic))"
            " || topic::bytea || int4send(octet_length(state)) || state)"
            " FROM events ORDER BY notification_id"
        )
        for (entry,) in rows:
            edge.append(sha256(b"\x00tuntas-event/v1\n" + entry).digest())
    return edge


def insert(record: Record, count: int) -> None:
    with record.superuser() as superuser:
        superuser.execute(
            "INSERT INTO events (originator_id, originator_version, topic, state)"
            " SELECT gen_random_uuid(), 1, 'complaint.noted',"
            " convert_to('{\"n\":' || n || '}', 'UTF8')"
            " FROM generate_series(1, %s) AS n",
            (count,),
        )


def verb(record: Record, *words: str) -> str:
    done = CliRunner().invoke(
        verbs,
        [
            *words,
            "--data",
            str(record.here.settings.data),
            "--database-url",
            record.here.url,
        ],
    )
    assert done.exit_code == 0, done.output
    return done.stdout
