"""The rows of a day, as known at a moment, are what the case itself was then."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.cases import Cases
from api.moment import Moment
from domain.complaint import Complaint
from domain.refusals import NotThen, Refusal
from projections.days import ALL_KNOWN, Known
from storage.read_model import snapshot

if TYPE_CHECKING:
    from tests.projections.conftest import Installation, Office

FIRST_DAY = date(2026, 3, 2)
STEPS: list[tuple[str, dict[str, Any]]] = [
    ("verify", {}),
    ("dispose", {"agency": "dinas-pu"}),
    ("dispose", {"agency": "dinas-kesehatan"}),
    ("return_", {"reason": "x"}),
    ("follow_up", {"message": "x"}),
    ("reply", {"message": "x"}),
    ("resolve", {"outcome": "noted"}),
    ("amend", {"reason": "x", "changed": ["category"], "category": "jalan"}),
    ("amend", {"reason": "x", "changed": ["category"], "category": None}),
    ("note", {"message": "x"}),
]
days = st.integers(0, 12)
steps = st.tuples(st.sampled_from([*STEPS[:2] * 3, *STEPS]), days, days)
maybe_a_day = st.one_of(st.none(), days)
questions = st.tuples(days, maybe_a_day, st.integers(0, 100))


def day(number: int) -> date:
    return FIRST_DAY + timedelta(days=number)


def in_rows(
    installation: Installation, case: Complaint, on: date, known: Known
) -> tuple[list[Any], dict[str, Any]]:
    """Every row of the case and of its clocks that answers."""
    so, params = known.sql(on)
    where = f" WHERE case_id = %(case)s AND {so}"
    params["case"] = case.id
    with snapshot(installation.pool, "sla") as (connection, _):
        cases = connection.execute(
            f"SELECT state, agency, category, followed_up FROM cases{where}".encode(),
            params,
        ).fetchall()
        clocks = connection.execute(
            f"SELECT clock, due_on, stopped_on, ending FROM clocks{where}".encode(),
            params,
        ).fetchall()
    assert len({clock for clock, *_ in clocks}) == len(clocks)
    return cases, {clock: of for clock, *of in clocks}


def in_events(
    installation: Installation, case: Complaint, on: date, known: Known
) -> tuple[list[Any], dict[str, Any]]:
    try:
        then = Cases(installation.tuntas).as_of(
            case, Moment(as_of=on, known_at=known.at, position=known.position)
        )
    except NotThen:
        return [], {}
    return [(then.state, then.agency, then.category, then.followed_up)], {
        name: [clock.promise.due_on, clock.stopped_on, clock.ending]
        for name, clock in then.clocks.items()
    }


@settings(
    max_examples=settings().max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    received=st.tuples(days, days),
    then=st.lists(steps, max_size=14),
    asked=st.lists(questions, min_size=10, max_size=20),
    size=st.integers(1, 20),
)
def test_rows_answer_as_the_events_do_in_whatever_order_things_were_told(
    installation: Installation,
    office: Office,
    received: tuple[int, int],
    then: Any,
    asked: Any,
    size: int,
) -> None:
    case = office.receive(min(received), recorded=max(received))
    for (command, words), occurred, recorded in then:
        with suppress(Refusal):
            case = office.then(case, command, occurred, recorded=recorded, **words)
    installation.catch_up(read_at_once=size)
    events = [at for at, _ in installation.tuntas.history(case.id)]
    positions = [None, events[0] - 1, *events]
    for on, known_on, which in asked:
        known = Known(
            None if known_on is None else office.noon(known_on),
            positions[which % len(positions)],
        )
        question = (installation, case, day(on), known)
        assert in_rows(*question) == in_events(*question)


def test_a_change_is_known_from_its_instant_and_its_position_on(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    office.then(case, "verify", 1, recorded=5)
    installation.catch_up()
    [first, second] = [at for at, _ in installation.tuntas.history(case.id)]

    def states(known: Known) -> list[str]:
        cases, _ = in_rows(installation, case, day(1), known)
        return [state for state, *_ in cases]

    told = office.noon(5)
    assert states(Known(told - timedelta(microseconds=1))) == ["received"]
    assert states(Known(told)) == states(ALL_KNOWN) == ["verified"]
    assert states(Known(position=first - 1)) == []
    assert states(Known(position=first)) == ["received"]
    assert states(Known(position=second)) == ["verified"]
    assert states(Known(told, first)) == ["received"]


def test_a_change_that_leaves_the_row_as_it_was_makes_none(
    installation: Installation, office: Office
) -> None:
    case = office.receive(0)
    installation.catch_up()
    before = {name: installation.rows()[name] for name in ("sla.cases", "sla.clocks")}
    office.then(case, "note", 1, message="x")
    installation.catch_up()
    rows = installation.rows()
    assert {name: rows[name] for name in before} == before
    office.then(case, "verify", 1)
    installation.catch_up()
    assert len(installation.rows()["sla.cases"]) == 2
