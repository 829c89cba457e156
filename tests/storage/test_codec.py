"""The stored form follows from the class, and is read back as what it was."""

import json
from dataclasses import dataclass, make_dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, Optional
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.codec import as_values, decoder, dumps, encoder


@dataclass(frozen=True)
class Part:
    name: str
    size: int | None = None


@dataclass(frozen=True)
class Whole:
    text: str
    number: int
    flag: bool
    id: UUID
    raw: bytes
    instant: datetime
    day: date
    choice: Literal["a", "b"]
    part: Part
    words: tuple[str, ...]
    days: tuple[date, ...]
    parts: tuple[Part, ...]
    nested: tuple[tuple[int, ...], ...]
    maybe_text: str | None
    maybe_day: Optional[date]  # noqa: UP045 - the older spelling is read too
    maybe_part: Part | None
    maybe_choice: Literal["a", "b"] | None = None
    known: bool = True
    late: tuple[int, ...] = ()


PARTS = st.builds(Part, name=st.text(), size=st.none() | st.integers(-(2**63), 2**63))
INSTANTS = st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))]),
)
WHOLES = st.builds(
    Whole,
    text=st.text(),
    number=st.integers(),
    flag=st.booleans(),
    id=st.uuids(),
    raw=st.binary(),
    instant=INSTANTS,
    day=st.dates(),
    choice=st.sampled_from(["a", "b"]),
    part=PARTS,
    words=st.lists(st.text()).map(tuple),
    days=st.lists(st.dates()).map(tuple),
    parts=st.lists(PARTS).map(tuple),
    nested=st.lists(st.lists(st.integers()).map(tuple)).map(tuple),
    maybe_text=st.none() | st.text(),
    maybe_day=st.none() | st.dates(),
    maybe_part=st.none() | PARTS,
    maybe_choice=st.none() | st.sampled_from(["a", "b"]),
    known=st.booleans(),
    late=st.lists(st.integers()).map(tuple),
)
ENCODE, DECODE = encoder(Whole), decoder(Whole)


@given(WHOLES)
def test_every_supported_type_is_read_back_as_it_was(whole: Whole) -> None:
    stored = dumps(ENCODE(whole))
    read = DECODE(stored, {})
    assert read == whole
    assert read.instant.utcoffset() == whole.instant.utcoffset()
    assert type(read.words) is type(read.parts) is tuple
    assert dumps(ENCODE(read)) == stored


def one(hint: Any, value: Any) -> Any:
    """The stored form of one value in a class of one field."""
    return as_values(encoder(make_dataclass("One", [("x", hint)]))(_Holder(value)))


@dataclass
class _Holder:
    x: Any


