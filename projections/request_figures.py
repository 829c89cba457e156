"""Figures of the requests for public information, counted from the register book."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from psycopg_pool import ConnectionPool

from projections.filters import Filters, condition
from projections.information_register import InformationRegister
from projections.visibility import Visibility
from storage.read_model import snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFigures:
    """Of the requests received in a period. `overdue` owe something whose day has
    passed; `on_time` and `late` are written notices that were given; `refused_for`
    counts a request once for each ground of UU 14/2008 Pasal 17."""

    received: int
    by_state: Mapping[str, int]
    overdue: int
    on_time: int
    late: int
    by_notice: Mapping[str, int]
    refused_for: Mapping[str, int]
    position: int


def figures(
    pool: ConnectionPool, filters: Filters, visibility: Visibility, today: date
) -> RequestFigures:
    """What the book says now; `today` is the tenant's day."""
    which, params = condition(filters, visibility)
    params["today"] = today
    totals = (
        "SELECT count(*), count(*) FILTER (WHERE next_due_on < %(today)s),"
        " count(*) FILTER (WHERE noticed_on <= notice_due_on),"
        f" count(*) FILTER (WHERE noticed_on > notice_due_on) FROM book WHERE {which}"
    )
    with snapshot(pool, InformationRegister.name) as (connection, position):

        def counted(of: str, source: str = "book") -> dict[str, int]:
            query = (
                f"SELECT {of}, count(*) FROM {source} WHERE {which}"
                f" AND {of} IS NOT NULL GROUP BY 1 ORDER BY 1"
            )
            rows: list[Any] = connection.execute(query.encode(), params).fetchall()
            return dict(rows)

        row = connection.execute(totals.encode(), params).fetchone()
        assert row is not None
        received, overdue, on_time, late = row
        return RequestFigures(
            received=received,
            overdue=overdue,
            on_time=on_time,
            late=late,
            by_state=counted("state"),
            by_notice=counted("notice"),
            refused_for=counted("ground", "book, unnest(grounds) AS ground"),
            position=position,
        )
