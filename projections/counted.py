"""Figures that lead to the cases they count.

A figure names rows, one a case, and a condition on them. Whatever counts it, and what
lists the cases behind it, reads the same rows by the same condition: so a number is the
length of its list. A case counts as it was at the end of the day asked for, by who
sees what as in `dashboard`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from domain.complaint import CLOSED, ENDED
from domain.working_calendar import WorkingCalendar
from projections.dashboard_rows import chosen
from projections.days import ALL_KNOWN
from projections.filters import Filters
from projections.visibility import Visibility
from storage.read_model import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Of the cases that are chosen one row each, or of each one a part.

    `query` has columns `case_id` and `next_due_on`. It names by {so} and {before} what
    was so at the end of the day and of the day before, by {chosen} which cases are
    meant. `parts` are the expressions by which its rows can be told apart.
    """

    query: str
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is counted: the `rows` of which `where` is true, in the words of SQL.

    Parameters are %(day)s, %(before)s, the day before it, %(soon)s, its second working
    day after, %(closed)s and %(ended)s, states, %(zone)s, the tenant's, and
    %(working_days)s, the days of the calendar in their order. With `in_totals` a
    manager is told of restricted cases too.
    """

    rows: Rows
    where: str = "TRUE"
    in_totals: bool = False


Part = Mapping[str, str | None]
"""The codes by which a part of the rows is told apart; None where a case has none."""


class Group(NamedTuple):
    """What was counted of one part, by the names of figures: at the end of `day`, where
    it is not the day asked for. Of a number `hidden` cases are that and no more;
    `measures` are no numbers of cases, and None where there is nothing."""

    part: Part
    numbers: Mapping[str, int]
    hidden: Mapping[str, int] = {}
    measures: Mapping[str, float | None] = {}
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The end of `day` by all that is known, by which filters, and for whom; `zone` is
    the tenant's, by which hours are told."""

    day: date
    calendar: WorkingCalendar
    filters: Filters
    visibility: Visibility
    zone: ZoneInfo

    @property
    def in_totals(self) -> Visibility:
        """Of by several filters at once, a number would tell one case from others."""
        seen = self.visibility
        return seen.in_totals if self.filters.count < 2 else seen

    def at(self, day: date) -> "Asked":
        return replace(self, day=day)

    def rows(self, rows: Rows) -> tuple[str, dict[str, Any]]:
        """The query of the rows, and the parameters of whatever is asked of them."""
        so, params = ALL_KNOWN.sql(self.day)
        where, more = chosen(self.filters, self.visibility)
        query = rows.query.format(
            so=so, before=so.replace("%(day)s", "%(before)s"), chosen=where
        )
        params |= more | {
            "before": self.day - _DAY,
            "soon": self.calendar.add_working_days(self.day, 2),
            "closed": sorted(CLOSED),
            "ended": list(ENDED),
            "zone": self.zone.key,
        }
        return query, params

    def ask(
        self, connection: Connection, query: str, params: dict[str, Any]
    ) -> list[tuple[Any, ...]]:
        if "%(working_days)s" in query:
            params["working_days"] = working_days(self.calendar, self.day)
        # Planned for these values, without a loop over most rows of a table; whatever
        # a view before in the same transaction asked for.
        connection.execute(_OVER_MANY)
        return connection.execute(query.encode(), params, prepare=False).fetchall()


_OVER_MANY = (
    b"SET LOCAL enable_nestloop = off; SET LOCAL enable_hashjoin = on;"
    b" SET LOCAL enable_mergejoin = on; SET LOCAL enable_seqscan = on;"
    b" SET LOCAL enable_indexscan = on"
)


def count(
    connection: Connection,
    asked: Asked,
    figures: Mapping[str, Figure],
    by: Sequence[str] = (),
    measures: Mapping[str, str] | None = None,
) -> list[Group]:
    """The numbers of figures of the same rows, by parts in the order of their codes;
    `measures` are aggregates of SQL. Reads all cases that were at the end of the day.
    """
    [rows] = {id(figure.rows): figure.rows for figure in figures.values()}.values()
    more = measures or {}
    query, params = asked.rows(rows)
    columns = [f"({rows.parts[name]})::text" for name in by]
    columns += [f"count(*) FILTER (WHERE {f.where})" for f in figures.values()]
    columns += [*more.values()]
    grouped = ", ".join(str(n + 1) for n in range(len(by)))
    query = f"SELECT {', '.join(columns)} FROM ({query}) AS counted"
    if by:
        query += f" GROUP BY {grouped} ORDER BY {grouped}"
    found = []
    for row in asked.ask(connection, query, params):
        values = list(row)
        part = dict(zip(by, values, strict=False))
        numbers = dict(zip(figures, values[len(by) :], strict=False))
        took = dict(zip(more, values[len(by) + len(figures) :], strict=True))
        found.append(Group(part, numbers, measures=took))
    return found


def working_days(calendar: WorkingCalendar, day: date) -> list[date]:
    """Enough of them around a day: by `width_bucket` over them the database counts
    those between two."""
    years = range(day.year - _YEARS, day.year + _YEARS + 1)
    return [day for year in years for day in calendar.working_days(year)]


_DAY = timedelta(days=1)
_YEARS = 4
_OF_CASES = {
    "agency": "agency",
    "category": "category",
    "channel": "channel",
    "classification": "classification",
    "region": "region",
    "state": "state",
    "month": "to_char(received_on, 'YYYY-MM')",
}
_CASES = """
    SELECT case_id, state, state_since, agency, category, region, channel,
        classification, received_at, received_on, followed_up, escalated, stars,
        archive_reason, next_due_on
    FROM cases WHERE {so} AND {chosen}"""
# A due day is over when the day after it begins: as in domain.clock.
_STATUS = """CASE
        WHEN stopped_on <= due_on THEN 'met'
        WHEN stopped_on > due_on THEN 'late'
        WHEN paused_on <= due_on THEN 'paused'
        WHEN due_on < %(day)s THEN 'missed'
        ELSE 'running'
    END"""
CASES = Rows(query=_CASES, parts=_OF_CASES)
"""What each case was."""
CLOCKS = Rows(
    query=f"""
    SELECT cases.*, clock, started_on, due_on, paused_on, stopped_on, working_days,
        {_STATUS} AS status
    FROM ({_CASES}) AS cases JOIN (
        SELECT case_id, clock, started_on, due_on, paused_on, stopped_on, working_days
        FROM clocks WHERE {{so}} AND ending IS NULL
    ) AS clocks USING (case_id)""",
    parts=_OF_CASES | {"clock": "clock"},
)
"""What each clock of each case was, but for those that are not judged: of one clock a
case has one row, so a figure of clocks names one, or is asked by clock."""
