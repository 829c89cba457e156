"""A small office to make histories in, and a real database to read them from."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any, cast
from unittest.mock import patch
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from domain import complaint_decisions
from domain.application import Tuntas
from domain.case import Erasure
from domain.case_number import case_number
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.complaint_record import erase
from domain.data_request_decisions import make
from domain.data_request_events import DataRequestEvent
from domain.data_requests import DataRequests
from domain.decision import Decision
from domain.event import Origin, Role, topics
from domain.making import Decided
from domain.refusals import Refusal
from domain.sealing import ErasureScope
from projections.case_by_case import CaseByCase
from projections.changes import Change
from projections.clocks import Clocks
from projections.data_requests import DataRequests as RequestRows
from projections.findings import Findings
from projections.information_register import InformationRegister
from projections.likeness import Likeness
from projections.notices import Notices
from projections.public_texts import PublicTexts
from projections.publication import Publication
from projections.register import Register
from projections.search_terms import SearchTerms
from projections.sla import Sla
from storage.database import open_pool
from storage.embedded import EmbeddedPostgres
from storage.mapper import EventMapper
from storage.read_model import Batch, ReadModel, ensure, positions
from storage.recorder import EventRecorder
from storage.schema import EVENTS, READ_MODELS
from tests.catching_up import catch_up_all
from tests.databases import removed
from tests.every_row import Rows, every_row
from tests.projections.memory_vault import MemoryVault
from tests.projections.small_reference import small_reference
from tests.projections.steps import STEPS, WORDS

ZONE = ZoneInfo("Asia/Pontianak")
FIRST_DAY = date(2026, 3, 2)  # a Monday


class Office:
    """Decides commands by the domain's own rules, at any time, and keeps the events."""

    def __init__(self) -> None:
        self.zone = ZONE
        self.vault = MemoryVault()
        self.reference = small_reference()
        self.terms = SearchTerms(b"s" * 32)
        self.changes: list[Change] = []
        self.cases: dict[UUID, Complaint] = {}
        self.requests: dict[UUID, DataRequests] = {}

    def models(self) -> list[ReadModel[Any]]:
        register = Register(ZONE, self.vault, self.terms, Likeness(b"l" * 32))
        own = Findings(ZONE, self.vault, b"a" * 32), RequestRows(), Publication()
        more = PublicTexts(), InformationRegister(ZONE)
        return [register, Clocks(), Sla(ZONE), Notices(), *own, *more]

    @staticmethod
    def noon(day: int | date) -> datetime:
        """Of a day, given by its number after `FIRST_DAY`."""
        if isinstance(day, int):
            day = FIRST_DAY + timedelta(days=day)
        return datetime.combine(day, time(12), ZONE).astimezone(UTC)

    def at(
        self,
        day: int | date,
        role: Role = "coordinator",
        actor: str = "officer",
        recorded: int | date | None = None,
    ) -> Decision:
        """What is decided at noon of a day, and recorded then or on the day given."""
        told = self.noon(day if recorded is None else recorded)
        origin = self.origin(self.noon(day), role, actor, told)
        return Decision(origin, self.reference, self.vault, ZONE)

    @staticmethod
    def origin(
        when: datetime, role: Role, actor: str, recorded_at: datetime | None = None
    ) -> Origin:
        return Origin(
            actor=actor,
            role=role,
            request_id="r",
            occurred_at=when,
            recorded_at=recorded_at or when,
            nonce=os.urandom(16),
        )

    def receive(
        self,
        day: int | date,
        by: str | None = None,
        recorded: int | date | None = None,
        **words: Any,
    ) -> Complaint:
        """By the officer of the desk given, else by the reporter."""
        role: Role = "desk" if by else "reporter"
        at = self.at(day, role, by or "anyone", recorded)
        given: dict[str, Any] = {
            "id": uuid4(),
            "case_number": case_number(os.urandom(8)),
            "access_code_hash": b"",
            "channel": "web",
            "classification": "complaint",
            "title": "Jalan rusak",
            "description": "Jalan di depan pasar berlubang",
        }
        return self._keep(complaint_decisions.receive(at, **{**given, **words}))

    def then(
        self,
        case: Complaint,
        command: str,
        day: int | date,
        role: Role = "coordinator",
        recorded: int | date | None = None,
        actor: str = "officer",
        **words: Any,
    ) -> Complaint:
        """Raises the refusal of the command."""
        decide: Callable[..., Decided] = getattr(complaint_decisions, command)
        now = self.cases[case.id]
        decided = decide(now, self.at(day, role, actor, recorded), **words)
        events = decided if isinstance(decided, tuple) else (decided,)
        return [self._keep(event) for event in events][0]

    def live(self, steps: int, chance: Random) -> None:
        """Take `steps` steps at random, one in five a receipt, the days going on."""
        for step in range(steps):
            day, made = step // 40, list(self.cases.values())
            if not made or chance.random() < 0.2:
                self.receive(
                    day,
                    title=" ".join(chance.choices(WORDS, k=4)),
                    description=" ".join(chance.choices(WORDS, k=30)),
                    by=chance.choice([None, "desk-1"]),
                    category=chance.choice([None, "jalan", "kesehatan"]),
                    region=chance.choice([None, "62.03", "62.03.01.2001", "62.04"]),
                    confidential=chance.random() < 0.1,
                )
                continue
            command, words = chance.choice(STEPS)
            with suppress(Refusal):
                self.then(chance.choice(made[-50:]), command, day, **words)
            if step % 100 == 99:
                with suppress(Refusal):
                    case = made[step // 100]
                    self.ask(case, make, day, kind="erasure", scope="everything")
                    self.erase(case, day)

    @property
    def events(self) -> list[ComplaintEvent | DataRequestEvent]:
        return [change.event for change in self.changes]

    def ask(
        self,
        case: Complaint,
        decide: Callable[..., DataRequestEvent | None],
        day: int | date,
        **words: Any,
    ) -> None:
        """One command about the data requests of a case."""
        was = self.cases[case.id]
        now = replace(self.requests.get(case.id, DataRequests(case)), case=was)
        by = self.at(day, "inspector", decide.__name__)
        event = cast("DataRequestEvent", decide(now, by, **words))
        self.requests[case.id] = now.apply(event)
        self.changes.append(Change(len(self.changes) + 1, event, was, was))

    def erase(
        self, case: Complaint, day: int | date, scope: ErasureScope = "everything"
    ) -> Complaint:
        for key in case.keys_of(scope):
            self.vault.keys.pop(key.id, None)
        erasure = Erasure(scope, "request", 1, self.noon(day))
        event = erase(self.cases[case.id], self.at(day, "system"), erasure)
        return self._keep(event)

    def _keep(self, event: Any) -> Complaint:
        before = self.cases.get(event.originator_id)
        case = project(before, [event])
        assert case is not None
        self.cases[case.id] = case
        self.changes.append(Change(len(self.changes) + 1, event, before, case))
        return case

    def batches(self, size: int) -> Iterator[Batch[Change]]:
        """All that happened, as the runner would tell it."""
        for start in range(0, len(self.changes), size):
            part = self.changes[start : start + size]
            yield Batch(start, start + len(part), part)


class Installation:
    """Events in a database of its own, and read models beside them."""

    def __init__(self, url: str, pool: ConnectionPool, office: Office):
        self.url = url
        self.pool = pool
        self.office = office
        self.models = office.models()
        self.recorder = EventRecorder(pool)
        self.mapper = EventMapper(topics(), b"m" * 32)
        self.tuntas = Tuntas(self.recorder, self.mapper, office.vault, ZONE)
        self._recorded = 0

    def source(self, **how: Any) -> CaseByCase:
        return CaseByCase(self.recorder, self.mapper.to_domain_event, **how)

    def record(self) -> int:
        """Append what the office decided since; the position of the last event."""
        new, position = self.office.events[self._recorded :], 0
        self._recorded += len(new)
        for start in range(0, len(new), 500):
            position = self.tuntas.save(*new[start : start + 500])[-1].notification.id
        return position

    def catch_up(self, **how: int) -> None:
        """Record, then bring every read model to the head, as the runner does."""
        self.record()
        ensure(self.pool, self.models)
        for at in set((standing := positions(self.pool)).values()):
            models = [m for m in self.models if standing[m.name] == at]
            source = self.source(**how)
            while (batch := source.after(at)).position > at:
                assert len(catch_up_all(self.pool, models, batch)) == len(models)
                at = batch.position

    def rows(self) -> dict[str, Rows]:
        """Every row of every read model, in one order."""
        return every_row(self.url, [model.name for model in self.models])


@pytest.fixture(autouse=True)
def few_are_near() -> Iterator[None]:
    """So that a rebuild of a small history is built before it is switched."""
    with patch("storage.rebuild.NEAR", 20):
        yield


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def url(embedded: EmbeddedPostgres) -> Iterator[str]:
    """A database of its own with the tables of the event store."""
    embedded.create_database(name := f"test_{uuid4().hex}")
    with psycopg.connect(embedded.url(name)) as connection:
        connection.execute((EVENTS + READ_MODELS).encode())
    yield embedded.url(name)
    removed(embedded, name)


@pytest.fixture
def pool(url: str) -> Iterator[ConnectionPool]:
    with open_pool(url, size=8) as pool:
        yield pool


@pytest.fixture
def installation(url: str, pool: ConnectionPool, office: Office) -> Installation:
    return Installation(url, pool, office)
