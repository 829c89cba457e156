"""A complaint told in memory: what led here, one command, and what came of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from domain import complaint_decisions
from domain.case_number import case_number
from domain.clock import Clock, Status
from domain.complaint import Complaint, State
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.decision import Decision
from domain.event import Origin, Role, topics
from domain.reference import Reference
from domain.refusals import Refusal
from domain.sealing import Place, SealedField
from domain.working_calendar import Holiday
from storage.mapper import EventMapper

if TYPE_CHECKING:
    from tests.domain.conftest import MemoryVault

ZONE = ZoneInfo("Asia/Pontianak")
MONDAY = date(2026, 3, 2)

# What each command says where a test does not care, and who gives it.
WORDS: dict[str, dict[str, Any]] = {
    "receive": {
        "channel": "web",
        "classification": "complaint",
        "title": "Lampu jalan padam",
        "description": "Lampu di depan pasar padam sejak seminggu.",
    },
    "verify": {},
    "dispose": {"agency": "dishub"},
    "return": {"reason": "Bukan wewenang kami."},
    "follow-up": {"message": "Petugas sedang memperbaikinya."},
    "reply": {"message": "Lampunya masih padam."},
    "resolve": {"outcome": "substantiated"},
    "archive": {"reason": "incomplete"},
    "amend": {"reason": "Salah tulis.", "changed": ["title"], "title": "Lampu padam"},
    "escalate": {"to": "governor", "reason": "Lewat waktu."},
    "note": {"message": "Sudah ditelepon."},
    "request-clarification": {"question": "Lampu yang mana?"},
    "clarify": {"answer": "Lampu nomor tujuh."},
    "reopen": {"reason": "Lampunya padam lagi."},
    "rate": {"stars": 4},
    "hand-over": {"government": "kab-kapuas"},
    "withdraw": {"reason": "Sudah menyala."},
    "merge": {},
    "reclassify": {"classification": "information", "reason": "Hanya bertanya."},
    "extend": {"clock": "completion", "units": 2, "reason": "Menunggu suku cadang."},
    "attach": {
        "name": "lampu.jpg",
        "media_type": "image/jpeg",
        "size": 123_456,
        "sha256": "9f86d081884c7d65",
    },
    "publish": {},
    "unpublish": {"reason": "Menyebut nama tetangga."},
    "propose-public-text": {"text": "Lampu di depan pasar sudah diganti."},
    "confirm-public-text": {},
    "decline-public-text": {"reason": "Belum benar."},
}
ROLES: dict[str, Role] = {
    "receive": "reporter",
    "reply": "reporter",
    "clarify": "reporter",
    "rate": "reporter",
    "withdraw": "reporter",
    "attach": "reporter",
    "return": "liaison",
    "follow-up": "liaison",
}
PATHS: dict[State, tuple[str, ...]] = {
    "received": (),
    "awaiting_clarification": ("request-clarification",),
    "verified": ("verify",),
    "disposed": ("verify", "dispose"),
    "returned": ("verify", "dispose", "return"),
    "answered": ("verify", "dispose", "follow-up"),
    "in_progress": ("verify", "dispose", "follow-up", "reply"),
    "resolved": ("verify", "dispose", "resolve"),
    "archived": ("archive",),
    "withdrawn": ("withdraw",),
    "merged": ("merge",),
}


class Story:
    """One complaint; commands come at noon of the day given, or of the day before."""

    def __init__(self, reference: Reference, vault: MemoryVault):
        self.reference = reference
        self.vault = vault
        self.events: list[ComplaintEvent] = []
        self.states: list[Complaint] = []
        self.told: Complaint | None = None
        self.last: date | datetime = MONDAY
        self._numbers = count(1)

    @property
    def case(self) -> Complaint:
        assert self.told is not None, "the complaint was not received yet"
        return self.told

    def given(self, *commands: str, on: date | datetime | None = None) -> Story:
        """Commands in their usual words led here."""
        for command in commands:
            self.when(command, on=on)
        return self

    def given_state(self, state: State) -> Story:
        """The usual commands to a state."""
        if self.told is None:
            self.given("receive")
        self.given(*PATHS[state])
        assert self.case.state == state
        return self

    def another(self) -> Story:
        """Another complaint in the same office, received when this one was last
        touched."""
        other = Story(self.reference, self.vault)
        other.last = self.last
        return other.given("receive")

    def when(
        self,
        command: str,
        *,
        on: date | datetime | None = None,
        role: Role | None = None,
        envelope: dict[str, Any] | None = None,
        **words: Any,
    ) -> Any:
        """The event of one command, which has become part of the story.

        `original` is the story of another complaint, which a merge tells on.
        """
        at = self.at(command, on, role, envelope or {})
        words = {**WORDS[command], **words}
        if command == "merge" or words.get("reason") == "duplicate":
            words.setdefault("original", self.another())
        original: Story | None = words.get("original")
        if original is not None:
            words["original"] = original.case
        event = self._decide(command, at, words)
        if command == "merge" and original is not None:
            event, joined = event
            original.tell(joined)
        self.tell(event)
        return event

    def tell(self, event: ComplaintEvent) -> None:
        self.told = project(self.told, [event])
        self.events.append(event)
        self.states.append(self.case)

    def passing(
        self,
        decide: Callable[..., Any],
        *,
        on: date | datetime,
        **words: Any,
    ) -> Any:
        """What the sweep's decision makes of the case on a day: an event, or None."""
        event = decide(self.case, self.at("sweep", on, "system"), **words)
        if event is not None:
            self.tell(event)
        return event

    def adopt(
        self, year: int, *days_off: date, but: date | None = None, decree: str = "SKB"
    ) -> None:
        """A decree: that year's holidays as adopted, `days_off` more, one fewer."""
        calendar = self.reference.calendar
        known = calendar.years[year].holidays.values() if year in calendar.years else ()
        holidays = {holiday.day: holiday for holiday in known if holiday.day != but}
        new = {day: Holiday(day, "national", "Libur susulan") for day in days_off}
        event = calendar.adopt(
            self.at("adopt", None).origin,
            year=year,
            decree=decree,
            status="confirmed",
            holidays=tuple((holidays | new).values()),
        )
        self.reference = replace(self.reference, calendar=calendar.apply(event))

    def change_rule(self, rule: str, **changed: Any) -> None:
        """Another version of a rule, the same but for what is named."""
        standards = self.reference.standards
        latest = standards.rules[rule][-1]
        names = (
            "description",
            "limit",
            "unit",
            "legal_basis",
            "status",
            "valid_from",
            "extendable_by",
        )
        words = {name: getattr(latest, name) for name in names} | changed
        event = standards.adopt(self.at("adopt", None).origin, rule=rule, **words)
        self.reference = replace(self.reference, standards=standards.apply(event))

    def refused(self, command: str, **how: Any) -> Refusal:
        """The refusal of one command, which has left nothing."""
        before = self.told, list(self.events)
        with pytest.raises(Refusal) as refusal:
            self.when(command, **how)
        assert (self.told, self.events) == before
        return refusal.value

    def clock(self, name: str) -> Clock:
        return self.case.clocks[name]

    def due(self, name: str) -> date:
        return self.clock(name).promise.due_on

    def status(self, name: str, on: date) -> Status:
        return self.clock(name).status(on)

    def running(self) -> set[str]:
        return {clock.promise.clock for clock in self.case.running_clocks}

    def read(self, field: SealedField | None) -> str | None:
        return self.vault.open([field])[0] if field else None

    def text(self, event: ComplaintEvent, name: str) -> str:
        """A text that the event has sealed under the case's key."""
        place = Place(event.originator_id, event.TOPIC, name, event.nonce)
        sealed = getattr(event, name).ciphertext
        return self.read(SealedField(self.case.case_key.id, place, sealed)) or ""

    def at(
        self,
        command: str,
        on: date | datetime | None,
        role: Role | None = None,
        envelope: dict[str, Any] | None = None,
    ) -> Decision:
        when = self.last = self.last if on is None else on
        if not isinstance(when, datetime):
            when = datetime.combine(when, time(12), ZONE).astimezone(UTC)
        number = next(self._numbers)
        given: dict[str, Any] = {
            "actor": f"actor-{number}",
            "role": role or ROLES.get(command, "coordinator"),
            "request_id": f"request-{number}",
            "occurred_at": when,
            "recorded_at": when,
            "nonce": os.urandom(16),
        }
        origin = Origin(**{**given, **(envelope or {})})
        return Decision(origin, self.reference, self.vault, ZONE)

    def _decide(self, command: str, at: Decision, words: dict[str, Any]) -> Any:
        name = {"return": "return_"}.get(command, command.replace("-", "_"))
        decide: Callable[..., Any] = getattr(complaint_decisions, name)
        if command == "receive":
            own = {
                "id": uuid4(),
                "case_number": case_number(os.urandom(8)),
                "access_code_hash": bytes(32),
            }
            return decide(at, **{**own, **words})
        return decide(self.case, at, **words)


@pytest.fixture
def story(new_story: Callable[[], Story]) -> Story:
    return new_story()


@pytest.fixture(scope="session")
def new_story(
    seeded: Reference, new_vault: Callable[[], MemoryVault]
) -> Callable[[], Story]:
    """For tests that tell many stories."""
    return lambda: Story(seeded, new_vault())


@pytest.fixture(scope="session")
def mapper() -> EventMapper:
    return EventMapper(topics(), b"m" * 32)
