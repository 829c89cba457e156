"""Cases of the register that tell what another complaint tells, at the same place."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from projections.register_lists import Entry, entry
from projections.visibility import Visibility
from storage.read_model import snapshot

LEAST_SHARED = 2
"""Marks: one alone is shared by chance too often."""


class Similar(NamedTuple):
    """`shared` is how many of the marks asked for the case has."""

    entry: Entry
    shared: int


def similar(
    pool: ConnectionPool,
    marks: Sequence[int],
    region: str | None,
    visibility: Visibility,
    limit: int,
) -> tuple[list[Similar], int]:
    """The most alike first, and the position. With a region: those of a region that
    holds it or lies within it, and those of none."""
    seen, params = visibility.sql()
    params |= {"marks": list(marks), "least": LEAST_SHARED, "limit": limit}
    place = "TRUE"
    if region is not None:
        place = (
            "(region IS NULL OR starts_with(region, %(region)s)"
            " OR starts_with(%(region)s, region))"
        )
        params["region"] = region
    query = (
        "WITH found AS MATERIALIZED (SELECT id, (SELECT count(*) FROM unnest(marks)"
        " AS mark WHERE mark = ANY(%(marks)s::bigint[])) AS shared FROM words"
        " WHERE marks && %(marks)s::bigint[])"
        " SELECT cases.*, shared FROM found JOIN cases USING (id)"
        f" WHERE shared >= %(least)s AND {seen} AND {place}"
        " ORDER BY shared DESC, received_at DESC, id LIMIT %(limit)s"
    )
    with snapshot(pool, "register") as (connection, position):
        rows: list[dict[str, Any]] = []
        if marks:
            with connection.cursor(row_factory=dict_row) as found:
                asked = found.execute(query.encode(), params, prepare=False)
                rows = asked.fetchall()
    return [Similar(entry(row), row["shared"]) for row in rows], position
