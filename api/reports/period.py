"""A month, a quarter or a year: what a report is about."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from api.pages.indonesian import month_name

PATTERN = r"^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2]|Q[1-4]))?$"
_FORM = re.compile(PATTERN, re.ASCII)
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """`code` is like 2026, 2026-Q4 or 2026-11; `first` and `last` are its days."""

    code: str
    first: date
    last: date

    @classmethod
    def of(cls, code: str) -> Self:
        """Raises ValueError for a code of another form."""
        if not _FORM.match(code):
            msg = f"{code} is no period such as 2026, 2026-Q4 or 2026-11"
            raise ValueError(msg)
        year, part = int(code[:4]), code[5:]
        if not part:
            months = (1, 12)
        elif part.startswith("Q"):
            months = (3 * int(part[1]) - 2, 3 * int(part[1]))
        else:
            months = (int(part), int(part))
        following = date(year + months[1] // 12, months[1] % 12 + 1, 1)
        return cls(code, date(year, months[0], 1), following - timedelta(days=1))

    @property
    def name(self) -> str:
        """`November 2026`, `Triwulan IV 2026` or `Tahun 2026`."""
        year, _, part = self.code.partition("-")
        if not part:
            return f"Tahun {year}"
        if part.startswith("Q"):
            return f"Triwulan {_ROMAN[int(part[1]) - 1]} {year}"
        return month_name(self.code)


def months(today: date, count: int) -> list[Period]:
    """The month of a day and those before it, `count` in all."""
    at = 12 * today.year + today.month - 1
    return [
        Period.of(f"{n // 12:04}-{n % 12 + 1:02}") for n in range(at, at - count, -1)
    ]


def quarters(today: date, count: int) -> list[Period]:
    at = 4 * today.year + (today.month - 1) // 3
    return [Period.of(f"{n // 4:04}-Q{n % 4 + 1}") for n in range(at, at - count, -1)]


def years(today: date, count: int) -> list[Period]:
    return [Period.of(f"{today.year - n:04}") for n in range(count)]
