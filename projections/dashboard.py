"""The dashboard's figures at the end of any day, as known at any moment; defined by the
contract."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.clock import ClockName
from domain.complaint import CLOSED, State
from domain.working_calendar import WorkingCalendar
from projections.days import ALL_KNOWN, NOT_FOLLOWED, Known
from projections.figures import (
    ClockFigures,
    Dashboard,
    GroupFigures,
    MonthFigures,
    Totals,
)
from projections.filters import Filters, condition
from projections.visibility import Visibility
from storage.read_model import Connection, snapshot


def dashboard(
    pool: ConnectionPool,
    *,
    as_of: date,
    known: Known = ALL_KNOWN,
    calendar: WorkingCalendar,
    filters: Filters,
    visibility: Visibility,
) -> Dashboard:
    """The figures at the end of `as_of`, a day of the tenant, by what was `known`.

    Totals may count restricted cases for somebody who does not see them; no other
    figure does.
    """
    with snapshot(pool, "sla") as (connection, position):
        return figures(
            connection,
            position,
            as_of=as_of,
            known=known,
            calendar=calendar,
            filters=filters,
            visibility=visibility,
        )


def figures(
    connection: Connection,
    position: int,
    *,
    as_of: date,
    known: Known = ALL_KNOWN,
    calendar: WorkingCalendar,
    filters: Filters,
    visibility: Visibility,
) -> Dashboard:
    """The same of the tables that the connection finds by their names, within its
    transaction; `position` is the one they reached."""
    # Every join is of most rows with most rows, also before the first statistics.
    connection.execute("SET LOCAL enable_nestloop = off")
    so, params = known.sql(as_of)
    params["soon"] = calendar.add_working_days(as_of, 2)
    seen = _Chosen(connection, so, params, filters, visibility)
    # By several filters at once, a number alone would tell one case from others.
    in_totals = visibility.in_totals if filters.count < 2 else visibility
    counted = _Chosen(connection, so, params, filters, in_totals)
    groups = seen.ask(_GROUPS)
    return Dashboard(
        as_of=as_of,
        position=position,
        totals=_totals(counted.ask(_TOTALS)[0]),
        by_clock=_clocks(seen.ask(_CLOCKS)),
        by_agency=_groups(groups, "agency"),
        by_state={state: 0 for state in get_args(State)}
        | {row["state"]: row["received"] for row in _of(groups, "state")},
        by_category=_groups(groups, "category"),
        by_channel=_groups(groups, "channel"),
        by_month=[MonthFigures(**row) for row in seen.ask(_MONTHS)],
    )


class _Chosen:
    """The cases that are counted, and questions about them."""

    def __init__(
        self,
        connection: Connection,
        so: str,
        params: Mapping[str, Any],
        filters: Filters,
        visibility: Visibility,
    ):
        where, more = condition(filters, visibility)
        if not visibility.restricted:
            where += _NOT_RESTRICTED_NOW
            more = {"seen_officer": visibility.received_by} | more
        self._connection = connection
        self._chosen = _CHOSEN.format(so=so, condition=where)
        self._params = {**params, **more, "closed": list(CLOSED)}

    def ask(self, question: str) -> list[dict[str, Any]]:
        with self._connection.cursor(row_factory=dict_row) as cursor:
            query = (self._chosen + question).encode()
            return cursor.execute(query, self._params).fetchall()


def _totals(row: dict[str, Any]) -> Totals:
    return Totals(
        received=row["received"],
        open=row["open"],
        overdue=row["overdue"],
        due_within_2_days=row["due_soon"],
        resolved=row["resolved"],
        archived=row["archived"],
        withdrawn=row["withdrawn"],
        merged=row["merged"],
        escalated=row["escalated"],
        followed_up_rate=_rate(row["followed_up"], row["received"]),
        resolved_rate=_rate(row["resolved"], row["received"]),
        on_time_rate=_rate(row["met"], row["judged"]),
        median_working_days=row["median"],
        p90_working_days=row["p90"],
        rating=row["rating"],
        rated=row["rated"],
    )


def _clocks(rows: Sequence[dict[str, Any]]) -> list[ClockFigures]:
    found = {row["clock"]: row for row in rows}
    none = {
        "running": 0,
        "paused": 0,
        "overdue": 0,
        "met": 0,
        "late": 0,
        "median": None,
        "p90": None,
    }
    return [
        ClockFigures(
            clock=name,
            running=row["running"],
            paused=row["paused"],
            overdue=row["overdue"],
            met=row["met"],
            late=row["late"],
            on_time_rate=_rate(row["met"], row["met"] + row["late"] + row["overdue"]),
            median_working_days=row["median"],
            p90_working_days=row["p90"],
        )
        for name in get_args(ClockName)
        for row in [found.get(name, none)]
    ]


def _groups(rows: Sequence[dict[str, Any]], by: str) -> list[GroupFigures]:
    return [
        GroupFigures(
            code=row[by],
            received=row["received"],
            open=row["open"],
            overdue=row["overdue"],
            resolved=row["resolved"],
            on_time_rate=_rate(row["met"], row["judged"]),
            median_working_days=row["median"],
        )
        for row in _of(rows, by)
    ]


def _of(rows: Sequence[dict[str, Any]], by: str) -> list[dict[str, Any]]:
    """The rows of one grouping, by code, those without one last."""
    found = [row for row in rows if row["grouped_by"] == by]
    return sorted(found, key=lambda row: (row[by] is None, row[by]))


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


# What became restricted is hidden on the days before, too.
_NOT_RESTRICTED_NOW = f"""
    AND NOT EXISTS (
        SELECT FROM cases AS now
        WHERE now.case_id = cases.case_id AND now.{NOT_FOLLOWED}
            AND now.restricted
            AND now.received_by IS DISTINCT FROM %(seen_officer)s
    )"""
# A due day is over when the day after it begins: status as in domain.clock.
_CHOSEN = """
WITH chosen AS (
    SELECT * FROM cases
    WHERE {so} AND {condition}
), judged AS (
    SELECT case_id, clock, due_on, working_days, CASE
        WHEN stopped_on <= due_on THEN 'met'
        WHEN stopped_on > due_on THEN 'late'
        WHEN paused_on <= due_on THEN 'paused'
        WHEN due_on < %(day)s THEN 'overdue'
        ELSE 'running'
    END AS status
    FROM clocks
    WHERE {so} AND ending IS NULL
), completion AS (
    SELECT * FROM judged WHERE clock = 'completion'
)"""
# percentile_disc is the nearest rank: the ceil(p * n)-th.
_FIGURES = """
    count(*) AS received,
    count(*) FILTER (WHERE state <> ALL (%(closed)s)) AS open,
    count(*) FILTER (WHERE next_due_on < %(day)s) AS overdue,
    count(*) FILTER (WHERE state = 'resolved') AS resolved,
    count(*) FILTER (WHERE status = 'met') AS met,
    count(*) FILTER (WHERE status IN ('met', 'late', 'overdue')) AS judged,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY working_days) AS median"""
_TOTALS = f"""
SELECT {_FIGURES},
    percentile_disc(0.9) WITHIN GROUP (ORDER BY working_days) AS p90,
    count(*) FILTER (WHERE next_due_on BETWEEN %(day)s AND %(soon)s) AS due_soon,
    count(*) FILTER (WHERE followed_up OR state = 'resolved') AS followed_up,
    count(*) FILTER (WHERE state = 'archived') AS archived,
    count(*) FILTER (WHERE state = 'withdrawn') AS withdrawn,
    count(*) FILTER (WHERE state = 'merged') AS merged,
    count(*) FILTER (WHERE escalated) AS escalated,
    avg(stars)::float AS rating, count(stars) AS rated
