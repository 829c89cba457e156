"""Many commands, one transaction: each is recorded or refused alone."""

import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any, cast
from uuid import UUID

import psycopg
from eventsourcing.domain import EventSourcingError
from eventsourcing.persistence import StoredEvent
from psycopg_pool import ConnectionPool

from storage.binary_array import BinaryArray, bigints, blobs, ints, texts, uuids
from storage.database import DatabaseUnavailable, connected
from storage.submission import (
    CONFLICTS,
    Basis,
    BasisMoved,
    KnownReceipt,
    Receipt,
    ReceiptExists,
    Submission,
    WarrantGone,
)
from storage.together import Together

MOST_EVENTS = 500
MOST_BYTES = 2 * 1024 * 1024


class GroupCommit:
    """Commits are never retried blindly nor cancelled: an answer lost on its way
    leaves the outcome open, and only the stored rows can tell it."""

    def __init__(self, pool: ConnectionPool):
        self._pool = pool
        self._together = Together("writer", self._write_all)

    def submit(self, submission: Submission) -> None:
        """Its positions come true once its events are on disk, or fail with
        `IntegrityError` when another command changed a stream first, `BasisMoved`,
        `ClaimTaken`, `ReceiptExists` or `WarrantGone`, each with nothing stored, and
        `DatabaseUnavailable` when it cannot be known whether they are."""
        self._together.add(submission)

    def finish(self) -> None:
        """Wait for all that was submitted."""
        self._together.finish()

    def _write_all(self, waiting: Sequence[Submission], in_doubt: bool = False) -> None:
        for group in _groups(waiting):
            try:
                self._write(group, in_doubt)
            except BaseException as error:
                for one in group:
                    if not one.positions.done():
                        one.positions.fail(error)

    def _write(self, group: Sequence[Submission], in_doubt: bool) -> None:
        give_up = time.monotonic() + _PATIENCE
        while True:
            try:
                self._record(group, in_doubt)
                return
            except DatabaseUnavailable:
                # The very same rows go again: if the commit in doubt did happen, they
                # meet themselves, and the nonce in each state tells that they are ours.
                in_doubt = True
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.1)
            except psycopg.Error as error:
                # One that the database cannot take harms nobody else.
                if len(group) == 1:
                    # Twice the same in one command: it conflicts with itself.
                    conflict = CONFLICTS.get(error.diag.constraint_name or "")
                    raise conflict or error from error
                for one in group:
                    self._write_all([one], in_doubt)
                return

    def _record(self, group: Sequence[Submission], in_doubt: bool) -> None:
        with connected(self._pool) as connection:
            row = connection.execute(_RECORD, _arrays(group), prepare=True).fetchone()
        assert row is not None
        positions = iter(row[0] or ())
        lost, reasons, moved, gone, repeated, *known = row[1:]
        conflicts = {
            **_lost(lost, reasons),
            **_repeated(group, repeated, known),
            # Last: an outcome is told to nobody who may have been dismissed, or whose
            # token is gone.
            **_moved(group, moved),
            **{number: WarrantGone() for number in gone or ()},
        }
        doubtful = conflicts if in_doubt else ()
        found = {number: self._find(group[number].events) for number in doubtful}
        # Told when all is known: where looking for one fails, all are tried again.
        for number, one in enumerate(group):
            if (conflict := conflicts.get(number)) is None:
                one.positions.tell([next(positions) for _ in one.events])
            elif stored := found.get(number):
                one.positions.tell(stored)
            else:
                one.positions.fail(conflict)

    def _find(self, events: Sequence[StoredEvent]) -> list[int]:
        """The positions of exactly these rows, or none."""
        first = events[0]
        with connected(self._pool) as connection, connection.transaction():
            row = connection.execute(
                "SELECT notification_id FROM events WHERE originator_id = %s"
                " AND originator_version = %s AND state = %s",
                (first.originator_id, first.originator_version, first.state),
            ).fetchone()
            if row is None:
                return []
            # What was only read may not be replicated yet; a WAL record makes this
            # commit wait until it is.
            connection.execute(
                "SELECT pg_logical_emit_message(true, 'tuntas', 'found')"
            )
            return list(range(row[0], row[0] + len(events)))


