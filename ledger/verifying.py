"""Whether a part of the log is as it was sealed: no database, no network, no trust in
who brings it beyond the keys and heads that the verifier holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from uuid import UUID

from ledger.bundle import Header, Numbered
from ledger.checkpoint import Checkpoint
from ledger.comparing import Comparison
from ledger.leaf import Record, RecordError, position_of
from ledger.marks import Mark, Marks
from ledger.merkle import (
    Edge,
    ProofError,
    leaf_hash,
    subtrees,
    verify_inclusion,
)
from ledger.trust import BadlySigned, Trust, check_witnesses, keys_of, own, signed
from ledger.verdict import Finding, Verdict

PAGE = Path(__file__).with_name("verifier.html")
"""The same verifier as a page for a browser, opened from disk."""
NOTHING_KEPT = (
    "no head of yours was compared (--checkpoint): that the newest events were removed"
    " together with their checkpoints, or all was rewritten with the log's own key,"
    " would not be seen"
)
KEYS_OF_ITS_OWN = (
    "the keys are those that came along: compare them with the published one (--key)"
)
NOT_AUTHORED = "authorship was not checked (--mac-key)"
ONLY_THESE = (
    "these events are in the log, and of each stream none before the last is missing;"
    " that the case has no newer ones is not shown"
)


class Evidence(Protocol):
    """A bundle, or a database that is asked the same way. Each call begins anew."""

    @property
    def header(self) -> Header: ...
    def entries(self) -> Iterator[bytes]: ...
    def records(self) -> Iterator[Numbered]: ...


def verify(evidence: Evidence, trust: Trust) -> Verdict:
    """Judge the evidence. Raises `BundleError` for a file that is not whole."""
    header = evidence.header
    compared = Comparison(evidence, trust.mac_key)
    head = Checkpoint(header.origin, header.size, b"")
    finding: Finding | None = None
    try:
        keys = keys_of(header, trust)
        checkpoints = list(own(header, keys))
        kept = [signed(note, keys, "the head you kept") for note in trust.kept]
        if not checkpoints or checkpoints[-1].size != header.size:
            raise BadlySigned("there is no signed head of this size")
        head = checkpoints[-1]
        check_witnesses(header.checkpoints[-1], trust)
        marks = Marks.of(checkpoints, kept)
        walk = _walk_case if header.scope == "case" else _walk_range
        finding = walk(evidence, compared, head, marks)
    except BadlySigned as bad:
        # Where an event is wrong too, its position says more.
        for _ in compared.entries():
            pass
        finding = compared.finding or Finding(
            kind="badly_signed", position=None, message=str(bad)
        )
    return Verdict(
        holds=finding is None,
        finding=finding,
        origin=head.origin,
        scope=header.scope,
        size=head.size,
        root=head.root.hex(),
        events=compared.events,
        first_position=compared.first,
        last_position=compared.last,
        authorship="checked" if trust.mac_key else "not checked",
        remarks=tuple(_remarks(header, trust)),
    )


def _walk_range(
    evidence: Evidence, compared: Comparison, head: Checkpoint, marks: Marks
) -> Finding | None:
    """Hash every entry into the tree, and hold every record against its entry."""
    header = evidence.header
    edge = Edge(header.first, header.left)
    # What lies before the first entry, or behind the last, is proven, not hashed.
    end = header.first + header.entries
    walked = range(header.first + 1, end + 1)
    outside = [m for m in marks.waiting if m.checkpoint.size not in walked]
    marks.waiting = [m for m in marks.waiting if m.checkpoint.size in walked]
    append, entry = edge.append, b""
    next_size = marks.next_size
    for entry in compared.entries():
        append(leaf_hash(entry))
        if edge.size == next_size:
            marks.compare(edge.size, edge.root(), position_of(entry))
            next_size = marks.next_size
    position = position_of(entry) if entry else 0
    before = (compared.first or 1) - 1
    if edge.size < end:
        msg = f"the log has {edge.size} entries, its head speaks of {header.size}"
        # Where entries are missing in between, an event without one came first.
        first = compared.finding.position if compared.finding else position + 1
        return Finding(kind="truncated", position=first, message=msg)
    for (level, _), root in zip(subtrees(end, header.size), header.right, strict=True):
        edge.append(root, level)
    marks.waiting = outside
    if marks.missed is None and edge.root() != head.root:
        marks.missed = Mark(head, False)
    unproven = marks.prove(head, header.consistency, before)
    reaches = position if end == header.size else None
    return _first(compared, marks, unproven, head, reaches)


def _walk_case(
    evidence: Evidence, compared: Comparison, head: Checkpoint, marks: Marks
) -> Finding | None:
    """Each entry by its own proof; of each stream every version, to the last given."""
    header = evidence.header
    for index, proof, entry in zip(
        header.indexes, header.proofs, compared.entries(), strict=True
    ):
        try:
            verify_inclusion(index, head.size, leaf_hash(entry), proof, head.root)
        except ProofError:
            msg = f"the proof of this event does not lead to {Mark(head, False)}"
            return Finding(kind="forked", position=position_of(entry), message=msg)
    unproven = marks.prove(head, header.consistency, 0)
    found = _first(compared, marks, unproven, head, None)
    return found or _gap(evidence)


def _gap(evidence: Evidence) -> Finding | None:
    versions = dict.fromkeys(map(UUID, evidence.header.streams), 0)
    for position, stored in evidence.records():
        try:
            record = Record.parse(stored)
        except RecordError:
            msg = "what was sealed here is no event"
            return Finding(kind="altered", position=position, message=msg)
        before = versions.get(record.id)
        if before is None:
            msg = "this event is of another case"
            return Finding(kind="inserted", position=position, message=msg)
        if record.version != before + 1:
            msg = f"version {before + 1} of this stream was left out before it"
            return Finding(kind="removed", position=position, message=msg)
        versions[record.id] = record.version
    return None


def _first(
    compared: Comparison,
    marks: Marks,
    unproven: list[Mark],
    head: Checkpoint,
    last: int | None,
) -> Finding | None:
    """The finding at the earliest position; `last` is that of the head's last event,
    where it is known."""
    found = compared.finding
    missed = marks.missed
    if missed is not None and (
        found is None
        or found.position is None
        or found.position > marks.last_good_position
    ):
        since = f", later than {marks.good}" if marks.good else ""
        at = f" What was seen first: {found.message}" if found else ""
        msg = (
            f"this is not the log of {missed}: it differs somewhere from position"
            f" {marks.last_good_position + 1} on{since}.{at}"
        )
        return Finding(
            kind="forked", position=marks.last_good_position + 1, message=msg
        )
    if found is not None:
        return found
    return _unproven(unproven, head, last)


def _unproven(
    unproven: list[Mark], head: Checkpoint, last: int | None
) -> Finding | None:
    for mark in unproven:
        seen = mark.checkpoint
        if seen.size > head.size and (mark.kept or seen.origin == head.origin):
            msg = (
                f"{mark} is larger than this log of {head.size}: the newest"
                f" {seen.size - head.size} events or more are missing, or what you"
                " verify is older than that head: then ask for a newer one"
            )
            position = None if last is None else last + 1
            return Finding(kind="truncated", position=position, message=msg)
        if mark.kept:
            msg = (
                f"{mark} cannot be compared: this bundle has no proof from it; ask for"
                " one with `tuntas export bundle --checkpoint FILE`"
            )
            return Finding(kind="not_compared", position=None, message=msg)
    return None


def _remarks(header: Header, trust: Trust) -> Iterator[str]:
    if not trust.kept:
        yield NOTHING_KEPT
    if not trust.keys and not trust.kept:
        yield KEYS_OF_ITS_OWN
    if trust.mac_key is None:
        yield NOT_AUTHORED
    if header.scope == "case":
        yield ONLY_THESE
    for note in trust.kept:
        name = note.partition("\n")[0]
        if name != header.origin:
            yield f"the head you kept is of {name}, this log is {header.origin}"
    yield from (f"the log was opened anew: {said}" for said in header.statements)
