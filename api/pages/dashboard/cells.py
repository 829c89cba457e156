"""Numbers as they are shown, and sentences that hold some."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is what a program reads, `text` what a person does; `address` leads to
    the cases that are counted, `more` is said beside it. A rate is `of` two numbers."""

    value: str | float | date | None
    text: str
    address: str | None = None
    more: str = ""
    tone: str = ""
    of: "tuple[Cell, Cell] | None" = None

    @property
    def share(self) -> float:
        """Of a rate, for a bar; 0 where nothing is counted."""
        return self.value if isinstance(self.value, float) else 0.0


Sentence = Sequence[str | Cell]
