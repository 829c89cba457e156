"""The list of public information: rows with the columns of the law, due again by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from domain import public_information_decisions as decisions
from domain import service_standards
from domain.public_information import InformationKind
from tests.domain.information.conftest import DESCRIPTION

if TYPE_CHECKING:
    from tests.domain.information.conftest import Lists


def listed(lists: Lists, kind: InformationKind = "periodic", **words: Any) -> None:
    description = replace(DESCRIPTION, kind=kind)
    lists.when(decisions.list_item, code="lkjip", description=description, **words)


def test_p_11_what_is_periodic_is_due_six_months_after_it_was_listed(
    lists: Lists,
) -> None:
    listed(lists)
    due = lists.item().due
    assert due is not None
    assert (due.rule, due.started_on, due.due_on) == (
        "P-11",
        date(2026, 3, 3),
        date(2026, 9, 3),
    )


@pytest.mark.parametrize(
    ("published_on", "due_on"),
    [
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 12, 1), date(2026, 6, 1)),
        (date(2026, 3, 3), date(2026, 9, 3)),
    ],
)
def test_p_11_counts_from_the_last_publication_where_there_was_one(
    lists: Lists, published_on: date, due_on: date
) -> None:
    listed(lists, published_on=published_on)
    due = lists.item().due
    assert due is not None
    assert due.due_on == due_on


def test_p_11_each_publication_makes_it_due_again(lists: Lists) -> None:
    listed(lists)
    lists.day = date(2026, 10, 5)
    lists.when(decisions.publish, code="lkjip", link=None)
    due = lists.item().due
    assert due is not None
    assert due.due_on == date(2027, 4, 5)
    assert lists.item().published_on == date(2026, 10, 5)


def test_p_11_a_promise_stands_when_the_rule_changes_and_the_next_one_follows_it(
    lists: Lists,
) -> None:
    listed(lists)
    rule = lists.reference.standards.rules["P-11"][-1]
    words = {
        name: getattr(rule, name)
        for name in ("description", "legal_basis", "status", "unit")
    }
    adopted = lists.reference.standards.adopt(
        lists.at().origin,
        rule="P-11",
        limit=3,
        valid_from=date(2026, 4, 1),
        **words,
    )
    assert isinstance(adopted, service_standards.RuleAdopted)
    standards = lists.reference.standards.apply(adopted)
    lists.reference = replace(lists.reference, standards=standards)
    due = lists.item().due
    assert due is not None
    assert due.due_on == date(2026, 9, 3)
    lists.day = date(2026, 5, 4)
    lists.when(decisions.publish, code="lkjip", link=None)
    due = lists.item().due
    assert due is not None
    assert (due.due_on, due.rule_version) == (date(2026, 8, 4), 2)


def test_p_12_what_is_told_at_once_is_due_on_its_day_until_it_is_published(
    lists: Lists,
) -> None:
    listed(lists, kind="immediate")
    due = lists.item().due
    assert due is not None
    assert (due.rule, due.due_on) == ("P-12", date(2026, 3, 3))
    lists.when(decisions.publish, code="lkjip", link=None)
    assert lists.item().due is None


def test_what_is_there_at_any_time_is_never_due(lists: Lists) -> None:
    listed(lists, kind="anytime")
    assert lists.item().due is None
    lists.when(decisions.publish, code="lkjip", link=None)
    assert lists.item().due is None


def test_another_kind_brings_another_due_day_and_other_words_do_not(
    lists: Lists,
) -> None:
    listed(lists)
    before = lists.item().due
    lists.day = date(2026, 4, 1)
    steps: tuple[tuple[InformationKind, str | None], ...] = (
        ("periodic", "P-11"),
        ("anytime", None),
        ("immediate", "P-12"),
    )
    for kind, rule in steps:
        description = replace(DESCRIPTION, kind=kind, title=f"Laporan {kind}")
        lists.when(
            decisions.change_item, code="lkjip", description=description, reason="x"
        )
        due = lists.item().due
        assert (due and due.rule) == rule
        assert due == before or kind != "periodic"
        assert lists.item().description == description


def test_a_publication_names_where_it_is_read_and_keeps_the_place_without(
    lists: Lists,
) -> None:
    listed(lists)
    lists.when(decisions.publish, code="lkjip", link="https://example.org/1.pdf")
    lists.when(decisions.publish, code="lkjip", link=None)
    assert lists.item().description.link == "https://example.org/1.pdf"


def test_what_is_withdrawn_is_off_the_list_due_no_more_and_not_forgotten(
    lists: Lists,
) -> None:
    listed(lists)
    lists.when(decisions.withdraw, code="lkjip", reason="Digabung")
    assert list(lists.reference.public_information) == []
    assert lists.item().withdrawn
    assert lists.item().due is None
    for decide, words in (
        (decisions.publish, {"link": None}),
        (decisions.withdraw, {"reason": "x"}),
        (decisions.change_item, {"description": DESCRIPTION, "reason": "x"}),
    ):
        field, problem = lists.refused(decide, code="lkjip", **words)
        assert field == "code"
        assert "was withdrawn; list it anew under another code" in problem
    taken = lists.refused(decisions.list_item, code="lkjip", description=DESCRIPTION)
    assert taken == ("code", "'lkjip' is taken.")


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"code": "X"}, "code"),
        ({"code": "x"}, "code"),
        ({"description": replace(DESCRIPTION, agency="no-such")}, "agency"),
        ({"description": replace(DESCRIPTION, forms=())}, "forms"),
        ({"published_on": date(2026, 3, 4)}, "published_on"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(
    lists: Lists, words: dict[str, Any], field: str
) -> None:
    fitting = {"code": "lkjip", "description": DESCRIPTION}
    assert lists.refused(decisions.list_item, **{**fitting, **words})[0] == field


def test_a_publication_is_recorded_neither_ahead_nor_before_the_last(
    lists: Lists,
) -> None:
    listed(lists, published_on=date(2026, 3, 2))
    words = {"code": "lkjip", "link": None}
    for day in (date(2026, 3, 4), date(2026, 3, 1)):
        refused = lists.refused(decisions.publish, published_on=day, **words)
        assert refused[0] == "published_on"
    lists.when(decisions.publish, published_on=date(2026, 3, 2), **words)


def test_the_day_of_a_publication_is_the_tenants(lists: Lists) -> None:
    listed(lists)
    event = decisions.publish(lists.at(hour=20), code="lkjip", link=None)
    assert event.published_on == date(2026, 3, 4)  # 03.00 WIB of the next day


def test_an_unknown_code_is_refused_with_where_codes_are_listed(lists: Lists) -> None:
    field, problem = lists.refused(decisions.withdraw, code="lkjip", reason="x")
    assert field == "code"
    assert "see GET /v1/public-information" in problem


def test_p_15_the_lists_of_a_year_are_laid_down_by_decree_the_last_one_counts(
    lists: Lists,
) -> None:
    for decree in ("188.44/7/2026", "188.44/9/2026"):
        lists.when(
            decisions.decree, year=2026, decree=decree, decreed_on=date(2026, 1, 12)
        )
    assert lists.reference.public_information.decrees[2026].decree == "188.44/9/2026"
    ahead = {"year": 2026, "decree": "x", "decreed_on": date(2026, 3, 4)}
    assert lists.refused(decisions.decree, **ahead)[0] == "decreed_on"
