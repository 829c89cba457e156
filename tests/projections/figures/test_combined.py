"""Figures by several filters at once: counts of the cases at rest, and the rows of the
others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from psycopg_pool import ConnectionPool

from projections import at_rest, dashboard_combined, dashboard_rows
from projections.dashboard import dashboard
from projections.days import ALL_KNOWN, Known
from projections.figures import Dashboard
from projections.filters import Filters, condition
from projections.sla import Sla
from projections.visibility import Visibility
from storage.read_model import Connection, ensure, snapshot
from tests.catching_up import catch_up
from tests.projections.figures.any_history import LAST, histories, on, play

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office
    from tests.projections.figures.conftest import Recount

ALL = Visibility(restricted=True)
PU = frozenset({"dinas-pu"})
MANY = 12_000
# Received over a thousand days, in the order in which they lie; one in fifty waits.
FILL = f"""
INSERT INTO cases (case_id, valid_from, valid_to, position, next_position, known_from,
    known_to, state, state_since, agency, category, region, channel, classification,
    restricted, received_by, received_at, received_on, followed_up, escalated,
    next_due_on, clocks, completion_due, at_rest)
SELECT gen_random_uuid(), day, CASE WHEN stage = 3 THEN DATE '9999-12-31' ELSE day END,
    number * 3 + stage, 1, day, day,
    CASE WHEN waits THEN 'disposed' ELSE 'resolved' END,
    day, 'opd-' || number % 4, 'jalan', '62.03.0' || number % 7 || '.2001', 'web',
    'complaint', FALSE, NULL, day, day, TRUE, FALSE, CASE WHEN waits THEN day + 9 END,
    ARRAY[2, NULL, CASE WHEN waits THEN -739000 ELSE 5 END], day + 9,
    stage = 3 AND NOT waits
FROM (
    SELECT number, stage, DATE '2023-07-01' + number * 1000 / {MANY} AS day,
        number % 50 = 0 AS waits
    FROM generate_series(1, {MANY}) AS number, generate_series(1, 3) AS stage
) AS made
"""
COMBINED = [
    Filters(agency="dinas-pu", channel="web"),
    Filters(category="jalan", region="62"),
    Filters(region="62.03", classification="complaint"),
    Filters(region="62.03.01"),
    Filters(region="62.03.01.2001", channel="web"),
    Filters(channel="web", received_from=on(2)),
    Filters(classification="complaint", received_from=on(-1), received_to=on(29)),
    Filters(region="62", received_from=on(5), received_to=on(15)),
    Filters(channel="web", received_from=on(20), received_to=on(10)),
]
SEEN = [
    ALL,
    Visibility(),
    Visibility(received_by="desk-1"),
    Visibility(agencies=PU),
    Visibility(agencies=frozenset({"dinas-pu", "dinas-kesehatan"}), restricted=True),
    Visibility(restricted_in_totals=True),
    Visibility(nothing=True),
]


def shown(
    pool: ConnectionPool,
    office: Office,
    day: date,
    filters: Filters,
    seen: Visibility,
    known: Known = ALL_KNOWN,
) -> Dashboard:
    return dashboard(
        pool,
        as_of=day,
        known=known,
        calendar=office.reference.calendar,
        filters=filters,
        visibility=seen,
    )


@settings(
    max_examples=settings().max_examples // 8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories)
def test_filters_combined_give_what_is_counted_from_the_events(
    pool: ConnectionPool, office: Office, recount: Recount, history: Any
) -> None:
    office, model = type(office)(), Sla(office.zone)
    play(office, history)
    with pool.connection() as connection:
        connection.execute("DROP SCHEMA IF EXISTS sla CASCADE; DELETE FROM read_model")
    ensure(pool, [model])
    for batch in office.batches(7):
        assert catch_up(pool, model, batch)
    # By a position the rows alone are asked; behind the last one nothing is known.
    everything = Known(position=len(office.changes))
    for number, filters in enumerate(COMBINED):
        for step, day in enumerate((LAST // 2, LAST, LAST + 40)):
            seen = SEEN[(number + step) % len(SEEN)]
            found = shown(pool, office, on(day), filters, seen)
            assert found == recount(office, on(day), ALL_KNOWN, filters, seen)
            assert found == shown(pool, office, on(day), filters, seen, everything)


def test_a_case_is_counted_at_rest_until_something_runs_again(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0, category="jalan", region="62.03")
    for command, day, words in (
        ("verify", 1, {}),
        ("dispose", 1, {"agency": "dinas-pu"}),
        ("resolve", 3, {"outcome": "noted"}),
        ("reopen", 5, {"reason": "x"}),
        ("resolve", 6, {"outcome": "noted"}),
        ("rate", 7, {"stars": 4}),
    ):
        office.then(case, command, day, **words)
        installation.catch_up()
        rests = command in ("resolve", "rate")
        assert waiting(installation) == (0 if rests else 1), command
        with snapshot(installation.pool, "sla") as (connection, _):
            found = at_rest.counted(connection, [at_rest.EVER], Filters(), ALL)
        assert found.of["received", ("state", "resolved")] == rests, command
        assert found.marks["stars"] == (4 if command == "rate" else 0)


def waiting(installation: Installation) -> int:
    with snapshot(installation.pool, "sla") as (connection, _):
        query = f"SELECT count(*) FROM cases WHERE {dashboard_combined.WAITING}"
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(
    ("so", "most"),
    [
        (dashboard_combined.WAITING, MANY // 50),
        (dashboard_combined.DISTRICT, MANY // 6),
    ],
)
@pytest.mark.parametrize("analysed", [True, False])
def test_of_many_cases_only_those_asked_for_are_taken_up(
    installation: Installation, so: str, most: int, analysed: bool
) -> None:
    installation.catch_up()
    with installation.pool.connection() as connection, connection.transaction():
        connection.execute("SET LOCAL search_path = sla, public")
        connection.execute(FILL.encode())
        if analysed:
            connection.execute("ANALYZE cases")
        where, params = condition(Filters(channel="web"), Visibility())
        params |= {"day": on(0), "soon": on(2), "district": "62.03.01"}
        connection.execute(dashboard_combined.ALONG_AN_INDEX)
        read = rows_read(connection, *dashboard_rows.question(so, params, where))
    assert 0 < read <= most


def test_counts_at_rest_are_as_many_rows_for_ten_times_as_many_cases(
    installation: Installation, office: Office
) -> None:
    read = []
    for cases in (10, 90):
        for _ in range(cases):
            case = office.receive(0, category="jalan", region="62.03.01")
            office.then(case, "archive", 1, reason="too_general")
        installation.catch_up()
        with snapshot(installation.pool, "sla") as (connection, _):
            asked = at_rest.question([at_rest.EVER], Filters(region="62.03"), ALL)
            connection.execute(dashboard_combined.ALONG_AN_INDEX)
            read.append(rows_read(connection, *asked))
    assert read == [1, 1]


def rows_read(connection: Connection, query: bytes, params: dict[str, Any]) -> int:
    """How many rows the plan takes up, those that it throws away too."""
    explain = b"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + query
    row = connection.execute(explain, params).fetchone()
    assert row is not None
    return sum(taken_up(row[0][0]["Plan"]))


def taken_up(plan: dict[str, Any]) -> Iterator[int]:
    if "Relation Name" in plan:
        assert plan["Node Type"] != "Seq Scan"
        rows = plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)
        rows += plan.get("Rows Removed by Index Recheck", 0)
        yield round(rows * plan["Actual Loops"])
    for part in plan.get("Plans", ()):
        yield from taken_up(part)
