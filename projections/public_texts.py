"""Answers that everybody is to read and that wait for an officer: to be proposed, to be
rid of flags, or to be confirmed by a second one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

from domain.complaint import Complaint
from projections.changes import Change, ends
from projections.paging import Page, behind, check_limit, cursor
from projections.rows import replace
from projections.visibility import Visibility
from storage.read_model import Connection, ReadModel, snapshot

Step = Literal["propose", "decide", "confirm"]
ORDER = "since"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingText:
    """`proposed_by` is the officer who cannot confirm it; None where nothing is
    proposed yet. Texts are read from the case's events."""

    case_id: UUID
    case_number: str
    step: Step
    since: datetime
    proposed_by: str | None
    agency: str | None
    restricted: bool
    received_by: str | None


def waiting_text(case: Complaint) -> WaitingText | None:
    """What of a case waits; None where nothing does, or nothing may be told."""
    if not (case.answers or case.proposed_text):
        return None  # as most
    if case.restricted or case.has_erased("case"):
        return None
    step: Step
    if proposed := case.proposed_text:
        step = "decide" if proposed.undecided else "confirm"
        since, by = proposed.at, proposed.by
    else:
        told = {text.answer for text in case.public_texts}
        wanted = [a for a in case.answers if a.public and a.version not in told]
        if not wanted:
            return None
        step, since, by = "propose", wanted[0].at, None
    return WaitingText(
        case_id=case.id,
        case_number=case.case_number,
        step=step,
        since=since,
        proposed_by=by,
        agency=case.agency,
        restricted=case.restricted,
        received_by=case.received_by,
    )


_Waiting = Mapping[UUID, WaitingText | None]


class PublicTexts(ReadModel[Change]):
    name: ClassVar[str] = "public_texts"
    takes: ClassVar[type] = Change
    apart: ClassVar[bool] = True
    tables: ClassVar[str] = """
        CREATE TABLE waiting (
            case_id uuid PRIMARY KEY,
            case_number text NOT NULL,
            step text NOT NULL,
            since timestamptz NOT NULL,
            proposed_by text,
            agency text,
            restricted boolean NOT NULL,
            received_by text
        );
    """
    indexes: ClassVar[str] = """
        CREATE INDEX ON waiting (since, case_id);
    """

    def prepare(self, changes: Sequence[Change]) -> _Waiting | None:
        now = {}
        for first, last in ends(changes):
            before = first.before and waiting_text(first.before)
            after = waiting_text(last.after)
            if before != after:
                now[last.after.id] = after
        return now or None

    def fold(self, connection: Connection, prepared: _Waiting) -> None:
        rows = [asdict(row) for row in prepared.values() if row]
        replace(connection, "waiting", "case_id", list(prepared), rows)


def waiting(
    pool: ConnectionPool,
    visibility: Visibility,
    limit: int = 50,
    after: str | None = None,
) -> Page[WaitingText]:
    """One page of those that wait, the longest first. Raises `BadCursor`, and
    ValueError for a limit."""
    check_limit(limit)
    seen, params = visibility.sql()
    where = f"({seen})"
    params["most"] = limit + 1
    if after is not None:
        place = behind(after, ORDER, datetime.fromisoformat, UUID)
        where += " AND (since, case_id) > (%(since)s, %(case)s)"
        params |= dict(zip(("since", "case"), place, strict=True))
    query = (
        f"SELECT * FROM waiting WHERE {where} ORDER BY since, case_id LIMIT %(most)s"
    )
    with snapshot(pool, PublicTexts.name) as (connection, position):
        with connection.cursor(row_factory=dict_row) as rows:
            found = rows.execute(query.encode(), params).fetchall()
    items = [WaitingText(**row) for row in found[:limit]]
    next_cursor = None
    if len(found) > limit:
        last = items[-1]
        next_cursor = cursor(ORDER, last.since.isoformat(), last.case_id)
    return Page(items, next_cursor, position)
