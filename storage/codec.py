"""Plain compact JSON from a typed codec per event class, final from the first event on.

The shape follows from the class: its fields by name, None and empty tuples left out.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

Convert = Callable[[Any], Any]


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def encoder(cls: type[Any], leave_out: frozenset[str] = frozenset()) -> Convert:
    """A function from an instance of the dataclass `cls` to JSON-ready values."""
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
    """A function from JSON-ready values (and ready fields) to an instance of `cls`."""
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
    return [(field, hints[field.name]) for field in fields(cls)]


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
    if get_origin(bare) is Literal:
        return None
    if get_origin(bare) is tuple:
        item = _convert(get_args(bare)[0], scalars, nested, list_to)
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
    float: None,
    bool: None,
    UUID: str,
    bytes: lambda value: b64encode(value).decode(),
    datetime: lambda value: value.isoformat(),
    date: lambda value: value.isoformat(),
}
_DECODE: dict[Any, Convert | None] = {
    str: None,
    int: None,
    float: None,
    bool: None,
    UUID: UUID,
    bytes: b64decode,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}
