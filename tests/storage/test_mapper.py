"""A stored row is bound to what it says, and tells nothing when it cannot be read."""

import json
import traceback
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import MapperDeserialisationError, StoredEvent

from storage.mapper import EventMapper

STREAM = UUID("018f2f5e-0000-7000-8000-000000000001")
KEY = bytes(range(32))


@dataclass(frozen=True, kw_only=True)
class Part:
    id: UUID
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Written:
    TOPIC: ClassVar[str] = "letter.written"
    originator_id: UUID = STREAM
    originator_version: int = 7
    text: str = 'Pohon tumbang é ,"mac":"AAAA"}'
    raw: bytes = b"\x00\xff"
    part: Part = Part(id=STREAM, words=("a", "b"))


@dataclass(frozen=True, kw_only=True)
class Sent:
    TOPIC: ClassVar[str] = "letter.sent"
    originator_id: UUID = STREAM
    originator_version: int = 8
    text: str = "Pohon"


@dataclass(frozen=True, kw_only=True)
class Again:
    TOPIC: ClassVar[str] = "letter.sent"


MAPPER = EventMapper([Written, Sent], KEY)
STORED = MAPPER.to_stored_event(Written())


def changed(stored: StoredEvent, **parts: Any) -> StoredEvent:
    return replace(stored, **parts)


def with_state(state: bytes | Any) -> StoredEvent:
    plain = state if isinstance(state, bytes) else json.dumps(state).encode()
    return changed(STORED, state=plain)


def test_an_event_is_read_back_as_it_was() -> None:
    assert MAPPER.to_domain_event(STORED) == Written()
    assert MAPPER.to_domain_event(MAPPER.to_stored_event(Sent())) == Sent()


def test_stream_and_version_stand_in_their_columns_and_not_in_the_state() -> None:
    assert (STORED.originator_id, STORED.originator_version) == (STREAM, 7)
    assert STORED.topic == "letter.written"
    assert list(json.loads(STORED.state)) == ["text", "raw", "part", "mac"]


def test_stream_and_version_are_read_from_their_columns_alone() -> None:
    other = uuid4()
    for state in (STORED.state, b'{"originator_version":1,' + STORED.state[1:]):
        row = changed(STORED, originator_id=other, originator_version=9, state=state)
        read = MAPPER.to_domain_event(row)
        assert read == Written(originator_id=other, originator_version=9)


def test_the_row_of_a_holder_of_the_key_is_authentic() -> None:
    assert MAPPER.is_authentic(STORED)
    assert MAPPER.is_authentic(MAPPER.to_stored_event(Sent()))


def test_the_same_event_is_stored_the_same_way() -> None:
    assert EventMapper([Written], KEY).to_stored_event(Written()) == STORED


def test_a_changed_byte_of_the_state_is_found_wherever_it_stands() -> None:
    for place, byte in enumerate(STORED.state):
        for other in {0, ord("a"), 0x80, 0xFF, byte ^ 1} - {byte}:
            state = bytearray(STORED.state)
            state[place] = other
            assert not MAPPER.is_authentic(with_state(bytes(state))), place


def test_a_byte_that_is_missing_or_repeated_is_found_wherever_it_stands() -> None:
    state = STORED.state
    for place in range(len(state)):
        for text in (
            state[:place],
            state[place + 1 :],
            state[:place] + state[place + 1 :],
            state[: place + 1] + state[place:],
        ):
            assert not MAPPER.is_authentic(with_state(text)), place


@pytest.mark.parametrize("more", [b" ", b"}", b"\n", b"\x00", b',"mac":""}'])
def test_a_state_with_something_after_it_is_found(more: bytes) -> None:
    assert not MAPPER.is_authentic(with_state(STORED.state + more))


@pytest.mark.parametrize(
    "parts",
    [
        {"originator_id": uuid4()},
        {"originator_id": UUID(int=STREAM.int ^ 1)},
        {"originator_version": 8},
        {"originator_version": 7 << 32},
        {"topic": "letter.sent"},
        {"topic": "letter.writteN"},
        {"topic": ""},
    ],
)
def test_a_row_in_another_place_or_under_another_name_is_found(
    parts: dict[str, Any],
) -> None:
    assert not MAPPER.is_authentic(changed(STORED, **parts))


def test_a_byte_moved_between_topic_and_state_is_found() -> None:
    moved = changed(STORED, topic=STORED.topic + "{", state=STORED.state[1:])
    assert not MAPPER.is_authentic(moved)


def test_the_row_of_another_key_is_not_authentic() -> None:
    other = EventMapper([Written], bytes(32))
    assert not other.is_authentic(STORED)
    assert not MAPPER.is_authentic(other.to_stored_event(Written()))


def test_two_classes_with_one_topic_are_refused() -> None:
    with pytest.raises(ValueError, match="two event classes are called letter.sent"):
        EventMapper([Written, Sent, Again], KEY)


def test_an_event_of_a_class_that_was_not_named_is_not_stored() -> None:
    with pytest.raises(KeyError):
        EventMapper([Written], KEY).to_stored_event(Sent())


UNREADABLE: dict[str, Any] = {
    "no JSON": b"Baskara",
    "half": STORED.state[:40],
    "no UTF-8": b'{"text":"\xff\xfe Baskara"}',
    "a list": ["Baskara"],
    "a text": "Baskara",
    "a number": 7,
    "null": None,
    "a field missing": {"text": "Baskara", "part": {"words": ["Baskara"]}},
    "a field null": {"text": None, "raw": "", "part": {"id": "Baskara"}},
    "a wrong id": {"text": "a", "raw": "", "part": {"id": "Baskara"}},
    "a number for an id": {"text": "a", "raw": "", "part": {"id": 271}},
    "a text for a part": {"text": "a", "raw": "", "part": "Baskara"},
    "a number for words": {
        "text": "a",
        "raw": "",
        "part": {"id": str(STREAM), "words": 271},
    },
    "no base64": {"text": "a", "raw": "Baskara!", "part": {"id": str(STREAM)}},
    "very deep": b"[" * 100_000,
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_what_cannot_be_read_is_named_and_not_quoted(kind: str) -> None:
    with pytest.raises(MapperDeserialisationError) as refusal:
        MAPPER.to_domain_event(with_state(UNREADABLE[kind]))

    told = str(refusal.value)
    assert "event 7 of" in told
    assert str(STREAM) in told
    assert "letter.written" in told
    shown = "".join(traceback.format_exception(refusal.value))
    assert "Baskara" not in shown
    assert "271" not in shown


def test_an_event_of_an_unknown_topic_cannot_be_read() -> None:
    with pytest.raises(MapperDeserialisationError, match="letter.burnt"):
        MAPPER.to_domain_event(changed(STORED, topic="letter.burnt"))
