"""Rules promise deadlines as they stood on the day of the trigger."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.event import Origin
from domain.reference import Reference
from domain.refusals import InvalidField
from domain.service_standards import (
    CLASSIFICATIONS,
    RULES,
    STANDARDS_ID,
    Promise,
    Rule,
    RuleAdopted,
    ServiceStandards,
    Unit,
    due_at,
)
from domain.working_calendar import WorkingCalendar

NO_RULES = ServiceStandards()
NO_CALENDAR = WorkingCalendar()
START = date(2026, 3, 17)


def adopted(
    origin: Origin,
    standards: ServiceStandards,
    rule: str = "C-02",
    limit: int | None = 3,
    unit: Unit | None = "working_days",
    valid_from: date = date(2019, 1, 1),
    extendable_by: int | None = None,
) -> RuleAdopted:
    return standards.adopt(
        origin,
        rule=rule,
        description="received to verified",
        limit=limit,
        unit=unit,
        legal_basis="PermenPANRB 62/2018",
        status="provisional",
        valid_from=valid_from,
        extendable_by=extendable_by,
    )


def with_rules(origin: Origin, *rules: tuple[str, int, date]) -> ServiceStandards:
    standards = NO_RULES
    for rule, limit, valid_from in rules:
        event = adopted(origin, standards, rule, limit, valid_from=valid_from)
        standards = standards.apply(event)
    return standards


@pytest.mark.parametrize(
    ("clock", "classification", "rule", "due_on"),
    [
        ("verification", "complaint", "C-02", date(2026, 3, 27)),
        ("verification", "oversight_complaint", "C-02", date(2026, 3, 27)),
        ("verification", "aspiration", "C-02", date(2026, 3, 27)),
        ("verification", "information", "C-02", date(2026, 3, 27)),
        ("first_follow_up", "complaint", "C-03", date(2026, 3, 31)),
        ("first_follow_up", "oversight_complaint", "C-03", date(2026, 3, 31)),
        ("first_follow_up", "aspiration", "C-07", date(2026, 3, 31)),
        ("first_follow_up", "information", "C-03", date(2026, 3, 31)),
        ("completion", "complaint", "C-05", date(2026, 4, 14)),
        ("completion", "oversight_complaint", "C-06", date(2026, 6, 26)),
        ("completion", "information", "C-04", date(2026, 3, 31)),
        *(
            (clock, classification, rule, due_on)
            for clock, rule, due_on in (
                ("reporter_window", "C-08", date(2026, 4, 8)),
                ("clarification", "C-11", date(2026, 4, 16)),
                ("statutory_reply", "C-10", date(2026, 3, 31)),
                ("statutory_decision", "C-12", date(2026, 5, 16)),
                ("statutory_sending", "C-13", date(2026, 3, 31)),
            )
            for classification in CLASSIFICATIONS
        ),
    ],
)
def test_a_clock_is_promised_by_the_rule_of_its_classification(
    seeded: Reference, clock: str, classification: str, rule: str, due_on: date
) -> None:
    promise = seeded.standards.promise(clock, classification, START, seeded.calendar)
    assert promise is not None
    assert (promise.clock, promise.rule, promise.due_on) == (clock, rule, due_on)


def test_an_aspiration_has_no_term_of_completion(seeded: Reference) -> None:
    promise = seeded.standards.promise(
        "completion", "aspiration", START, seeded.calendar
    )
    assert promise is None


def test_the_table_knows_every_classification_on_every_clock() -> None:
    known = {"complaint", "oversight_complaint", "aspiration", "information"}
    assert {clock: set(rules) for clock, rules in RULES.items()} == {
        "verification": known,
        "first_follow_up": known,
        "completion": known,
        "reporter_window": known,
        "clarification": known,
        "statutory_reply": known,
        "statutory_decision": known,
        "statutory_sending": known,
    }


def test_a_promise_names_the_rule_and_the_calendar_it_rests_on(
    seeded: Reference,
) -> None:
    promise = seeded.standards.promise(
        "completion", "complaint", date(2026, 12, 18), seeded.calendar
    )
    assert promise == Promise(
        clock="completion",
        rule="C-05",
        rule_version=1,
        limit=14,
        unit="working_days",
        started_on=date(2026, 12, 18),
        due_on=date(2027, 1, 13),
        calendar_version=seeded.calendar.version,
        provisional=True,
    )


def test_a_promise_within_confirmed_years_is_not_provisional(
    seeded: Reference,
) -> None:
    promise = seeded.standards.promise(
        "completion", "complaint", START, seeded.calendar
    )
    assert promise is not None
    assert not promise.provisional


def test_calendar_days_run_through_days_off_and_need_no_calendar(
    origin: Origin,
) -> None:
    event = adopted(origin, NO_RULES, limit=14, unit="calendar_days")
    promise = NO_RULES.apply(event).promise(
        "verification", "complaint", START, NO_CALENDAR
    )
    assert promise is not None
    assert promise.due_on == date(2026, 3, 31)
    assert not promise.provisional


def test_nothing_is_promised_before_a_rule_is_in_force(seeded: Reference) -> None:
    before, first = date(2018, 12, 31), date(2019, 1, 1)
    promise = seeded.standards.promise
    assert promise("verification", "complaint", before, NO_CALENDAR) is None
    assert promise("verification", "complaint", first, NO_CALENDAR) is not None


def test_a_changed_rule_counts_from_its_day_and_not_before(origin: Origin) -> None:
    standards = with_rules(
        origin, ("C-02", 3, date(2019, 1, 1)), ("C-02", 2, date(2026, 7, 1))
    )
    old = standards.promise("verification", "complaint", date(2026, 6, 30), NO_CALENDAR)
    new = standards.promise("verification", "complaint", date(2026, 7, 1), NO_CALENDAR)

    assert old and (old.rule_version, old.limit) == (1, 3)
    assert new and (new.rule_version, new.limit) == (2, 2)
    assert standards.rule("C-02", 1).limit == 3


def test_a_rule_found_late_counts_between_its_neighbours(origin: Origin) -> None:
    standards = with_rules(
        origin,
        ("C-02", 3, date(2019, 1, 1)),
        ("C-02", 2, date(2026, 7, 1)),
        ("C-02", 4, date(2022, 1, 1)),
    )
    days = (date(2021, 1, 1), date(2023, 1, 1), date(2026, 7, 1))
    found = [standards.rule_on("C-02", day) for day in days]
    assert [(rule.version, rule.limit) for rule in found if rule] == [
        (1, 3),
        (3, 4),
        (2, 2),
    ]


def test_a_correction_from_the_same_day_replaces_the_rule(origin: Origin) -> None:
    day = date(2019, 1, 1)
    standards = with_rules(origin, ("C-02", 3, day), ("C-02", 5, day))
    rule = standards.rule_on("C-02", day)
    assert rule and (rule.version, rule.limit) == (2, 5)


def test_each_rule_counts_its_own_versions(origin: Origin) -> None:
    day = date(2019, 1, 1)
    standards = with_rules(origin, ("C-02", 3, day), ("C-03", 5, day), ("C-02", 2, day))
    assert [rule.version for rule in standards.rules["C-02"]] == [1, 2]
    assert [rule.version for rule in standards.rules["C-03"]] == [1]
    assert standards.version == 3


def test_a_rule_nobody_adopted_is_never_in_force() -> None:
    assert NO_RULES.rule_on("C-02", date(2026, 1, 1)) is None


def test_the_event_names_the_rule_and_its_law(origin: Origin) -> None:
    event = adopted(origin, NO_RULES)
    assert event.TOPIC == "standard.rule_adopted"
    assert (event.originator_id, event.originator_version) == (STANDARDS_ID, 1)
    assert (event.rule, event.legal_basis) == ("C-02", "PermenPANRB 62/2018")


@pytest.mark.parametrize(
    ("rule", "limit", "unit", "told"),
    [
        ("C-10", 14, None, "unit: limit and unit go together."),
        ("C-10", None, "calendar_days", "unit: limit and unit go together."),
        ("C-02", 3, "hours", "unit: C-02 sets a clock: use working or calendar days."),
        ("C-02", None, None, "unit: C-02 sets a clock: use working or calendar days."),
        ("C-10", 0, "calendar_days", "limit: must be at least 1."),
        ("C-10", -1, "calendar_days", "limit: must be at least 1."),
    ],
)
def test_a_rule_that_gives_no_term_is_not_adopted(
    origin: Origin, rule: str, limit: int | None, unit: Unit | None, told: str
) -> None:
    with pytest.raises(InvalidField) as refusal:
        adopted(origin, NO_RULES, rule, limit, unit)
    assert str(refusal.value) == told


@pytest.mark.parametrize(
    ("rule", "limit", "unit", "extendable_by"),
    [
        ("C-05", 14, "working_days", 0),
        ("C-05", 14, "working_days", -1),
        ("C-10", 14, "calendar_days", 14),
        ("C-12", 60, "calendar_days", 1),
        ("C-13", 14, "calendar_days", 1),
        ("P-12", None, None, 1),
    ],
)
def test_what_a_statute_sets_or_has_no_limit_is_not_extendable(
    origin: Origin,
    rule: str,
    limit: int | None,
    unit: Unit | None,
    extendable_by: int,
) -> None:
    with pytest.raises(InvalidField) as refusal:
        adopted(origin, NO_RULES, rule, limit, unit, extendable_by=extendable_by)
    told = "extendable_by: only a limit that no statute sets can be extended."
    assert str(refusal.value) == told


@pytest.mark.parametrize("extendable_by", [1, 14])
def test_an_office_may_extend_by_what_its_rule_says(
    origin: Origin, extendable_by: int
) -> None:
    event = adopted(origin, NO_RULES, "C-05", 14, extendable_by=extendable_by)
    rule = NO_RULES.apply(event).rule("C-05", 1)
    assert event.extendable_by == rule.extendable_by == extendable_by


def test_a_rule_says_all_that_was_adopted(origin: Origin) -> None:
    rule = with_rules(origin, ("C-02", 3, START)).rule("C-02", 1)
    assert rule == Rule(
        "C-02",
        1,
        "received to verified",
        3,
        "working_days",
        "PermenPANRB 62/2018",
        "provisional",
        START,
        None,
    )


def test_a_rule_that_sets_no_clock_may_have_no_limit_or_count_hours(
    origin: Origin,
) -> None:
    assert adopted(origin, NO_RULES, "C-01", None, None).limit is None
    assert adopted(origin, NO_RULES, "D-01", 72, "hours").unit == "hours"


def test_a_day_ends_a_second_before_midnight_where_the_tenant_is() -> None:
    ends = due_at(date(2026, 3, 27), ZoneInfo("Asia/Pontianak"))
    assert ends.isoformat() == "2026-03-27T23:59:59+07:00"
    assert ends == datetime(2026, 3, 27, 16, 59, 59, tzinfo=UTC)
    assert due_at(date(2026, 3, 27), ZoneInfo("Asia/Makassar")) != ends
