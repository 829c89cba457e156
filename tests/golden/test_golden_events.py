"""What was stored once is stored alike and read alike for ever.

For a new event, or a new variant of one, add an example to `conftest.py` and run
`TUNTAS_TEST_WRITE_GOLDEN=1 pytest tests/golden`: it writes the missing files and never
one that exists. A golden file that no longer fits means that events on disks do not.
"""

import importlib
import json
import os
import pkgutil
from dataclasses import fields
from pathlib import Path

import pytest
from eventsourcing.persistence import StoredEvent

import domain
from api.installation import EVENTS
from domain.complaint_events import ComplaintEvent
from domain.event import ORIGIN_FIELDS, Event, topics
from storage.mapper import EventMapper

FOLDER = Path(__file__).parent
OF_ALL = {*ORIGIN_FIELDS, *(field.name for field in fields(ComplaintEvent))}


@pytest.fixture(scope="session")
def event_classes() -> list[type[Event]]:
    """Every event of every module of the domain, imported by anybody or not."""
    for module in pkgutil.iter_modules(domain.__path__):
        importlib.import_module(f"domain.{module.name}")
    return [found for found in topics() if found.__module__.startswith("domain.")]


@pytest.fixture(scope="session")
def mapper(event_classes: list[type[Event]]) -> EventMapper:
    return EventMapper(event_classes, bytes(range(32)))


@pytest.fixture(scope="session")
def golden_files(mapper: EventMapper, examples: dict[str, Event]) -> dict[str, Path]:
    """By name; with TUNTAS_TEST_WRITE_GOLDEN=1 the missing ones are written first.

    A file that exists is never written again: it stands for events on disks.
    """
    if os.environ.get("TUNTAS_TEST_WRITE_GOLDEN"):
        for name, event in examples.items():
            if not (path := FOLDER / f"{name}.json").exists():
                path.write_bytes(mapper.to_stored_event(event).state)
    return {path.stem: path for path in FOLDER.glob("*.json")}


def topic_of(name: str) -> str:
    """`complaint.received` of `complaint.received.least`."""
    return ".".join(name.split(".")[:2])


def test_an_event_is_stored_byte_for_byte_as_its_golden_file(
    golden_files: dict[str, Path], mapper: EventMapper, name: str, example: Event
) -> None:
    stored = mapper.to_stored_event(example)
    assert stored.topic == topic_of(name)
    assert name in golden_files, "write it with TUNTAS_TEST_WRITE_GOLDEN=1"
    assert stored.state == golden_files[name].read_bytes()


def test_a_golden_file_is_read_back_as_the_same_event(
    golden_files: dict[str, Path], mapper: EventMapper, name: str, example: Event
) -> None:
    stored = StoredEvent(
        originator_id=example.originator_id,
        originator_version=example.originator_version,
        topic=topic_of(name),
        state=golden_files[name].read_bytes(),
    )
    assert mapper.is_authentic(stored)
    assert mapper.to_domain_event(stored) == example


def test_every_topic_has_a_golden_file_and_every_golden_file_a_topic(
    golden_files: dict[str, Path], event_classes: list[type[Event]]
) -> None:
    topics = {event_class.TOPIC for event_class in event_classes}
    assert {topic_of(name) for name in golden_files} == topics
    assert topics <= set(golden_files), "a topic's own file has no further word"


def test_every_golden_file_has_its_example(
    golden_files: dict[str, Path], examples: dict[str, Event]
) -> None:
    assert set(golden_files) == set(examples)


def test_every_field_stands_in_some_example_of_its_event(
    examples: dict[str, Event], event_classes: list[type[Event]]
) -> None:
    for event_class in event_classes:
        own = {f.name for f in fields(event_class)} - OF_ALL
        found = [event for event in examples.values() if type(event) is event_class]
        for name in own:
            assert any(getattr(e, name) not in (None, ()) for e in found), name


def test_everything_that_an_event_does_to_clocks_stands_in_some_example(
    examples: dict[str, Event],
) -> None:
    for name in {field.name for field in fields(ComplaintEvent)}:
        assert any(getattr(e, name, None) not in (None, ()) for e in examples.values())


def test_a_golden_file_names_every_field_of_the_envelope(
    golden_files: dict[str, Path],
) -> None:
    state = json.loads(golden_files["complaint.verified.full_envelope"].read_bytes())
    assert list(state)[: len(ORIGIN_FIELDS)] == list(ORIGIN_FIELDS)
    assert list(state)[-1] == "mac"


def test_what_is_not_there_is_not_stored(golden_files: dict[str, Path]) -> None:
    for path in golden_files.values():
        state = path.read_bytes()
        assert b"null" not in state
        assert b"[]" not in state


def test_an_installation_reads_every_event_of_the_domain(
    event_classes: list[type[Event]],
) -> None:
    # A class is found by its base class, so that it has to be imported by somebody.
    assert {c.__module__ for c in event_classes} == {m.__name__ for m in EVENTS}
