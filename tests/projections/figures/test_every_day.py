"""Figures of every day, as known at any moment, for histories made at random, against
the slow count."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg_pool import ConnectionPool

from projections.dashboard import dashboard
from projections.days import ALL_KNOWN, Known
from projections.filters import Filters
from projections.sla import Sla
from projections.visibility import Visibility
from storage.read_model import ensure
from tests.catching_up import catch_up
from tests.projections.figures.any_history import LAST, histories, on, play

if TYPE_CHECKING:
    from tests.projections.conftest import Office
    from tests.projections.figures.conftest import Recount

ALL = Visibility(restricted=True)
ANY = Filters()
ZONE, NOON = ZoneInfo("Asia/Pontianak"), time(12)
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
