"""The seeds of a new installation, recorded as events like everything later."""

import csv
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from domain.event import Event, Origin
from domain.ladder import CountedFrom, Step, StepName
from domain.reference import Reference
from domain.regions import Region
from domain.self_assessment import ClassBound, Measure, OpennessClass, Question
from domain.service_standards import Unit
from domain.working_calendar import Holiday, HolidayKind, Status

SEED = Path(__file__).parent / "seed"
SOURCE = "Kepmendagri 300.2.2-2430/2025"
LADDER_FROM = date(2019, 1, 1)
Decide = Callable[[Reference], Event]
Seed = tuple[str, Decide]
"""The part of a `Reference` that it belongs to, and its decision."""


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one seed file, by the names in its header."""
    with (SEED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seeds(origin: Callable[[], Origin]) -> list[Seed]:
    """The decisions that plant a new installation, in their order."""

    def planned(part: str, command: str, **words: Any) -> Seed:
        def decide(reference: Reference) -> Event:
            decision = getattr(getattr(reference, part), command)
            return cast("Event", decision(origin(), **words))

        return part, decide

    agency = partial(planned, "agencies", "register")
    rule = partial(planned, "standards", "adopt")
    return [
        planned("regions", "adopt", source=SOURCE, regions=_regions(rows("regions"))),
        *(
            agency(code=r["code"], name=r["name"], kind=r["kind"], region=r["region"])
            for r in rows("agencies")
        ),
        *(
            planned("categories", "add", code=r["code"], name=r["name"])
            for r in rows("categories")
        ),
        *(
            rule(
                rule=r["rule"],
                description=r["description"],
                limit=int(r["limit"]) if r["limit"] else None,
                unit=cast("Unit | None", r["unit"] or None),
                legal_basis=r["legal_basis"],
                status=r["status"],
                valid_from=date.fromisoformat(r["valid_from"]),
                extendable_by=int(r["extendable_by"]) if r["extendable_by"] else None,
            )
            for r in rows("rules")
        ),
        *(
            planned("ladder", "adopt", clock=clock, steps=steps, valid_from=LADDER_FROM)
            for clock, steps in _ladders(rows("ladder"))
        ),
        *(
            planned(
                "ladder",
                "adopt_office_hours",
                opens=r["opens"],
                closes=r["closes"],
                legal_basis=r["legal_basis"],
                valid_from=date.fromisoformat(r["valid_from"]),
            )
            for r in rows("office_hours")
        ),
        *(
            planned(
                "retention",
                "adopt",
                classification=r["classification"],
                years=int(r["years"]),
                scope=r["scope"],
                legal_basis=r["legal_basis"],
                status=r["status"],
                valid_from=date.fromisoformat(r["valid_from"]),
            )
            for r in rows("retention")
        ),
        *(
            planned(
                "self_assessment",
                "adopt",
                source=r["source"],
                status=r["status"],
                valid_from=date.fromisoformat(r["valid_from"]),
                partly=int(r["partly"]),
                questions=tuple(map(_question, rows("assessment_questions"))),
                classes=tuple(map(_class, rows("assessment_classes"))),
            )
            for r in rows("assessment_sheet")
        ),
        *(
            planned(
                "calendar",
                "adopt",
                year=int(r["year"]),
                decree=r["decree"] or None,
                status=cast("Status", r["status"]),
                holidays=_holidays(int(r["year"])),
            )
            for r in rows("calendar_years")
        ),
    ]


def _ladders(
    found: list[dict[str, str]],
) -> Iterable[tuple[str, tuple[Step, ...]]]:
    for clock, steps in groupby(found, key=lambda r: r["clock"]):
        yield (
            clock,
            tuple(
                Step(
                    cast("StepName", r["step"]),
                    int(r["days"]),
                    cast("CountedFrom", r["counted_from"]),
                )
                for r in steps
            ),
        )


def _question(row: dict[str, str]) -> Question:
    return Question(
        code=row["code"],
        area=row["area"],
        text=row["text"],
        weight=int(row["weight"]),
        legal_basis=row["legal_basis"],
        measure=cast("Measure | None", row["measure"] or None),
        item=row["item"] or None,
    )


def _class(row: dict[str, str]) -> ClassBound:
    return ClassBound(cast("OpennessClass", row["class"]), int(row["at_least"]))


def _regions(found: list[dict[str, str]]) -> tuple[Region, ...]:
    return tuple(Region(r["code"], r["name"]) for r in found)


def _holidays(year: int) -> tuple[Holiday, ...]:
    return tuple(
        Holiday(day, cast("HolidayKind", r["kind"]), r["name"])
        for r in rows("holidays")
        if (day := date.fromisoformat(r["day"])).year == year
    )
