"""What a set of open data is: its rows, and what each of their fields means."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.installation import Installation
from api.pages import glossary

Row = dict[str, Any]
DAY = "tanggal, seperti 2026-11-23"


@dataclass(frozen=True, slots=True)
class DataSet:
    """`fields` are kind and meaning of each column, in their order; `rows` values that
    JSON knows, None where there is none."""

    title: str
    about: str
    fields: Mapping[str, tuple[str, str]]
    rows: Callable[[Installation], Iterator[Row]]


def word(kind: str, code: str | None) -> str | None:
    """The word for a code; None, and no dash, where there is none."""
    return None if code is None else glossary.word(kind, code)


def iso(day: Any) -> str | None:
    return None if day is None else str(day)
