"""Of which complaints a read model has rows: for a rebuild, which passes by the others.

A notice rests on a reminder or an escalation: of a complaint that has neither there is
none, whatever else happened to it.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, cast
from uuid import UUID

from eventsourcing.persistence import Notification

from domain.complaint_events import ComplaintEvent
from domain.data_request_events import DataRequestEvent
from domain.data_requests import stream_of
from domain.event import Event, topics


class Streams(Protocol):
    """What is asked of the recorder."""

    def streams_with(
        self, topics: Sequence[str], streams: Sequence[UUID]
    ) -> set[UUID]: ...


def resting(
    events: Streams, rests_on: Sequence[type[Event]]
) -> Callable[[Sequence[Notification]], Iterable[Notification]]:
    """Leaves out the events of complaints that have none of `rests_on`, which are all
    of complaints or all of data requests.

    Whether a complaint has one is asked of all that is recorded: what will have one
    later is followed from its receipt.
    """
    on = [event.TOPIC for event in rests_on]
    beside = all(issubclass(event, DataRequestEvent) for event in rests_on)
    kinds = (*topics(ComplaintEvent), *topics(DataRequestEvent))
    asked = {event.TOPIC for event in kinds}.difference(on)

    def only(rows: Sequence[Notification]) -> Iterable[Notification]:
        cases = {cast("UUID", row.originator_id) for row in rows if row.topic in asked}
        streams = {case: stream_of(case) if beside else case for case in cases}
        have = events.streams_with(on, list(streams.values()))
        return (
            row
            for row in rows
            if row.topic not in asked
            or streams[cast("UUID", row.originator_id)] in have
        )

    return only
