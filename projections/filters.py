"""Which cases are meant: the filters of lists, counts and figures alike."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from projections.visibility import Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """None is any; `region` includes what lies below it; days are the tenant's."""

    agency: str | None = None
    category: str | None = None
    region: str | None = None
    channel: str | None = None
    classification: str | None = None
    received_from: date | None = None
    received_to: date | None = None

    @property
    def count(self) -> int:
        """How many are set; a first and a last day are one."""
        given = {f.name for f in fields(self) if getattr(self, f.name) is not None}
        days = {"received_from", "received_to"}
        return len(given - days) + bool(given & days)


def condition(filters: Filters, visibility: Visibility) -> tuple[str, dict[str, Any]]:
    """SQL on columns of these names, and its parameters."""
    seen, params = visibility.sql()
    conditions = [f"({seen})"]
    for name in ("agency", "category", "channel", "classification"):
        if (value := getattr(filters, name)) is not None:
            conditions.append(f"{name} = %({name})s")
            params[name] = value
    if filters.region is not None:
        conditions.append("(region = %(region)s OR starts_with(region, %(below)s))")
        params |= {"region": filters.region, "below": f"{filters.region}."}
    if filters.received_from is not None:
        conditions.append("received_on >= %(received_from)s")
        params["received_from"] = filters.received_from
    if filters.received_to is not None:
        conditions.append("received_on <= %(received_to)s")
        params["received_to"] = filters.received_to
    return " AND ".join(conditions), params
