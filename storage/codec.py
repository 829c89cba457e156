"""Plain compact JSON from a typed codec per event class, final from the first event on.

The shape follows from the class: its fields by name, None and empty tuples left out.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import partial
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Convert = Callable[[Any], Any]


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def encoder(cls: type[Any], leave_out: frozenset[str] = frozenset()) -> Convert:
    """A function from an instance of the dataclass `cls` to JSON-ready values.

    Raises `TypeError` for a field whose value could not be read back.
    """
    converts = [
        (field.name, _encode(hint))
        for field, hint in _fields(cls)
        if field.name not in leave_out
    ]

    def encode(value: Any) -> dict[str, Any]:
        plain = {}
        for name, convert in converts:
            item = getattr(value, name)
            if item is None or item == ():
                continue
            plain[name] = convert(item) if convert else item
        return plain

    return encode


def decoder(cls: type[Any]) -> Callable[..., Any]:
    """A function from JSON-ready values (and ready fields) to an instance of `cls`.

    It raises `ValueError` for a missing field, and what a scalar's reader raises.
    """
    converts = []
    for field, hint in _fields(cls):
        empty: Any = None if _optional(hint) else MISSING
        if field.default is not MISSING:
            empty = field.default
        elif get_origin(hint) is tuple:
            empty = ()
        converts.append((field.name, _decode(hint), empty))

    def decode(plain: dict[str, Any], **ready: Any) -> Any:
        for name, convert, empty in converts:
            if name in ready:
                continue
            item = plain.get(name)
            if item is None:
                if empty is MISSING:
                    msg = f"{cls.__name__} is stored without '{name}'"
                    raise ValueError(msg)
                ready[name] = empty
            else:
                ready[name] = convert(item) if convert else item
        return cls(**ready)

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
    left_out = _optional(hint) or get_origin(hint) is tuple
    if left_out and default is not MISSING and default != empty:
        msg = f"{cls.__name__}.{name}: what is stored empty is read as {default!r}"
        raise TypeError(msg)


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
    return _convert(hint, _ENCODE, encoder)


def _decode(hint: Any) -> Convert | None:
    return _convert(hint, _DECODE, decoder, list_to=tuple)


def _convert(
    hint: Any,
    scalars: dict[Any, Convert | None],
    nested: Callable[[Any], Convert],
    list_to: Callable[[Any], Any] = list,
) -> Convert | None:
    bare = _bare(hint)
    if bare in scalars:
        return scalars[bare]
    if get_origin(bare) is Literal and all(isinstance(a, str) for a in get_args(bare)):
        return None
    if get_origin(bare) is tuple:
        of = get_args(bare)
        if of[1:] != (...,) or _optional(of[0]):
            msg = f"a stored tuple has any number of one type, not {hint}"
            raise TypeError(msg)
        item = _convert(of[0], scalars, nested, list_to)
        if item is None:
            return list_to
        return lambda values: list_to(item(value) for value in values)
    if is_dataclass(bare):
        return nested(bare)
    msg = f"no stored form for {hint}"
    raise TypeError(msg)


_ENCODE: dict[Any, Convert | None] = {
    str: None,
    int: None,
    bool: None,
    UUID: str,
    bytes: lambda value: b64encode(value).decode(),
    datetime: lambda value: value.isoformat(),
    date: lambda value: value.isoformat(),
}
_DECODE: dict[Any, Convert | None] = {
    str: None,
    int: None,
    bool: None,
    UUID: UUID,
    bytes: partial(b64decode, validate=True),
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}
