"""The dashboard's rows of a world with other deadlines, folded aside."""

from collections.abc import Callable
from dataclasses import replace

from domain.complaint import Complaint
from projections.changes import Change
from projections.sla import Sla
from storage.read_model import Connection, Source

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
            replace(
                change,
                before=change.before and judge(change.before),
                after=judge(change.after),
            )
            for change in batch.changes
        ]
        if changes:
            sla.fold(connection, changes)
        position = batch.position
        progress(position, until)
