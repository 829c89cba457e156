"""What invented cases are about, and the words that are said in them."""

import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain.complaint_events import Classification

FILE = Path(__file__).parent / "stories.toml"


@dataclass(frozen=True, slots=True)
class Story:
    """Its texts as they are told of one place."""

    category: str
    agency: str
    title: str
    description: str
    action: str
    result: str
    question: str
    clarified: str
    classification: Classification
    region: str
    district: str
    """By its name."""


@dataclass(frozen=True, slots=True)
class Stories:
    """`words` are sentences for each occasion, of which one is drawn."""

    told: Sequence[Mapping[str, Any]]
    places: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[str]]

    @property
    def agencies(self) -> list[str]:
        return sorted({story["agency"] for story in self.told})

    def draw(self, chance: random.Random, regions: Mapping[str, str]) -> Story:
        """A story of one place; `regions` are their names by code."""
        (told,) = chance.choices(self.told, [s.get("share", 1) for s in self.told])
        region = chance.choice(sorted(self.places))
        names = {"kec": chance.choice(self.places[region]), "kab": regions[region]}

        def text(name: str, otherwise: str) -> str:
            return str(told.get(name) or self.word(chance, otherwise)).format(**names)

        return Story(
            told["category"],
            told["agency"],
            told["title"].format(**names),
            told["description"].format(**names),
            told["action"].format(**names),
            told["result"].format(**names),
            text("question", "missing"),
            text("clarified", "completed"),
            told.get("classification", "complaint"),
            region,
            names["kec"],
        )

    def word(self, chance: random.Random, occasion: str) -> str:
        return chance.choice(self.words[occasion])

    def person(self, chance: random.Random) -> str:
        """A name that nobody bears."""
        return f"{self.word(chance, 'given')} {self.word(chance, 'family')}"


@cache
def stories() -> Stories:
    read = tomllib.loads(FILE.read_text("utf-8"))
    return Stories(read["story"], read["places"], read["words"])
