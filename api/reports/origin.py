"""Where the numbers of a report come from, so that anybody can count them again."""

from base64 import b64encode

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
