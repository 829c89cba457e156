"""How long texts are kept: by class, by the rule in force, to the day."""

from datetime import date
from typing import Any, get_args

import pytest

from domain.event import Origin
from domain.reference import Reference
from domain.refusals import InvalidField
from domain.retention import Kept, Retention, kept_to

RULE: dict[str, Any] = {
    "classification": "complaint",
    "years": 5,
    "scope": "everything",
    "legal_basis": "JRA",
    "status": "provisional",
    "valid_from": date(2024, 10, 17),
}


def adopted(origin: Origin, *rules: dict[str, Any]) -> Retention:
    found = Retention()
    for rule in rules:
        found = found.apply(found.adopt(origin, **{**RULE, **rule}))
    return found


def test_a_class_without_a_rule_is_kept(origin: Origin) -> None:
    found = adopted(origin, {})
    assert found.rule_on("aspiration", date(2026, 1, 1)) is None
    assert found.rule_on("complaint", date(2026, 1, 1)) is not None


def test_a_rule_counts_from_its_day_on(origin: Origin) -> None:
    later = {"years": 2, "valid_from": date(2026, 6, 1)}
    found = adopted(origin, later, {})
    years = [
        rule and rule.years
        for day in (date(2024, 1, 1), date(2026, 5, 31), date(2026, 6, 1))
        for rule in [found.rule_on("complaint", day)]
    ]
    assert years == [None, 5, 2]


def test_of_two_rules_of_one_day_the_one_adopted_last_counts(origin: Origin) -> None:
    rule = adopted(origin, {}, {"years": 7}).rule_on("complaint", date(2026, 1, 1))
    assert rule is not None and rule.years == 7


def test_less_than_a_year_is_refused(origin: Origin) -> None:
    with pytest.raises(InvalidField):
        adopted(origin, {"years": 0})


@pytest.mark.parametrize(
    ("closed_on", "last"),
    [
        (date(2021, 3, 4), date(2026, 3, 4)),
        (date(2020, 2, 29), date(2025, 2, 28)),
        (date(2019, 2, 28), date(2024, 2, 28)),
    ],
)
def test_a_case_is_kept_to_the_day_of_its_closing(
    origin: Origin, closed_on: date, last: date
) -> None:
    rule = adopted(origin, {}).rule_on("complaint", date(2026, 1, 1))
    assert rule is not None
    assert kept_to(rule, closed_on) == last


def test_every_class_is_seeded_provisionally_and_oversight_longest(
    seeded: Reference,
) -> None:
    rules = {
        name: seeded.retention.rule_on(name, date(2026, 11, 23))
        for name in get_args(Kept)
    }
    years = {name: rule.years for name, rule in rules.items() if rule}
    assert max(years, key=lambda name: years[name]) == "oversight_complaint"
    assert len(years) == 5
    for rule in rules.values():
        assert rule and rule.status == "provisional" and rule.legal_basis
