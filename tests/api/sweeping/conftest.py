"""An installation whose day and hour a test chooses, and what its sweeps record."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.installation import Installation
from api.sweep import sweep
from domain import complaint_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, Escalated
from domain.complaint_side_ways import Reminded
from domain.event import Origin, Role
from domain.working_calendar import Holiday
from storage.read_model import positions
from tests.catching_up import catch_up

MORNING = time(9)


@dataclass
class Office:
    """Commands at nine o'clock of a day, and sweeps at any moment."""

    here: Installation
    now: datetime = datetime(2026, 3, 2, 2, tzinfo=UTC)

    def instant(self, day: date, at: time = MORNING) -> datetime:
        zone = self.here.settings.time_zone
        return datetime.combine(day, at, zone).astimezone(UTC)

    def origin(self, day: date, role: Role, recorded_on: date | None) -> Origin:
        return Origin(
            actor=role,
            role=role,
            request_id="r",
            occurred_at=self.instant(day),
            recorded_at=self.instant(recorded_on or day),
            nonce=secrets.token_bytes(16),
        )

    def receive(self, day: date, recorded_on: date | None = None, **words: Any) -> UUID:
        """A complaint of that day, told by a desk; its id."""
        said = {
            "channel": "walk_in",
            "classification": "complaint",
            "title": "Lampu jalan padam",
            "description": "Padam sejak seminggu.",
            "case_number": case_number(secrets.token_bytes(RANDOM_BYTES)),
            "access_code_hash": bytes(32),
            **words,
        }
        origin = self.origin(day, "desk", recorded_on)
        recorded = self.here.app.receive_case(origin, id=uuid4(), **said)
        id: UUID = recorded.case.id
        return id

    def do(
        self,
        case: UUID,
        command: str,
        day: date,
        role: Role = "coordinator",
        **words: Any,
    ) -> None:
        def decide(complaint: Complaint, at: Any) -> Any:
            return getattr(decisions, command)(complaint, at, **words)

        self.here.app.change_case(case, self.origin(day, role, None), decide)

    def dispose(self, case: UUID, day: date) -> None:
        self.do(case, "verify", day)
        self.do(case, "dispose", day, agency="dishub")

    def answer(self, case: UUID, day: date) -> None:
        self.do(case, "follow_up", day, "liaison", message="Sudah diperiksa.")

    def adopt_year(self, year: int, days: Sequence[date], **more: Any) -> None:
        """A decree gives the year these days off."""
        holidays = tuple(Holiday(day, "national", "Libur") for day in days)
        self.here.app.change_reference(
            lambda r: r.calendar.adopt(
                self.here.origin(),
                **{"decree": "SKB", "status": "confirmed", "year": year, **more},
                holidays=holidays,
            )
        )

    def adopt_ladder(self, **words: Any) -> None:
        self.here.app.change_reference(
            lambda r: r.ladder.adopt(self.here.origin(), **words)
        )

    def catch_up(self) -> None:
        source, pool = self.here.changes(), self.here.pool
        for model in self.here.read_models():
            at = positions(pool)[model.name]
            while (batch := source.after(at)).position > at:
                assert catch_up(pool, model, batch)
                at = batch.position

    def sweep(self, day: date, at: time = MORNING) -> list[ComplaintEvent]:
        """What passes at that moment record, until one records nothing."""
        self.now = self.instant(day, at)
        app, recorded = self.here.app, 0
        before = app.recorder.max_notification_id() or 0
        self.catch_up()
        while more := sweep(app, self.here.pool, lambda: self.now):
            recorded += more
            self.catch_up()
        found = app.recorder.select_notifications(before + 1, 100_000)
        events = [app.event(one) for one in found]
        assert len(events) == recorded
        assert all(isinstance(event, ComplaintEvent) for event in events)
        return events  # type: ignore[return-value]

    def steps(
        self, day: date, at: time = MORNING, clock: str | None = None
    ) -> list[tuple[UUID, str, str]]:
        """Case, clock and step of the reminders and escalations of a sweep."""
        return [
            (event.originator_id, event.clock or "", step_of(event))
            for event in self.sweep(day, at)
            if isinstance(event, Reminded | Escalated) and clock in (None, event.clock)
        ]

    def days(self, first: date, last: date, clock: str) -> list[tuple[date, UUID, str]]:
        """The steps of a clock, swept each morning, with the day of each."""
        return [
            (day, case, step)
            for day in each_day(first, last)
            for case, _, step in self.steps(day, clock=clock)
        ]

    def complaint(self, case: UUID) -> Complaint:
        return self.here.app.complaint(case)

    def topics(self, case: UUID) -> list[str]:
        return [event.TOPIC for _, event in self.here.app.history(case)]


def step_of(event: Reminded | Escalated) -> str:
    return event.step if isinstance(event, Reminded) else event.to


def each_day(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


@pytest.fixture
def office(here: Installation) -> Office:
    return Office(here)
