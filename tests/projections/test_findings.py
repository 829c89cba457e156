"""The list of findings: who sees what, filters, pages, counts and rebuilds."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from psycopg.rows import tuple_row

from domain.refusals import Refusal
from projections.finding_lists import KINDS, Wanted, findings, statement
from projections.paging import BadCursor, cursor
from projections.visibility import Visibility
from storage.read_model import snapshot
from storage.rebuild import rebuild

if TYPE_CHECKING:
    from domain.complaint import Complaint
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
ANSWER = "Laporan Anda nomor 17 sudah kami teruskan kepada petugas lapangan."
ALIKE = "laporan anda nomor 23 SDH kami teruskan kepada petugas lapangan"


def disposed(office: Office, **words: Any) -> Complaint:
    case = office.receive(0, **words)
    office.then(case, "verify", 0)
    return office.then(case, "dispose", 0, agency="dinas-pu")


def reopened(office: Office, **words: Any) -> Complaint:
    """A case with one finding, that was with dinas-pu."""
    case = disposed(office, **words)
    office.then(case, "follow_up", 1, message="x")
    return office.then(case, "reply", 2, message="x")


def seen(installation: Installation, visibility: Visibility) -> list[str]:
    """The numbers of the cases; a list and its count agree."""
    installation.catch_up()
    page = findings(installation.pool, Wanted(), visibility)
    assert sum(page.counts.values()) == len(page.items)
    return [row.case_number for row in page.items]


def test_a_restricted_cases_finding_is_for_those_who_see_it(
    installation: Installation, office: Office
) -> None:
    reopened(office, confidential=True, by="desk-1")
    for visibility, found in (
        (ALL, 1),
        (Visibility(agencies=frozenset(["dinas-pu"]), restricted=True), 1),
        (Visibility(received_by="desk-1"), 1),
        (Visibility(received_by="desk-2"), 0),
        (Visibility(agencies=frozenset(["dinas-pu"])), 0),
        (Visibility(restricted_in_totals=True), 0),
        (Visibility(nothing=True), 0),
    ):
        assert len(seen(installation, visibility)) == found


def test_who_sees_a_finding_follows_the_case(
    installation: Installation, office: Office
) -> None:
    case, other = reopened(office), reopened(office)
    both = [other.case_number, case.case_number]
    pu, health = (
        Visibility(agencies=frozenset([code]))
        for code in ("dinas-pu", "dinas-kesehatan")
    )
    assert seen(installation, pu) == both
    office.then(case, "return_", 3, reason="x")
    assert seen(installation, pu) == [other.case_number]
    office.then(case, "dispose", 4, agency="dinas-kesehatan")
    assert seen(installation, health) == [case.case_number]
    then = findings(installation.pool, Wanted(agency="dinas-pu"), ALL)
    assert [row.case_number for row in then.items] == both
    office.then(case, "reclassify", 5, reason="x", classification="oversight_complaint")
    assert seen(installation, health) == []
    assert seen(installation, Visibility()) == [other.case_number]


def test_filters_leave_the_findings_that_are_asked_for(
    installation: Installation, office: Office
) -> None:
    case = reopened(office)
    office.then(case, "return_", 3, reason="x")
    office.then(case, "dispose", 4, agency="dinas-kesehatan")
    office.then(case, "dispose", 5, agency="dinas-pu")
    installation.catch_up()
    days = [office.at(day).day for day in range(7)]
    both = ["ping_pong", "reopened_soon"]
    for how, kinds in (
        ({}, both),
        ({"kind": "ping_pong"}, ["ping_pong"]),
        ({"kind": "backdated_stop"}, []),
        ({"agency": "dinas-pu"}, both),
        ({"agency": "dinas-kesehatan"}, []),
        ({"first": days[2], "last": days[5]}, both),
        ({"first": days[3]}, ["ping_pong"]),
        ({"last": days[4]}, ["reopened_soon"]),
        ({"first": days[6]}, []),
    ):
        wanted = Wanted(**how)
        page = findings(installation.pool, wanted, ALL)
        assert [row.kind for row in page.items] == kinds
        assert page.counts == {kind: kinds.count(kind) for kind in KINDS}


def test_pages_hold_every_finding_once_the_newest_first(
    installation: Installation, office: Office
) -> None:
    for _ in range(5):
        reopened(office)
    installation.catch_up()
    wanted = Wanted(limit=2)
    pages = [findings(installation.pool, wanted, ALL)]
    while following := pages[-1].next_cursor:
        page = findings(installation.pool, replace(wanted, cursor=following), ALL)
        pages.append(page)
    positions = [row.position for page in pages for row in page.items]
    assert [len(page.items) for page in pages] == [2, 2, 1]
    assert positions == sorted(set(positions), reverse=True)
    assert {page.counts["reopened_soon"] for page in pages} == {5}


def test_where_nothing_was_found_the_list_is_empty(
    installation: Installation, office: Office
) -> None:
    disposed(office)
    installation.catch_up()
    page = findings(installation.pool, Wanted(), ALL)
    assert (list(page.items), page.next_cursor) == ([], None)
    assert page.position == len(office.changes)
    assert page.counts == dict.fromkeys(KINDS, 0)


@pytest.mark.parametrize(
    "bad",
    [
        "x",
        cursor("due_on", 5, "ping_pong"),
        cursor("findings", 5, "a\0b"),
        cursor("findings", "five", "ping_pong"),
        cursor("findings", 5),
    ],
    ids=["noise", "another list", "no kind", "no position", "too short"],
)
def test_a_cursor_that_was_not_given_is_refused(
    installation: Installation, bad: str
) -> None:
    installation.catch_up()
    with pytest.raises(BadCursor):
        findings(installation.pool, Wanted(cursor=bad), ALL)


LIFE: list[tuple[str, dict[str, Any]]] = [
    ("request_clarification", {"question": "x"}),
    ("clarify", {"answer": "x"}),
    ("reclassify", {"reason": "x", "classification": "oversight_complaint"}),
    ("reclassify", {"reason": "x", "classification": "complaint"}),
    ("reclassify", {"reason": "x", "classification": "aspiration"}),
    ("dispose", {"agency": "dinas-pu"}),
    ("dispose", {"agency": "dinas-kesehatan"}),
    ("return_", {"reason": "x"}),
    ("follow_up", {"message": ANSWER}),
    ("follow_up", {"message": ALIKE}),
    ("resolve", {"outcome": "noted", "message": ANSWER}),
    ("reply", {"message": "x"}),
    ("reopen", {"reason": "x"}),
]


@pytest.fixture
def busy(installation: Installation, office: Office) -> Installation:
    """Two months in which every kind of finding is made, many steps told late."""
    chance = Random(4)
    made = [disposed(office) for _ in range(12)]
    for step in range(1200):
        command, words = chance.choice(LIFE)
        day, told = chance.randint(0, 60), step // 20
        with suppress(Refusal):
            occurred = min(day, told)
            case = chance.choice(made)
            office.then(case, command, occurred, recorded=told, **words)
    return installation


@pytest.mark.parametrize("size", [1, 7, 50])
def test_a_rebuild_gives_the_rows_of_any_batches(busy: Installation, size: int) -> None:
    busy.catch_up(read_at_once=size)
    before = busy.rows()
    counts = findings(busy.pool, Wanted(), ALL).counts
    assert min(counts.values()) > 0, counts
    [model] = [model for model in busy.models if model.name == "findings"]
    rebuild(busy.pool, model, busy.source(read_at_once=1000))
    assert busy.rows() == before


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(limit=5),
        Wanted(limit=5, kind="repeated_answer"),
        Wanted(limit=5, agency="dinas-pu"),
    ],
    ids=["all", "of a kind", "of an agency"],
)
def test_a_page_is_read_in_order_from_an_index(
    busy: Installation, wanted: Wanted
) -> None:
    busy.catch_up()
    query, params = statement(wanted, ALL)
    with busy.pool.connection() as connection:
        connection.execute("ANALYZE")
    with snapshot(busy.pool, "findings") as (connection, _):
        told = connection.cursor(row_factory=tuple_row).execute(
            ("EXPLAIN " + query).encode(), params
        )
        plan = "\n".join(row[0] for row in told)
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
