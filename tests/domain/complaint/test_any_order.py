"""The deadline is a function of what happened, not of the order in which it came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.clock import Clock
from domain.complaint_sweep import follow_decree
from domain.working_calendar import Pause

if TYPE_CHECKING:
    from tests.domain.complaint.conftest import Story

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
DAY = timedelta(days=1)

days = st.integers(0, 20).map(lambda n: TUESDAY + n * DAY)
waits = st.lists(st.tuples(days, days).map(sorted), max_size=3)
extensions = st.lists(
    st.integers(1, 4).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    max_size=3,
)
decrees = st.lists(days, max_size=2)
classes = st.sampled_from(
    [
        (),
        ("oversight_complaint",),
        ("oversight_complaint", "complaint"),
        ("aspiration", "complaint"),
    ]
)


def told_in_some_order(
    story: Story, threads: list[list[Any]], turns: list[int]
) -> Clock:
    """Each thread in its own order, the threads mixed as the turns say."""
    story.given("receive", "verify", on=MONDAY).given("dispose", on=TUESDAY)
    for step in mixed(threads, turns):
        step(story)
    story.passing(follow_decree, on=TUESDAY)
    return story.clock("completion")


def mixed(threads: list[list[Any]], turns: list[int]) -> Iterator[Any]:
    left = [list(thread) for thread in threads if thread]
    for turn in turns:
        if left:
            thread = left[turn % len(left)]
            yield thread.pop(0)
            left = [thread for thread in left if thread]
    for thread in left:
        yield from thread


def told(command: str, **words: Any) -> Callable[[Story], Any]:
    return lambda story: story.when(command, **words)


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(
    waited=waits,
    extended=extensions,
    decreed=decrees,
    classified=classes,
    turns=st.lists(st.integers(0, 59), max_size=20),
)
def test_E07_no_order_of_pauses_extensions_decrees_and_classes_matters(
    new_story: Callable[[], Story],
    waited: list[Any],
    extended: list[tuple[int, int]],
    decreed: list[date],
    classified: tuple[str, ...],
    turns: list[int],
) -> None:
    assume(classified != ("aspiration", "complaint") or not extended)
    asked = [
        told(command, on=on)
        for since, until in waited
        for command, on in (("request-clarification", since), ("clarify", until))
    ]
    more = [
        told("extend", on=TUESDAY, units=units)
        for given, taken in extended
        for units in (given, -taken)
        if units
    ]

    def decree(day: date) -> Callable[[Story], Any]:
        def adopt(story: Story) -> None:
            story.adopt(2026, day)
            story.passing(follow_decree, on=TUESDAY)

        return adopt

    adopted = [decree(day) for day in decreed]
    renamed = [told("reclassify", on=TUESDAY, classification=c) for c in classified]
    threads = [asked, more, adopted, renamed]

    in_turn = told_in_some_order(new_story(), threads, [])
    story = new_story()
    any_order = told_in_some_order(story, threads, turns)
    assert any_order.promise.due_on == in_turn.promise.due_on
    assert any_order.status(date(2030, 1, 1)) == in_turn.status(date(2030, 1, 1))

    promise = any_order.promise
    limit = {"complaint": 14, "oversight_complaint": 60}[story.case.classification]
    units = sum(given - taken for given, taken in extended)
    pauses = [Pause(since, until) for since, until in waited]
    expected = story.reference.calendar.add_days(
        TUESDAY, limit + units, "working_days", pauses
    )
    assert promise.due_on == expected
