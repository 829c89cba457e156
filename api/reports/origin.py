"""Where the numbers of a report come from, so that anybody can count them again."""

from base64 import b64encode
from datetime import datetime

from api.installation import Installation
from api.problems import NotReached
from api.reports.report import Pairs
from ledger.checkpoint import Checkpoint


def told(question: str, *, zone: str, position: int, head: str) -> Pairs:
    """The question, up to which event it was answered, and the signed head of the log
    that speaks of that event."""
    checkpoint = Checkpoint.of_note(head)
    return [
        ("Pertanyaan", question),
        ("Zona waktu", zone),
        ("Sampai peristiwa ke-", str(position)),
        ("Kepala buku log", f"{checkpoint.origin}, {checkpoint.size} peristiwa"),
        ("Akar (SHA-256, base64)", b64encode(checkpoint.root).decode()),
    ]


def made_of(here: Installation, position: int) -> datetime:
    """When the event at that position was recorded, by which a file is dated. Raises
    `NotReached` before the first."""
    last = here.app.look_up.select_last(position)
    if last is None:
        raise NotReached
    return here.app.event(last).recorded_at
