"""Lives to be copied: each decided by the domain itself, in the order of their receipt.

Spread evenly over three years; one in twenty stops somewhere on its way and stays open.
"""

import random
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from api import instants
from api.commands import COMMANDS
from api.installation import Installation
from api.ordered_id import ordered_id
from benchmarks import lives
from domain import complaint_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint_events import Classification, ComplaintEvent, Received
from domain.complaint_fold import apply, begin
from domain.decision import Decision
from domain.reference import Reference

DAYS = 3 * 365
OPEN = 0.05
CLASSIFICATIONS: tuple[tuple[Classification, int], ...] = (
    ("complaint", 80),
    ("information", 8),
    ("aspiration", 8),
    ("oversight_complaint", 4),
)
WITHIN = timedelta(hours=1)
"""A life may be moved by less than this: all its days stay what they are."""

Life = list[ComplaintEvent]


def patterns(here: Installation, count: int, chance: random.Random) -> Iterator[Life]:
    now, reference = instants.now(), here.app.reference()
    for ago in sorted((chance.random() * DAYS for _ in range(count)), reverse=True):
        yield _life(here, reference, chance, now, now - timedelta(days=ago + 1))


def _life(
    here: Installation,
    reference: Reference,
    chance: random.Random,
    now: datetime,
    received_at: datetime,
) -> Life:
    zone = here.settings.time_zone

    def hours(day: datetime) -> datetime:
        """Within the hours of that day."""
        opening = datetime.combine(day.astimezone(zone), time(8), zone)
        return opening + timedelta(hours=6 * chance.random())

    when = hours(received_at)

    def at() -> Decision:
        origin = replace(here.origin(), occurred_at=when, recorded_at=when)
        return Decision(origin, reference, here.vault, zone)

    received = decisions.receive(
        at(),
        id=ordered_id(),
        case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
        access_code_hash=secrets.token_bytes(32),
        channel="walk_in",
        classification=chance.choices(
            [name for name, _ in CLASSIFICATIONS], [w for _, w in CLASSIFICATIONS]
        )[0],
        title=lives.TITLE,
        description=lives.DESCRIPTION,
        category=lives.CATEGORY,
        region=lives.REGION,
    )
    case, life = begin(received), Life([received])
    stops = chance.choice(lives.STEPS) if chance.random() < OPEN else None
    for step in lives.STEPS:
        when = hours(when + timedelta(days=1 + int(chance.expovariate(1 / 4.0))))
        if step == stops or when + WITHIN > now:
            break
        event = COMMANDS[step].decide(case, at(), **lives.WORDS[step])
        assert isinstance(event, ComplaintEvent)
        life.append(event)
        case = apply(case, event)
    return life


def received_of(life: Life) -> Received:
    received = life[0]
    assert isinstance(received, Received)
    return received
