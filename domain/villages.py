"""What is known of the villages: signal, where a point may stand, how many people.

The list follows the province's programme of satellite points (letter 500.14/456, May
2025): a point stands at the village office, a health post or a school.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal, Self
from uuid import uuid5

from domain.event import Event, Origin, stamped
from domain.refusals import InvalidField
from domain.working_calendar import INSTALLATION

VILLAGES_ID = uuid5(INSTALLATION, "villages")
Signal = Literal["none", "weak", "good"]
Facility = Literal["office", "school", "health_post"]
FACILITIES: tuple[Facility, ...] = ("office", "school", "health_post")
"""In the order in which a point is put there."""

WITHOUT_CHANNEL: Mapping[Signal, int] = {"none": 100, "weak": 50, "good": 0}
"""Of a hundred people in a village with such a signal so many are taken to have no
channel; of one with a satellite point nobody. That of a weak one is our estimate."""


@dataclass(frozen=True, slots=True)
class Village:
    """By its Kemendagri code. None is what the source does not say."""

    code: str
    signal: Signal
    office: bool | None = None
    school: bool | None = None
    health_post: bool | None = None
    satellite: bool | None = None
    """A satellite point is there already."""
    people: int | None = None

    @property
    def site(self) -> Facility | None:
        """Where a satellite point may stand."""
        return next((name for name in FACILITIES if getattr(self, name)), None)

    @property
    def without_channel(self) -> int | None:
        """People, rounded down; None where nobody counted them and some may be."""
        share = 0 if self.satellite else WITHOUT_CHANNEL[self.signal]
        if share == 0:
            return 0
        return None if self.people is None else self.people * share // 100


@dataclass(frozen=True, kw_only=True)
class VillagesSurveyed(Event):
    """What a source tells of villages as they were on a day."""

    TOPIC: ClassVar[str] = "villages.surveyed"
    source: str
    surveyed_on: date
    villages: tuple[Village, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A village, and who told it so."""

    village: Village
    survey: VillagesSurveyed


@dataclass(frozen=True, slots=True)
class Villages:
    version: int = 0
    surveys: tuple[VillagesSurveyed, ...] = ()

    def on(self, day: date) -> Mapping[str, Told]:
        """By code, what was so on that day by all that is known: the latest day counts,
        of one day what was recorded last."""
        known = [survey for survey in self.surveys if survey.surveyed_on <= day]
        known.sort(key=lambda survey: survey.surveyed_on)
        return {v.code: Told(v, survey) for survey in known for v in survey.villages}

    def new(self, villages: Sequence[Village], day: date) -> tuple[Village, ...]:
        """Those that say something else than what is known of that day."""
        known = self.on(day)
        return tuple(
            village
            for village in villages
            if village.code not in known or known[village.code].village != village
        )

    def apply(self, event: VillagesSurveyed) -> Self:
        surveys = (*self.surveys, event)
        return replace(self, version=event.originator_version, surveys=surveys)

    def survey(
        self,
        origin: Origin,
        *,
        regions: Container[str],
        today: date,
        source: str,
        surveyed_on: date,
        villages: tuple[Village, ...],
    ) -> VillagesSurveyed:
        """Raises `InvalidField` for a day to come, a code that is none of `regions` or
        no village, or one that is given twice."""
        if surveyed_on > today:
            raise InvalidField(field="surveyed_on", problem="is later than today.")
        if len({village.code for village in villages}) < len(villages):
            raise InvalidField(field="villages", problem="a code is given twice.")
        for village in villages:
            if problem := unknown(village.code, regions):
                raise InvalidField(field="villages", problem=problem)
        return VillagesSurveyed(
            **stamped(origin, VILLAGES_ID, self.version + 1),
            source=source,
            surveyed_on=surveyed_on,
            villages=villages,
        )


def is_village(code: str) -> bool:
    return code.count(".") == 3


def unknown(code: str, regions: Container[str]) -> str | None:
    """What is wrong with the code of a village, with the remedy."""
    if not is_village(code):
        return f"'{code}' is no village: its code is like 62.03.01.2001."
    if code not in regions:
        return f"there is no village '{code}'; see tuntas region import."
    return None
