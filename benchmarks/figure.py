"""A figure beside its limit, both measured in the same minutes, in alternating rounds.

The ratio is the value over the limit, both as medians of their rounds. Of rates it
must not be below `floor`; of times (`unit` ms: lower is better) not above it.
"""

import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

TIMES = ("ms",)


@dataclass(frozen=True, slots=True)
class Figure:
    """What the contract says of a figure; `goal` is what is chased beyond `floor`."""

    name: str
    value: float
    unit: str
    limit: float
    limit_name: str
    floor: float | None
    goal: float | None
    runs: int

    @property
    def ratio(self) -> float:
        return self.value / self.limit if self.limit else 0.0

    @property
    def holds(self) -> bool | None:
        """Whether the ratio reaches the floor; None where there is none."""
        if self.floor is None:
            return None
        if self.unit in TIMES:
            return self.ratio <= self.floor
        return self.ratio >= self.floor


@dataclass(frozen=True, slots=True)
class Read:
    """One question's medians with many cases in the store and with few, and its p95
    with many, in ms. Not a figure of its own: its kind has one."""

    kind: str
    name: str
    many: float
    few: float
    p95: float

    @property
    def ratio(self) -> float:
        return self.many / self.few


def at_most(name: str, values: list[float], limit: float, what: str) -> Figure:
    """A time in ms that has a limit of its own."""
    value = statistics.median(values)
    return Figure(name, value, "ms", limit, what, 1.0, None, len(values))


def beside(
    name: str,
    unit: str,
    values: list[float],
    limits: list[float],
    limit_name: str,
    floor: float | None,
    goal: float | None,
) -> Figure:
    return Figure(
        name,
        statistics.median(values),
        unit,
        statistics.median(limits),
        limit_name,
        floor,
        goal,
        len(values),
    )


def rounds(
    what: str, count: int, contenders: Mapping[str, Callable[[], float]]
) -> dict[str, list[float]]:
    """What each contender measured, round by round; every other round runs backwards,
    so that none always comes after the same one."""
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(count):
        order = list(contenders)
        for name in reversed(order) if number % 2 else order:
            tell(f"{what} · round {number + 1} of {count} · {name}")
            found[name].append(contenders[name]())
    return found


def tell(text: str) -> None:
    """Progress, on standard error."""
    print(f"{time.strftime('%H:%M:%S')}  {text}", file=sys.stderr, flush=True)


def quantile(values: list[float], part: float) -> float:
    """Nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -int(-part * len(ordered) // 1) - 1)]
