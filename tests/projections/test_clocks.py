"""What is due: one row per clock, the earliest due day first."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from psycopg.rows import tuple_row

from projections.clocks import Clocks, Due, due, statement
from projections.listing import Listing
from projections.paging import BadCursor, cursor
from projections.register_lists import cases
from projections.visibility import Visibility
from storage.read_model import snapshot

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
TODAY = date(2026, 3, 10)


def found(installation: Installation, **how: Any) -> list[tuple[str, str]]:
    page = due(installation.pool, Due(today=TODAY, **how), ALL)
    return [(row.case_number, row.clock) for row in page.items]


def test_a_row_says_what_was_promised(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, by="desk-1", confidential=True)
    installation.catch_up()
    [row] = due(installation.pool, Due(today=TODAY, clock="verification"), ALL).items
    promise = case.clocks["verification"].promise
    assert (row.case_id, row.case_number, row.open) == (case.id, case.case_number, True)
    assert (row.agency, row.restricted, row.received_by) == (None, True, "desk-1")
    told = {f.name for f in fields(promise)} & {f.name for f in fields(row)}
    assert {"rule", "limit", "unit", "started_on", "due_on"} < told
    assert all(getattr(row, name) == getattr(promise, name) for name in told)


def test_filters_leave_the_clocks_that_are_asked_for(
    installation: Installation, office: Office
) -> None:
    late = office.receive(0)
    first = office.receive(0)
    office.then(first, "verify", 1)
    office.then(first, "dispose", 1, agency="dinas-pu")
    answered = office.receive(0)
    office.then(answered, "verify", 1)
    office.then(answered, "dispose", 1, agency="dinas-kesehatan")
    office.then(answered, "follow_up", 2, message="x")
    office.then(answered, "reply", 3, message="x")
    archived = office.receive(0)
    office.then(archived, "archive", 1, reason="too_general")
    installation.catch_up()
    verification = (late.case_number, "verification")
    follow_up = (first.case_number, "first_follow_up")
    completion = (first.case_number, "completion")
    again = (answered.case_number, "completion")
    statutory = {
        (late.case_number, "statutory_reply"),
        (first.case_number, "statutory_decision"),
        (answered.case_number, "statutory_decision"),
    }
    running = {follow_up, completion, again, *statutory}
    assert found(installation)[:2] == [verification, follow_up]
    assert set(found(installation)) == {verification, *running}
    assert found(installation, status="overdue") == [verification]
    assert set(found(installation, status="running")) == running
    assert found(installation, clock="first_follow_up") == [follow_up]
    decision = (answered.case_number, "statutory_decision")
    assert found(installation, agency="dinas-kesehatan") == [again, decision]
    assert found(installation, due_to=date(2026, 3, 5)) == [verification]
    assert found(installation, due_to=date(2026, 3, 4)) == []


def test_pages_hold_every_clock_once(
    installation: Installation, office: Office
) -> None:
    for day in range(10):
        case = office.receive(day // 4)
        office.then(case, "verify", 5)
        office.then(case, "dispose", 5, agency="dinas-pu")
    installation.catch_up()
    what = Due(today=TODAY, limit=7)
    pages = [due(installation.pool, what, ALL)]
    while pages[-1].next_cursor:
        pages.append(
            due(installation.pool, replace(what, cursor=pages[-1].next_cursor), ALL)
        )
    rows = [row for page in pages for row in page.items]
    places = [(row.due_on, row.case_id, row.clock) for row in rows]
    assert [len(page.items) for page in pages] == [7, 7, 7, 7, 2]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    "bad",
    [
        "x",
        cursor("received_at", TODAY, "0" * 32, "completion"),
        cursor("due_on", TODAY, "0" * 32, "a\0b"),
        cursor("due_on", TODAY, "0" * 32),
        cursor("due_on", "tomorrow", "0" * 32, "completion"),
    ],
    ids=["noise", "another list", "a zero byte", "too short", "no day"],
)
def test_a_cursor_that_was_not_given_is_refused(
    installation: Installation, bad: str
) -> None:
    with pytest.raises(BadCursor):
        due(installation.pool, Due(today=TODAY, cursor=bad), ALL)


@pytest.mark.parametrize(
    "what", [Due(today=TODAY, limit=5), Due(today=TODAY, limit=5, agency="dinas-pu")]
)
def test_what_is_due_is_read_in_order_from_an_index(
    installation: Installation, office: Office, what: Due
) -> None:
    for number in range(300):
        case = office.receive(TODAY - timedelta(days=number % 9))
        office.then(case, "verify", TODAY)
        office.then(case, "dispose", TODAY, agency="dinas-pu")
    installation.catch_up()
    query, params = statement(what, ALL)
    with installation.pool.connection() as connection:
        connection.execute("ANALYZE")
    with snapshot(installation.pool, "clocks") as (connection, _):
        rows = connection.cursor(row_factory=tuple_row).execute(
            ("EXPLAIN " + query).encode(), params
        )
        plan = "\n".join(row[0] for row in rows)
    assert "Seq Scan" not in plan
    assert "Sort" not in plan


def test_nothing_is_due_while_a_clock_is_paused(
    installation: Installation, office: Office
) -> None:
    case, asked_late = office.receive(0), office.receive(0)
    office.then(case, "request_clarification", 1, question="Di mana?")
    office.then(asked_late, "request_clarification", 8, question="Di mana?")
    installation.catch_up()
    # Whoever asks after the due day hides nothing; what the reporter is given runs.
    assert found(installation) == [
        (asked_late.case_number, "verification"),
        (case.case_number, "clarification"),
        (asked_late.case_number, "clarification"),
    ]
    overdue = [
        entry.case_number
        for entry in cases(
            installation.pool, Listing(today=TODAY, overdue=True), ALL
        ).items
    ]
    assert overdue == [asked_late.case_number]
    office.then(case, "clarify", 7, "reporter", answer="Di pasar.")
    installation.catch_up()
    assert (case.case_number, "verification") in found(installation)


def rows(installation: Installation) -> list[tuple[Any, ...]]:
    with snapshot(installation.pool, "clocks") as (connection, _):
        return connection.execute(
            "SELECT clock, state, known_at, steps, paused_on FROM clocks ORDER BY clock"
        ).fetchall()


def test_a_row_says_what_its_ladder_needs(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    state = "awaiting_clarification"
    office.then(case, "request_clarification", 8, question="Di mana?")
    installation.catch_up()
    paused_on = office.at(8).day
    known = office.cases[case.id].clocks
    # Asked after its due day, so that it is overdue all the same.
    assert ("verification", state, case.recorded_at, [], paused_on) in rows(
        installation
    )
    assert {row[0] for row in rows(installation)} == {
        name for name, clock in known.items() if clock.going
    }


def test_a_clock_that_is_not_going_has_no_row(
    installation: Installation, office: Office
) -> None:
    ended, asked = office.receive(0), office.receive(0)
    office.then(asked, "request_clarification", 1, question="Di mana?")
    installation.catch_up()
    assert found(installation, clock="verification") == [
        (ended.case_number, "verification")
    ]
    office.then(ended, "archive", 1, reason="too_general")
    installation.catch_up()
    assert {row[1] for row in rows(installation)} == {"awaiting_clarification"}
    assert "verification" not in {row[0] for row in rows(installation)}
    office.then(asked, "clarify", 2, "reporter", answer="Di pasar.")
    installation.catch_up()
    assert found(installation, clock="verification") == [
        (asked.case_number, "verification")
    ]


def test_what_leaves_every_row_as_it_was_writes_none(office: Office) -> None:
    office.receive(0)
    change = office.changes[-1]
    assert Clocks().prepare([change]) is not None
    assert Clocks().prepare([change._replace(before=change.after)]) is None
