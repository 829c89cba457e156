"""Whatever happened to a complaint, its events give the same state again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.complaint import Complaint, State
from domain.complaint_events import ComplaintEvent
from domain.complaint_fold import project
from domain.refusals import Refusal
from storage.mapper import EventMapper

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

Begin = tuple[dict[str, Any], State]
FIELDS = {field.name for field in fields(Complaint)}
CLASSIFICATIONS = ("complaint", "oversight_complaint", "aspiration", "information")
PLACE = {"description": "Depan pasar", "latitude": -2.2}


def command(name: str, **words: Any) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """The command with each word drawn, and `role` if it matters."""
    return st.tuples(st.just(name), st.fixed_dictionaries({}, optional=words))


AGENCIES = st.sampled_from(["dishub", "dpupr", "dinsos"])
COMMANDS = st.one_of(
    command("verify", classification=st.sampled_from(CLASSIFICATIONS)),
    command("dispose", agency=AGENCIES, instruction=st.text()),
    command("dispose", agency=AGENCIES),
    command("return"),
    command("follow-up", public=st.booleans()),
    command("follow-up"),
    command("reply"),
    command("resolve", role=st.sampled_from(["liaison", "reporter", "system"])),
    command("resolve", role=st.just("system"), time_known=st.just(False)),
    command("archive", time_known=st.booleans()),
    command(
        "amend",
        changed=st.lists(
            st.sampled_from(["category", "location", "reporter", "incident_on"]),
            unique=True,
        ),
        category=st.sampled_from(["kesehatan", "perhubungan"]),
        place=st.just(PLACE),
        reporter=st.fixed_dictionaries({"name": st.text()}),
    ),
    command("escalate", to=st.sampled_from(["governor", "inspectorate"])),
    command("note", message=st.text()),
)
STEPS = st.lists(st.tuples(COMMANDS, st.integers(-2 * 24, 20 * 24)), max_size=20)
BEGIN = st.tuples(
    st.fixed_dictionaries(
        {"classification": st.sampled_from(CLASSIFICATIONS)},
        optional={
            "category": st.just("kesehatan"),
            "reporter": st.fixed_dictionaries({"name": st.text()}),
            "place": st.just(PLACE),
            "confidential": st.booleans(),
            "role": st.sampled_from(["desk", "reporter"]),
        },
    ),
    st.sampled_from(["received", "verified", "disposed", "answered", "in_progress"]),
)


def live(story: Story, begin: Begin, steps: Any) -> None:
    """Tell the steps, each so many hours after the one before, leaving out those
    that are refused."""
    receipt, state = begin
    story.when("receive", **receipt)
    story.given_state(state)
    when = story.case.received_at
    for (name, words), hours in steps:
        when += timedelta(hours=hours)
        with suppress(Refusal):
            story.when(name, on=when, **words)


@settings(deadline=None)
@given(begin=BEGIN, steps=STEPS, cut=st.integers(0, 20))
def test_folding_at_once_in_parts_or_after_storing_gives_the_same_state(
    new_story: Callable[[], Story],
    mapper: EventMapper,
    begin: Begin,
    steps: Any,
    cut: int,
) -> None:
    story = new_story()
    live(story, begin, steps)
    events, states = story.events, story.states

    assert project(None, events) == story.case
    assert [project(None, events[:n]) for n in range(1, len(events) + 1)] == states
    assert project(project(None, events[:cut]), events[cut:]) == story.case
    assert all(vars(state).keys() <= FIELDS for state in states)
    assert all(hasattr(state, name) for state in states for name in FIELDS)

    stored = [mapper.to_stored_event(event) for event in events]
    assert all(map(mapper.is_authentic, stored))
    read = [cast("ComplaintEvent", mapper.to_domain_event(row)) for row in stored]
    assert read == events
    assert project(None, read) == story.case
    assert [mapper.to_stored_event(event) for event in read] == stored


@settings(deadline=None)
@given(begin=BEGIN, steps=STEPS)
def test_a_deadline_is_moved_by_no_event_that_does_not_name_it(
    new_story: Callable[[], Story], begin: Begin, steps: Any
) -> None:
    story = new_story()
    live(story, begin, steps)
    before: Complaint | None = None
    for event, after in zip(story.events, story.states, strict=True):
        old = {n: c.promise for n, c in before.clocks.items()} if before else {}
        new = {name: clock.promise for name, clock in after.clocks.items()}
        assert new == {**old, **{p.clock: p for p in event.started}}
        before = after


@settings(deadline=None)
@given(begin=BEGIN, steps=STEPS)
def test_a_clock_stops_and_runs_again_only_as_an_event_says(
    new_story: Callable[[], Story], begin: Begin, steps: Any
) -> None:
    story = new_story()
    live(story, begin, steps)
    for n, event in enumerate(story.events[1:], 1):
        before, after = story.states[n - 1], story.states[n]
        was = {clock.promise.clock for clock in before.running_clocks}
        now = {clock.promise.clock for clock in after.running_clocks}
        started = {promise.clock for promise in event.started}
        stopped = {stop.clock for stop in event.stopped}
        voided = was - stopped if after.state == "archived" else set()
        assert stopped <= was | started
        assert now == (was | started | set(event.resumed)) - stopped - voided


@settings(deadline=None)
@given(begin=BEGIN, steps=STEPS)
def test_versions_count_up_and_what_is_closed_stays_closed(
    new_story: Callable[[], Story], begin: Begin, steps: Any
) -> None:
    story = new_story()
    live(story, begin, steps)
    versions = [*range(1, len(story.events) + 1)]
    assert [event.originator_version for event in story.events] == versions
    assert [state.version for state in story.states] == versions
    for before, after in pairwise(story.states):
        assert after.effective_at >= before.effective_at >= before.received_at
        assert after.known_at >= before.known_at >= before.recorded_at
        assert before.open or after.state == before.state
