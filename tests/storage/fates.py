"""Commands that are to be recorded or refused, and whether they rightly were."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import psycopg
from eventsourcing.persistence import IntegrityError, StoredEvent

from storage.recorder import EventRecorder
from storage.submission import (
    Claim,
    ClaimTaken,
    Receipt,
    ReceiptExists,
    Submission,
    WarrantGone,
)
from tests.storage.proxy import MARK

Rows = Callable[..., list[Any]]


FATES = (
    "recorded",
    "version",
    "claim",
    "key",
    "gone",
    "unstorable",
    "doubled",
    "claims twice",
)
REFUSALS = {
    "version": IntegrityError,
    "claim": ClaimTaken,
    "key": ReceiptExists,
    "gone": WarrantGone,
    "unstorable": psycopg.DataError,
    "doubled": IntegrityError,
    "claims twice": ClaimTaken,
}


def fated(fate: str, taken: Submission, size: int, noted: bool) -> Submission:
    """A command of so many events, each with a receipt if `noted`, with that fate: all
    but its offence beyond reproach. `taken` is recorded already."""
    one = command(size=size)
    claims: list[Claim] = [("number", uuid4().hex, uuid4())]
    events = list(one.events)
    receipts = {n + 1: receipt() for n in range(size)} if noted else {}
    match fate:
        case "version":
            events.append(StoredEvent(taken.events[0].originator_id, 1, "t", b""))
        case "claim":
            claims.append(taken.claims[0])
        case "key":
            receipts[size] = taken.receipts[1]
        case "unstorable":
            events.append(StoredEvent(uuid4(), 1, "no \x00 in a text", b""))
        case "doubled":
            events.append(events[-1])
        case "claims twice":
            claims.append(claims[0])
    warrant = uuid4().bytes if fate == "gone" else None
    return Submission(events, claims, receipts, warrant=warrant)


def is_rightly_settled(
    rows: Rows, taken: Submission, fates: Sequence[str], given: Sequence[Submission]
) -> None:
    """All that was to be recorded, as if the others had never come."""
    good = [one for fate, one in zip(fates, given, strict=True) if fate == "recorded"]
    for fate, one in zip(fates, given, strict=True):
        error = one.positions.error(30)
        assert (error is None) == (fate == "recorded"), (fate, error)
        if error is not None:
            assert isinstance(error, REFUSALS[fate]), (fate, error)
    positions = [position for one in good for position in one.positions.result()]
    assert positions == sorted(set(positions))
    stored = rows("SELECT notification_id, state FROM events ORDER BY 1")[2:]
    assert stored == list(zip(positions, states(*good), strict=True))
    assert rows("SELECT value FROM claim ORDER BY 1") == sorted(
        (value,) for one in (taken, *good) for _, value, _ in one.claims
    )
    assert rows("SELECT position, scope FROM receipt ORDER BY 1") == [
        (one.positions.result()[place - 1], given.scope)
        for one in (taken, *good)
        for place, given in one.receipts.items()
    ]


def empty(url: str) -> None:
    with psycopg.connect(url) as connection:
        # Under which no trigger refuses it.
        connection.execute("SET session_replication_role = replica")
        connection.execute("TRUNCATE events, claim, receipt")


def command(
    *events: StoredEvent,
    claims: Sequence[Claim] = (),
    receipt: Receipt | None = None,
    size: int = 1,
) -> Submission:
    """Of these events, or of so many of a stream of its own."""
    stream = uuid4()
    own = [StoredEvent(stream, n + 1, MARK, uuid4().bytes) for n in range(size)]
    receipts = {len(events or own): receipt} if receipt else {}
    return Submission(events or own, claims, receipts)


def receipt(scope: bytes | None = None, mark: bytes = b"mark") -> Receipt:
    return Receipt(scope or uuid4().bytes, mark, 201, b"sealed answer")


def states(*submissions: Submission) -> list[bytes]:
    return [event.state for one in submissions for event in one.events]


def recorded(recorder: EventRecorder) -> Submission:
    """Against which others offend."""
    taken = command(claims=[("number", "taken", uuid4())], receipt=receipt())
    positions = recorder.insert_events(
        taken.events, claims=taken.claims, receipts=taken.receipts
    )
    taken.positions.tell(positions)
    return taken
