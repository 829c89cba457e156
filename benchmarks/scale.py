"""How much is measured: enough to see that it runs, a coffee's length, or all of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    rounds: int
    seconds: float
    """Of one round of one contender."""
    devices: int
    device_commands: int
    """Of all devices together."""
    events: int
    """To rebuild from, and to read."""
    cases: int
    """That lie in the store when many do."""
    few_cases: int
    """More than a page shows."""
    reads: int
    """Of each question in a round."""


SMALLEST = Scale(1, 0.2, 4, 40, 300, 120, 60, 2)
BENCH = Scale(3, 2.0, 500, 10_000, 150_000, 20_000, 2_000, 20)
FULL = Scale(5, 6.0, 500, 100_000, 1_000_000, 1_000_000, 10_000, 40)
