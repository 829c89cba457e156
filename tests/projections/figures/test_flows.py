"""Figures from flows are those from the rows of all cases, and cost the same however
many there are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool

from domain.complaint import Complaint
from projections import dashboard_flows, flow_tables
from projections.dashboard import dashboard
from projections.days import ALL_KNOWN, Known
from projections.figures import Dashboard
from projections.filters import Filters
from projections.packed import Group
from projections.sla import Sla
from projections.visibility import Visibility
from storage.read_model import Connection, ensure, scratch, snapshot
from tests.catching_up import catch_up
from tests.projections.figures.any_history import LAST, histories, on, play

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

ALL = Visibility(restricted=True)
PU = frozenset({"dinas-pu"})
BOTH = frozenset({"dinas-pu", "dinas-kesehatan"})
SEEN = [
    ALL,
    Visibility(),
    Visibility(received_by="desk-1"),
    Visibility(restricted_in_totals=True),
    Visibility(nothing=True),
]
SINGLE = [
    Filters(),
    Filters(agency="dinas-pu"),
    Filters(category="jalan"),
    Filters(region="62"),
    Filters(region="62.03"),
    Filters(channel="web"),
    Filters(classification="complaint"),
    Filters(received_from=on(5)),
    Filters(received_to=on(15)),
    Filters(received_from=on(2), received_to=on(28)),
    Filters(received_from=on(-1), received_to=on(29)),
]
QUESTIONS = [(seen, filters) for seen in SEEN for filters in SINGLE] + [
    (Visibility(agencies=agencies, restricted=restricted), filters)
    for agencies in (PU, BOTH)
    for restricted in (True, False)
    for filters in (Filters(), Filters(agency="dinas-pu"))
]


def shown(
    pool: ConnectionPool,
    office: Office,
    day: date,
    question: tuple[Visibility, Filters],
    known: Known,
) -> Dashboard:
    seen, filters = question
    return dashboard(
        pool,
        as_of=day,
        known=known,
        calendar=office.reference.calendar,
        filters=filters,
        visibility=seen,
    )


@settings(
    max_examples=settings().max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    history=histories,
    size=st.integers(1, 50),
    first=st.integers(-1, 6),
    start=st.integers(0, len(QUESTIONS) - 1),
)
def test_flows_give_what_the_rows_give(
    pool: ConnectionPool,
    office: Office,
    history: Any,
    size: int,
    first: int,
    start: int,
) -> None:
    office, model = type(office)(), Sla(office.zone)
    play(office, history)
    with pool.connection() as connection:
        connection.execute("DROP SCHEMA IF EXISTS sla CASCADE; DELETE FROM read_model")
    ensure(pool, [model])
    for batch in office.batches(size):
        assert catch_up(pool, model, batch)
    # By a position the rows are asked; behind the last one nothing is known.
    everything = Known(position=len(office.changes))
    for number, day in enumerate(map(on, range(first, LAST + 40, 7))):
        for step in (0, 1, 2):
            question = QUESTIONS[(start + 3 * number + step) % len(QUESTIONS)]
            by_flows = shown(pool, office, day, question, ALL_KNOWN)
            by_rows = shown(pool, office, day, question, everything)
            assert by_flows == by_rows, (day, question)
    with snapshot(pool, "sla") as (connection, _):
        in_batches = tables(connection)
    with scratch(pool, model) as connection:
        prepared = model.prepare(office.changes)
        assert prepared
        model.fold(connection, prepared)
        assert tables(connection) == in_batches


def tables(connection: Connection) -> list[list[Any]]:
    return [
        connection.execute(
            f"SELECT t::text FROM {name} t ORDER BY 1".encode()
        ).fetchall()
        for name in (
            *("slots", "flows", "durations", "dues"),
            *("resting_slots", "resting"),
        )
    ]


@pytest.mark.parametrize("size", [1, 2, 100])
def test_what_becomes_restricted_moves_with_all_its_past(
    pool: ConnectionPool, office: Office, size: int
) -> None:
    def reclassify(day: int, classification: str, *which: Complaint) -> None:
        for case in which or cases:
            office.then(
                case, "reclassify", day, classification=classification, reason="x"
            )

    receivers = ("desk-1", "desk-2", None)
    cases = [office.receive(0, by=by, category="jalan") for by in receivers]
    for case in cases:
        office.then(case, "verify", 1)
        office.then(case, "dispose", 2, agency="dinas-pu")
    reclassify(5, "oversight_complaint")
    office.then(cases[0], "follow_up", 9, message="x")
    reclassify(9, "complaint")
    reclassify(9, "oversight_complaint")
    reclassify(12, "information")
    reclassify(20, "oversight_complaint", cases[0], cases[2])
    office.then(cases[1], "follow_up", 30, message="x")
    model = Sla(office.zone)
    ensure(pool, [model])
    for batch in office.batches(size):
        assert catch_up(pool, model, batch)
    everything = Known(position=len(office.changes))
    for day in (0, 2, 4, 5, 9, 11, 12, 25):
        for question in (
            (seen, filters) for seen in SEEN[:4] for filters in SINGLE[:2]
        ):
            by_flows = shown(pool, office, on(day), question, ALL_KNOWN)
            by_rows = shown(pool, office, on(day), question, everything)
            assert by_flows == by_rows, (day, question)


def test_flows_are_asked_without_a_filter_and_by_any_single_one() -> None:
    slots: dict[Group, int] = {("month", "2026-03"): 0}
    for seen, filters in QUESTIONS:
        assert dashboard_flows.chosen(slots, filters, seen) is not None


@pytest.mark.parametrize(
    ("filters", "seen"),
    [
        (Filters(agency="dinas-pu", channel="web"), ALL),
        (Filters(region="62.03.01"), ALL),
        (Filters(channel="web"), Visibility(agencies=PU)),
    ],
)
def test_flows_are_not_asked_for_what_they_do_not_tell(
    filters: Filters, seen: Visibility
) -> None:
    assert dashboard_flows.chosen({}, filters, seen) is None


def test_received_days_are_whole_months_and_single_days() -> None:
    slots: dict[Group, int] = {
        ("month", f"2026-{month:02}"): month for month in (1, 2, 3, 4)
    }
    filters = Filters(received_from=date(2026, 2, 27), received_to=date(2026, 4, 1))
    assert dashboard_flows.chosen(slots, filters, ALL) == [
        ("day", "2026-02-27"),
        ("day", "2026-02-28"),
        ("month", "2026-03"),
        ("day", "2026-04-01"),
    ]


@pytest.mark.parametrize("day", [1, 31, 32, 33, 739_000, 739_001])
def test_blocks_are_every_day_once(day: int) -> None:
    days = [
        number
        for size, first, end in dashboard_flows.blocks(date.fromordinal(day))
        for block in range(first, end)
        for number in range(block * size, (block + 1) * size)
    ]
    assert days == list(range(day + 1))


def test_a_dashboard_reads_as_many_rows_of_ten_times_as_many_cases(
    installation: Installation, office: Office
) -> None:
    read = []
    for times in (1, 9):
        for number in range(20 * times):
            life(office, number % 20)
        installation.catch_up()
        read.append({seen: rows_read(installation, seen) for seen in SINGLE})
    few, many = read
    assert many == few
    assert all(1 < rows < 400 for rows in few.values()), few


def life(office: Office, number: int) -> None:
    day = number % 10
    case = office.receive(
        day, category="jalan", region="62.03", confidential=number % 5 == 0
    )
    office.then(case, "verify", day)
    office.then(case, "dispose", day + 1, agency="dinas-pu")
    if number % 4:
        office.then(case, "resolve", day + number, outcome="noted")


def rows_read(installation: Installation, filters: Filters) -> int:
    """How many rows the plans took up, each of them along an index."""
    with snapshot(installation.pool, "sla") as (connection, _):
        slots = flow_tables.slots(connection)
        cells = dashboard_flows.chosen(slots, filters, ALL)
        assert cells is not None
        dashboard_flows.counted(connection, slots, cells, on(35), on(37))
        params = dashboard_flows.parameters(cells, on(35), on(37))
        plans = [
            connection.execute(b"EXPLAIN (ANALYZE, FORMAT JSON) " + query, params)
            for query in (
                dashboard_flows.FLOWS,
                dashboard_flows.DURATIONS,
                dashboard_flows.DUES,
            )
        ]
        found = [plan.fetchone() for plan in plans]
    return sum(taken_up(row[0][0]["Plan"]) for row in found if row)


def taken_up(plan: dict[str, Any]) -> int:
    below = sum(taken_up(part) for part in plan.get("Plans", ()))
    if "Relation Name" not in plan:
        return below
    assert "Index Cond" in plan, plan
    rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
    return int(below + rows * plan["Actual Loops"])
