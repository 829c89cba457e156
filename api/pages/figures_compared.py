"""The figures of two moments and what lies between them, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api import comparing, words
from api.pages.indonesian import number, percent

_OF_AGENCY = ("received", "open", "overdue", "resolved", "on_time_rate")


@dataclass(frozen=True, slots=True)
class Row:
    """`of` is whose figure it is, empty for the totals."""

    of: str
    label: str
    before: str
    after: str
    difference: str
    same: bool


def told(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, list[Row]]:
    """All totals, and those figures of agencies that differ."""
    by = comparing.difference(one, other)
    totals = [
        _row("", name, value, other["totals"][name], by["totals"][name])
        for name, value in one["totals"].items()
    ]
    return {"totals": totals, "agencies": list(_agencies(one, other, by))}


def _agencies(
    one: Mapping[str, Any], other: Mapping[str, Any], by: Mapping[str, Any]
) -> Sequence[Row]:
    before, after = (
        {row["agency"]: row for row in side["by_agency"]} for side in (one, other)
    )
    rows = [
        _row(
            row["name"] or "Belum didisposisi",
            name,
            before.get(row["agency"], {}).get(name),
            after.get(row["agency"], {}).get(name),
            row[name],
        )
        for row in by["by_agency"]
        for name in _OF_AGENCY
    ]
    return [row for row in rows if not row.same]


def _row(of: str, name: str, one: Any, other: Any, difference: Any) -> Row:
    sign = "+" if difference and difference > 0 else ""
    return Row(
        of,
        words.LABELS[name],
        _figure(name, one),
        _figure(name, other),
        "–" if difference is None else sign + _figure(name, difference, points=True),
        one == other,
    )


def _figure(name: str, value: Any, *, points: bool = False) -> str:
    if name.endswith("_rate"):
        # A difference of rates is in points of a percentage, not in percent.
        return percent(value).replace("%", "poin" if points else "%")
    if name == "rating":
        return number(value, 2)
    unit = " hari kerja" if name.endswith("_days") and "within" not in name else ""
    return number(value) + (unit if value is not None else "")
