"""Who sees which case: one rule for single reads, lists and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as given_any
from hypothesis import strategies as st
from psycopg.rows import tuple_row
from psycopg_pool import ConnectionPool

from domain.event import Role
from projections import clocks, register_pages
from projections.clocks import Clocks, Due, due
from projections.dashboard import dashboard
from projections.filters import Filters
from projections.likeness import Likeness
from projections.listing import Listing
from projections.register import Register
from projections.register_lists import cases
from projections.sla import Sla
from projections.visibility import Visibility, visible_to
from storage.read_model import ensure, snapshot
from tests.catching_up import catch_up

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

AGENCIES = ["dinas-pu", "dinas-kesehatan"]
PU = frozenset({"dinas-pu"})
actors = st.tuples(
    st.sampled_from(get_args(Role)),
    st.sampled_from(["desk-1", "desk-2"]),
    st.frozensets(st.sampled_from(AGENCIES)),
)
histories = st.lists(
    st.fixed_dictionaries(
        {
            "by": st.sampled_from([None, "desk-1", "desk-2"]),
            "confidential": st.booleans(),
            "classification": st.sampled_from(["complaint", "oversight_complaint"]),
            "agency": st.sampled_from([None, *AGENCIES]),
            "returned": st.booleans(),
        }
    ),
    max_size=8,
)


@settings(
    max_examples=settings().max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given_any(history=histories, actors=st.lists(actors, min_size=1, max_size=6))
def test_lists_and_counts_hold_exactly_what_single_reads_show(
    pool: ConnectionPool,
    office: Office,
    history: list[dict[str, Any]],
    actors: list[tuple[Role, str, frozenset[str]]],
) -> None:
    office = type(office)()
    for words in history:
        given = dict(words)
        agency, returned = given.pop("agency"), given.pop("returned")
        case = office.receive(0, **given)
        if agency:
            office.then(case, "verify", 0)
            office.then(case, "dispose", 1, agency=agency)
            if returned:
                office.then(case, "return_", 2, reason="x")
    models = (
        Register(office.zone, office.vault, office.terms, Likeness(b"l" * 32)),
        Clocks(),
        Sla(office.zone),
    )
    with pool.connection() as connection:
        for model in models:
            connection.execute(f"DROP SCHEMA IF EXISTS {model.name} CASCADE".encode())
        connection.execute("DELETE FROM read_model")
    ensure(pool, models)
    for model in models:
        for batch in office.batches(100):
            assert catch_up(pool, model, batch)
    today = office.at(0).day
    for actor in actors:
        visibility = visible_to(*actor)
        seen = {case.id for case in office.cases.values() if visibility.sees(case)}
        listed = cases(pool, Listing(today=today, limit=200), visibility)
        assert {entry.id for entry in listed.items} == seen
        soon = due(pool, Due(today=today, limit=200), visibility)
        running = {id for id in seen if office.cases[id].running_clocks}
        assert {row.case_id for row in soon.items} == running
        board = dashboard(
            pool,
            as_of=today.replace(month=12),
            calendar=office.reference.calendar,
            filters=Filters(),
            visibility=visibility,
        )
        assert sum(board.by_state.values()) == len(seen)
        in_totals = visibility.in_totals
        assert board.totals.received == sum(map(in_totals.sees, office.cases.values()))


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("coordinator", "open own restricted"),
        ("inspector", "open own restricted"),
        ("desk", "open own"),
        ("liaison", "open own restricted"),
        ("supervisor", "open"),
        ("manager", "open"),
        ("information_officer", ""),
        ("administrator", ""),
        ("reporter", ""),
        ("system", ""),
    ],
)
def test_each_role_sees_what_the_contract_gives_it(
    office: Office, role: Role, sees: str
) -> None:
    made = {
        "open": office.receive(0),
        "own": office.receive(0, by="me", confidential=True),
        "restricted": office.receive(
            0, by="another", classification="oversight_complaint"
        ),
    }
    agencies = PU if role in ("liaison", "supervisor") else frozenset()
    for case in made.values():
        office.then(case, "verify", 0)
        office.then(case, "dispose", 0, agency="dinas-pu")
    visibility = visible_to(role, "me", agencies)
    seen = [name for name, c in made.items() if visibility.sees(office.cases[c.id])]
    assert " ".join(seen) == sees


@pytest.mark.parametrize("role", ["liaison", "supervisor"])
def test_an_officer_of_an_agency_sees_no_case_of_another(
    office: Office, role: Role
) -> None:
    case = office.receive(0)
    assert not visible_to(role, "me", PU).sees(case)
    assert not visible_to(role, "me", frozenset()).sees(case)
    office.then(case, "verify", 0)
    case = office.then(case, "dispose", 0, agency="dinas-pu")
    assert visible_to(role, "me", PU).sees(case)
    assert visible_to(role, "me", frozenset(AGENCIES)).sees(case)
    assert not visible_to(role, "me", frozenset({"dinas-kesehatan"})).sees(case)
    assert not visible_to(role, "me", frozenset()).sees(case)


def test_nobody_sees_anything_by_default_of_a_missing_agency() -> None:
    for role in ("liaison", "supervisor"):
        assert visible_to(role, "me", frozenset()) == Visibility(nothing=True)


def test_an_officer_of_one_agency_reads_its_rows_in_order_from_an_index(
    installation: Installation, office: Office
) -> None:
    for number in range(300):
        case = office.receive(number % 20)
        office.then(case, "verify", 20)
        office.then(case, "dispose", 20, agency=AGENCIES[number % 2])
    installation.catch_up()
    with installation.pool.connection() as connection:
        connection.execute("ANALYZE")
    visibility, today = Visibility(agencies=PU, restricted=True), office.at(20).day
    for model, (query, params) in {
        "register": register_pages.statement(Listing(today=today, limit=5), visibility),
        "clocks": clocks.statement(Due(today=today, limit=5), visibility),
    }.items():
        with snapshot(installation.pool, model) as (connection, _):
            rows = connection.cursor(row_factory=tuple_row).execute(
                ("EXPLAIN " + query).encode(), params
            )
            plan = "\n".join(row[0] for row in rows)
        assert "Index Cond: (agency = " in plan
        assert "Sort" not in plan
