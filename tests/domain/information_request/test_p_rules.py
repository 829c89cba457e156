"""Each rule of the law on public information, by the test vectors of the law file."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest

from domain.reference import Reference
from domain.refusals import InvalidField, NotAllowedNow
from domain.terms import last_day

if TYPE_CHECKING:
    from tests.domain.information_request.conftest import RequestStory


# Section 5.4: the day of receipt, and the last of 3, 10, 14, 17, 30, 100 working days.
class Vector(NamedTuple):
    start: date
    three: date
    ten: date
    fourteen: date
    seventeen: date
    thirty: date
    hundred: date


VECTORS = [
    Vector(*map(date.fromisoformat, row.split()))
    for row in (
        "2024-04-05 2024-04-18 2024-04-29 2024-05-06 2024-05-13 2024-06-03 2024-09-11",
        "2025-03-27 2025-04-10 2025-04-22 2025-04-28 2025-05-02 2025-05-23 2025-09-09",
        "2025-08-15 2025-08-21 2025-09-01 2025-09-08 2025-09-11 2025-09-30 2026-01-09",
        "2026-03-17 2026-03-27 2026-04-08 2026-04-14 2026-04-17 2026-05-07 2026-08-24",
        "2026-05-13 2026-05-20 2026-06-03 2026-06-09 2026-06-12 2026-07-02 2026-10-12",
        "2026-11-23 2026-11-26 2026-12-07 2026-12-11 2026-12-16 2027-01-08 2027-04-29",
        "2026-12-18 2026-12-23 2027-01-07 2027-01-13 2027-01-18 2027-02-04 2027-06-03",
    )
]
DAY = timedelta(days=1)
TERMS = pytest.mark.parametrize("v", VECTORS, ids=[str(v.start) for v in VECTORS])


@TERMS
def test_p_02_what_is_missing_is_told_and_completed_in_three_working_days_each(
    story: RequestStory, v: Vector
) -> None:
    story.when("request", on=v.start)
    story.when("notify-incomplete", on=v.start)
    told, waited = (
        story.clock("completeness_notice"),
        story.clock("applicant_completion"),
    )
    assert (told.promise.rule, waited.promise.rule) == ("P-02", "P-02")
    assert told.promise.due_on == waited.promise.due_on == v.three
    assert (told.status(v.start), waited.status(v.three)) == ("met", "running")
    assert waited.status(v.three + DAY) == "overdue"


@TERMS
def test_p_03_the_written_notice_is_due_in_ten_working_days(
    story: RequestStory, v: Vector
) -> None:
    story.when("request", on=v.start)
    assert story.clock("written_notice").promise.rule == "P-03"
    assert story.due("written_notice") == v.ten
    assert story.status("written_notice", v.ten) == "running"
    assert story.status("written_notice", v.ten + DAY) == "overdue"
    story.when("decide", on=v.ten)
    assert story.status("written_notice", v.hundred) == "met"


@TERMS
def test_p_04_it_is_extended_once_with_a_reason_to_seventeen(
    story: RequestStory, v: Vector
) -> None:
    story.when("request", on=v.start)
    blank = story.refused("extend", on=v.ten, reason="  ")
    assert isinstance(blank, InvalidField)
    assert blank.details["field"] == "reason"
    event = story.when("extend", on=v.ten)
    assert (event.rule, event.units) == ("P-04", 7)
    assert story.due("written_notice") == v.seventeen
    again = story.refused("extend", on=v.ten)
    assert isinstance(again, NotAllowedNow)
    assert again.details["allowed"] == ["decide"]


def test_p_04_a_term_that_has_passed_is_not_extended(story: RequestStory) -> None:
    story.when("request", on=date(2026, 11, 23))
    late = story.refused("extend", on=date(2026, 12, 8))
    assert isinstance(late, NotAllowedNow)
    assert "2026-12-07" in str(late)


@TERMS
def test_p_05_an_objection_comes_within_thirty_working_days_of_its_reason(
    story: RequestStory, v: Vector
) -> None:
    story.when("request", on=v.start)
    story.when("decide", on=v.start)
    assert story.clock("objection_window").promise.rule == "P-05"
    assert story.due("objection_window") == v.thirty
    assert story.left(v.thirty)["object"] == v.thirty
    assert "object" not in story.left(v.thirty + DAY)
    story.when("object", on=v.thirty + DAY)
    assert story.status("objection_window", v.hundred) == "late"


@TERMS
def test_p_06_the_superior_answers_in_thirty_working_days(
    story: RequestStory, v: Vector
) -> None:
    story.given("request", "decide", on=v.start)
    story.when("object", on=v.start)
    assert story.clock("objection_answer").promise.rule == "P-06"
    assert story.due("objection_answer") == v.thirty
    assert story.status("objection_answer", v.thirty + DAY) == "overdue"
    story.when("answer-objection", on=v.thirty)
    assert story.status("objection_answer", v.hundred) == "met"


@TERMS
def test_p_07_a_dispute_comes_within_fourteen_working_days_of_the_answer(
    story: RequestStory, v: Vector
) -> None:
    story.given("request", "decide", "object", "answer-objection", on=v.start)
    assert story.clock("dispute_window").promise.rule == "P-07"
    assert story.left(v.fourteen)["dispute"] == v.fourteen
    assert "dispute" not in story.left(v.fourteen + DAY)
    assert story.when("dispute", on=v.fourteen).timing == "in_time"
    assert story.status("dispute_window", v.hundred) == "met"


def test_p_07_a_later_one_is_recorded_as_expired(story: RequestStory) -> None:
    start = date(2026, 11, 23)
    story.given("request", "decide", "object", "answer-objection", on=start)
    assert story.when("dispute", on=date(2026, 12, 14)).timing == "expired"
    assert story.request.state == "disputed"
    assert story.status("dispute_window", date(2026, 12, 14)) == "late"


@TERMS
def test_p_08_without_an_answer_the_fourteen_run_from_its_lapse(
    story: RequestStory, v: Vector
) -> None:
    # Told backwards: the answer was due on the vector's day.
    calendar = story.reference.calendar
    filed = v.start - DAY
    while calendar.add_days(filed, 30, "working_days") > v.start:
        filed -= DAY
    if calendar.add_days(filed, 30, "working_days") != v.start:
        pytest.skip("no term of 30 working days ends on this day")
    story.given("request", "decide", "object", on=filed)
    assert story.due("objection_answer") == v.start
    assert "dispute" not in story.left(v.start)
    assert story.left(v.start + DAY)["dispute"] == v.fourteen
    assert story.when("dispute", on=v.fourteen).timing == "in_time"
    assert story.clock("dispute_window").promise.rule == "P-08"


def test_p_08_before_the_lapse_it_is_premature_and_after_the_window_expired(
    story: RequestStory,
) -> None:
    story.given("request", "decide", "object", on=date(2026, 11, 23))
    due = story.due("objection_answer")
    assert due == date(2027, 1, 8)
    assert story.when("dispute", on=due).timing == "premature"
    assert story.request.state == "objected"
    assert story.request.awaits == "superior"
    assert story.when("dispute", on=date(2027, 2, 1)).timing == "expired"
    assert [d.timing for d in story.request.disputes] == ["premature", "expired"]


@TERMS
def test_p_09_the_commission_starts_in_fourteen_and_rules_in_a_hundred(
    story: RequestStory, v: Vector
) -> None:
    story.given("request", "decide", "object", "answer-objection", on=v.start)
    story.when("dispute", on=v.start)
    assert story.clock("commission_ruling").promise.rule == "P-09"
    assert story.due("commission_start") == v.fourteen
    assert story.due("commission_ruling") == v.hundred
    story.when("record-ruling", on=v.fourteen, step="hearing", outcome=None)
    assert story.status("commission_start", v.hundred) == "met"
    story.when("record-ruling", on=v.hundred)
    assert story.status("commission_ruling", v.hundred) == "met"


@TERMS
def test_p_10_a_ruling_goes_to_court_within_fourteen_working_days(
    story: RequestStory, v: Vector
) -> None:
    story.given(
        "request", "decide", "object", "answer-objection", "dispute", on=v.start
    )
    story.when("record-ruling", on=v.start, outcome="refused")
    assert story.clock("court_window").promise.rule == "P-10"
    assert story.left(v.fourteen) == {"court": v.fourteen}
    assert story.left(v.fourteen + DAY) == {}


@pytest.mark.parametrize("outcome", ["settled", "withdrawn"])
def test_p_10_what_was_settled_or_withdrawn_does_not(
    story: RequestStory, outcome: str
) -> None:
    story.given("request", "decide", "object", "answer-objection", "dispute")
    story.when("record-ruling", outcome=outcome)
    assert "court_window" not in story.request.clocks


def test_p_01_the_registration_number_comes_with_the_receipt(
    story: RequestStory, seeded: Reference
) -> None:
    received = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
    event = story.when("request", on=received)
    assert event.case_number == story.request.case_number
    assert story.request.received_at == story.request.recorded_at == received
    rule = seeded.standards.rule_on("P-01", date(2026, 11, 23))
    assert rule is not None
    assert (rule.limit, rule.legal_basis) == (None, "UU 14/2008 Pasal 22(4)-(6)")


def term(reference: Reference, rule: str, start: date) -> date | None:
    found = reference.standards.rule_on(rule, start)
    assert found is not None
    return last_day(found, start, reference.calendar)


def test_p_11_periodic_information_is_published_every_six_months(
    seeded: Reference,
) -> None:
    assert term(seeded, "P-11", date(2026, 8, 31)) == date(2027, 2, 28)


def test_p_12_what_threatens_lives_is_told_at_once(seeded: Reference) -> None:
    assert term(seeded, "P-12", date(2026, 11, 23)) is None


def test_p_14_the_annual_report_is_due_at_the_end_of_march(seeded: Reference) -> None:
    assert term(seeded, "P-14", date(2026, 12, 31)) == date(2027, 3, 31)


def test_p_15_the_lists_are_decreed_each_year(seeded: Reference) -> None:
    assert term(seeded, "P-15", date(2026, 11, 23)) is None
