"""Figures of every day, as known at any moment, for histories made at random, against
the slow count."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool

from domain.refusals import Refusal
from domain.transitions import allowed
from projections.dashboard import dashboard
from projections.days import ALL_KNOWN, Known
from projections.filters import Filters
from projections.sla import Sla
from projections.visibility import Visibility
from storage.read_model import catch_up, ensure

if TYPE_CHECKING:
    from tests.projections.conftest import Office
    from tests.projections.figures.conftest import Recount

ALL = Visibility(restricted=True)
ANY = Filters()
FIRST_DAY = date(2026, 3, 2)
ZONE, NOON = ZoneInfo("Asia/Pontianak"), time(12)
LAST = 45
WORDS: dict[str, list[dict[str, Any]]] = {
    "verify": [{}, {"classification": "information"}, {"category": "kesehatan"}],
    "dispose": [{"agency": "dinas-pu"}, {"agency": "dinas-kesehatan"}],
    "return": [{"reason": "x"}],
    "follow-up": [{"message": "x"}],
    "reply": [{"message": "x"}],
    "resolve": [{"outcome": "noted"}, {"outcome": "noted", "time_known": False}],
    "archive": [{"reason": "too_general"}],
    "amend": [{"reason": "x", "changed": ["category"], "category": "jalan"}],
    "reclassify": [
        {"reason": "x", "classification": "oversight_complaint"},
        {"reason": "x", "classification": "aspiration"},
        {"reason": "x", "classification": "complaint"},
    ],
    "request-clarification": [{"question": "x"}],
    "clarify": [{"answer": "x"}],
    "reopen": [{"reason": "x"}],
    "rate": [{"stars": 2}, {"stars": 5}],
    "hand-over": [{"government": "kab-kapuas"}],
    "withdraw": [{"reason": "x"}],
    "merge": [{}],
    "extend": [
        {"clock": "completion", "units": 3, "reason": "x"},
        {"clock": "completion", "units": -1, "reason": "x"},
    ],
    "attach": [{"name": "x", "media_type": "image/png", "size": 1, "sha256": "00"}],
    "publish": [{}],
    "unpublish": [{"reason": "x"}],
    "escalate": [{"to": "governor", "reason": "x"}],
    "note": [{"message": "x"}],
}
ONWARD = {"received": "verify", "verified": "dispose", "returned": "dispose"}
late = st.sampled_from([0, 0, 0, 1, 8, 30])
"""After how many days it is recorded, as from a village without signal."""
receipts = st.fixed_dictionaries(
    {
        "day": st.integers(0, 30),
        "late": late,
        "by": st.sampled_from([None, "desk-1"]),
        "classification": st.sampled_from(
            ["complaint", "oversight_complaint", "aspiration", "information"]
        ),
        "confidential": st.booleans(),
        "category": st.sampled_from([None, "jalan", "kesehatan"]),
        "region": st.sampled_from([None, "62.03", "62.03.01.2001", "62.04"]),
        "channel": st.sampled_from(["web", "phone"]),
    }
)
steps = st.tuples(
    st.integers(0, 4),
    st.integers(0, 20),
    st.integers(0, 2),
    st.integers(0, LAST),
    late,
)
histories = st.tuples(
    st.lists(receipts, min_size=1, max_size=5), st.lists(steps, max_size=50)
)


def on(day: int) -> date:
    return FIRST_DAY + timedelta(days=day)


def play(office: Office, history: Any) -> None:
    """Steps come in nearly in the order in which they happened, some later."""
    received, then = history
    cases = []
    for given_words in received:
        words = dict(given_words)
        told = words["day"] + words.pop("late")
        cases.append(office.receive(recorded=told, **words))
    for which, choice, variant, day, delay in sorted(then, key=lambda s: s[3] // 4):
        case = office.cases[cases[which % len(cases)].id]
        may = allowed(case.state)
        command = may[choice % len(may)]
        if choice < 10:  # so that most cases get on
            command = ONWARD.get(case.state, command)
        words = WORDS[command][variant % len(WORDS[command])]
        if command == "merge":
            other = cases[(which + 1 + variant) % len(cases)].id
            words = {"original": office.cases[other]}
        name = {"return": "return_"}.get(command, command.replace("-", "_"))
        try:
            office.then(case, name, day, recorded=day + delay, **words)
        except Refusal:  # it would have happened before the receipt, or change nothing
            continue


filterings = st.builds(
    Filters,
    agency=st.sampled_from([None, None, "dinas-pu"]),
    category=st.sampled_from([None, None, "jalan"]),
    region=st.sampled_from([None, None, "62.03"]),
    channel=st.sampled_from([None, None, "web"]),
    classification=st.sampled_from([None, None, "complaint"]),
    received_from=st.sampled_from([None, None, on(5)]),
    received_to=st.sampled_from([None, None, on(15)]),
)
visibilities = st.sampled_from(
    [
        ALL,
        Visibility(),
        Visibility(received_by="desk-1"),
        Visibility(agencies=frozenset({"dinas-pu"}), restricted=True),
        Visibility(restricted_in_totals=True),
        Visibility(nothing=True),
    ]
)
moments = st.builds(
    Known,
    st.sampled_from([None, *range(-1, LAST + 30, 3)]).map(
        lambda day: None if day is None else datetime.combine(on(day), NOON, ZONE)
    ),
    st.sampled_from([None, None, *range(1, 40, 2)]),
)


@settings(
    max_examples=settings().max_examples // 4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    history=histories,
    moments=st.lists(moments, min_size=1, max_size=4),
    filters=filterings,
    visibility=visibilities,
    size=st.integers(1, 50),
)
def test_figures_of_every_day_are_those_counted_from_the_events(
    pool: ConnectionPool,
    office: Office,
    recount: Recount,
    history: Any,
    moments: list[Known],
    filters: Filters,
    visibility: Visibility,
    size: int,
) -> None:
    office, model = type(office)(), Sla(office.zone)
    play(office, history)
    with pool.connection() as connection:
        connection.execute("DROP SCHEMA IF EXISTS sla CASCADE; DELETE FROM read_model")
    ensure(pool, [model])
    for batch in office.batches(size):
        assert catch_up(pool, model, batch)
    for number, day in enumerate(map(on, range(-1, LAST + 25, 3))):
        known = moments[number % len(moments)]
        for at, wanted, seen in (
            (ALL_KNOWN, ANY, ALL),
            (known, ANY, ALL),
            (known, filters, visibility),
        ):
            found = dashboard(
                pool,
                as_of=day,
                known=at,
                calendar=office.reference.calendar,
                filters=wanted,
                visibility=seen,
            )
            assert found == recount(office, day, at, wanted, seen)
