"""Cases are kept as last seen, and only what is newer is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from domain import known_cases
from domain.known_cases import KnownCases

if TYPE_CHECKING:
    from domain.event import Event
    from tests.domain.complaint.conftest import Story


class Streams:
    """Events as a recorder would give them; remembers what it was asked."""

    def __init__(self, *stories: Story) -> None:
        self.stories: Sequence[Story] = stories
        self.asked: list[Mapping[UUID, int]] = []

    def newer(self, versions: Mapping[UUID, int]) -> Iterator[Event]:
        self.asked.append(versions)
        return (
            event
            for story in self.stories
            for event in list(story.events)
            if event.originator_version
            > versions.get(event.originator_id, event.originator_version)
        )


def test_a_case_is_read_once_and_then_only_what_is_newer(story: Story) -> None:
    streams = Streams(story.given("receive", "verify"))
    known, id = KnownCases(streams.newer), story.case.id
    assert known.last_seen(id) is None
    assert known.now(id) == story.case
    before = story.case
    story.given("dispose")
    assert known.last_seen(id) == before
    assert known.now(id) == known.last_seen(id) == story.case
    assert streams.asked == [{id: 0}, {id: 2}]


def test_many_are_read_with_one_question_and_what_is_not_there_is_not_found(
    story: Story,
) -> None:
    other, nobody = story.given("receive").another(), uuid4()
    streams = Streams(story, other)
    known = KnownCases(streams.newer)
    ids = [story.case.id, other.case.id, nobody]
    assert known.all_now(ids) == {
        story.case.id: story.case,
        other.case.id: other.case,
    }
    assert streams.asked == [dict.fromkeys(ids, 0)]
    assert known.last_seen(nobody) is None


def test_a_later_version_is_not_forgotten_for_an_earlier_one(story: Story) -> None:
    known = KnownCases(Streams().newer)
    story.given("receive", "verify")
    received, verified = story.states
    known.see(verified)
    known.see(received)
    assert known.last_seen(verified.id) == verified
    assert known.last_seen_as(verified.case_number) == verified


def test_the_one_not_seen_for_longest_is_forgotten(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_cases, "MOST", 2)
    first, second, third = story.given("receive"), story.another(), story.another()
    known = KnownCases(Streams(first, second, third).newer)
    for one in (first, second, first, third):
        known.see(one.case)
    assert known.last_seen(second.case.id) is None
    assert known.last_seen_as(second.case.case_number) is None
    assert known.last_seen_as(first.case.case_number) == first.case
    assert known.now(second.case.id) == second.case
