"""The dashboard's counts from the rows of all cases: of any day, as known at any
moment, by any filters; it costs as much as there are cases to count."""

from collections.abc import Mapping
from typing import Any

from domain.complaint import ENDED
from projections.clock_codes import CLOCKS, COMPLETION, PAUSED, told
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
    where, more = chosen(filters, visibility)
    return _counted(connection, so, {**params, **more}, where)


def chosen(filters: Filters, visibility: Visibility) -> tuple[str, dict[str, Any]]:
    """Which rows of `cases` are counted, and the parameters of that condition."""
    where, params = condition(filters, visibility)
    if not visibility.restricted:
        where += _NOT_RESTRICTED_NOW
        params = {"seen_officer": visibility.received_by} | params
    return where, params


def counted_now(
    connection: Connection,
    so: str,
    params: Mapping[str, Any],
    filters: Filters,
    visibility: Visibility,
) -> Counts:
    """The same where `so` leaves nothing but what is so today."""
    where, more = condition(filters, visibility)
    return _counted(connection, so, {**params, **more}, where)


def question(
    so: str, params: Mapping[str, Any], where: str
) -> tuple[bytes, dict[str, Any]]:
    """The query of the counts, and its parameters."""
    query = _QUESTION.format(so=so, condition=where)
    return query.encode(), {**params, "ended": list(ENDED)}


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
    day = params["day"].toordinal()
    found = Counts()
    asked = question(so, params, where)
    for kind, code, clock, counts in connection.execute(*asked):
        group = kind, code
        if clock is not None:
            status, days = told(clock, day)
            found.of[status, group] += counts["clocks"]
            if days is not None:
                found.took[group][days] += counts["clocks"]
        elif kind == "mark":
            found.marks.update(counts)
        else:
            for name, number in counts.items():
                found.of[name, group] += number
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
_COUNTS = """
WITH chosen AS MATERIALIZED (
    SELECT state, state_since, agency, category, channel, received_on, followed_up,
        escalated, stars, next_due_on, clocks, completion_due
    FROM cases WHERE {so} AND {condition}
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
_CLOCKS = "jsonb_build_object('clocks', count(*))"
_COMPLETION = f"clocks[{COMPLETION}]"
_NAMES = ", ".join(f"('{name}', clocks[{at}])" for at, name in enumerate(CLOCKS, 1))
_QUESTION = (
    _COUNTS
    + f"""
SELECT {_GROUP}, NULL::integer, jsonb_build_object(
    'received', count(*),
    'overdue', count(*) FILTER (WHERE next_due_on < %(day)s),
    'resolved', count(*) FILTER (WHERE state = 'resolved'),
    'ended', count(*) FILTER (WHERE state = ANY (%(ended)s))) FROM chosen
GROUP BY GROUPING SETS ((agency), (category), (channel))
UNION ALL
SELECT {_GROUP}, code, {_CLOCKS}
FROM (SELECT agency, category, channel, {_COMPLETION} AS code FROM chosen) AS completion
WHERE code IS NOT NULL
GROUP BY GROUPING SETS ((agency, code), (category, code), (channel, code))
UNION ALL
SELECT 'clock', name, code, {_CLOCKS}
FROM chosen CROSS JOIN LATERAL (VALUES {_NAMES}) AS clock (name, code)
WHERE code IS NOT NULL GROUP BY name, code
UNION ALL
SELECT 'state', state, NULL, jsonb_build_object('received', count(*)) FROM chosen
GROUP BY state
UNION ALL
SELECT 'month', to_char(day, 'YYYY-MM'), NULL, jsonb_build_object(what, sum(cases))
FROM (
    SELECT received_on AS day, 'received' AS what, count(*) AS cases FROM chosen
    GROUP BY received_on
    UNION ALL
    SELECT state_since, 'resolved', count(*) FROM chosen WHERE state = 'resolved'
    GROUP BY state_since
    UNION ALL
    SELECT completion_due + 1, 'late', count(*) FROM chosen
    WHERE {_COMPLETION} %% 2 = 1
        OR {_COMPLETION} < {PAUSED} AND completion_due < %(day)s
    GROUP BY completion_due
) AS happened GROUP BY 2, what
UNION ALL
SELECT 'mark', NULL, NULL, jsonb_build_object(
    'followed_up', count(*) FILTER (WHERE followed_up OR state = 'resolved'),
    'escalated', count(*) FILTER (WHERE escalated),
    'stars', coalesce(sum(stars), 0), 'rated', count(stars),
    'due_soon', count(*) FILTER (
        WHERE next_due_on BETWEEN %(day)s AND %(soon)s
    )) FROM chosen"""
)
