"""Other people's bugs, each by its number in our list of them, in the read models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from domain.complaint_events import ExternalId
from projections.register_lists import by_case_number, by_external_id
from projections.visibility import Visibility
from storage.database import connected, open_pool

if TYPE_CHECKING:
    from collections.abc import Callable

    from psycopg_pool import ConnectionPool

    from tests.projections.conftest import Installation, Office

SEEN = {
    "coordinator": Visibility(restricted=True),
    "desk": Visibility(received_by="desk-1"),
    "supervisor": Visibility(agencies=frozenset({"dinas-pu"})),
}


def scans(url: str, look_up: Callable[[ConnectionPool], object]) -> tuple[int, ...]:
    """How often one look-up read the whole register, and how often an index of it."""
    counted = (
        "SELECT seq_scan, idx_scan FROM pg_stat_user_tables"
        " WHERE schemaname = 'register' AND relname = 'cases'"
    )
    with open_pool(url, size=1) as pool:

        def now() -> tuple[int, ...]:
            # What a connection did is counted when it says so, or a second later.
            with connected(pool) as connection:
                connection.execute("SELECT pg_stat_force_next_flush()")
                row = connection.execute(counted).fetchone()
            assert row is not None
            return row

        before = now()
        look_up(pool)
        return tuple(b - a for a, b in zip(before, now(), strict=True))


@pytest.mark.parametrize("by", SEEN)
def test_E25_an_exact_look_up_reads_an_index_and_never_the_whole_register(
    installation: Installation, office: Office, by: str
) -> None:
    for n in range(300):
        other = ExternalId("sp4n", str(n))
        case = office.receive(0, by="desk-1", external_id=other)
        # All with one agency, whose index then leaves nothing out.
        office.then(case, "verify", 0)
        office.then(case, "dispose", 0, agency="dinas-pu")
    installation.catch_up()
    with psycopg.connect(installation.url, autocommit=True) as connection:
        connection.execute("ANALYZE")
    url, seen = installation.url, SEEN[by]
    number, missing = case.case_number, "KQ7M-4XPR-H"
    for look_up in (
        lambda pool: by_case_number(pool, number, seen),
        lambda pool: by_case_number(pool, missing, seen),
        lambda pool: by_external_id(pool, other, seen),
        lambda pool: by_external_id(pool, ExternalId("sp4n", "x"), seen),
    ):
        assert scans(url, look_up) == (0, 1)

    def by_text(pool: ConnectionPool) -> None:
        with connected(pool) as connection:
            connection.execute(
                "SELECT id FROM register.cases WHERE case_number LIKE %s",
                (f"%{number}",),
            )

    assert scans(url, by_text) == (1, 0)  # as the count tells the other project's way
