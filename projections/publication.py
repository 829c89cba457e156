"""What the public may see: which cases, and which figures without small numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import ClassVar, Literal
from uuid import UUID

from psycopg_pool import ConnectionPool

from domain.complaint import Complaint
from domain.complaint_events import Resolved
from domain.complaint_side_ways import PublicTextConfirmed
from projections.changes import Change
from projections.figures import Dashboard, GroupFigures, Totals
from projections.paging import Page, behind, check_limit, cursor
from projections.rows import replace
from storage.read_model import Connection, ReadModel, snapshot

TOLD_TO_ALL = (PublicTextConfirmed, Resolved)
"""What changes that everybody reads of a public case."""


def is_public(case: Complaint) -> bool:
    """Published and not taken back; never restricted, and not once it was erased."""
    return case.published and not case.restricted and not case.has_erased("case")


_Told = tuple[Mapping[UUID, datetime | None], dict[UUID, datetime]]
"""Since when cases are public, None being no more; when everybody was told of them."""


class Publication(ReadModel[Change]):
    """Which cases are public, and since when. What is shown of them is read from their
    events, so that nothing of a case lies here, and what is taken back is gone before
    this model knows of it."""

    name: ClassVar[str] = "publication"
    takes: ClassVar[type] = Change
    apart: ClassVar[bool] = True
    tables: ClassVar[str] = """
        CREATE TABLE published (
            id uuid PRIMARY KEY,
            published_at timestamptz NOT NULL,
            updated_at timestamptz NOT NULL
        );
    """
    indexes: ClassVar[str] = """
        CREATE INDEX ON published (published_at, id);
        CREATE INDEX ON published (updated_at, id);
    """

    def prepare(self, changes: Sequence[Change]) -> _Told | None:
        since: dict[UUID, datetime | None] = {}
        updated: dict[UUID, datetime] = {}
        for change in changes:
            was, now = change.before and is_public(change.before), change.after
            if is_public(now) and not was:
                since[now.id] = change.event.occurred_at
                updated[now.id] = change.event.recorded_at
            elif was and not is_public(now):
                since[now.id] = None
            elif was and isinstance(change.event, TOLD_TO_ALL):
                updated[now.id] = change.event.recorded_at
        return (since, updated) if since or updated else None

    def fold(self, connection: Connection, prepared: _Told) -> None:
        since, updated = prepared
        rows = [
            {"id": id, "published_at": at, "updated_at": updated.pop(id)}
            for id, at in since.items()
            if at
        ]
        replace(connection, "published", "id", list(since), rows)
        if updated:
            connection.cursor().executemany(
                "UPDATE published SET updated_at = %s WHERE id = %s",
                [(at, id) for id, at in updated.items()],
            )


@dataclass(frozen=True, slots=True)
class PublishedCase:
    """`updated_at` is when everybody was last told something of it: when that was
    recorded, for nobody could read it before."""

    id: UUID
    published_at: datetime
    updated_at: datetime


_ORDER = "-published"


def published(
    pool: ConnectionPool, limit: int = 20, after: str | None = None
) -> Page[PublishedCase]:
    """One page of the public cases, the last published first. Raises `BadCursor`, and
    ValueError for a limit."""
    check_limit(limit)
    where, params = "TRUE", list[object]()
    if after is not None:
        where = "(published_at, id) < (%s, %s)"
        params += behind(after, _ORDER, datetime.fromisoformat, UUID)
    query = (
        f"SELECT id, published_at, updated_at FROM published WHERE {where}"
        " ORDER BY published_at DESC, id DESC LIMIT %s"
    )
    with snapshot(pool, Publication.name) as (connection, position):
        rows = connection.execute(query.encode(), [*params, limit + 1]).fetchall()
    items = [PublishedCase(*row) for row in rows[:limit]]
    next_cursor = None
    if len(rows) > limit:
        last = items[-1]
        next_cursor = cursor(_ORDER, last.published_at.isoformat(), last.id)
    return Page(items, next_cursor, position)


def newest(pool: ConnectionPool, limit: int) -> list[PublishedCase]:
    """So many public cases of which everybody was told something last, the latest
    first."""
    query = (
        "SELECT id, published_at, updated_at FROM published"
        " ORDER BY updated_at DESC, id DESC LIMIT %s"
    )
    with snapshot(pool, Publication.name) as (connection, _):
        return [PublishedCase(*row) for row in connection.execute(query, [limit])]


FEW = 5
Told = int | Literal["<5", "x"]
"""A number; `<5` for one of 0 to 4; `x` for one that is withheld for their sake."""


def told(table: str, counts: Mapping[str, int], *, whole_told: bool) -> dict[str, Told]:
    """The parts of a whole as the public may know them.

    Numbers below 5 are told as `<5`. One other number is withheld with them, and also
    where the whole itself is not to be known: else the small one, or the whole, is the
    difference. It is chosen by name and not by size, for whoever knows the rule would
    learn from the choice. Where fewer than two are 5 or more, all are withheld.

    So each small number can be another one in a table that would be told alike: one
    less, the withheld one being one more. What decides what is told (0 to 4, or 5 and
    more) is told itself, and nothing else is to be learnt from it.
    """
    small = {name for name, count in counts.items() if count < FEW}
    if whole_told and not small:
        return dict(counts)
    large = counts.keys() - small
    if len(large) < 2:
        return dict.fromkeys(counts, "x")
    withheld = min(large, key=lambda name: sha256(f"{table} {name}".encode()).digest())
    return {
        name: "<5" if name in small else "x" if name == withheld else count
        for name, count in counts.items()
    }


@dataclass(frozen=True, slots=True)
class Group:
    """How the cases of an agency, a category or a channel stand; `code` is None for
    those that have none."""

    code: str | None
    stand: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the cases received up to the end of `as_of`, of which none is restricted.

    `stand` are four parts of `received`: resolved, in time, overdue, ended (archived,
    withdrawn or merged). Rates are None where one of their parts is below 5.
    """

    as_of: date
    received: Told
    stand: Mapping[str, Told]
    by_agency: Sequence[Group]
    by_category: Sequence[Group]
    by_channel: Sequence[Group]
    by_month: Mapping[str, Told]
    on_time_rate: float | None
    median_working_days: int | None
    rating: float | None


