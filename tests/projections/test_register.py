"""The register: listed, filtered, paged, searched, looked up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from psycopg.rows import tuple_row

from domain.complaint_events import ExternalId
from projections.filters import Filters
from projections.listing import Listing, Sort
from projections.paging import BadCursor, Page
from projections.register_lists import Entry, by_case_number, by_external_id, cases
from projections.register_pages import statement
from projections.visibility import Visibility
from storage.read_model import snapshot

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
TODAY = date(2026, 3, 30)


def listed(
    installation: Installation, visibility: Visibility = ALL, **how: Any
) -> list[str]:
    """The titles found, opened."""
    how.setdefault("sort", "received_at")
    page = cases(installation.pool, Listing(today=TODAY, **how), visibility)
    assert page.next_cursor is None
    return titles(installation, page)


def titles(installation: Installation, page: Page[Entry]) -> list[str]:
    sealed = [entry.title for entry in page.items if entry.title]
    opened = installation.office.vault.open(sealed)
    return [title or "" for title in opened]


def search(installation: Installation, text: str) -> list[str]:
    return listed(installation, words=installation.office.terms.of_query(text))


@pytest.fixture
def filled(installation: Installation, office: Office) -> Installation:
    a = office.receive(
        0, title="A", channel="phone", category="jalan", region="62.03.01.2001"
    )
    b = office.receive(1, title="B", region="62.03", classification="aspiration")
    office.receive(2, title="C", region="62.04", category="kesehatan")
    d = office.receive(3, title="D", region="62", by="desk-1")
    office.then(a, "verify", 1)
    office.then(a, "dispose", 1, agency="dinas-pu")
    office.then(b, "archive", 4, reason="too_general")
    office.then(d, "verify", 5)
    office.then(d, "dispose", 28, agency="dinas-kesehatan")
    installation.catch_up()
    return installation


def test_a_row_says_what_the_complaint_is(
    installation: Installation, office: Office
) -> None:
    case = office.receive(
        0,
        by="desk-1",
        title="Lampu padam",
        category="jalan",
        region="62.03",
        agency="dinas-pu",
        confidential=True,
        external_id=ExternalId("sp4n", "5010653"),
    )
    office.then(case, "verify", 1)
    case = office.then(case, "dispose", 2, agency="dinas-kesehatan")
    position = len(office.events)
    installation.catch_up()
    [entry] = cases(installation.pool, Listing(today=TODAY), ALL).items
    assert entry == Entry(
        id=case.id,
        case_number=case.case_number,
        external_id=ExternalId("sp4n", "5010653"),
        state="disposed",
        classification="complaint",
        category="jalan",
        region="62.03",
        channel="web",
        agency="dinas-kesehatan",
        suggested_agency="dinas-pu",
        restricted=True,
        received_by="desk-1",
        received_at=case.received_at,
        received_on=date(2026, 3, 2),
        next_due_on=min(c.promise.due_on for c in case.running_clocks),
        erased=None,
        version=3,
        position=position,
        title=case.title,
    )


def test_the_received_day_is_that_of_the_zone(
    installation: Installation, office: Office
) -> None:
    late = office.at(0)
    evening = late.origin.occurred_at.replace(hour=18)  # 01:00 of the next day, WIB
    office.at = lambda *_: late._replace(  # type: ignore[method-assign]
        origin=replace(late.origin, occurred_at=evening, recorded_at=evening)
    )
    office.receive(0)
    installation.catch_up()
    [entry] = cases(installation.pool, Listing(today=TODAY), ALL).items
    assert entry.received_on == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, "ABCD"),
        ({"states": ["received", "archived"]}, "BC"),
        ({"overdue": True}, "AC"),
        ({"overdue": False}, "BD"),
        ({"filters": Filters(agency="dinas-pu")}, "A"),
        ({"filters": Filters(category="jalan")}, "A"),
        ({"filters": Filters(region="62.03")}, "AB"),
        ({"filters": Filters(region="62")}, "ABCD"),
        ({"filters": Filters(region="62.0")}, ""),
        ({"filters": Filters(region="%")}, ""),
        ({"filters": Filters(channel="phone")}, "A"),
        ({"filters": Filters(classification="aspiration")}, "B"),
        ({"filters": Filters(received_from=date(2026, 3, 4))}, "CD"),
        ({"filters": Filters(received_to=date(2026, 3, 3))}, "AB"),
        ({"sort": "-received_at"}, "DCBA"),
        ({"sort": "next_due_on"}, "CADB"),
    ],
)
def test_a_list_holds_the_cases_it_asks_for(
    filled: Installation, how: dict[str, Any], expected: str
) -> None:
    assert "".join(listed(filled, **how)) == expected


def test_words_find_a_case_by_title_description_and_number(
    installation: Installation, office: Office
) -> None:
    case = office.receive(
        0,
        title="Jembatan rusak",
        description="Warga tdk bisa menyeberang",
        external_id=ExternalId("sp4n", "5010653"),
    )
    office.receive(1, title="Jembatan gantung", description="Perlu cat")
    installation.catch_up()
    assert search(installation, "jembatan") == ["Jembatan rusak", "Jembatan gantung"]
    assert search(installation, "kerusakan jbtn") == ["Jembatan rusak"]
    assert search(installation, "tidak menyeberang") == ["Jembatan rusak"]
    assert search(installation, "5010653") == ["Jembatan rusak"]
    assert search(installation, case.case_number.lower()) == ["Jembatan rusak"]
    assert search(installation, "jembatan sekolah") == []
    assert search(installation, "?") == []


def test_search_follows_an_amended_text_and_opens_only_what_changed(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, title="Lampu", description="Mati")
    installation.catch_up()
    office.vault.opened.clear()
    office.then(case, "note", 1, message="Dicek")
    office.receive(1)
    installation.catch_up()
    assert office.vault.opened == [2]
    office.then(case, "amend", 2, reason="Salah", changed=["title"], title="Pohon")
    installation.catch_up()
    assert search(installation, "pohon mati") == ["Pohon"]
    assert search(installation, "lampu") == []


def test_a_text_whose_key_is_gone_is_not_found(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, title="Lampu")
    del office.vault.keys[case.case_key.id]
    installation.catch_up()
    assert search(installation, "lampu") == []
    assert listed(installation) == [""]


def test_one_case_is_looked_up_by_either_number(filled: Installation) -> None:
    external = ExternalId("sp4n", "1")
    case = filled.office.receive(0, external_id=external, confidential=True)
    filled.catch_up()
    for visibility, found in ((ALL, case.id), (Visibility(), None)):
        for entry in (
            by_case_number(filled.pool, case.case_number, visibility),
            by_external_id(filled.pool, external, visibility),
        ):
            assert (entry and entry.id) == found
    assert by_case_number(filled.pool, "KQ7M-4XPR-H", ALL) is None
    assert by_external_id(filled.pool, ExternalId("other", "1"), ALL) is None


@pytest.mark.parametrize("sort", ["received_at", "-received_at", "next_due_on"])
def test_pages_hold_every_case_once(
    installation: Installation, office: Office, sort: Sort
) -> None:
    made = [office.receive(day // 5) for day in range(23)]
    for case in made[::3]:
        office.then(case, "archive", 6, reason="incomplete")
    installation.catch_up()
    listing = Listing(today=TODAY, sort=sort, limit=4)
    pages = [cases(installation.pool, listing, ALL)]
    while pages[-1].next_cursor:
        following = replace(listing, cursor=pages[-1].next_cursor)
        pages.append(cases(installation.pool, following, ALL))
    found = [entry for page in pages for entry in page.items]
    assert [len(page.items) for page in pages] == [4, 4, 4, 4, 4, 3]
    assert {entry.id for entry in found} == {case.id for case in made}

    def place(entry: Entry) -> Any:
        if sort == "next_due_on":
            return (entry.next_due_on or date.max, entry.id)
        return (entry.received_at, entry.id)

    assert found == sorted(found, key=place, reverse=sort.startswith("-"))


def test_a_full_last_page_has_no_next(filled: Installation) -> None:
    page = cases(filled.pool, Listing(today=TODAY, limit=4), ALL)
    assert (len(page.items), page.next_cursor) == (4, None)


@pytest.mark.parametrize("limit", [0, 201, -1])
def test_a_limit_out_of_bounds_is_refused(filled: Installation, limit: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 200"):
        cases(filled.pool, Listing(today=TODAY, limit=limit), ALL)


@pytest.mark.parametrize(
    "bad", ["x", "é", "bnVsbA", "W10", "WyJyIl0", "e30", "WzEsMiwzXQ", "====", "\0"]
)
def test_a_cursor_that_was_not_given_is_refused(filled: Installation, bad: str) -> None:
    with pytest.raises(BadCursor):
        cases(filled.pool, Listing(today=TODAY, cursor=bad), ALL)


def test_a_cursor_of_another_order_is_refused(filled: Installation) -> None:
    page = cases(filled.pool, Listing(today=TODAY, limit=1), ALL)
    with pytest.raises(BadCursor):
        other = Listing(today=TODAY, sort="received_at", cursor=page.next_cursor)
        cases(filled.pool, other, ALL)


@pytest.mark.parametrize(
    "where",
    ["case_number = 'KQ7M-4XPR-H'", "external_id = '1'", f"id = '{UUID(int=0)}'"],
)
def test_a_look_up_uses_an_index(
    installation: Installation, office: Office, where: str
) -> None:
    for number in range(300):
        office.receive(0, external_id=ExternalId("sp4n", str(number)))
    installation.catch_up()
    assert "Seq Scan" not in plan(installation, f"SELECT * FROM cases WHERE {where}")


@pytest.mark.parametrize("sort", ["received_at", "-received_at", "next_due_on"])
def test_a_first_page_reads_no_more_than_a_page(
    installation: Installation, office: Office, sort: Sort
) -> None:
    for number in range(600):
        office.receive(number % 20)
    installation.catch_up()
    query, params = statement(Listing(today=TODAY, sort=sort, limit=5), ALL)
    found = plan(installation, query, params)
    assert "Sort" not in found
    assert "Seq Scan" not in found


def plan(installation: Installation, query: str, params: Any = None) -> str:
    with installation.pool.connection() as connection:
        connection.execute("ANALYZE")
    with snapshot(installation.pool, "register") as (connection, _):
        rows = connection.cursor(row_factory=tuple_row).execute(
            ("EXPLAIN " + query).encode(), params
        )
        return "\n".join(row[0] for row in rows)
