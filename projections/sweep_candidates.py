"""Which cases the passing of days may concern; the sweep then decides on the case
itself. Without a page: whoever is due is found in the same sweep."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg_pool import ConnectionPool

from domain.complaint import State
from domain.ladder import Ladder, Step, StepName
from domain.working_calendar import WorkingCalendar
from projections.information_register import InformationRegister
from storage.read_model import snapshot

_DAY = timedelta(days=1)
_LOOK_BACK = timedelta(days=3 * 366)
"""What was due longer ago is due all the same, and comes before everything else."""
_AT_ONCE = 500


class DueStep(NamedTuple):
    case: UUID
    clock: str
    step: StepName


@dataclass(frozen=True, slots=True)
class Sweeping:
    """A day in the tenant's zone, and what is in force."""

    today: date
    zone: ZoneInfo
    calendar: WorkingCalendar
    ladder: Ladder


def moved_by_decree(pool: ConnectionPool, at: Sweeping) -> Generator[UUID]:
    """Open cases with a running deadline that rests on a year adopted since, the
    earliest due day first."""
    query = (
        f"SELECT case_id FROM clocks {_ADOPTED_SINCE}"
        " WHERE paused_on IS NULL AND unit = 'working_days' AND open"
        " GROUP BY case_id ORDER BY min(due_on), case_id"
    )
    return _cases(pool, query, _years(at))


def requests_moved_by_decree(pool: ConnectionPool, at: Sweeping) -> Generator[UUID]:
    """The same of requests for public information; of a right of the applicant while
    its day has not passed."""
    query = (
        f"SELECT id FROM running {_ADOPTED_SINCE}"
        " WHERE NOT lapses OR due_on >= %(today)s GROUP BY id ORDER BY min(due_on), id"
    )
    params = _years(at) | {"today": at.today}
    return _cases(pool, query, params, InformationRegister.name)


_ADOPTED_SINCE = (
    "JOIN unnest(%(year)s::date[], %(version)s::bigint[]) AS adopted (year, version)"
    " ON calendar_version < version AND due_on >= year"
    " AND started_on < year + interval '1 year' - interval '1 day'"
)


def _years(at: Sweeping) -> dict[str, Any]:
    return _columns(
        [
            {"year": date(number, 1, 1), "version": year.adopted_in_version}
            for number, year in at.calendar.years.items()
        ]
    )


def silent(
    pool: ConnectionPool, at: Sweeping, clock: str, state: State
) -> Generator[UUID]:
    """Cases in a state in which the reporter let a clock pass, the earliest first."""
    query = (
        "SELECT case_id FROM clocks WHERE clock = %(clock)s"
        " AND state = %(state)s AND due_on < %(today)s ORDER BY due_on, case_id"
    )
    params = {"clock": clock, "state": state, "today": at.today}
    return _cases(pool, query, params)


def due_steps(pool: ConnectionPool, at: Sweeping) -> Generator[DueStep]:
    """The steps that are due and not taken, by the day for which the ladder sets them,
    then by due day: after days of downtime in the order in which they would have come.
    """
    ladder = list(_ladder(at))
    if not ladder:
        return
    # `domain.ladder.step_day` as a place among the working days, so that the server
    # brings the steps of all clocks into one order; what it gives is decided again.
    known_on = "(known_at AT TIME ZONE %(zone)s)::date"
    of_due = f"greatest(due_on, {known_on})"
    base = (
        "CASE WHEN number <= 0 THEN due_on WHEN from_start"
        f" THEN greatest(started_on, {known_on}) ELSE {of_due} END"
    )
    query = (
        "SELECT case_id, clock, step FROM (SELECT case_id, clocks.clock, step, due_on,"
        " 'alarm' = ANY (steps) AS alarmed,"
        f" {_day(base, 'number')} AS step_on, {_day(of_due, 'alarm')} AS alarm_on"
        " FROM clocks JOIN unnest(%(clock)s::text[], %(step)s::text[],"
        " %(number)s::int[], %(from_start)s::boolean[], %(alarm)s::int[],"
        " %(first)s::date[], %(last)s::date[])"
        " AS ladder (clock, step, number, from_start, alarm, first, last)"
        " ON clocks.clock = ladder.clock AND due_on BETWEEN first AND last"
        " WHERE open AND NOT step = ANY (steps)) AS untaken"
        " WHERE step_on <= %(today)s AND NOT (step = 'remind'"
        " AND due_on < %(today)s"
        " AND (alarmed OR coalesce(alarm_on <= %(today)s, FALSE)))"
        " ORDER BY step_on, due_on, case_id, clock, step"
    )
    params = {"today": at.today, "zone": at.zone.key, "days": _working_days(at)}
    for row in _stream(pool, query, _columns(ladder) | params):
        yield DueStep(*row)


def _day(base: str, number: str) -> str:
    """SQL for the `number`-th working day after `base`; null beyond those given."""
    return f"(%(days)s::date[])[width_bucket({base}, %(days)s::date[]) + {number}]"


def _ladder(at: Sweeping) -> Iterator[dict[str, Any]]:
    """Each step with the due days at which it may be due today."""
    for clock in at.ladder.steps:
        adopted = at.ladder.in_force(clock)
        until = [after.valid_from - _DAY for after in adopted[1:]] + [date.max]
        for ladder, end in zip(adopted, until, strict=True):
            alarms = [step.days for step in ladder.steps if step.name == "alarm"]
            for step in ladder.steps:
                yield {
                    "clock": clock,
                    "step": step.name,
                    "number": step.days,
                    "from_start": step.counted_from == "start",
                    "alarm": alarms[0] if alarms else None,
                    "first": ladder.valid_from,
                    "last": min(end, _last_due_day(step, at)),
                }


def _last_due_day(step: Step, at: Sweeping) -> date:
    """The last due day at which the step may be due today: it bounds what is read."""
    if step.counted_from == "start":
        return date.max
    if step.days > 0:
        return at.calendar.working_day_before(at.today, step.days - 1) - _DAY
    return at.calendar.add_working_days(at.today, 1 - step.days) - _DAY


def _working_days(at: Sweeping) -> list[date]:
    """From long ago to the last due day of which somebody is reminded today."""
    before = [s.days for a in at.ladder.steps.values() for one in a for s in one.steps]
    end = at.calendar.add_working_days(at.today, 1 - min(before, default=0))
    day, found = at.calendar.add_working_days(at.today - _LOOK_BACK, 1), list[date]()
    while day <= end:
        found.append(day)
        day = at.calendar.add_working_days(day, 1)
    return found


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    names = rows[0] if rows else ("year", "version")
    return {name: [row[name] for row in rows] for name in names}


def _cases(
    pool: ConnectionPool, query: str, params: Mapping[str, Any], of: str = "clocks"
) -> Generator[UUID]:
    for row in _stream(pool, query, params, of):
        yield row[0]


def _stream(
    pool: ConnectionPool, query: str, params: Mapping[str, Any], of: str = "clocks"
) -> Generator[tuple[Any, ...]]:
    """Row by row from the server, which keeps the rest, however many there are."""
    with snapshot(pool, of) as (connection, _):
        with connection.cursor(name="sweep") as rows:
            rows.itersize = _AT_ONCE
            rows.execute(query.encode(), params)
            yield from rows
