"""The dashboard's counts from the rows of all cases: of any day, as known at any
moment, by any filters; it costs as much as there are cases to count."""

from collections.abc import Mapping
from typing import Any

from domain.complaint import ENDED
from projections.counts import Counts
from projections.days import NOT_FOLLOWED
from projections.filters import Filters, condition
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
    if filters.count == 0:
        # A join of most rows with most rows, also before the first statistics.
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
    query = _QUESTION.format(so=so, condition=where)
    params["ended"] = list(ENDED)
    found = Counts()
    for kind, code, days, took, counts in connection.execute(query.encode(), params):
        for name, number in counts.items():
            if kind == "mark":
                found.marks[name] += number
            else:
                found.of[name, (kind, code)] += number
        if took:
            found.took[kind, code][days] += took
    return found


# What became restricted is hidden on the days before, too.
_NOT_RESTRICTED_NOW = f"""
    AND NOT EXISTS (
        SELECT FROM cases AS now
        WHERE now.case_id = cases.case_id AND now.{NOT_FOLLOWED}
            AND now.restricted
            AND NOT coalesce(now.received_by = %(seen_officer)s, FALSE)
    )"""
_OWN = b"SELECT DISTINCT case_id FROM cases WHERE restricted AND received_by = %s"
_HIDDEN = f"""
    AND (restricted OR EXISTS (
        SELECT FROM cases AS now
        WHERE now.case_id = cases.case_id AND now.{NOT_FOLLOWED} AND now.restricted
    ))"""
# Cases and clocks are counted each by themselves: no two sets of rows without an index
# are joined. A due day is over when the day after it begins: status as in domain.clock.
_COUNTS = """
WITH chosen AS MATERIALIZED (
    SELECT case_id, state, state_since, agency, category, channel, received_on,
        followed_up, escalated, stars, next_due_on
    FROM cases WHERE {so} AND {condition}
), judged AS MATERIALIZED (
    SELECT agency, category, channel, clock, due_on, working_days, CASE
        WHEN stopped_on <= due_on THEN 'met'
        WHEN stopped_on > due_on THEN 'late'
        WHEN paused_on <= due_on THEN 'paused'
        WHEN due_on < %(day)s THEN 'missed'
        ELSE 'running'
    END AS status
    FROM chosen JOIN (
        SELECT case_id, clock, due_on, stopped_on, paused_on, working_days
        FROM clocks WHERE {so} AND ending IS NULL
    ) AS clocks USING (case_id)
), completion AS (
    SELECT * FROM judged WHERE clock = 'completion'
)
"""
_GROUP = """CASE
        WHEN GROUPING(agency) = 0 THEN 'agency'
        WHEN GROUPING(category) = 0 THEN 'category'
        ELSE 'channel'
    END, CASE
        WHEN GROUPING(agency) = 0 THEN agency
        WHEN GROUPING(category) = 0 THEN category
        ELSE channel
    END"""
_OF_CASES = """jsonb_build_object(
        'received', count(*),
        'overdue', count(*) FILTER (WHERE next_due_on < %(day)s),
        'resolved', count(*) FILTER (WHERE state = 'resolved'),
        'ended', count(*) FILTER (WHERE state = ANY (%(ended)s)))"""
_OF_CLOCKS = """jsonb_build_object(
        'running', count(*) FILTER (WHERE status = 'running'),
        'paused', count(*) FILTER (WHERE status = 'paused'),
        'missed', count(*) FILTER (WHERE status = 'missed'),
        'met', count(*) FILTER (WHERE status = 'met'),
        'late', count(*) FILTER (WHERE status = 'late'))"""
_QUESTION = (
    _COUNTS
    + f"""
SELECT {_GROUP}, NULL::bigint, 0, {_OF_CASES} FROM chosen
GROUP BY GROUPING SETS ((agency), (category), (channel))
UNION ALL
SELECT {_GROUP}, working_days, count(working_days), {_OF_CLOCKS} FROM completion
GROUP BY GROUPING SETS (
    (agency, working_days), (category, working_days), (channel, working_days)
)
UNION ALL
SELECT 'clock', clock, working_days, count(working_days), {_OF_CLOCKS} FROM judged
GROUP BY clock, working_days
UNION ALL
SELECT 'state', state, NULL, 0, jsonb_build_object('received', count(*)) FROM chosen
GROUP BY state
UNION ALL
SELECT 'month', to_char(day, 'YYYY-MM'), NULL, 0, jsonb_build_object(what, count(*))
FROM (
    SELECT received_on AS day, 'received' AS what FROM chosen
    UNION ALL
    SELECT state_since, 'resolved' FROM chosen WHERE state = 'resolved'
    UNION ALL
    SELECT due_on + 1, 'late' FROM completion WHERE status IN ('late', 'missed')
) AS happened GROUP BY 2, what
UNION ALL
SELECT 'mark', NULL, NULL, 0, jsonb_build_object(
    'followed_up', count(*) FILTER (WHERE followed_up OR state = 'resolved'),
    'escalated', count(*) FILTER (WHERE escalated),
    'stars', coalesce(sum(stars), 0), 'rated', count(stars),
    'due_soon', count(*) FILTER (
        WHERE next_due_on BETWEEN %(day)s AND %(soon)s
    )) FROM chosen"""
)
