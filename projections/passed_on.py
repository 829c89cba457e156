"""Cases that are sent from agency to agency, and come back."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from domain.complaint_events import Disposed
from projections.changes import Change
from projections.detectors import DISPOSITIONS, Finding
from projections.rows import copy
from storage.read_model import Connection

Move = tuple[Change, str]
"""To which agency."""


def moves_of(changes: Sequence[Change]) -> list[Move]:
    """Another instruction to the same agency moves no case."""
    return [
        (change, change.event.agency)
        for change in changes
        if isinstance(change.event, Disposed)
        and change.before
        and change.before.agency != change.event.agency
    ]


def passed_on(
    connection: Connection, moves: Sequence[Move]
) -> Iterator[tuple[Change, Finding]]:
    """`days` is how many dispositions moved the case."""
    if not moves:
        return
    had: dict[UUID, list[str]] = defaultdict(list)
    for case, agency in connection.execute(
        "SELECT case_id, agency FROM dispositions WHERE case_id = ANY(%s)",
        (list({change.after.id for change, _ in moves}),),
    ):
        had[case].append(agency)
    for change, agency in moves:
        agencies = had[change.after.id]
        back = agency in agencies
        agencies.append(agency)
        if back or len(agencies) >= DISPOSITIONS:
            yield change, Finding("ping_pong", None, len(agencies))
    rows = [
        {"position": change.position, "case_id": change.after.id, "agency": agency}
        for change, agency in moves
    ]
    copy(connection, "dispositions", rows)
