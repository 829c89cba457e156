"""The reference data is kept in memory and folds only what is newer."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID, uuid4

import pytest

from domain.agencies import AGENCIES_ID
from domain.event import Event, Origin
from domain.known_reference import KnownReference, Read
from domain.reference import REFERENCE_IDS, Reference, fold
from domain.working_calendar import CALENDAR_ID, Holiday

NYEPI = Holiday(date(2026, 3, 19), "national", "Nyepi")


class Streams:
    """Events as a recorder would give them; remembers what it was asked."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.asked: list[Mapping[UUID, int]] = []

    def newer(self, versions: Mapping[UUID, int]) -> Iterator[Event]:
        self.asked.append(versions)
        return (
            event
            for event in list(self.events)
            if event.originator_version
            > versions.get(event.originator_id, event.originator_version)
        )


@pytest.fixture
def streams() -> Streams:
    return Streams()


@pytest.fixture
def known(streams: Streams) -> KnownReference:
    return KnownReference(streams.newer)


def agency(reference: Reference, origin: Origin, code: str) -> Event:
    return reference.agencies.register(
        origin, code=code, name=code, kind="agency", region=None
    )


def year(
    reference: Reference, origin: Origin, number: int, *holidays: Holiday
) -> Event:
    return reference.calendar.adopt(
        origin, year=number, decree="SKB", status="confirmed", holidays=holidays
    )


def test_without_events_it_is_empty(known: KnownReference) -> None:
    assert not any(known.read.versions.values())
    assert not any(Read(known.now()).versions.values())


def test_what_was_recorded_since_is_in_it(
    known: KnownReference, streams: Streams, origin: Origin
) -> None:
    streams.events.append(agency(known.now(), origin, "dishub"))
    assert "dishub" in known.now().agencies
    assert "dpupr" not in known.now().agencies
    streams.events.append(agency(known.now(), origin, "dpupr"))
    assert set(known.now().agencies.by_code) == {"dishub", "dpupr"}


def test_it_asks_for_what_is_newer_and_for_nothing_twice(
    known: KnownReference, streams: Streams, origin: Origin
) -> None:
    streams.events.append(agency(known.now(), origin, "dishub"))
    first, second = known.now(), known.now()
    assert second is first
    assert [asked[AGENCIES_ID] for asked in streams.asked] == [0, 0, 1]
    assert all(set(asked) == set(REFERENCE_IDS.values()) for asked in streams.asked)


def test_an_event_that_was_read_twice_counts_once(origin: Origin) -> None:
    event = agency(Reference(), origin, "dishub")
    once = fold(Reference(), [event])
    assert fold(once, [event]) == once
    assert fold(Reference(), [event, event]).agencies == once.agencies


def test_an_event_after_a_gap_waits_for_the_one_between(origin: Origin) -> None:
    first = agency(Reference(), origin, "dishub")
    between = agency(fold(Reference(), [first]), origin, "dpupr")
    after = replace(between, originator_version=3)
    both, one = (fold(Reference(), read) for read in ([first, after], [first]))
    assert both.agencies == one.agencies


def test_an_event_of_no_reference_stream_is_an_error(origin: Origin) -> None:
    event = agency(Reference(), origin, "dishub")
    with pytest.raises(KeyError):
        fold(Reference(), [replace(event, originator_id=uuid4())])


def test_every_change_has_another_version(
    known: KnownReference, streams: Streams, origin: Origin
) -> None:
    states = [known.now()]
    for number in (2025, 2026):
        streams.events.append(year(states[-1], origin, number))
        states.append(known.now())
    assert all(
        after.calendar.version == before.calendar.version + 1
        for before, after in pairwise(states)
    )


def test_an_old_calendar_is_as_it_was(
    known: KnownReference, streams: Streams, origin: Origin
) -> None:
    streams.events.append(year(known.now(), origin, 2026))
    streams.events.append(year(known.now(), origin, 2026, NYEPI))

    assert known.calendar_at(1).is_working_day(NYEPI.day)
    assert not known.calendar_at(2).is_working_day(NYEPI.day)
    assert known.calendar_at(2).years == known.now().calendar.years
    assert known.calendar_at(0).version == 0


def test_an_old_calendar_is_read_once(
    known: KnownReference, streams: Streams, origin: Origin
) -> None:
    streams.events.append(year(known.now(), origin, 2026))
    streams.asked.clear()
    assert known.calendar_at(1) is known.calendar_at(1)
    assert streams.asked == [{CALENDAR_ID: 0}]
