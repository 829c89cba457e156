"""Numbers as they are shown, and sentences that hold some."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is what a program reads, `text` what a person does; `address` leads to
    the cases that are counted, `more` is said beside it. A rate is `of` two numbers."""

    value: str | float | None
    text: str
    address: str | None = None
    more: str = ""
    tone: str = ""
    of: "tuple[Cell, Cell] | None" = None


Sentence = Sequence[str | Cell]
