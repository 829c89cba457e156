"""What everybody reads of public and of excluded information, and what falls due."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from domain.exclusions import ConsequenceTest, Exclusion, Exclusions, Outcome
from domain.public_information import (
    Decree,
    Description,
    PublicationDue,
    PublicInformation,
    PublicItem,
)
from domain.reference import Reference
from domain.sealing import KeyRef
from domain.service_standards import Rule, ServiceStandards
from projections.information_list import (
    Entry,
    InformationSearch,
    Wanted,
    falling_due,
    listed,
)
from projections.paging import BadCursor
from projections.search_terms import SearchTerms

ZONE = ZoneInfo("Asia/Pontianak")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 20, tzinfo=UTC)
TERMS = SearchTerms(bytes(32))
SEARCH = InformationSearch(TERMS)
DESCRIPTION = Description(
    title="Laporan kinerja",
    summary="Capaian sasaran tahun 2025",
    kind="periodic",
    agency="dishub",
    held_by="Sekretariat",
    responsible="Kepala Dinas",
    made="2026, Palangka Raya",
    forms=("softcopy",),
    retention="5 tahun",
)
OUTCOME = Outcome(
    title="Rencana pengamanan",
    agency="satpolpp",
    ground="c",
    decision="exclude",
    decree="188.4/12/2026",
    tested_on=date(2026, 3, 2),
    valid_from=date(2026, 3, 3),
    valid_to=date(2026, 12, 31),
)


def item(code: str, due_on: date | None = None, **words: Any) -> PublicItem:
    due = due_on and PublicationDue("P-11", 1, date(2026, 1, 1), due_on)
    return PublicItem(code, replace(DESCRIPTION, **words), NOW, None, due or None)


def exclusion(code: str, ended_on: date | None = None, **other: Any) -> Exclusion:
    test = ConsequenceTest(replace(OUTCOME, **other), {})
    return Exclusion(code, KeyRef(UUID(int=1), b""), (test,), ended_on)


def reference(*known: PublicItem | Exclusion, **more: Any) -> Reference:
    items = {one.code: one for one in known if isinstance(one, PublicItem)}
    exclusions = {one.code: one for one in known if isinstance(one, Exclusion)}
    rules = {
        id: (Rule(id, 1, "", None, None, f"law of {id}", "confirmed", date.min),)
        for id in ("P-11", "P-15")
    }
    return Reference(
        standards=ServiceStandards(2, rules),
        public_information=PublicInformation(
            1, items, **{"begun_at": NOW if items else None, **more}
        ),
        exclusions=Exclusions(1, exclusions),
    )


def codes(known: Reference, **wanted: Any) -> list[str]:
    page = listed(known, TODAY, Wanted(**wanted), SEARCH)
    return [entry.code for entry in page.items]


KNOWN = reference(
    item("b", title="banjir", kind="immediate", agency="bpbd"),
    item("a", title="Anggaran", summary="Rincian belanja perbaikan jalan"),
    replace(item("gone", title="Aset"), withdrawn=True),
    exclusion("c", title="Curang"),
    exclusion("open", decision="disclose", valid_to=None),
    exclusion("over", valid_to=date(2026, 11, 22)),
    exclusion("later", valid_from=date(2026, 11, 24)),
    exclusion("ended", ended_on=TODAY),
)


def test_four_categories_stand_together_by_title_and_nothing_that_is_over() -> None:
    assert codes(KNOWN) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"category": "periodic"}, ["a"]),
        ({"category": "immediate"}, ["b"]),
        ({"category": "anytime"}, []),
        ({"category": "excluded"}, ["c"]),
        ({"agency": "bpbd"}, ["b"]),
        ({"agency": "bpbd", "category": "periodic"}, []),
    ],
)
def test_a_filter_leaves_what_fits(wanted: dict[str, Any], expected: list[str]) -> None:
    assert codes(KNOWN, **wanted) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("memperbaiki jl", ["a"]),
        ("BANJIR", ["b"]),
        ("curang", ["c"]),
        ("banjir jalan", []),
        ("!", ["a", "b", "c"]),
    ],
)
def test_words_are_found_in_title_and_summary_in_any_form(
    query: str, expected: list[str]
) -> None:
    assert codes(KNOWN, words=TERMS.of_query(query)) == expected


def test_of_an_exclusion_nothing_is_told_but_its_outcome() -> None:
    page = listed(KNOWN, TODAY, Wanted(category="excluded"), SEARCH)
    (entry,) = page.items
    outcome = replace(OUTCOME, title="Curang")
    assert entry == Entry(
        code="c",
        category="excluded",
        title="Curang",
        agency="satpolpp",
        outcome=outcome,
    )


def test_pages_follow_one_another_and_hold_each_entry_once() -> None:
    known = reference(
        *(item(f"i{n}", title=f"Judul {n % 3}") for n in range(7)),
        exclusion("i0", title="Judul 0"),
    )
    whole, found, after = codes(known), list[str](), None
    while True:
        page = listed(known, TODAY, Wanted(limit=3, cursor=after), SEARCH)
        assert page.total == 8
        found += [entry.code for entry in page.items]
        if (after := page.next_cursor) is None:
            break
    assert found == whole
    assert sorted(found) == sorted([f"i{n}" for n in range(7)] + ["i0"])


@pytest.mark.parametrize(
    "cursor", ["x", "WyJ0aXRsZSJd", "WyJvdGhlciIsImEiLCJiIiwiYyJd"]
)
def test_a_cursor_of_another_list_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor):
        codes(KNOWN, cursor=cursor)


@pytest.mark.parametrize("limit", [0, 201])
def test_a_page_has_its_bounds(limit: int) -> None:
    with pytest.raises(ValueError, match="not between 1 and 200"):
        codes(KNOWN, limit=limit)


def due(known: Reference, until: date = date(2026, 12, 31)) -> list[Any]:
    found = falling_due(known, TODAY, until, ZONE)
    return [(one.what, one.code or one.year, one.due_on, one.late) for one in found]


def test_p_11_a_publication_is_late_the_day_after_and_not_on_its_day() -> None:
    yesterday = date(2026, 11, 22)
    known = reference(
        item("today", TODAY),
        item("late", yesterday),
        item("far", date(2027, 1, 1)),
        item("never"),
        decrees={2026: Decree(2026, "x", TODAY)},
    )
    assert due(known) == [
        ("publication", "late", yesterday, True),
        ("publication", "today", TODAY, False),
    ]
    (first, _) = falling_due(known, TODAY, TODAY, ZONE)
    assert (first.rule, first.legal_basis) == ("P-11", "law of P-11")


def test_p_15_each_year_since_the_list_began_needs_its_decree() -> None:
    begun = datetime(2024, 12, 31, 20, tzinfo=UTC)  # 2025 in Kalimantan
    last = date(2025, 12, 31)
    assert due(reference(item("x"), begun_at=begun)) == [
        ("decree", 2025, last, True),
        ("decree", 2026, date(2026, 12, 31), False),
    ]
    laid_down = {2025: Decree(2025, "x", last), 2026: Decree(2026, "y", TODAY)}
    assert due(reference(item("x"), begun_at=begun, decrees=laid_down)) == []
    assert due(reference()) == []


def test_an_exclusion_falls_due_at_the_end_of_its_period_unless_it_is_ended() -> None:
    known = reference(
        exclusion("soon"),
        exclusion("over", valid_to=date(2026, 11, 1)),
        exclusion("ended", ended_on=TODAY),
        exclusion("open", decision="disclose", valid_to=None),
    )
    assert due(known) == [
        ("exclusion", "over", date(2026, 11, 1), True),
        ("exclusion", "soon", date(2026, 12, 31), False),
    ]
    assert due(known, until=date(2026, 12, 30)) == [
        ("exclusion", "over", date(2026, 11, 1), True)
    ]
