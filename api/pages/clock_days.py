"""The days of a deadline, counted or not and why, in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from api.pages import glossary
from api.pages.clock_lines import why
from api.pages.indonesian import DAYS, MONTHS, day, number

_WEEKEND = "akhir pekan"


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row that were counted, or not, for the same reason."""

    days: str
    counted: str
    why: str


@dataclass(frozen=True, slots=True)
class Explained:
    """`text` is the whole sum in a sentence or two, `spans` each day of it."""

    text: str
    spans: Sequence[Span]


def explained(clock: Mapping[str, Any]) -> Explained:
    """Of a clock as `/clocks` explains it."""
    days = clock["days"]
    unit = glossary.word("unit", clock["unit"])
    counted = sum(1 for one in days if one["counted"])
    text = (
        f"Hari pemicu, {day(clock['started_on'])}, adalah hari ke-0. Sesudahnya"
        f" dihitung {number(counted)} {unit} sampai {day(clock['due_on'])}"
    )
    name = clock["clock"]
    left_out = Counter(_reason(one, name) for one in days if not one["counted"])
    if left_out:
        told = ", ".join(f"{of} {number(n)} hari" for of, n in left_out.items())
        text += f"; tidak dihitung: {told}"
    text += f". Kalender kerja versi {clock['calendar_version']}, aturan"
    text += f" {clock['rule']} versi {clock['rule_version']}."
    return Explained(text, list(_spans(days, name)))


def _reason(one: Mapping[str, Any], clock: str) -> str:
    """The two days of a weekend are one reason."""
    if one["why"] in ("Saturday", "Sunday"):
        return _WEEKEND
    return why(one["why"], clock)


def _spans(days: Iterable[Mapping[str, Any]], clock: str) -> Iterable[Span]:
    def told(one: Mapping[str, Any]) -> tuple[bool, str]:
        return one["counted"], _reason(one, clock)

    counted = 0
    for (does, reason), group in groupby(days, told):
        run = list(group)
        first, last = run[0]["date"], run[-1]["date"]
        nth = "tidak"
        if does:
            begin, counted = counted + 1, counted + len(run)
            to = "" if begin == counted else f" sampai {counted}"
            nth = f"ya, hari ke-{begin}{to}"
        yield Span(_from_to(first, last), nth, reason)


def _from_to(first: date, last: date) -> str:
    return _short(first) if first == last else f"{_short(first)} – {_short(last)}"


def _short(value: date) -> str:
    """`Sen, 23 Nov 2026`."""
    month = MONTHS[value.month - 1][:3]
    return f"{DAYS[value.weekday()][:3]}, {value.day} {month} {value.year}"