@pytest.mark.parametrize(
    ("hint", "value", "stored"),
    [
        (bytes, b"\x00\xff", "AP8="),
        (bytes, b"", ""),
        (date, date(2026, 3, 2), "2026-03-02"),
        (datetime, datetime(2026, 3, 2, 5, tzinfo=UTC), "2026-03-02T05:00:00+00:00"),
        (UUID, UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (Part, Part("a"), {"name": "a"}),
        (tuple[Part, ...], (Part("a", 0),), [{"name": "a", "size": 0}]),
        (str, "", ""),
        (int, 0, 0),
        (bool, False, False),
        (bool | None, False, False),
    ],
)
def test_the_stored_form_is_plain(hint: Any, value: Any, stored: Any) -> None:
    assert one(hint, value) == {"x": stored}


@pytest.mark.parametrize(
    ("hint", "value"), [(str | None, None), (Part | None, None), (tuple[str, ...], ())]
)
def test_none_and_empty_tuples_are_left_out(hint: Any, value: Any) -> None:
    assert one(hint, value) == {}


def test_the_text_is_compact_and_not_escaped() -> None:
    assert dumps({"a": ["é", 1]}) == '{"a":["é",1]}'.encode()


@given(st.text() | st.integers())
def test_the_text_is_that_of_the_standard_library(value: str | int) -> None:
    plain = json.dumps([value], ensure_ascii=False, separators=(",", ":"))
    assert dumps([value]) == plain.encode()


def read(cls: type[Any], plain: Any, **ready: Any) -> Any:
    """An instance of `cls`, stored as `plain`."""
    return decoder(cls, frozenset(ready))(json.dumps(plain).encode(), ready)


def test_fields_stand_in_the_order_of_the_class_and_some_may_be_left_out() -> None:
    part = Part("a", 1)
    assert list(encoder(Part)(part)) == ["name", "size"]
    assert encoder(Part, frozenset({"name"}))(part) == {"size": 1}


def test_a_field_that_is_ready_is_not_read() -> None:
    stored = {"name": "stored", "size": 3}
    assert read(Part, stored, name="ready") == Part("ready", 3)
    assert read(Part, {"name": 7, "size": 3}, name="ready") == Part("ready", 3)


def test_a_field_that_no_class_has_any_more_is_passed_over() -> None:
    assert read(Part, {"name": "a", "colour": "red"}) == Part("a")


@dataclass
class Grown:
    """A class that has got fields since its first objects were stored."""

    name: str
    known: bool = True
    size: int | None = None
    words: tuple[str, ...] = ()


def test_what_was_stored_before_a_field_was_there_has_its_default() -> None:
    assert read(Grown, {"name": "a"}) == Grown("a", True, None, ())
    assert read(Grown, {"name": "a", "known": False}) == Grown("a", known=False)


def test_a_field_stored_without_its_value_is_an_error() -> None:
    with pytest.raises(ValueError, match="name"):
        read(Part, {"size": 3})


@pytest.mark.parametrize(
    ("hint", "stored"),
    [
        (bytes, "A*P8="),
        (bytes, "AP8"),
        (date, "2026-02-30"),
        (datetime, "yesterday"),
        (UUID, "1"),
        (str, 1),
        (int, "1"),
        (int, True),
        (bool, 1),
        (Literal["a"], "b"),
        (Part, "a"),
        (Part, {"name": 1}),
        (tuple[int, ...], 1),
        (tuple[int, ...], ["1"]),
        (str, None),
    ],
)
def test_a_field_that_was_stored_otherwise_is_an_error(hint: Any, stored: Any) -> None:
    with pytest.raises(ValueError):
        read(make_dataclass("One", [("x", hint)]), {"x": stored})


class Colour(Enum):
    RED = "red"


@dataclass
class Inner:
    x: set[int]


@pytest.mark.parametrize(
    "hint",
    [
        object,
        Any,
        float,
        complex,
        Decimal,
        Colour,
        list[str],
        set[str],
        dict[str, str],
        tuple,
        tuple[int, str],
        tuple[int, int],
        tuple[()],
        tuple[int | None, ...],
        tuple[str, ...] | None,
        tuple[Colour, ...],
        int | str,
        int | str | None,
        Literal[1, 2],
        Literal[b"a"],
        Literal["a", None],
        Inner,
        tuple[Inner, ...],
        Inner | None,
    ],
)
@pytest.mark.parametrize("build", [encoder, decoder])
def test_a_type_that_could_not_be_read_back_is_refused_at_once(
    hint: Any, build: Any
) -> None:
    with pytest.raises(TypeError):
        build(make_dataclass("One", [("x", hint)]))


@dataclass
class NoDefault:
    x: int | None


def test_what_is_left_out_within_a_part_needs_a_default() -> None:
    part = make_dataclass("One", [("x", NoDefault)])
    for build in (encoder, decoder):
        with pytest.raises(TypeError, match="NoDefault.x: .* needs a default"):
            build(part)
    assert read(NoDefault, {}) == NoDefault(None)


@dataclass(slots=True)
class Slotted:
    x: int


@dataclass
class Checked:
    x: int

    def __post_init__(self) -> None:
        raise ValueError


@pytest.mark.parametrize("cls", [Slotted, Checked])
def test_a_class_whose_fields_cannot_be_put_in_is_refused(cls: type[Any]) -> None:
    with pytest.raises(TypeError, match="neither slots nor checks"):
        decoder(cls)


@dataclass
class WithDefault:
    x: int | None = 5


@dataclass
class WithTuple:
    x: tuple[int, ...] = (1,)


@pytest.mark.parametrize("cls", [WithDefault, WithTuple])
@pytest.mark.parametrize("build", [encoder, decoder])
def test_a_default_that_what_is_left_out_would_become_is_refused(
    cls: type[Any], build: Any
) -> None:
    with pytest.raises(TypeError, match="what is stored empty is read as"):
        build(cls)


@pytest.mark.parametrize("build", [encoder, decoder])
def test_what_is_no_dataclass_has_no_codec(build: Any) -> None:
    with pytest.raises(TypeError, match="no dataclass"):
        build(str)
