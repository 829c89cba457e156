"""The dashboard's counts from the rows of all cases: of any day, as known at any
moment, by any filters; it costs as much as there are cases to count."""

from collections.abc import Mapping
from typing import Any

from psycopg.rows import dict_row

from domain.complaint import ENDED
from projections.counts import Counts
from projections.days import NOT_FOLLOWED
from projections.filters import Filters, condition
from projections.flow_tables import MARKS, PACKED
from projections.visibility import Visibility
from storage.read_model import Connection


def counted(
    connection: Connection,
    so: str,
    params: Mapping[str, Any],
    filters: Filters,
    visibility: Visibility,
) -> Counts:
    """The counts of what is seen; `so` is the condition of what was so at the end of
    `day`, which is among its `params` beside `soon`, the last day of what is due soon.
    """
    where, more = condition(filters, visibility)
    if not visibility.restricted:
        where += _NOT_RESTRICTED_NOW
        more = {"seen_officer": visibility.received_by} | more
    # Every join is of most rows with most rows, also before the first statistics.
    connection.execute("SET LOCAL enable_nestloop = off")
    return _counted(connection, so, {**params, **more}, where)


def own_hidden(
    connection: Connection,
    so: str,
    params: Mapping[str, Any],
    filters: Filters,
    officer: str,
) -> Counts:
    """Of the cases that are restricted, or were on that day, those that the officer
    received: few, so that they are looked up."""
    own = connection.execute(_OWN, (officer,)).fetchall()
    if not own:
        return Counts()
    where, more = condition(filters, Visibility(restricted=True))
    more |= {"own": [case for (case,) in own]}
    connection.execute(
        "SET LOCAL enable_nestloop = on; SET LOCAL enable_hashjoin = on;"
        " SET LOCAL enable_mergejoin = off; SET LOCAL enable_seqscan = off"
    )
    so = f"{so} AND case_id = ANY (%(own)s)"
    return _counted(connection, so, {**params, **more}, where + _HIDDEN)


def _counted(
    connection: Connection, so: str, params: dict[str, Any], where: str
) -> Counts:
    chosen = _CHOSEN.format(so=so, condition=where)
    params["ended"] = list(ENDED)
    found = Counts()
    with connection.cursor(row_factory=dict_row) as cursor:
        for question in (_GROUPS, _CLOCKS, _MONTHS):
            cursor.execute((chosen + question).encode(), params)
            for row in cursor:
                _take(found, row)
    return found


def _take(found: Counts, row: dict[str, Any]) -> None:
    group = row["kind"], row["code"]
    for name in PACKED:
        if number := row.get(name):
            found.of[name, group] += number
    if group[0] == "state":
        for name in (*MARKS, "due_soon"):
            found.marks[name] += row[name] or 0
    elif row.get("took"):
        found.took[group][row["working_days"]] += row["took"]


# What became restricted is hidden on the days before, too.
_NOT_RESTRICTED_NOW = f"""
    AND NOT EXISTS (
        SELECT FROM cases AS now
        WHERE now.case_id = cases.case_id AND now.{NOT_FOLLOWED}
            AND now.restricted
            AND now.received_by IS DISTINCT FROM %(seen_officer)s
    )"""
_OWN = b"SELECT DISTINCT case_id FROM cases WHERE restricted AND received_by = %s"
_HIDDEN = f"""
    AND (restricted OR EXISTS (
        SELECT FROM cases AS now
        WHERE now.case_id = cases.case_id AND now.{NOT_FOLLOWED} AND now.restricted
    ))"""
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
_JUDGED = """
    count(*) FILTER (WHERE status = 'met') AS met,
    count(*) FILTER (WHERE status = 'late') AS late,
    count(*) FILTER (WHERE status = 'overdue') AS missed,
    count(working_days) AS took"""
_GROUPS = f"""
SELECT CASE
        WHEN GROUPING(agency) = 0 THEN 'agency'
        WHEN GROUPING(category) = 0 THEN 'category'
        WHEN GROUPING(channel) = 0 THEN 'channel'
        ELSE 'state'
    END AS kind, CASE
        WHEN GROUPING(agency) = 0 THEN agency
        WHEN GROUPING(category) = 0 THEN category
        WHEN GROUPING(channel) = 0 THEN channel
        ELSE state
    END AS code, working_days,
    count(*) AS received,
    count(*) FILTER (WHERE next_due_on < %(day)s) AS overdue,
    count(*) FILTER (WHERE state = 'resolved') AS resolved,
    count(*) FILTER (WHERE state = ANY (%(ended)s)) AS ended,{_JUDGED},
    count(*) FILTER (WHERE followed_up OR state = 'resolved') AS followed_up,
    count(*) FILTER (WHERE escalated) AS escalated,
    sum(stars) AS stars, count(stars) AS rated,
    count(*) FILTER (WHERE next_due_on BETWEEN %(day)s AND %(soon)s) AS due_soon
FROM chosen LEFT JOIN completion USING (case_id)
GROUP BY GROUPING SETS (
    (agency, working_days), (category, working_days), (channel, working_days), (state)
)"""
_CLOCKS = f"""
SELECT 'clock' AS kind, clock AS code, working_days,
    count(*) FILTER (WHERE status = 'running') AS running,
    count(*) FILTER (WHERE status = 'paused') AS paused,{_JUDGED}
FROM chosen JOIN judged USING (case_id) GROUP BY clock, working_days"""
_MONTHS = """
SELECT 'month' AS kind, to_char(day, 'YYYY-MM') AS code,
    count(*) FILTER (WHERE what = 'r') AS received,
    count(*) FILTER (WHERE what = 'd') AS resolved,
    count(*) FILTER (WHERE what = 'l') AS late
FROM (
    SELECT received_on AS day, 'r' AS what FROM chosen
    UNION ALL
    SELECT state_since, 'd' FROM chosen WHERE state = 'resolved'
    UNION ALL
    SELECT due_on + 1, 'l' FROM chosen JOIN completion USING (case_id)
    WHERE status IN ('late', 'overdue')
) AS happened GROUP BY code"""
