"""A year of invented cases, read by every report of this folder: leave it as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from uuid import UUID

import pytest

from api import installation as composition
from api import instants
from api.installation import Installation
from api.invented import information
from api.invented.requests import requests_told
from api.invented.stories import stories
from api.invented.year import invent, record
from api.sealer import Sealer
from api.settings import Settings
from domain import roles
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.information_request_events import InformationRequestEvent
from storage.embedded import EmbeddedPostgres
from tests.catching_up import catch_up
from tests.databases import seeded

CASES, REQUESTS = 90, 60
OFFICERS = {role: role for role in roles.OFFICERS} | {
    f"liaison {agency}": f"liaison {agency}" for agency in stories().agencies
}


@dataclass
class Store:
    here: Installation
    events: dict[UUID, list[ComplaintEvent]]
    """Of each case, in their order."""
    asked: dict[UUID, list[InformationRequestEvent]]
    """Of each request for information likewise."""

    def at(self, day: date) -> list[Complaint]:
        """Each case by its own events up to the end of that day."""
        found = (self._then(events, day) for events in self.events.values())
        return [case for case in found if case is not None]

    def now(self, case: Complaint) -> Complaint:
        whole = project(None, self.events[case.id])
        assert whole is not None
        return whole

    def day(self, instant: datetime) -> date:
        return instant.astimezone(self.here.settings.time_zone).date()

    def _then(self, events: list[ComplaintEvent], day: date) -> Complaint | None:
        return project(
            None, takewhile(lambda event: self.day(event.occurred_at) <= day, events)
        )


@pytest.fixture(scope="package")
def store(
    embedded: EmbeddedPostgres,
    original: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    with ExitStack() as stack:
        data = tmp_path_factory.mktemp("reports")
        settings = stack.enter_context(seeded(embedded, original, data))
        here = stack.enter_context(composition.opened(settings))
        invent(here, OFFICERS, CASES, seed=11)
        information.tell(here, OFFICERS["information_officer"], instants.now())
        record(here, requests_told(here, OFFICERS, REQUESTS, 11, instants.now()))
        source, at = here.changes(), 0
        events = defaultdict[UUID, list[ComplaintEvent]](list)
        asked = defaultdict[UUID, list[InformationRequestEvent]](list)
        while (batch := source.after(at)).position > at:
            for change in batch.changes:
                if isinstance(change.event, ComplaintEvent):
                    events[change.event.originator_id].append(change.event)
                elif isinstance(change.event, InformationRequestEvent):
                    asked[change.event.originator_id].append(change.event)
            for model in here.read_models():
                assert catch_up(here.pool, model, batch)
            at = batch.position
        Sealer(here).seal()
        yield Store(here, events, asked)
