"""A field of the form of an action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from api.pages import glossary
from api.pages.indonesian import capital
from api.pages.names import Names

Kind = Literal["area", "line", "choice", "radios", "tick", "ticks", "day", "withheld"]
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is that of the body; `options` are for a choice. Those of a `group` are
    folded away under its name."""

    name: str
    label: str
    kind: Kind = "area"
    hint: str = ""
    needed: bool = True
    value: str = ""
    options: Options = ()
    known: Options = ()
    """What may be typed, to choose from."""
    group: str = ""


Make = Callable[[Any, Names, Mapping[str, Any], date], Sequence[Field]]
"""Of a case, of what may be shown of it, and of today."""


def fixed(*fields: Field) -> Make:
    return lambda case, names, view, today: fields


def words(kind: str, codes: Sequence[str]) -> Options:
    return [(code, capital(glossary.word(kind, code))) for code in codes]
