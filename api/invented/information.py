"""Invented lists of public and of excluded information, and what the PPID says of its
openness; told back from now."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from api.installation import Installation
from domain import exclusion_decisions, public_information_decisions
from domain.decision import Decision
from domain.event import Event, Origin
from domain.exclusions import Outcome
from domain.public_information import Description
from domain.reference import Reference, fold
from domain.terms import months_after

FILE = Path(__file__).parent / "information.toml"
Step = tuple[datetime, Callable[[Decision], Event]]


def tell(here: Installation, officer: str, now: datetime) -> None:
    """Record what the information officer did in the year up to then, in its order."""
    events = list[Event]()
    reference: Reference = here.app.reference()
    for when, decide in sorted(_steps(here, now), key=lambda step: step[0]):
        origin: Origin = replace(
            here.origin(),
            actor=officer,
            role="information_officer",
            occurred_at=when,
            recorded_at=when,
        )
        zone = here.settings.time_zone
        event = decide(Decision(origin, reference, here.vault, zone))
        reference = fold(reference, [event])
        events.append(event)
    here.app.submit(events).result()


def _steps(here: Installation, now: datetime) -> list[Step]:
    told = tomllib.loads(FILE.read_text("utf-8"))
    found = [step for item in told["item"] for step in _of_item(item, now)]
    tested = [_of_exclusion(here, one, now) for one in told["exclusion"]]
    given = [_of_answer(here, one, now) for one in told["answer"]]
    return [*found, *tested, *given, _decree(found)]


def _of_item(told: dict[str, Any], now: datetime) -> list[Step]:
    listed, published = told.pop("listed"), told.pop("published")
    code, forms = told.pop("code"), tuple(told.pop("forms"))
    description = Description(**told, forms=forms)

    def list_it(at: Decision) -> Event:
        return public_information_decisions.list_item(
            at, code=code, description=description
        )

    def publish(at: Decision) -> Event:
        return public_information_decisions.publish(at, code=code, link=None)

    steps: list[Step] = [(now - timedelta(days=listed), list_it)]
    return steps + [(now - timedelta(days=days), publish) for days in published]


def _of_exclusion(here: Installation, told: dict[str, Any], now: datetime) -> Step:
    when = now - timedelta(days=told.pop("tested"))
    years, code = told.pop("years"), told.pop("code")
    names = ("tested_by", "if_disclosed", "if_withheld")
    texts = {name: told.pop(name) for name in names}

    def record(at: Decision) -> Event:
        (key,) = here.vault.take(1)
        outcome = Outcome(
            **told,
            tested_on=at.day,
            valid_from=at.day,
            valid_to=months_after(at.day, 12 * years),
        )
        return exclusion_decisions.record_test(
            at, code=code, key=key, outcome=outcome, **texts
        )

    return when, record


def _of_answer(here: Installation, told: dict[str, Any], now: datetime) -> Step:
    """Of this year, for all."""
    zone = here.settings.time_zone
    begun = datetime(now.astimezone(zone).year, 1, 1, tzinfo=zone)
    when = max(now - timedelta(days=told.pop("given")), begun)

    def answer(at: Decision) -> Event:
        return at.reference.self_assessment.answer(
            at.origin,
            agencies=at.reference.agencies,
            today=at.day,
            year=at.day.year,
            as_of=None,
            agency=None,
            **{"evidence": None, **told},
        )

    return when, answer


def _decree(items: list[Step]) -> Step:
    """Of the year in which the list began; that of this year is still to come, if it is
    another one."""
    when = min(when for when, _ in items) + timedelta(hours=1)

    def decree(at: Decision) -> Event:
        return public_information_decisions.decree(
            at,
            year=at.day.year,
            decree=f"188.44/12/{at.day.year}",
            decreed_on=at.day,
        )

    return when, decree
