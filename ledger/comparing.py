"""Every record held against the entry that was sealed of it."""

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from ledger import authorship
from ledger.leaf import PREFIX, Record, RecordError, position_of
from ledger.verdict import Finding, Kind

if TYPE_CHECKING:
    from ledger.verifying import Evidence

_DIGEST = slice(-32, None)
_END = 1 << 63


class Comparison:
    """Gives the entries one after the other, comparing as it goes; the first that is
    wrong is the `finding`."""

    def __init__(self, evidence: "Evidence", mac_key: bytes | None):
        self._evidence = evidence
        self._mac_key = mac_key
        self.finding: Finding | None = None
        self.events = 0
        self.first: int | None = None
        self.last: int | None = None

    def entries(self) -> Iterator[bytes]:
        records = self._evidence.records()
        at, record = next(records, (_END, b""))
        for entry in self._evidence.entries():
            position = position_of(entry)
            if self.first is None:
                self.first = position
            elif self.last is not None and position <= self.last:
                self._note("reordered", position, "sealed out of order")
            self.last = position
            if entry[: len(PREFIX)] != PREFIX:
                self._note("altered", position, "the log's entry here is none of ours")
            if self.finding is None:
                if at == position and sha256(record).digest() == entry[_DIGEST]:
                    self.events += 1
                    if self._mac_key is not None:
                        self._check_author(position, record)
                    at, record = next(records, (_END, b""))
                else:
                    self.finding = self._judged(entry, position, at, record)
            yield entry
        if at != _END:
            self._note("inserted", at, "an event lies here that was never sealed")

    def _note(self, kind: Kind, position: int, message: str) -> None:
        if self.finding is None:
            self.finding = Finding(kind=kind, position=position, message=message)

    def _judged(self, entry: bytes, position: int, at: int, record: bytes) -> Finding:
        if at == _END:
            msg = "from here on the events are gone, though they were sealed"
            return Finding(kind="truncated", position=position, message=msg)
        digest = sha256(record).digest()
        if at > position:
            if self._lies_elsewhere(entry[_DIGEST]):
                msg = "the event that was sealed here lies at another position now"
                return Finding(kind="reordered", position=position, message=msg)
            msg = "an event was sealed here and is gone"
            return Finding(kind="removed", position=position, message=msg)
        if self._was_sealed_elsewhere(digest):
            msg = "the event that lies here was sealed at another position"
            return Finding(kind="reordered", position=at, message=msg)
        if at < position:
            msg = "an event lies here that was never sealed"
            return Finding(kind="inserted", position=at, message=msg)
        msg = "the event that lies here is not the one that was sealed"
        return Finding(kind="altered", position=position, message=msg)

    def _was_sealed_elsewhere(self, digest: bytes) -> bool:
        return any(entry[_DIGEST] == digest for entry in self._evidence.entries())

    def _lies_elsewhere(self, digest: bytes) -> bool:
        return any(sha256(r).digest() == digest for _, r in self._evidence.records())

    def _check_author(self, position: int, record: bytes) -> None:
        assert self._mac_key is not None
        try:
            event = Record.parse(record)
        except RecordError:
            authentic = False
        else:
            authentic = authorship.is_authentic(
                self._mac_key, event.id, event.version, event.topic, event.state
            )
        if not authentic:
            msg = "this event was sealed, but no command of ours made it (its MAC)"
            self._note("forged", position, msg)
