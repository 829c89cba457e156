"""What is written is decided field by field, and a long file needs no more memory."""

import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from api.exporting import told
from api.exporting.flat import COLUMNS, flat
from api.exporting.flows import Flow, Step
from api.exporting.ocel import ocel
from api.exporting.opaque import Opaque
from api.exporting.xes import xes
from domain.complaint_events import ComplaintEvent, Received
from domain.complaint_fold import begin
from domain.event import topics
from tests.golden.complaints import COMPLAINTS
from tests.golden.side_ways import SIDE_WAYS

EXAMPLES = [
    event
    for event in (*COMPLAINTS.values(), *SIDE_WAYS.values())
    if isinstance(event, ComplaintEvent)
]
OPAQUE = Opaque(bytes(32))
Write = Callable[[Iterable[Flow], Opaque], Iterator[bytes]]


def flow(number: int) -> Flow:
    received = COMPLAINTS["complaint.received"]
    assert isinstance(received, Received)
    case = begin(replace(received, originator_id=UUID(int=number)))
    return Flow(case, [Step(number, received, case)] * 5)


def peak(write: Write, cases: int) -> int:
    """Bytes held at most while so many cases are written."""
    tracemalloc.start()
    for _ in write((flow(n) for n in range(cases)), OPAQUE):
        pass
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return held


@pytest.mark.parametrize("write", [ocel, flat, xes])
def test_ten_times_the_cases_need_no_more_memory(write: Write) -> None:
    peak(write, 10)
    few, many = peak(write, 100), peak(write, 1_000)
    # 900 cases more are 400 kB at least: they cannot have been held.
    assert many < few + 100_000


def test_of_every_event_it_is_decided_what_is_told() -> None:
    known = {c for c in topics(ComplaintEvent) if c.__module__.startswith("domain.")}
    assert set(told.TOLD) == known


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: event.TOPIC)
def test_nothing_sealed_and_no_key_is_told(event: ComplaintEvent) -> None:
    case = flow(1).case
    values: dict[str, Any] = told.of_event(Step(1, event, case))
    assert set(told.TOLD[type(event)]) <= {field.name for field in fields(event)}
    for value in values.values():
        several = value if isinstance(value, tuple) else (value,)
        assert all(isinstance(one, str | int | datetime | date) for one in several)
    assert values.keys() <= set(COLUMNS)


def test_names_are_those_of_one_installation() -> None:
    other = Opaque(bytes(31) + b"\1")
    id = UUID(int=7)
    assert OPAQUE.case(id) == Opaque(bytes(32)).case(id) != other.case(id)
    assert OPAQUE.agency("dishub") != other.agency("dishub")
    assert OPAQUE.agency("x") != OPAQUE.officer("x")
    assert OPAQUE.case(id) != OPAQUE.case(UUID(int=8))
