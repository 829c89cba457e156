"""A log in memory: what the storage keeps, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest

from ledger import authorship, bundle
from ledger.bundle import Bundle, Consistency, Header, Numbered
from ledger.checkpoint import Checkpoint
from ledger.leaf import Record, entry
from ledger.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    subtrees,
)
from ledger.note import Note, SigningKey
from ledger.witness import Request

ORIGIN = "kalteng/tuntas"
MAC_KEY = bytes(range(32))


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word; `leaves` are hashes."""
    from ledger.merkle import EMPTY_ROOT, node_hash

    if len(leaves) < 2:
        return leaves[0] if leaves else EMPTY_ROOT
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


def event(n: int, body: str = "") -> Record:
    """The n-th event, of one of seven streams: a body of its own, under the MAC of a
    command of ours."""
    id, version, topic = UUID(int=n % 7), n // 7 + 1, "complaint.noted"
    state = f'{{"n":{n},"body":"{body}"'.encode()
    signed = authorship.signed(MAC_KEY, id, version, topic, state)
    return Record(id, version, topic, signed)


@dataclass
class Log:
    """Events at every second position, as after a conflict here and there."""

    key: SigningKey = field(default_factory=lambda: SigningKey(ORIGIN, bytes(32)))
    records: list[Numbered] = field(default_factory=list)
    entries: list[bytes] = field(default_factory=list)
    checkpoints: list[str] = field(default_factory=list)
    keys: list[SigningKey] = field(default_factory=list)

    def record(self, count: int, body: str = "") -> None:
        for _ in range(count):
            n = len(self.entries)
            self.add(2 * n + 1, bytes(event(n, body)))

    def add(self, position: int, record: bytes) -> None:
        self.records.append((position, record))
        self.entries.append(entry(position, record))

    def subtree(self, level: int, index: int) -> bytes:
        width = 1 << level
        return naive_root(self.hashes[index * width : (index + 1) * width])

    @property
    def hashes(self) -> list[bytes]:
        return [leaf_hash(e) for e in self.entries]

    def checkpoint(self, size: int | None = None) -> Checkpoint:
        size = len(self.entries) if size is None else size
        return Checkpoint(self.key.verifier.name, size, naive_root(self.hashes[:size]))

    def sign(self, size: int | None = None) -> str:
        text = self.checkpoint(size).text
        note = str(Note(text, (self.key.sign(text),)))
        self.checkpoints.append(note)
        return note

    def bundle(
        self,
        first: int = 0,
        end: int | None = None,
        since: Iterable[int] = (),
        **other: Any,
    ) -> Bundle:
        head = Checkpoint.of_note(self.checkpoints[-1])
        end = min(head.size, len(self.entries)) if end is None else end
        entries = self.entries[first:end]
        last = 2 * end if end < len(self.entries) else 1 << 62
        records = [r for r in self.records if 2 * first < r[0] <= last]
        header = Header(
            origin=head.origin,
            made_at="2026-11-25T10:00:00+07:00",
            scope="range" if (first, end) != (0, head.size) else "all",
            size=head.size,
            first=first,
            entries=len(entries),
            records=len(records),
            left=self._covering(0, first),
            right=self._covering(end, head.size),
            checkpoints=tuple(self.checkpoints),
            consistency=tuple(self.consistency(size, head.size) for size in since),
            keys=(str(self.key.verifier), *(str(k.verifier) for k in self.keys)),
        )
        return written(replace(header, **other), entries, records)

    def case(self, indexes: list[int]) -> Bundle:
        """Of the stream of every seventh event, from the second on."""
        head = Checkpoint.of_note(self.checkpoints[-1])
        at = {position: record for position, record in self.records}
        records = [(p, at[p]) for p in (2 * i + 1 for i in indexes) if p in at]
        header = Header(
            origin=head.origin,
            made_at="2026-11-25T10:00:00+07:00",
            scope="case",
            case=str(UUID(int=1)),
            streams=(str(UUID(int=1)),),
            size=head.size,
            entries=len(indexes),
            records=len(records),
            indexes=tuple(indexes),
            proofs=tuple(
                tuple(inclusion_proof(i, head.size, self.subtree)) for i in indexes
            ),
            checkpoints=tuple(self.checkpoints),
            keys=(str(self.key.verifier),),
        )
        return written(header, [self.entries[i] for i in indexes], records)

    def consistency(self, size: int, to: int) -> Consistency:
        proof = consistency_proof(size, to, self.subtree)
        return Consistency(from_size=size, proof=tuple(proof))

    def _covering(self, begin: int, end: int) -> tuple[bytes, ...]:
        return tuple(
            root_of(i << level, (i + 1) << level, self.subtree)
            for level, i in subtrees(begin, end)
        )


def written(header: Header, entries: list[bytes], records: list[Numbered]) -> Bundle:
    file = BytesIO()
    file.writelines(bundle.parts(header, entries, records))
    return Bundle(file)


def request(log: Log, old: int, size: int | None = None) -> Request:
    """To cosign the log's head, or its head of that size, with a proof from `old`."""
    note = Note.parse(log.sign(size))
    new = Checkpoint.parse(note.text).size
    proof = log.consistency(old, new).proof if 0 < old <= new else ()
    return Request(old, proof, note)


@pytest.fixture
def new_log() -> Callable[[int], Log]:
    """`new_log(events)`: with a signed head."""

    def new(events: int) -> Log:
        log = Log()
        log.record(events)
        log.sign()
        return log

    return new


@pytest.fixture
def log(new_log: Callable[[int], Log]) -> Iterator[Log]:
    """300 events and their head."""
    yield new_log(300)
