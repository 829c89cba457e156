"""What charts are drawn from; the drawing is in `dashboard_charts.html`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from api.pages.dashboard.cells import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """`label` and `text` are words beside it; `length` is of 100. `mark` is where a
    target lies, of 100, too."""

    label: str
    text: Sentence
    length: float
    tone: str = ""
    mark: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One bar below the other."""

    macro: ClassVar[str] = "bars"
    caption: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """`width` of 100."""

    label: str
    text: Sentence
    width: float
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One whole and its pieces, which a legend names in the same order."""

    macro: ClassVar[str] = "strip"
    caption: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One day: `up` and `down` of 100, `line` too; `off` on a day without work."""

    up: float
    down: float
    line: float
    off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Bars upwards and downwards by day, and what was left as a line above them; the
    labels are those of the first, a middle and the last day."""

    macro: ClassVar[str] = "days"
    caption: str
    columns: Sequence[Column]
    labels: Sequence[str]
    highest: str
    most: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A line through points, both of 100, the second upwards; the labels are those of
    the left end, the middle and the right end."""

    macro: ClassVar[str] = "curve"
    caption: str
    points: Sequence[tuple[float, float]]
    top: str
    labels: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """`label` and `text` are words beside it; `levels` are from 0, nothing, to 5."""

    label: str
    text: Sentence
    levels: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Rows of squares, the more the darker; the labels are those of the first, a middle
    and the last square, `most` is what the darkest stands for."""

    macro: ClassVar[str] = "heat"
    caption: str
    rows: Sequence[HeatRow]
    labels: Sequence[str]
    most: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One place; `level` is from 0, nothing, to 5."""

    label: str
    text: Sentence
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """A map of equal tiles, five in a row, row by row; None where there is no place."""

    macro: ClassVar[str] = "places"
    caption: str
    tiles: Sequence[Tile | None]
    note: str


Chart = Bars | Strip | Days | Curve | Heat | Tiles


def lengths(numbers: Sequence[float]) -> list[float]:
    """Each of 100, the greatest of them being that."""
    most = max(numbers, default=0)
    return [round(100 * n / most, 2) if most else 0 for n in numbers]


def levels(numbers: Sequence[int], most: int) -> list[int]:
    """Each as a level from 0, nothing, to 5, the fifth of `most` that it reaches."""
    return [-(-5 * n // most) if most else 0 for n in numbers]
