"""Plain compact JSON from a typed codec per event class, final from the first event on.

The shape follows from the class: its fields by name, None and empty tuples left out.
"""

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from operator import methodcaller
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    Required,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)
from uuid import UUID

import msgspec

Convert = Callable[[Any], Any]

dumps: Callable[[Any], bytes] = msgspec.json.encode
as_values: Convert = msgspec.to_builtins
"""The same as values of JSON."""


def encoder(cls: type[Any], leave_out: frozenset[str] = frozenset()) -> Convert:
    """A function from an instance of the dataclass `cls` to what `dumps` writes.

    Raises `TypeError` for a field whose value could not be read back.
    """
    converts = [
        (field.name, _may_miss(hint), _encode(hint))
        for field, hint in _fields(cls)
        if field.name not in leave_out
    ]

    def encode(value: Any) -> dict[str, Any]:
        stored = {}
        for name, may_miss, convert in converts:
            item = getattr(value, name)
            if may_miss and (item is None or item == ()):
                continue
            stored[name] = convert(item) if convert else item
        return stored

    return encode


def decoder(cls: type[Any], ready: frozenset[str] = frozenset()) -> Callable[..., Any]:
    """A function from stored JSON, and the fields named `ready`, to an instance of
    `cls`; it raises `ValueError` for what is no such object.

    The fields are put into the instance as they are: `cls` has no slots, and checks
    nothing when it is made.
    """
    stored: dict[str, Any] = {}
    empty: dict[str, Any] = {}
    for field, hint in _fields(cls):
        _encode(hint)
        if field.name in ready:
            continue
        # What has a default is found in the class.
        may_miss = field.default is not MISSING
        if not may_miss and _may_miss(hint):
            may_miss, empty[field.name] = True, None if _optional(hint) else ()
        stored[field.name] = hint if may_miss else Required[hint]
    if not cls.__dictoffset__ or hasattr(cls, "__post_init__"):
        msg = f"{cls.__name__} must have neither slots nor checks of its own"
        raise TypeError(msg)
    # The names of a class's fields are known only now, which no type checker follows.
    shape = TypedDict(cls.__name__, stored, total=False)  # type: ignore[misc]
    read: Callable[[bytes], Any] = msgspec.json.Decoder(shape).decode
    new, put = object.__new__, object.__setattr__

    def decode(state: bytes, known: dict[str, Any]) -> Any:
        instance, given = new(cls), read(state)
        given.update(known)
        put(instance, "__dict__", {**empty, **given} if empty else given)
        return instance

    return decode


def _fields(cls: Any) -> list[tuple[Any, Any]]:
    if not is_dataclass(cls):
        msg = f"{cls} is no dataclass"
        raise TypeError(msg)
    hints = get_type_hints(cls)
    for field in fields(cls):
        _check_default(cls, field.name, hints[field.name], field.default)
    return [(field, hints[field.name]) for field in fields(cls)]


def _check_default(cls: Any, name: str, hint: Any, default: Any) -> None:
    """What is left out must be read back as what was left out."""
    if _optional(hint) and get_origin(_bare(hint)) is tuple:
        msg = f"{cls.__name__}.{name}: None and an empty tuple are stored alike"
        raise TypeError(msg)
    empty: Any = None if _optional(hint) else ()
    if _may_miss(hint) and default is not MISSING and default != empty:
        msg = f"{cls.__name__}.{name}: what is stored empty is read as {default!r}"
        raise TypeError(msg)


def _part(cls: Any) -> Convert | None:
    """Of an object within another, which is made by its own constructor."""
    as_it_is = True
    for field, hint in _fields(cls):
        may_miss = _may_miss(hint)
        if may_miss and field.default is MISSING:
            msg = f"{cls.__name__}.{field.name}: what is left out needs a default"
            raise TypeError(msg)
        as_it_is = as_it_is and not may_miss and _encode(hint) is None
    return None if as_it_is else encoder(cls)


def _may_miss(hint: Any) -> bool:
    """Whether it is left out where it is empty."""
    return _optional(hint) or get_origin(hint) is tuple


def _optional(hint: Any) -> bool:
    return NoneType in get_args(hint)


def _bare(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        inner = [arg for arg in get_args(hint) if arg is not NoneType]
        if len(inner) != 1:
            msg = f"a stored field has one type, not {hint}"
            raise TypeError(msg)
        return inner[0]
    return hint


def _encode(hint: Any) -> Convert | None:
    bare = _bare(hint)
    if bare in _SCALARS:
        return _SCALARS[bare]
    if get_origin(bare) is Literal and all(isinstance(a, str) for a in get_args(bare)):
        return None
    if get_origin(bare) is tuple:
        of = get_args(bare)
        if of[1:] != (...,) or _optional(of[0]):
            msg = f"a stored tuple has any number of one type, not {hint}"
            raise TypeError(msg)
        item = _encode(of[0])
        if item is None:
            return None
        return lambda values: [item(value) for value in values]
    if is_dataclass(bare):
        return _part(bare)
    msg = f"no stored form for {hint}"
    raise TypeError(msg)


_SCALARS: dict[Any, Convert | None] = {
    str: None,
    int: None,
    bool: None,
    UUID: None,
    bytes: None,
    date: None,
    # The library would write Z for the offset of UTC.
    datetime: methodcaller("isoformat"),
}
