"""The dashboard's rows of a world with other deadlines, folded aside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.complaint import Complaint
from domain.rejudging import OtherLimit
from projections.changes import Change
from projections.filters import Filters
from projections.sla import Sla
from storage.read_model import Connection, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """`limits` count from as long ago as the rules they change; `days_off` are added
    to the calendar, `working_days` struck from it."""

    as_of: date
    filters: Filters
    limits: tuple[OtherLimit, ...] = ()
    days_off: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()


Judge = Callable[[Complaint], Complaint]
"""A case as it would have been."""
Progress = Callable[[int, int], None]
"""Told the position reached and the last."""


def fold_judged(
    connection: Connection,
    sla: Sla,
    source: Source[Change],
    judge: Judge,
    until: int,
    progress: Progress = lambda position, until: None,
) -> None:
    """Fold all changes up to position `until`, each case as `judge` sees it, into the
    empty tables of the connection."""
    position = 0
    while (batch := source.after(position, until)).position > position:
        changes = [
            change._replace(
                before=change.before and judge(change.before),
                after=judge(change.after),
            )
            for change in batch.changes
            if isinstance(change, Change)
        ]
        if changes and (prepared := sla.prepare(changes)):
            sla.fold(connection, prepared)
        position = batch.position
        progress(position, until)