STANDS = ("resolved", "in_time", "overdue", "ended")


def statistics(found: Dashboard) -> Statistics:
    """What of the figures the public may see: they must be of unrestricted cases
    alone."""
    totals = found.totals
    enough = totals.received >= FEW
    stand = told("stand", _stand(totals), whole_told=enough)
    months = {month.month: month.received for month in found.by_month}

    def groups(name: str, of: Sequence[GroupFigures]) -> Sequence[Group]:
        return _groups(name, of, stand) if enough else ()

    completion = [c for c in found.by_clock if c.clock == "completion"]
    met = sum(c.met for c in completion)
    missed = sum(c.late + c.overdue for c in completion)
    took = met + sum(c.late for c in completion)
    return Statistics(
        as_of=found.as_of,
        received=totals.received if enough or not totals.received else "<5",
        stand=stand,
        by_agency=groups("agency", found.by_agency),
        by_category=groups("category", found.by_category),
        by_channel=groups("channel", found.by_channel),
        by_month=told("month", months, whole_told=True) if enough else {},
        on_time_rate=_of_enough(totals.on_time_rate, 2, min(met, missed)),
        median_working_days=totals.median_working_days if took >= FEW else None,
        rating=_of_enough(totals.rating, 1, totals.rated),
    )


def _of_enough(rate: float | None, digits: int, count: int) -> float | None:
    return None if rate is None or count < FEW else round(rate, digits)


def _stand(of: Totals | GroupFigures) -> dict[str, int]:
    return {
        "resolved": of.resolved,
        "in_time": of.open - of.overdue,
        "overdue": of.overdue,
        "ended": of.received - of.open - of.resolved,
    }


def _groups(
    name: str, of: Sequence[GroupFigures], whole: Mapping[str, Told]
) -> Sequence[Group]:
    """The groups add up to the whole for each stand, and their own sum is not told: so
    each stand is a table by itself."""
    counts = {group.code or "": _stand(group) for group in of}
    columns = {
        stand: told(
            f"{name} {stand}",
            {code: row[stand] for code, row in counts.items()},
            whole_told=isinstance(whole[stand], int),
        )
        for stand in STANDS
    }
    return [
        Group(code or None, {stand: columns[stand][code] for stand in STANDS})
        for code in counts
    ]
