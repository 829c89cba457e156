"""Whatever happens to a case, in whatever order: what holds after every event."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from domain import complaint_sweep
from domain.clock import Clock
from domain.complaint import ENDED, Complaint
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.refusals import Refusal
from domain.transitions import FROM, allowed
from domain.working_calendar import WorkingCalendar
from storage.mapper import EventMapper

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

DAY = timedelta(days=1)
FIRST = date(2026, 3, 2)
FAR = date(2030, 1, 1)
CLASSES = ("complaint", "oversight_complaint", "aspiration", "information")
ONWARD = {
    "received": "verify",
    "awaiting_clarification": "clarify",
    "verified": "dispose",
    "returned": "dispose",
    "disposed": "follow-up",
    "in_progress": "follow-up",
    "answered": "reply",
    "resolved": "reopen",
}
ENDINGS = {"archive", "hand-over", "withdraw", "merge"}
VARIANTS: dict[str, list[dict[str, Any]]] = {
    "verify": [{}, {"classification": "information"}, {"classification": "aspiration"}],
    "dispose": [{}, {"agency": "dpupr"}],
    "resolve": [{}, {"role": "system", "time_known": False}, {"role": "reporter"}],
    "reopen": [{}, {"role": "reporter"}],
    "archive": [{}, {"reason": "duplicate"}],
    "withdraw": [{}, {"role": "system"}],
    "reclassify": [{"classification": name} for name in CLASSES],
    "extend": [
        {"clock": clock, "units": units}
        for clock in ("completion", "first_follow_up", "reporter_window")
        for units in (1, 5, 14, -1, -5)
    ],
    "amend": [{}, {"changed": ["category", "location"], "region": "62.04"}],
}

earlier = st.sampled_from([0, 0, 0, 1, 9])
anything = st.integers(0, 10_000)


def answered(case: Complaint) -> bool:
    """Whether the reporter has the answer, or was asked back after it."""
    asked_back = case.state == "awaiting_clarification"
    return (case.state_before if asked_back else case.state) == "answered"


class History(RuleBasedStateMachine):
    """One case of a busy office, and every decree and rule that concerns it."""

    def __init__(self, story: Story, mapper: EventMapper):
        super().__init__()
        self.story, self.mapper = story, mapper
        self.today = FIRST
        self.calendars: dict[int, WorkingCalendar] = {}
        self.checked = 0

    @initialize(classification=st.sampled_from(CLASSES), onward=st.integers(0, 4))
    def receive(self, classification: str, onward: int) -> None:
        for changed in ("C-03", "C-08"):
            self.story.change_rule(changed, extendable_by=5)
        self.keep_calendar()
        self.story.when("receive", on=FIRST, classification=classification)
        for _ in range(onward):
            self.story.given(ONWARD[self.story.case.state])
        self.check()

    @rule(choice=st.integers(0, 24), variant=anything, back=earlier)
    def command(self, choice: int, variant: int, back: int) -> None:
        case = self.story.case
        names = [n for n in allowed(case.state) if n not in ENDINGS]
        if choice > 22:
            names = allowed(case.state) if choice == 23 else list(FROM)
        name = names[variant % len(names)]
        if choice < 6:  # so that most cases get on
            name = ONWARD.get(case.state, name)
        words = VARIANTS.get(name, [{}])
        self.tried(name, **words[variant // 31 % len(words)], back=back)

    @rule(units=st.integers(-7, 14), back=earlier)
    def extend(self, units: int, back: int) -> None:
        self.tried("extend", units=units, back=back)

    @rule(classification=st.sampled_from(CLASSES), back=earlier)
    def reclassify(self, classification: str, back: int) -> None:
        self.tried("reclassify", classification=classification, back=back)

    @rule(days=st.integers(0, 40), back=earlier)
    def pause(self, days: int, back: int) -> None:
        self.tried("request-clarification", back=back)
        self.today += DAY * days
        self.tried("clarify", back=0)

    @rule(days=st.integers(1, 25))
    def days_pass(self, days: int) -> None:
        self.today += DAY * days

    @rule(days=st.integers(-20, 40), worked=st.booleans())
    def decree(self, days: int, worked: bool) -> None:
        day = self.today + DAY * days
        if worked:
            self.story.adopt(day.year, but=day)
        else:
            self.story.adopt(day.year, day)
        self.keep_calendar()

    @rule(
        name=st.sampled_from(["C-03", "C-04", "C-05", "C-06", "C-08", "C-12"]),
        limit=st.integers(1, 30),
        days=st.integers(-60, 5),
    )
    def change_rule(self, name: str, limit: int, days: int) -> None:
        valid_from = self.today + DAY * days
        self.story.change_rule(name, limit=limit, valid_from=valid_from)

    @rule()
    def joined_by_a_duplicate(self) -> None:
        other = self.story.another()
        with suppress(Refusal):
            other.when("merge", on=self.today, original=self.story)
        self.check()

    @rule()
    def sweep(self) -> None:
        self.swept()
        after = self.story.case
        self.swept()
        assert self.story.case == after, "a second sweep found something to do"

    def swept(self) -> None:
        story = self.story
        for decide in (
            complaint_sweep.close_unanswered,
            complaint_sweep.deem_withdrawn,
            complaint_sweep.follow_decree,
        ):
            story.passing(decide, on=self.today)
            self.check()
        for name, clock in story.case.clocks.items():
            due_on = clock.promise.due_on
            for step in story.reference.ladder.steps_on(name, due_on):
                story.passing(
                    complaint_sweep.take_step,
                    on=self.today,
                    clock=name,
                    step=step.name,
                )
                self.check()

    def tried(self, name: str, back: int, **words: Any) -> None:
        before = self.story.told, list(self.story.events)
        try:
            self.story.when(name, on=max(FIRST, self.today - DAY * back), **words)
        except Refusal:
            assert (self.story.told, self.story.events) == before
        self.check()

    def keep_calendar(self) -> None:
        calendar = self.story.reference.calendar
        self.calendars[calendar.version] = calendar

    def check(self) -> None:
        """What holds after each event since the last check."""
        events, states = self.story.events, self.story.states
        for n in range(self.checked, len(events)):
            event, after = events[n], states[n]
            assert project(None, events[: n + 1]) == after
            stored = self.mapper.to_stored_event(event)
            assert self.mapper.to_domain_event(stored) == event
            self.check_clocks(after)
            if n:
                check_step(states[n - 1], event, after)
        self.checked = len(events)

    def check_clocks(self, case: Complaint) -> None:
        awaiting = case.state == "awaiting_clarification"
        assert (case.paused_on is not None) == awaiting
        running = {clock.promise.clock for clock in case.running_clocks}
        if not case.open:
            assert not running
        if answered(case):
            assert "completion" not in running
        elif case.open and case.disposed_at and case.classification != "aspiration":
            assert "completion" in running
        for clock in case.clocks.values():
            self.check_promise(clock)
            if clock.running and clock.paused_on:
                assert awaiting
                # Overdue in a pause is only what had been before it.
                was = clock._replace(paused_on=None).status(clock.paused_on)
                assert (clock.status(FAR) == "overdue") == (was == "overdue")

    def check_promise(self, clock: Clock) -> None:
        """The days of its explanation, counted by hand, give the same due day; in a
        pause, that of a clock that goes on at once."""
        promise = clock.promise
        calendar = self.calendars[promise.calendar_version]
        days = calendar.explain(
            promise.started_on, promise.due_on, promise.unit, clock.pauses
        )
        counted = [day.date for day in days if day.counted]
        assert len(counted) == promise.limit + (promise.extended or 0)
        assert counted[-1] == promise.due_on


def check_step(before: Complaint, event: ComplaintEvent, after: Complaint) -> None:
    """Deadlines, and what was judged, change only as the event says."""
    started = {promise.clock for promise in event.started}
    moved = {move.promise.clock: move for move in event.moved}
    named = {*started, *moved}
    for name, clock in after.clocks.items():
        old = before.clocks.get(name)
        if old is None:
            assert name in started
            continue
        if name not in named:
            assert clock.promise == old.promise
        if name in moved:
            assert moved[name].due_before == old.promise.due_on
            assert clock.promise == moved[name].promise
        if old.stopped_on and name not in {*event.resumed, *started}:
            assert clock.stopped_on == old.stopped_on
            assert clock.working_days == old.working_days
            assert clock.status(FAR) == old.status(FAR)
            assert name not in moved
    assert set(before.clocks) <= set(after.clocks)
    if before.state in ENDED:
        assert (after.state, after.clocks) == (before.state, before.clocks)
    assert after.effective_at >= before.effective_at


def test_any_history_of_a_case_keeps_its_promises(
    new_story: Callable[[], Story], mapper: EventMapper, scale: int
) -> None:
    run_state_machine_as_test(
        lambda: History(new_story(), mapper),  # type: ignore[arg-type]  # or a factory
        settings=settings(
            max_examples=200 * scale,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_a_broken_history_would_be_found(new_story: Callable[[], Story]) -> None:
    story = new_story().given("receive", "verify", "dispose")
    before = story.case
    event = story.when("note")
    clock = before.clocks["completion"]
    later = replace(clock.promise, due_on=clock.promise.due_on + DAY)
    clocks = {**before.clocks, "completion": clock._replace(promise=later)}
    with pytest.raises(AssertionError):
        check_step(before, event, replace(story.case, clocks=MappingProxyType(clocks)))
