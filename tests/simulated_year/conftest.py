"""A year of an office's work, with a clock that the test turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import pytest

from api import installation as composition
from api.installation import Installation
from api.settings import Settings
from api.sweep import sweep
from domain import complaint_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.event import Event, Origin, Role
from domain.refusals import Refusal
from domain.working_calendar import Holiday
from storage.embedded import EmbeddedPostgres
from tests.catching_up import catch_up_all
from tests.databases import seeded

ZONE = ZoneInfo("Asia/Pontianak")
FIRST, LAST = date(2025, 1, 1), date(2026, 2, 27)
"""Cases are received in 2025; then the office works on what is left."""
DECREED, PUBLISHED = date(2025, 8, 18), date(2025, 8, 5)
"""SKB 933/2025: the Monday after Independence Day, published in the same August."""
DOWN = (date(2025, 6, 10), date(2025, 6, 18))
"""The runner stood still on these nine days, and the two ends."""
SWEEPS = (time(0, 5), time(7, 45), time(18, 0))
NAMES = UUID(int=2025)
AGENCIES = ("dishub", "dpupr", "dinsos", "dinkes")

Command = tuple[str, Role, dict[str, Any]]


@dataclass
class Year:
    """`run` does it all; then `history` tells what became of each case."""

    here: Installation
    cases: int
    chance: Random
    ids: list[UUID] = field(default_factory=list)
    sweeps: list[datetime] = field(default_factory=list)
    """When the sweep ran."""
    refused: int = 0
    day: date = FIRST
    """The day that comes next."""
    watch: Callable[[datetime, UUID], None] = lambda now, case: None
    """Told after each command, with its case."""
    _due: list[tuple[datetime, int, UUID, Command]] = field(default_factory=list)
    _number: Iterator[int] = field(default_factory=count)
    _at: int = 0

    def __post_init__(self) -> None:
        self._source = self.here.changes()
        self._models = self.here.read_models()

    def run(self, until: date = LAST) -> None:
        self.adopt_2025(with_decree=False, on=FIRST - timedelta(days=1))
        for number in range(self.cases):
            self._plan(uuid5(NAMES, str(number)))
        self.go_on(until)

    def go_on(self, until: date) -> None:
        while self.day <= until:
            if self.day == PUBLISHED:
                self.adopt_2025(with_decree=True, on=self.day)
            self._live(self.day)
            self.day += timedelta(days=1)

    def adopt_2025(self, *, with_decree: bool, on: date) -> None:
        known = self.here.app.reference().calendar.years[2025].holidays
        days = {**known}
        days.pop(DECREED, None)
        if with_decree:
            days[DECREED] = Holiday(DECREED, "joint_leave", "Cuti bersama HUT RI")
        origin = self.origin(at(on, 8), "administrator")
        self.here.app.change_reference(
            lambda reference: reference.calendar.adopt(
                origin,
                year=2025,
                decree="SKB 933/2025" if with_decree else "SKB 1017/2024",
                status="confirmed",
                holidays=tuple(days.values()),
            )
        )

    def history(self, id: UUID) -> list[tuple[int, Event]]:
        return self.here.app.history(id)

    def catch_up(self) -> None:
        """As the runner does: each batch is read once, and folded by every model in
        one transaction."""
        while (batch := self._source.after(self._at)).position > self._at:
            moved = catch_up_all(self.here.pool, self._models, batch)
            assert len(moved) == len(self._models)
            self._at = batch.position

    def origin(
        self, now: datetime, role: Role, occurred_at: datetime | None = None
    ) -> Origin:
        return Origin(
            actor=f"{role}-1",
            role=role,
            request_id=str(next(self._number)),
            occurred_at=occurred_at or now,
            recorded_at=now,
            nonce=self.chance.randbytes(16),
        )

    # -- what people do ----------------------------------------------------------

    def _live(self, day: date) -> None:
        end = at(day + timedelta(days=1), 0)
        swept = [] if DOWN[0] <= day <= DOWN[1] else [at(day, t) for t in SWEEPS]
        while True:
            next_command = self._due[0][0] if self._due else end
            if swept and swept[0] <= min(next_command, end):
                self._sweep(swept.pop(0))
            elif next_command < end:
                now, _, id, command = heappop(self._due)
                self._do(now, id, *command)
                self.watch(now, id)
            else:
                return

    def _sweep(self, now: datetime) -> None:
        """As the runner does: until a pass records nothing."""
        self.catch_up()
        while sweep(self.here.app, self.here.pool, lambda: now):
            self.catch_up()
        self.sweeps.append(now)

    def _do(self, now: datetime, id: UUID, name: str, role: Role, words: Any) -> None:
        if name == "receive":
            # From a village without signal the record comes days later.
            late = timedelta(days=self.chance.choice((0, 0, 0, 0, 3, 20)))
            received_at = max(now - late, at(FIRST, 0))
            origin = self.origin(now, role, received_at)
            self.here.app.receive_case(origin, id=id, **words)
            self.ids.append(id)
            return
        decide = getattr(decisions, name)
        try:
            self.here.app.change_case(
                id, self.origin(now, role), lambda case, at: decide(case, at, **words)
            )
        except Refusal:
            # The case has gone another way since this was planned.
            self.refused += 1

    def _plan(self, id: UUID) -> None:
        chance = self.chance
        days = (FIRST.replace(month=12, day=31) - FIRST).days
        when = at(FIRST + timedelta(days=chance.randrange(days)), 0)
        when += timedelta(seconds=chance.randrange(86_400))
        self._plan_at(when, id, "receive", "desk", **self._words())
        for name, role, mean, likely, words in self._life():
            if chance.random() > likely:
                if likely > 0.9:
                    return  # forgotten: nothing further comes of it
                continue
            when += timedelta(hours=24 * chance.expovariate(1 / mean))
            self._plan_at(when, id, name, role, **words)

    def _plan_at(
        self, when: datetime, id: UUID, name: str, role: Role, **words: Any
    ) -> None:
        heappush(self._due, (when, next(self._number), id, (name, role, words)))

    def _words(self) -> dict[str, Any]:
        chance = self.chance
        classes = ("complaint", "information", "aspiration", "oversight_complaint")
        return {
            "case_number": case_number(chance.randbytes(RANDOM_BYTES)),
            "access_code_hash": bytes(32),
            "channel": chance.choice(("walk_in", "whatsapp", "web")),
            "classification": chance.choices(classes, (70, 12, 8, 10))[0],
            "title": "Jalan rusak",
            "description": "Jalan di depan pasar berlubang.",
        }

    def _life(self) -> list[tuple[str, Role, float, float, dict[str, Any]]]:
        """Command, role, days after the one before (mean), how likely, words."""
        chance = self.chance
        ask = {"question": "Di RT berapa?"}
        other = {"reason": "Salah kelas.", "classification": "oversight_complaint"}
        more = {"clock": "completion", "units": 5, "reason": "Menunggu alat."}
        agency = {"agency": chance.choice(AGENCIES)}
        answer = {"message": "Tim sudah ke lokasi."}
        return [
            ("request_clarification", "coordinator", 1, 0.15, ask),
            ("clarify", "desk", 6, 0.8, {"answer": "RT 3"}),
            ("verify", "coordinator", 2, 0.93, {}),
            ("dispose", "coordinator", 1.5, 0.93, agency),
            ("extend", "coordinator", 2, 0.1, more),
            ("request_clarification", "liaison", 1, 0.1, ask),
            ("clarify", "desk", 8, 0.9, {"answer": "Di depan pasar"}),
            ("reclassify", "coordinator", 1, 0.06, other),
            ("return_", "liaison", 1, 0.1, {"reason": "Bukan wewenang kami."}),
            ("dispose", "coordinator", 1, 0.12, {"agency": chance.choice(AGENCIES)}),
            ("follow_up", "liaison", 5, 0.85, answer),
            ("reply", "desk", 4, 0.25, {"message": "Belum selesai."}),
            ("follow_up", "liaison", 5, 0.3, answer),
            ("resolve", "liaison", 6, 0.55, {"outcome": "substantiated"}),
            ("reopen", "coordinator", 5, 0.06, {"reason": "Rusak lagi."}),
            ("resolve", "liaison", 9, 0.5, {"outcome": "noted"}),
        ]


def at(day: date, when: time | int) -> datetime:
    clock = when if isinstance(when, time) else time(when)
    return datetime.combine(day, clock, ZONE).astimezone(UTC)


@pytest.fixture(scope="module")
def new_year(
    embedded: EmbeddedPostgres,
    original: Settings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[int, int], Year]]:
    """`new_year(cases, seed)`: a year not lived yet, in an installation of its own."""
    with ExitStack() as stack:

        def new(cases: int, seed: int) -> Year:
            data = tmp_path_factory.mktemp("year")
            settings = stack.enter_context(seeded(embedded, original, data))
            here = stack.enter_context(composition.opened(settings))
            return Year(here, cases, Random(seed))

        yield new


@pytest.fixture(scope="module")
def lived(new_year: Callable[[int, int], Year], scale: int) -> Year:
    """250 cases in `make test`, 20,000 in `make prove`; leave it as it is."""
    year = new_year(250 if scale == 1 else 20_000, 2025)
    year.run()
    return year
