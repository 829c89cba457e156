"""A year of invented cases, recorded in the order in which they happened."""

import random
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from api import instants
from api.installation import Installation
from api.invented.course import Course
from api.invented.life import Life, Over
from api.invented.requests import requests_told
from api.invented.stories import Story, stories
from api.invented.villages import on_the_way, place_of
from api.ordered_id import ordered_id
from domain import complaint_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import ENDED
from domain.complaint_events import Channel, ExternalId
from domain.event import Role

YEAR = timedelta(days=365)
REQUESTS_ONE_IN = 15
TOGETHER = 500
"""Events recorded in one transaction."""
CHANNELS: Mapping[Channel, int] = {
    "walk_in": 30,
    "whatsapp": 22,
    "web": 18,
    "app": 12,
    "phone": 8,
    "letter": 6,
    "social_media": 4,
}
OWN_HANDS: tuple[Channel, ...] = ("web", "app")
"""Through which reporters write themselves."""
IN_OFFICE: tuple[Channel, ...] = ("walk_in", "phone", "letter")


def invent(
    here: Installation, officers: Mapping[str, str], cases: int, seed: int
) -> str:
    """The same seed gives the same lives, told back from now, and some requests for
    public information; the number of the last case that is open, or of the last."""
    now = instants.now()
    lives = told(here, officers, cases, seed, now)
    requests = requests_told(here, officers, cases // REQUESTS_ONE_IN, seed, now)
    record(here, [*lives, *requests])
    lives.sort(key=lambda life: life.case.received_at)
    return next((x for x in reversed(lives) if x.case.open), lives[-1]).case.case_number


def told(
    here: Installation,
    officers: Mapping[str, str],
    cases: int,
    seed: int,
    now: datetime,
) -> list[Life]:
    """The lives up to that moment, with nothing recorded."""
    year = _Year(here, officers, random.Random(seed), now)
    return [year.life(number) for number in range(cases)]


def record(here: Installation, lives: list[Life]) -> None:
    """All of them, each event at its time."""
    pairs = [(life, event) for life in lives for event in life.events]
    pairs.sort(key=lambda pair: (pair[1].recorded_at, pair[1].originator_version))
    for start in range(0, len(pairs), TOGETHER):
        part = pairs[start : start + TOGETHER]
        here.app.save_cases([(life.case, [event]) for life, event in part])


class _Year:
    def __init__(
        self,
        here: Installation,
        officers: Mapping[str, str],
        chance: random.Random,
        now: datetime,
    ):
        self._here = here
        self._reference = here.app.reference()
        self._officers = officers
        self._chance = chance
        self._now = now
        self._stories = stories()
        self._told: list[tuple[Life, Story]] = []

    def life(self, number: int) -> Life:
        if number % 25 == 24 and (again := next(self._repeatable(), None)):
            return self._repeated(number, *again)
        story = self._stories.draw(self._chance, self._reference.regions.names)
        life = self._begun(number, story, self._any_moment())
        try:
            Course(life, story, self._stories).run()
        except Over:
            pass
        life.settle(self._now)
        self._told.append((life, story))
        return life

    def _any_moment(self) -> datetime:
        """More of late: reporting grows, and there is work to do today."""
        back: float = self._chance.random() ** 1.4
        return self._now - YEAR * (0.0005 + back)

    def _begun(self, number: int, story: Story, when: datetime) -> Life:
        chance = self._chance
        (channel,) = chance.choices(list(CHANNELS), list(CHANNELS.values()))
        life = Life(
            self._here, self._reference, self._officers, chance, self._now, when
        )
        if channel in IN_OFFICE and (later := life.in_office(when)) < self._now:
            life.when = later
        place = place_of(self._reference, story, number)
        happened = life.when
        waited = on_the_way(self._reference, place, number)
        life.when = min(self._now, happened + waited)
        writes: Role = "reporter" if channel in OWN_HANDS else "desk"
        at = life.at(writes, happened)
        named = chance.random() < 0.75
        name, line = self._stories.person(chance), chance.randrange(10_000)
        incident = at.day - timedelta(days=chance.randint(0, 9))
        life.begins(
            decisions.receive(
                at,
                id=ordered_id(),
                case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
                access_code_hash=secrets.token_bytes(32),
                channel=channel,
                classification=story.classification,
                title=story.title,
                description=story.description,
                category=story.category,
                region=place or story.region,
                incident_on=incident if chance.random() < 0.4 else None,
                reporter={"name": name, "phone": f"0800 0000 {line:04}"}
                if named
                else None,
                anonymous=named and chance.random() < 0.1,
                confidential=chance.random() < 0.04,
                external_id=ExternalId("demo", str(number)),
            )
        )
        life.when += timedelta(minutes=chance.randint(5, 90))
        return life

    def _repeatable(self) -> Iterator[tuple[Life, Story]]:
        """Open cases of which another reporter could tell in the days since."""
        for life, story in reversed(self._told):
            rested = self._now - life.when > timedelta(days=3)
            if rested and life.case.state not in ENDED and not life.case.restricted:
                yield life, story

    def _repeated(self, number: int, original: Life, story: Story) -> Life:
        """The same told by another, and joined to it."""
        life = self._begun(number, story, original.when + timedelta(hours=5))
        try:
            life.passes(0.5)
        except Over:
            return life
        original.settle(life.when)
        if original.when < life.when and original.case.state not in ENDED:
            at = life.at("coordinator")
            merged, joined = decisions.merge(life.case, at, original=original.case)
            life.adds(merged)
            original.adds(joined)
            original.when = life.when
        life.settle(self._now)
        return life
