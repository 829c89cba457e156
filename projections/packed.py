"""Many counters in one number, eight decimal digits each: PostgreSQL's sum of numeric
adds all of them at once.

Counters may be negative in the terms of a sum, not in the sum; there each must be below
a hundred million.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from struct import unpack

DIGITS = 8

Group = tuple[str, str | None]
"""What is counted together: the kind of grouping, and the code in it; None where the
cases have none."""


class Slots:
    """Which counter of a number is whose; given away in the order of first use."""

    def __init__(self, taken: Mapping[Group, int]):
        self.new: dict[Group, int] = {}
        self._next = len(taken)
        self._units = {of: _unit(slot) for of, slot in taken.items()}
        self._groups: dict[tuple[str | None, str | None, str], int] = {}

    def unit(self, kind: str, code: str | None) -> int:
        """The number that counts one."""
        found = self._units.get((kind, code))
        if found is None:
            self.new[kind, code] = self._next
            found = self._units[kind, code] = _unit(self._next)
            self._next += 1
        return found

    def groups(self, agency: str | None, category: str | None, channel: str) -> int:
        """The number that counts one in each."""
        at = agency, category, channel
        found = self._groups.get(at)
        if found is None:
            found = self._groups[at] = (
                self.unit("agency", agency)
                + self.unit("category", category)
                + self.unit("channel", channel)
            )
        return found


@cache
def _unit(slot: int) -> int:
    return int(10 ** (DIGITS * slot))


def written(number: int) -> str:
    """The digits of a packed number, for which `str` may find an int too long."""
    return str(Decimal(number)) if number else "0"


def counters(total: str) -> list[tuple[int, int]]:
    """Slots and counters of a sum, given by its digits; those that are not 0."""
    many = -(-len(total) // DIGITS)
    parts = unpack(f"{DIGITS}s" * many, total.zfill(many * DIGITS).encode())
    return [
        (slot, int(part)) for slot, part in enumerate(reversed(parts)) if part != _NONE
    ]


_NONE = b"0" * DIGITS
