"""One row per clock of a case that is going: what is due when, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.clock import Clock
from domain.complaint import Complaint, State
from projections.changes import Change, ends
from projections.paging import ALONG_AN_INDEX, Page, behind, check_limit, cursor
from projections.rows import Row, array, replace
from projections.visibility import Visibility
from storage.read_model import Connection, ReadModel, snapshot

_Rows = tuple[Sequence[UUID], Sequence[Row]]
"""Of which cases the rows are replaced, and by which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """A clock as promised, with what says who sees it."""

    case_id: UUID
    clock: str
    case_number: str
    state: State
    open: bool
    agency: str | None
    restricted: bool
    received_by: str | None
    rule: str
    limit: int
    unit: str
    started_on: date
    due_on: date
    calendar_version: int
    provisional: bool
    known_at: datetime
    steps: list[str]
    paused_on: date | None
    """Behind the due day, or nothing would be due."""


class Clocks(ReadModel[Change]):
    name: ClassVar[str] = "clocks"
    takes: ClassVar[type] = Change
    apart: ClassVar[bool] = True
    # Which clocks are going is said by `Clock.going`: with another rule this has to be
    # another layout, or rows of the old one stay.
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
            "limit" bigint NOT NULL,
            unit text NOT NULL,
            started_on date NOT NULL,
            due_on date NOT NULL,
            calendar_version bigint NOT NULL,
            provisional boolean NOT NULL,
            known_at timestamptz NOT NULL,
            steps text[] NOT NULL,
            paused_on date,
            PRIMARY KEY (case_id, clock)
        );
    """
    indexes: ClassVar[str] = """
        CREATE INDEX ON clocks (due_on, case_id, clock);
        CREATE INDEX ON clocks (agency, due_on, case_id, clock);
        CREATE INDEX ON clocks (clock, due_on);
        CREATE INDEX ON clocks (calendar_version) WHERE unit = 'working_days';
    """

    def prepare(self, changes: Sequence[Change]) -> _Rows | None:
        had: list[UUID] = []
        rows: list[Row] = []
        for first, last in ends(changes):
            was, now = _shown(first.before), _shown(last.after)
            if was != now:
                had += [last.after.id] if was else []
                rows += _rows(last.after)
        return (had, rows) if had or rows else None

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
    where = f"({seen})"
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
    """All of which its rows are made; nothing where it has none."""
    if case is None or not (going := _going(case)):
        return ()
    seen = (case.agency, case.restricted, case.received_by)
    return case.state, case.case_number, going, *seen


def _going(case: Complaint) -> list[Clock]:
    return [clock for clock in case.clocks.values() if clock.going]


def _rows(case: Complaint) -> list[Row]:
    of_case = {
        "case_id": case.id,
        "case_number": case.case_number,
        "state": case.state,
        "open": case.open,
        "agency": case.agency,
        "restricted": case.restricted,
        "received_by": case.received_by,
    }
    return [
        {
            **of_case,
            "clock": clock.promise.clock,
            "rule": clock.promise.rule,
            "limit": clock.promise.limit,
            "unit": clock.promise.unit,
            "started_on": clock.promise.started_on,
            "due_on": clock.promise.due_on,
            "calendar_version": clock.promise.calendar_version,
            "provisional": clock.promise.provisional,
            "known_at": clock.known_at,
            "steps": array(clock.steps),
            "paused_on": clock.paused_on,
        }
        for clock in _going(case)
    ]


def _clock_name(text: str) -> str:
    if not text.isidentifier():
        raise ValueError(text)
    return text
