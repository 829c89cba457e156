"""Whatever happens to a request, in whatever order, on whatever days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from domain.event import topics
from domain.folding import project
from domain.information_request_events import InformationRequestEvent
from domain.reference import Reference
from domain.refusals import Refusal
from domain.transitions import OF_REQUESTS, allowed
from storage.mapper import EventMapper
from tests.domain.information_request.conftest import GRANTED, RequestStory

if TYPE_CHECKING:
    from tests.domain.conftest import MemoryVault

NOT_HELD = {"possession": "not_held", "withheld": ()}
OTHERWISE: dict[str, tuple[dict[str, Any], ...]] = {
    "decide": ({}, GRANTED, {**GRANTED, "cost": 1_000}, NOT_HELD),
    "object": tuple({"reasons": (letter,)} for letter in "abcdefg"),
    "answer-objection": ({}, {"outcome": "refused"}),
    "record-ruling": (
        {},
        {"outcome": "settled"},
        {"step": "hearing", "outcome": None},
    ),
}


def live(story: RequestStory, chance: Random) -> None:
    """Any twelve steps; what is refused has left nothing."""
    day = date(2026, 1, 5)
    story.when("request", on=day)
    for _ in range(12):
        day += timedelta(days=chance.choice((0, 1, 3, 12, 50)))
        steps = allowed(story.request.state, OF_REQUESTS)
        if not steps:
            return
        command = chance.choice(steps)
        words = chance.choice(OTHERWISE.get(command, ({},)))
        before = story.request
        try:
            story.when(command, on=day, **words)
        except Refusal:
            assert story.request == before
        check(story, day)


def check(story: RequestStory, day: date) -> None:
    request = story.request
    assert (request.closed_at is None) is (request.awaits is not None)
    running = {clock.promise.clock for clock in request.running_clocks}
    if request.state == "withdrawn":
        assert running == set()
    if request.notice or request.state in ("objection_answered", "ruled"):
        assert "written_notice" not in running
    assert (request.paused_on is not None) is (request.state == "incomplete")
    for remedy, until in story.left(day).items():
        assert until is None or until >= day
        command = {"request_again": "withdraw", "court": None}.get(remedy, remedy)
        assert command is None or command in allowed(request.state, OF_REQUESTS)


@pytest.mark.parametrize("seed", range(8))
def test_any_history_is_read_again_as_it_was(
    seeded: Reference,
    new_vault: Callable[[], MemoryVault],
    seed: int,
    scale: int,
) -> None:
    mapper = EventMapper(topics(InformationRequestEvent), b"m" * 32)
    chance = Random(seed)
    for _ in range(15 * scale):
        story = RequestStory(seeded, new_vault())
        live(story, chance)
        stored = [mapper.to_stored_event(event) for event in story.events]
        events = [mapper.to_domain_event(event) for event in stored]
        assert project(None, events) == story.request  # type: ignore[arg-type]
