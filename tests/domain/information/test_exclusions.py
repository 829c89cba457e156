"""Excluded information: closed by a test, for a time, on a ground of the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, get_args

import pytest

from domain import exclusion_decisions as decisions
from domain.exclusions import ExclusionGround
from domain.refusals import InvalidField
from tests.domain.information.conftest import OUTCOME, TEXTS

if TYPE_CHECKING:
    from tests.domain.information.conftest import Lists

TESTED = date(2026, 3, 2)
FIRST, LAST = date(2026, 3, 3), date(2027, 3, 2)
DAY = timedelta(days=1)


def closed(lists: Lists, **other: Any) -> Any:
    (key,) = lists.vault.take(1)
    outcome = replace(OUTCOME, **other)
    return lists.when(
        decisions.record_test, code="rencana", key=key, outcome=outcome, **TEXTS
    )


def revised(lists: Lists, **other: Any) -> Any:
    return lists.when(
        decisions.revise,
        code="rencana",
        outcome=replace(OUTCOME, **other),
        reason="Diuji ulang",
        **TEXTS,
    )


def not_recorded(lists: Lists, **other: Any) -> tuple[str, str]:
    (key,) = lists.vault.take(1)
    return lists.refused(
        decisions.record_test,
        code="rencana",
        key=key,
        outcome=replace(OUTCOME, **other),
        **TEXTS,
    )


@pytest.mark.parametrize("decision", ["exclude", "exclude_in_part"])
def test_p_13_a_test_closes_from_its_first_day_to_its_last_and_not_beyond(
    lists: Lists, decision: str
) -> None:
    closed(lists, decision=decision)
    exclusions = lists.reference.exclusions
    for day in (FIRST, LAST):
        assert exclusions.check_in_force("rencana", day).decision == decision
    for day, told in (
        (FIRST - DAY, "begins on 2026-03-03"),
        (LAST + DAY, "ended on 2027-03-02"),
    ):
        match = rf"its period {told}\. Give .* record a consequence test"
        with pytest.raises(InvalidField, match=match):
            exclusions.check_in_force("rencana", day)


def test_p_13_an_exclusion_that_was_never_tested_carries_no_refusal(
    lists: Lists,
) -> None:
    with pytest.raises(InvalidField, match="there is no exclusion 'rencana'") as told:
        lists.reference.exclusions.check_in_force("rencana", FIRST, "ground")
    assert told.value.details["field"] == "ground"


def test_a_test_that_discloses_closes_nothing(lists: Lists) -> None:
    closed(lists, decision="disclose", valid_to=None)
    assert lists.exclusion().on(FIRST) is None
    assert list(lists.reference.exclusions.in_force(FIRST)) == []
    refused = lists.refused(decisions.end, code="rencana", reason="x")
    assert refused[0] == "code"


def test_a_revision_counts_from_its_own_first_day_on(lists: Lists) -> None:
    closed(lists)
    lists.day = date(2026, 6, 1)
    new = date(2026, 7, 1)
    revised(lists, ground="h", tested_on=lists.day, valid_from=new, valid_to=LAST + DAY)
    on = {day: lists.exclusion().on(day) for day in (FIRST, new - DAY, new, LAST + DAY)}
    grounds = [outcome and outcome.ground for outcome in on.values()]
    assert grounds == ["c", "c", "h", "h"]
    assert lists.exclusion().on(LAST + 2 * DAY) is None


def test_a_revision_may_open_it(lists: Lists) -> None:
    closed(lists)
    lists.day = date(2026, 6, 1)
    revised(
        lists,
        decision="disclose",
        tested_on=lists.day,
        valid_from=lists.day,
        valid_to=None,
    )
    assert lists.exclusion().on(lists.day - DAY) is not None
    assert lists.exclusion().on(lists.day) is None
    with pytest.raises(InvalidField, match="found it open from 2026-06-01 on"):
        lists.reference.exclusions.check_in_force("rencana", lists.day)


def test_a_revision_reaches_back_before_no_earlier_test(lists: Lists) -> None:
    closed(lists)
    refused = lists.refused(
        decisions.revise,
        code="rencana",
        outcome=replace(OUTCOME, tested_on=TESTED, valid_from=TESTED),
        reason="x",
        **TEXTS,
    )
    assert refused[0] == "valid_from"


def test_an_end_opens_it_from_that_day_and_leaves_the_days_before(
    lists: Lists,
) -> None:
    closed(lists)
    lists.day = date(2026, 6, 1)
    past = lists.refused(
        decisions.end, code="rencana", reason="x", ended_on=lists.day - DAY
    )
    assert past[0] == "ended_on"
    lists.when(decisions.end, code="rencana", reason="Perkara diputus")
    assert lists.exclusion().on(lists.day - DAY) is not None
    assert lists.exclusion().on(lists.day) is None
    with pytest.raises(InvalidField, match="ended on 2026-06-01"):
        lists.reference.exclusions.check_in_force("rencana", lists.day)
    for decide, words in (
        (decisions.end, {"reason": "x"}),
        (decisions.revise, {"reason": "x", "outcome": OUTCOME, **TEXTS}),
    ):
        field, problem = lists.refused(decide, code="rencana", **words)
        assert field == "code"
        assert "under another code" in problem


def test_who_tested_and_what_was_weighed_is_sealed_and_opens_at_its_place(
    lists: Lists,
) -> None:
    event = closed(lists)
    said = {name: getattr(event, name).ciphertext for name in TEXTS}
    for name, text in TEXTS.items():
        assert text.encode() not in said[name]
    revised(lists)
    for test in lists.exclusion().tests:
        assert lists.vault.open(list(test.texts.values())) == list(TEXTS.values())
    lists.vault.keys.clear()
    texts = lists.exclusion().tests[0].texts
    assert lists.vault.open(list(texts.values())) == [None, None, None]


@pytest.mark.parametrize("ground", get_args(ExclusionGround))
def test_the_legal_basis_names_the_letter_and_the_other_law(
    lists: Lists, ground: ExclusionGround
) -> None:
    closed(lists, ground=ground, other_law="UU 27/2022")
    assert lists.exclusion().last.legal_basis == (
        f"UU 14/2008 Pasal 17 huruf {ground}; UU 27/2022"
    )
    alone = replace(OUTCOME, ground=ground).legal_basis
    assert alone == f"UU 14/2008 Pasal 17 huruf {ground}"


@pytest.mark.parametrize(
    ("other", "field", "told"),
    [
        ({"agency": "no-such"}, "agency", "there is no agency"),
        ({"tested_on": date(2026, 3, 4)}, "tested_on", "test first"),
        ({"valid_from": date(2026, 3, 1)}, "valid_from", "before it was tested"),
        ({"ground": "j"}, "other_law", "another law: name it"),
        ({"valid_to": None, "ground": "h"}, "valid_to", "it is tested again."),
        (
            {"valid_to": None, "ground": "f"},
            "valid_to",
            "tested again: this ground is not permanent (UU 14/2008 Pasal 20(1)).",
        ),
        ({"valid_to": date(2026, 3, 2)}, "valid_to", "earlier than the first day"),
        ({"decision": "disclose"}, "valid_to", "leave it out"),
    ],
)
def test_an_outcome_that_the_law_does_not_know_is_refused(
    lists: Lists, other: dict[str, Any], field: str, told: str
) -> None:
    refused_field, problem = not_recorded(lists, **other)
    assert refused_field == field
    assert told in problem


def test_law_enforcement_closes_for_thirty_years_and_not_a_day_more(
    lists: Lists,
) -> None:
    longest = date(2056, 3, 3)
    field, problem = not_recorded(lists, ground="a", valid_to=longest + DAY)
    assert field == "valid_to"
    assert "later than 2056-03-03, the longest that PP 61/2010" in problem
    closed(lists, ground="c", valid_to=longest + DAY)
    assert lists.exclusion().on(longest + DAY)


def test_law_enforcement_closes_up_to_the_last_of_thirty_years(lists: Lists) -> None:
    closed(lists, ground="a", valid_to=date(2056, 3, 3))
    assert lists.exclusion().on(date(2056, 3, 3))


def test_a_code_is_well_formed_and_given_once(lists: Lists) -> None:
    (key,) = lists.vault.take(1)
    words = {"key": key, "outcome": OUTCOME, **TEXTS}
    assert lists.refused(decisions.record_test, code="X", **words)[0] == "code"
    closed(lists)
    field, problem = lists.refused(decisions.record_test, code="rencana", **words)
    assert field == "code"
    assert "revise it" in problem
