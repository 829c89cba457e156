"""Copies of a life, each a case of its own, as the application would have written it.

Ids, case number, agency, category, region, channel, keys, nonces and minutes of its
own (no clock depends on those), its texts sealed under its own
keys for their new place, each row with its own MAC.
"""

import random
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from eventsourcing.persistence import StoredEvent

from api.installation import Installation
from api.ordered_id import ordered_id
from benchmarks.patterns import WITHIN, Life, received_of
from domain.case_number import ALPHABET, LENGTH, RANDOM_BYTES, case_number
from domain.complaint_events import (
    Channel,
    ComplaintEvent,
    Disposed,
    ExternalId,
    Verified,
)
from domain.sealing import KeyRef, Place, SealedField, SealedText

COMMON, COMMON_PART = "musim", 0.3
RARE, RARE_CASES = "pelangi", 5
"""So many cases have it, however many there are; all of them have COMMON too."""
RARE_CATEGORY = "pariwisata"
WITH = (
    ("perhubungan", "dishub", 300),
    ("infrastruktur", "dpupr", 240),
    ("adminduk", "disdukcapil", 150),
    ("kesehatan", "dinkes", 120),
    ("bantuan-sosial", "dinsos", 90),
    ("lingkungan-kehutanan", "dlh", 60),
    ("tik", "diskominfosantik", 35),
    (RARE_CATEGORY, "disbudpar", 5),
)
"""Category, agency, and of how many in a thousand."""
CHANNELS: tuple[Channel, ...] = ("walk_in", "whatsapp", "web", "app", "letter", "phone")
WORDS = 20_000
SYSTEM, EXTERNAL_PART = "sp4n", 3
"""Every third has an id in another system: its number."""
_VOWELS, _CONSONANTS = "aiueo", "bcdghjklmnprstwy"

E = TypeVar("E", bound=ComplaintEvent)


@dataclass(frozen=True, slots=True)
class Copy:
    """Rows of `events`, with the days in whose order they belong, and of `claim`."""

    events: list[tuple[int, StoredEvent]]
    claims: list[tuple[str, str, UUID]]


class Copier:
    """Makes copies of one life."""

    def __init__(
        self,
        here: Installation,
        regions: Sequence[str],
        life: Life,
        chance: random.Random,
        numbers: Iterator[str],
    ):
        self._here = here
        self._life = life
        self._chance = chance
        self._numbers = numbers
        self._regions = regions
        key = received_of(life).case_key.id
        self._sealed = [list(_texts(event)) for event in life]
        opened = iter(
            here.vault.open(
                [
                    SealedField(key, _place(event, name), text.ciphertext)
                    for event, texts in zip(life, self._sealed, strict=True)
                    for name, text in texts
                ]
            )
        )
        self._plain = [
            {name: next(opened) or "" for name, _ in texts} for texts in self._sealed
        ]

    def copy(self, number: int, cases: int, keys: tuple[KeyRef, KeyRef]) -> Copy:
        """The copy that is the `number`-th of so many cases."""
        # All by the same, so that no step comes before another.
        later = timedelta(seconds=self._chance.random() * WITHIN.total_seconds())
        id = _id_of(self._life[0].occurred_at + later)
        reporter_key, case_key = keys
        claims: list[tuple[str, str, UUID]] = []
        (category, agency, _), *_ = self._chance.choices(WITH, [w for *_, w in WITH])
        region = _skewed(self._chance, self._regions)
        channel = _skewed(self._chance, CHANNELS)
        rows = []
        for event, texts, plain in zip(
            self._life, self._sealed, self._plain, strict=True
        ):
            changed: dict[str, Any] = {
                "originator_id": id,
                "nonce": secrets.token_bytes(16),
                "request_id": str(uuid4()),
                "occurred_at": event.occurred_at + later,
                "recorded_at": event.recorded_at + later,
            }
            if event is self._life[0]:
                changed["case_number"] = next(self._numbers)
                changed["access_code_hash"] = secrets.token_bytes(32)
                changed["reporter_key"], changed["case_key"] = reporter_key, case_key
                claims.append(("case_number", changed["case_number"], id))
                if number % EXTERNAL_PART == 0:
                    changed["external_id"] = ExternalId(SYSTEM, str(number))
                    claims.append((f"external:{SYSTEM}", str(number), id))
                changed |= {"category": category, "region": region, "channel": channel}
                plain = plain | {"description": self._description(number, cases)}
            elif isinstance(event, Verified):
                changed["category"] = category
            elif isinstance(event, Disposed):
                changed["agency"] = agency
            copy = _changed(event, changed)
            for name, text in texts:
                ciphertext = self._here.vault.seal(
                    case_key.id, _place(copy, name), plain[name]
                )
                copy.__dict__[name] = SealedText(text.subject, ciphertext)
            day = copy.occurred_at.toordinal()
            rows.append((day, self._here.app.mapper.to_stored_event(copy)))
        return Copy(rows, claims)

    def _description(self, number: int, cases: int) -> str:
        """A dozen words, of which the n-th occurs about n times as rarely as the
        first; the common one and the rare one where they belong."""
        rank = (int(WORDS ** self._chance.random()) for _ in range(12))
        said = [_word(n) for n in rank]
        rare = number % max(cases // RARE_CASES, 1) == 0
        if rare or self._chance.random() < COMMON_PART:
            said.append(COMMON)
        if rare:
            said.append(RARE)
        return " ".join(said)


def case_numbers(part: int, parts: int) -> Iterator[str]:
    """By chance, none twice and none of another part: of a million two would be the
    same as likely as not, for which a desk takes another."""
    given = set[int]()
    all_numbers = len(ALPHABET) ** LENGTH
    while True:
        number = secrets.randbelow(all_numbers - parts)
        number += part - number % parts
        if number not in given:
            given.add(number)
            yield case_number(number.to_bytes(RANDOM_BYTES))


def _skewed(chance: random.Random, names: Sequence[str]) -> str:
    """The n-th is n times as rare as the first."""
    return chance.choices(names, [1 / (n + 1) for n in range(len(names))])[0]


def _word(rank: int) -> str:
    """An invented word, by its rank; open syllables, so that it is no word of ours."""
    said = ""
    for _ in range(3):
        rank, consonant = divmod(rank, len(_CONSONANTS))
        said += _CONSONANTS[consonant] + _VOWELS[(rank + consonant) % len(_VOWELS)]
    return said


def _id_of(moment: datetime) -> UUID:
    """As the desk would have given one at that moment."""
    random = ordered_id().int & (2**80 - 1)
    return UUID(int=int(moment.timestamp() * 1000) << 80 | random)


def _changed(event: E, changed: dict[str, Any]) -> E:
    """As `dataclasses.replace`, which takes five times as long."""
    copy = object.__new__(type(event))
    copy.__dict__.update(event.__dict__, **changed)
    return copy


def _texts(event: ComplaintEvent) -> Iterator[tuple[str, SealedText]]:
    for field in fields(event):
        value = getattr(event, field.name)
        if isinstance(value, SealedText):
            yield field.name, value


def _place(event: ComplaintEvent, field: str) -> Place:
    return Place(event.originator_id, event.TOPIC, field, event.nonce)
