"""One invented case: what happens in it, and when, as if it had been told then."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from api.identity import REPORTER, SYSTEM
from api.installation import Installation
from domain.complaint import CLOSED, Complaint
from domain.complaint_events import ComplaintEvent, Received
from domain.complaint_fold import apply, begin
from domain.complaint_sweep import close_unanswered, deem_withdrawn, take_step
from domain.decision import Decision
from domain.event import Role
from domain.ladder import step_day
from domain.reference import Reference
from domain.refusals import Refusal

DAY = timedelta(days=1)
OPENS, CLOSES = time(7, 40), time(15, 50)
MINUTE = timedelta(minutes=1)

Settle = Callable[[Complaint, Decision], ComplaintEvent | None]


class Over(Exception):
    """What would come next lies ahead, or silence has closed the case."""


@dataclass
class Life:
    """`officers` are the actors by role, and the liaisons by `liaison AGENCY`."""

    here: Installation
    reference: Reference
    officers: Mapping[str, str]
    chance: random.Random
    now: datetime
    when: datetime
    _case: Complaint | None = None
    events: list[ComplaintEvent] = field(default_factory=list)

    @property
    def case(self) -> Complaint:
        assert self._case is not None, "it was received"
        return self._case

    def at(self, role: Role, occurred: datetime | None = None) -> Decision:
        """What a decision needs that is taken, and told, at this moment."""
        origin = replace(
            self.here.origin(),
            actor=self._actor(role),
            role=role,
            occurred_at=occurred or self.when,
            recorded_at=self.when,
        )
        zone = self.here.settings.time_zone
        return Decision(origin, self.reference, self.here.vault, zone)

    def begins(self, received: Received) -> None:
        self._case = begin(received)
        self.events.append(received)

    def happens(
        self,
        decide: Callable[..., Any],
        role: Role,
        *,
        occurred: datetime | None = None,
        **words: Any,
    ) -> None:
        """Raises `Over` where it would be later than now, or the rules refuse it."""
        if self.when > self.now:
            raise Over
        try:
            self.adds(decide(self.case, self.at(role, occurred), **words))
        except Refusal as error:
            raise Over from error
        self.when += MINUTE * self.chance.randint(2, 40)

    def adds(self, event: ComplaintEvent) -> None:
        self.events.append(event)
        self._case = apply(self.case, event)

    def passes(self, mean: float, *, office: bool = True) -> None:
        """So many days go by, more or less; on the way, what silence brings. Raises
        `Over`."""
        then = self.when + DAY * self.chance.expovariate(1 / mean)
        then = self.in_office(then) if office else then
        was_open = self.case.open
        self.settle(min(then, self.now))
        if then > self.now or was_open > self.case.open:
            raise Over
        self.when = max(self.when, then)

    def in_office(self, moment: datetime) -> datetime:
        """That moment, or the next one at which an office works."""
        local = moment.astimezone(self.here.settings.time_zone)
        day, calendar = local.date(), self.reference.calendar
        if calendar.is_working_day(day) and OPENS <= local.time() <= CLOSES:
            return moment
        if local.time() > OPENS or not calendar.is_working_day(day):
            day = calendar.add_working_days(day, 1)
        return self.morning(day) + MINUTE * self.chance.randint(0, 470)

    def morning(self, day: date) -> datetime:
        return datetime.combine(day, OPENS, self.here.settings.time_zone)

    def settle(self, until: datetime) -> None:
        """What the passing of days makes of it, as `api.sweep` does while it runs."""
        tried = set[tuple[str, str]]()
        while due := sorted(
            (d for d in self._due() if d[1:3] not in tried), key=lambda d: d[:3]
        ):
            day, *name, decide = due[0]
            tried.add((name[0], name[1]))
            when = max(self.morning(day), self.when)
            if when > until:
                return
            self.when = when
            if (event := decide(self.case, self.at("system"))) is not None:
                self.adds(event)
                self.when += MINUTE
            if event is not None and self.case.state in CLOSED:
                return

    def _due(self) -> Iterator[tuple[date, str, str, Settle]]:
        """Day, clock, step, and how it is taken."""
        case, calendar = self.case, self.reference.calendar
        if not case.open:
            return
        for clock in case.running_clocks:
            if clock.paused_on is not None:
                continue
            name, due_on = clock.promise.clock, clock.promise.due_on
            known_on = clock.known_at.astimezone(self.here.settings.time_zone).date()
            if name == "reporter_window":
                yield due_on + DAY, name, "", close_unanswered
            if name == "clarification":
                yield due_on + DAY, name, "", deem_withdrawn
            for step in self.reference.ladder.steps_on(name, due_on):
                if step.name not in clock.steps:
                    day = step_day(step, clock, known_on, calendar)
                    take = partial(take_step, clock=name, step=step.name)
                    yield day, name, step.name, take

    def _actor(self, role: Role) -> str:
        if role in ("system", "reporter"):
            return (SYSTEM if role == "system" else REPORTER).id
        if role == "liaison":
            return self.officers[f"liaison {self.case.agency}"]
        return self.officers[role]
