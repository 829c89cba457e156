"""The ladders as they are shown, over HTTP and on the command line."""

from datetime import date
from typing import Any

from domain.ladder import Ladder


def ladder_rows(ladder: Ladder, today: date) -> list[dict[str, Any]]:
    """One row a ladder of a clock, in the order of adoption; `in_force` for what falls
    due today."""
    return [
        {
            "clock": clock,
            "valid_from": one.valid_from,
            "in_force": one is ladder.adopted_on(clock, today),
            "steps": [
                {"name": s.name, "days": s.days, "counted_from": s.counted_from}
                for s in one.steps
            ],
        }
        for clock, adopted in ladder.steps.items()
        for one in adopted
    ]


def hours_rows(ladder: Ladder, today: date) -> list[dict[str, Any]]:
    """The office hours, in the order of adoption."""
    now = ladder.hours_on(today)
    return [
        {
            "opens": one.opens.isoformat("minutes"),
            "closes": one.closes.isoformat("minutes"),
            "legal_basis": one.legal_basis,
            "valid_from": one.valid_from,
            "in_force": one is now,
        }
        for one in ladder.hours
    ]