FROM chosen LEFT JOIN completion USING (case_id)"""
_GROUPS = f"""
SELECT {_FIGURES}, agency, category, channel, state, CASE
        WHEN GROUPING(agency) = 0 THEN 'agency'
        WHEN GROUPING(category) = 0 THEN 'category'
        WHEN GROUPING(channel) = 0 THEN 'channel'
        ELSE 'state'
    END AS grouped_by
FROM chosen LEFT JOIN completion USING (case_id)
GROUP BY GROUPING SETS ((agency), (category), (channel), (state))"""
_CLOCKS = """
SELECT clock,
    count(*) FILTER (WHERE status = 'running') AS running,
    count(*) FILTER (WHERE status = 'paused') AS paused,
    count(*) FILTER (WHERE status = 'overdue') AS overdue,
    count(*) FILTER (WHERE status = 'met') AS met,
    count(*) FILTER (WHERE status = 'late') AS late,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY working_days) AS median,
    percentile_disc(0.9) WITHIN GROUP (ORDER BY working_days) AS p90
FROM chosen JOIN judged USING (case_id) GROUP BY clock"""
_MONTHS = """
SELECT to_char(day, 'YYYY-MM') AS month, count(*) FILTER (WHERE what = 'r') AS received,
    count(*) FILTER (WHERE what = 'd') AS resolved,
    count(*) FILTER (WHERE what = 'l') AS late
FROM (
    SELECT received_on AS day, 'r' AS what FROM chosen
    UNION ALL
    SELECT state_since, 'd' FROM chosen WHERE state = 'resolved'
    UNION ALL
    SELECT due_on + 1, 'l' FROM chosen JOIN completion USING (case_id)
    WHERE status IN ('late', 'overdue')
) AS happened GROUP BY month ORDER BY month"""
