"""Villages: what a source told of a day, and how many people have no channel."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.event import Origin
from domain.refusals import InvalidField
from domain.villages import Signal, Village, Villages, VillagesSurveyed

TIMPAH, LUNGKUH = "62.03.10.2001", "62.03.10.2002"
REGIONS = {"62", "62.03", "62.03.10", TIMPAH, LUNGKUH}
MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
NONE = Villages()


def surveyed(
    origin: Origin, known: Villages, *villages: Village, **other: Any
) -> VillagesSurveyed:
    said: dict[str, Any] = {"source": "Surat 1", "surveyed_on": MAY, "today": JUNE}
    return known.survey(origin, regions=REGIONS, villages=villages, **(said | other))


def test_of_each_day_the_latest_survey_counts_whenever_it_was_told(
    origin: Origin,
) -> None:
    dark, lit = Village(TIMPAH, "none"), Village(TIMPAH, "good")
    known = NONE.apply(surveyed(origin, NONE, lit, surveyed_on=JUNE))
    known = known.apply(surveyed(origin, known, dark, Village(LUNGKUH, "weak")))
    assert known.version == 2
    assert TIMPAH not in known.on(date(2026, 5, 3))
    assert known.on(MAY)[TIMPAH].village == dark
    assert known.on(JUNE)[TIMPAH].village == lit
    assert known.on(JUNE)[LUNGKUH].survey.surveyed_on == MAY


def test_of_one_day_what_was_recorded_last_counts(origin: Origin) -> None:
    first, mended = Village(TIMPAH, "none"), Village(TIMPAH, "weak")
    known = NONE.apply(surveyed(origin, NONE, first))
    known = known.apply(surveyed(origin, known, mended))
    assert known.on(MAY)[TIMPAH].village == mended


def test_what_is_known_already_is_not_new(origin: Origin) -> None:
    dark, other = Village(TIMPAH, "none"), Village(LUNGKUH, "weak")
    known = NONE.apply(surveyed(origin, NONE, dark))
    assert known.new([dark, other], MAY) == (other,)
    assert known.new([dark], JUNE) == ()
    changed = replace(dark, people=10)
    assert known.new([changed], JUNE) == (changed,)


@pytest.mark.parametrize(
    ("villages", "other", "field", "problem"),
    [
        ((Village(TIMPAH, "none"),) * 2, {}, "villages", "given twice"),
        ((Village("62.03.10", "none"),), {}, "villages", "is no village"),
        ((Village("62.03.10.2009", "none"),), {}, "villages", "tuntas region import"),
        (
            (Village(TIMPAH, "none"),),
            {"surveyed_on": date(2026, 6, 2)},
            "surveyed_on",
            "later than today",
        ),
    ],
)
def test_what_cannot_be_so_is_refused_with_its_remedy(
    origin: Origin,
    villages: tuple[Village, ...],
    other: dict[str, Any],
    field: str,
    problem: str,
) -> None:
    with pytest.raises(InvalidField, match=problem) as refused:
        surveyed(origin, NONE, *villages, **other)
    assert refused.value.details["field"] == field


@pytest.mark.parametrize(
    ("signal", "people", "satellite", "without"),
    [
        ("none", 801, None, 801),
        ("none", 801, False, 801),
        ("none", 801, True, 0),
        ("weak", 801, None, 400),
        ("good", 801, None, 0),
        ("none", None, None, None),
        ("weak", None, False, None),
        ("good", None, None, 0),
        ("none", None, True, 0),
        ("none", 0, None, 0),
    ],
)
def test_people_without_a_channel_follow_from_signal_and_satellite(
    signal: Signal, people: int | None, satellite: bool | None, without: int | None
) -> None:
    village = Village(TIMPAH, signal, satellite=satellite, people=people)
    assert village.without_channel == without


def test_a_point_stands_at_the_office_else_at_the_school_else_at_the_health_post() -> (
    None
):
    village = Village(TIMPAH, "none", office=True, school=True, health_post=True)
    assert village.site == "office"
    assert replace(village, office=None).site == "school"
    assert replace(village, office=False, school=None).site == "health_post"
    assert Village(TIMPAH, "none", office=False).site is None