def _groups(waiting: Sequence[Submission]) -> Iterator[Sequence[Submission]]:
    """In their order, but two that touch the same thing are never in one group: the
    second is judged by what became of the first. All of a group rest on one basis,
    which none before them changes."""
    while waiting:
        group: list[Submission] = []
        later: list[Submission] = []
        touched: set[object] = set()
        basis: Basis | None = None
        events = size = 0
        for one in waiting:
            own = one.touches()
            full = events >= MOST_EVENTS or size > MOST_BYTES
            other = basis is not None and one.basis not in (None, basis)
            free = touched.isdisjoint(own) and touched.isdisjoint(one.basis or ())
            if full or other or not free:
                later.append(one)
            else:
                group.append(one)
                events += len(one.events)
                size += one.size
                basis = basis or one.basis
            touched |= own
        yield group
        waiting = later


Conflicts = dict[int, EventSourcingError]
"""Of a group, by the number of the command: what becomes of it instead."""


def _moved(group: Sequence[Submission], moved: bool) -> Conflicts:
    return {n: BasisMoved() for n in _resting(group)} if moved else {}


def _lost(lost: Sequence[int] | None, reasons: Sequence[str] | None) -> Conflicts:
    told = zip(lost or (), reasons or (), strict=True)
    return {number: CONFLICTS[reason]() for number, reason in told}


def _repeated(
    group: Sequence[Submission],
    repeated: Sequence[int] | None,
    known: Sequence[Sequence[Any]],
) -> Conflicts:
    found: dict[int, list[KnownReceipt]] = {}
    if repeated:
        receipts = _receipts(group)
        for place, *stored, position in zip(repeated, *known, strict=True):
            number, _, given = receipts[place - 1]
            receipt = Receipt(given.scope, *stored)
            one = KnownReceipt(given, receipt, position)
            found.setdefault(number, []).append(one)
    return {number: ReceiptExists(known) for number, known in found.items()}


def _receipts(group: Sequence[Submission]) -> list[tuple[int, int, Receipt]]:
    """Each with the number of its command, and the place of the last event that it
    tells of among those of all."""
    before = accumulate((len(one.events) for one in group), initial=0)
    return [
        (n, start + place, receipt)
        for n, (start, one) in enumerate(zip(before, group, strict=False))
        for place, receipt in one.receipts.items()
    ]


def _resting(group: Sequence[Submission]) -> list[int]:
    return [n for n, one in enumerate(group) if one.basis]


def _arrays(group: Sequence[Submission]) -> tuple[BinaryArray, ...]:
    """The rows of all commands, each with the number of its command; who rests on which
    basis, and who speaks under which warrant."""
    events = [(n, event) for n, one in enumerate(group) for event in one.events]
    claims = [(n, *claim) for n, one in enumerate(group) for claim in one.claims]
    receipts = _receipts(group)
    basis = next((one.basis for one in group if one.basis), {})
    warrants = [(n, one.warrant) for n, one in enumerate(group) if one.warrant]
    return (
        uuids(cast("list[UUID]", [event.originator_id for _, event in events])),
        bigints([event.originator_version for _, event in events]),
        texts([event.topic for _, event in events]),
        blobs([event.state for _, event in events]),
        ints([n for n, _ in events]),
        texts([kind for _, kind, _, _ in claims]),
        texts([value for _, _, value, _ in claims]),
        uuids([stream for _, _, _, stream in claims]),
        ints([n for n, *_ in claims]),
        blobs([receipt.scope for *_, receipt in receipts]),
        blobs([receipt.fingerprint for *_, receipt in receipts]),
        ints([receipt.status for *_, receipt in receipts]),
        blobs([receipt.body for *_, receipt in receipts]),
        ints([n for n, *_ in receipts]),
        ints([place for _, place, _ in receipts]),
        uuids(list(basis)),
        bigints(list(basis.values())),
        ints(_resting(group)),
        blobs([warrant for _, warrant in warrants]),
        ints([n for n, _ in warrants]),
    )


_PATIENCE = 2.0
_RECORD = (
    "SELECT * FROM record("
    "%b::uuid[], %b::bigint[], %b::text[], %b::bytea[], %b::int[],"
    " %b::text[], %b::text[], %b::uuid[], %b::int[],"
    " %b::bytea[], %b::bytea[], %b::int[], %b::bytea[], %b::int[], %b::int[],"
    " %b::uuid[], %b::bigint[], %b::int[], %b::bytea[], %b::int[])"
)
