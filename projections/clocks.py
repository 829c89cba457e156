"""One row per clock of a case: what is due when, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.complaint import Complaint, State
from projections.changes import Change, ends
from projections.paging import ALONG_AN_INDEX, Page, behind, check_limit, cursor
from projections.rows import Row, array, replace
from projections.visibility import Visibility
from storage.read_model import Connection, ReadModel, snapshot

GOING = (
    "stopped_on IS NULL AND ending IS NULL"
    " AND (paused_on IS NULL OR paused_on > due_on)"
)
"""Neither stopped nor ended, and not paused: `Clock.paused` in SQL."""

_Rows = tuple[Sequence[UUID], Sequence[Row]]
"""Of which cases the rows are replaced, and by which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """A clock as promised and as it ended, with what says who sees it."""

    case_id: UUID
    clock: str
    case_number: str
    state: State
    open: bool
    agency: str | None
    restricted: bool
    received_by: str | None
    rule: str
    rule_version: int
    limit: int
    unit: str
    started_on: date
    due_on: date
    calendar_version: int
    provisional: bool
    extended: int | None
    known_at: datetime
    steps: list[str]
    paused_on: date | None
    stopped_on: date | None
    working_days: int | None
    ending: Literal["void", "unknown"] | None


class Clocks(ReadModel[Change]):
    name: ClassVar[str] = "clocks"
    takes: ClassVar[type] = Change
    apart: ClassVar[bool] = True
    tables: ClassVar[str] = """
        CREATE TABLE clocks (
            case_id uuid NOT NULL,
            clock text NOT NULL,
            case_number text NOT NULL,
            state text NOT NULL,
            open boolean NOT NULL,
            agency text,
            restricted boolean NOT NULL,
            received_by text,
            rule text NOT NULL,
            rule_version bigint NOT NULL,
            "limit" bigint NOT NULL,
            unit text NOT NULL,
            started_on date NOT NULL,
            due_on date NOT NULL,
            calendar_version bigint NOT NULL,
            provisional boolean NOT NULL,
            extended bigint,
            known_at timestamptz NOT NULL,
            steps text[] NOT NULL,
            paused_on date,
            stopped_on date,
            working_days bigint,
            ending text,
            PRIMARY KEY (case_id, clock)
        );
    """
    indexes: ClassVar[str] = f"""
        CREATE INDEX ON clocks (due_on, case_id, clock) WHERE {GOING};
        CREATE INDEX ON clocks (agency, due_on, case_id, clock) WHERE {GOING};
        CREATE INDEX ON clocks (clock, due_on) WHERE {GOING};
        CREATE INDEX ON clocks (calendar_version)
            WHERE unit = 'working_days' AND {GOING};
    """

    def prepare(self, changes: Sequence[Change]) -> _Rows | None:
        changed = [
            (first.before, last.after)
            for first, last in ends(changes)
            if _shown(first.before) != _shown(last.after)
        ]
        had = [before.id for before, _ in changed if before]
        rows = [row for _, after in changed for row in _rows(after)]
        return (had, rows) if changed else None

    def fold(self, connection: Connection, prepared: _Rows) -> None:
        replace(connection, "clocks", "case_id", *prepared)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Which running clocks, the earliest due day first; of what is paused nothing is
    due. `today` is the tenant's day; `overdue` are those whose due day is before it,
    `running` the others."""

    today: date
    clock: str | None = None
    agency: str | None = None
    status: Literal["running", "overdue"] | None = None
    due_to: date | None = None
    limit: int = 50
    cursor: str | None = None


def due(pool: ConnectionPool, what: Due, visibility: Visibility) -> Page[ClockRow]:
    """One page of what is due. Raises `BadCursor`, and ValueError for a limit."""
    query, params = statement(what, visibility)
    with snapshot(pool, "clocks") as (connection, position):
        connection.execute(ALONG_AN_INDEX)
        with connection.cursor(row_factory=dict_row) as rows:
            found = rows.execute(query.encode(), params, prepare=False).fetchall()
    items = [ClockRow(**row) for row in found[: what.limit]]
    next_cursor = None
    if len(found) > what.limit:
        last = items[-1]
        next_cursor = cursor("due_on", last.due_on, last.case_id, last.clock)
    return Page(items, next_cursor, position)


def statement(what: Due, visibility: Visibility) -> tuple[str, dict[str, Any]]:
    """The query of a page, with one row more than is shown."""
    check_limit(what.limit)
    seen, params = visibility.sql()
    where = f"{GOING} AND ({seen})"
    for name in ("clock", "agency"):
        if (value := getattr(what, name)) is not None:
            where += f" AND {name} = %({name})s"
            params[name] = value
    if what.status is not None:
        where += f" AND due_on {'<' if what.status == 'overdue' else '>='} %(today)s"
        params["today"] = what.today
    if what.due_to is not None:
        where += " AND due_on <= %(due_to)s"
        params["due_to"] = what.due_to
    if what.cursor is not None:
        where += " AND (due_on, case_id, clock) > (%(c_day)s, %(c_id)s, %(c_clock)s)"
        place = behind(what.cursor, "due_on", date.fromisoformat, UUID, _clock_name)
        params |= dict(zip(("c_day", "c_id", "c_clock"), place, strict=True))
    query = (
        f"SELECT * FROM clocks WHERE {where}"
        " ORDER BY due_on, case_id, clock LIMIT %(limit)s"
    )
    return query, params | {"limit": what.limit + 1}


def _shown(case: Complaint | None) -> tuple[object, ...]:
    """All of which its rows are made."""
    if case is None:
        return ()
    seen = (case.agency, case.restricted, case.received_by)
    return case.state, case.case_number, case.clocks, *seen


def _rows(case: Complaint) -> list[Row]:
    return [
        {
            "case_id": case.id,
            "clock": clock.promise.clock,
            "case_number": case.case_number,
            "state": case.state,
            "open": case.open,
            "agency": case.agency,
            "restricted": case.restricted,
            "received_by": case.received_by,
            "rule": clock.promise.rule,
            "rule_version": clock.promise.rule_version,
            "limit": clock.promise.limit,
            "unit": clock.promise.unit,
            "started_on": clock.promise.started_on,
            "due_on": clock.promise.due_on,
            "calendar_version": clock.promise.calendar_version,
            "provisional": clock.promise.provisional,
            "extended": clock.promise.extended,
            "known_at": clock.known_at,
            "steps": array(clock.steps),
            "paused_on": clock.paused_on,
            "stopped_on": clock.stopped_on,
            "working_days": clock.working_days,
            "ending": clock.ending,
        }
        for clock in case.clocks.values()
    ]


def _clock_name(text: str) -> str:
    if not text.isidentifier():
        raise ValueError(text)
    return text
