"""Bundles: a part of the log in one file, made of this database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import BinaryIO
from uuid import UUID

from api.extracts import extracted
from api.installation import Installation
from ledger import bundle
from ledger.bundle import OpenedText
from ledger.checkpoint import Checkpoint
from ledger.note import Note
from storage.ledger_extract import Extract, Extracts


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All events, those between two positions, or those of one case's streams; with
    proofs from the heads that were kept (signed notes), and texts where they may be
    opened."""

    case: UUID | None = None
    streams: tuple[UUID, ...] = ()
    first: int | None = None
    last: int | None = None
    kept: tuple[str, ...] = ()
    opened: tuple[OpenedText, ...] = ()

    def of(self, extracts: Extracts) -> Extract:
        since = [Checkpoint.parse(Note.parse(note).text).size for note in self.kept]
        if self.case is not None:
            return extracts.case(self.case, self.streams, since)
        if self.first is None and self.last is None:
            return extracts.whole()
        return extracts.part(self.first or 1, self.last or 2**62, since)


def written(
    here: Installation,
    wanted: Wanted,
    file: BinaryIO,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> int:
    """Write the bundle; how many events it holds.

    Raises `NothingSealed`, `NotSealed`, and `NoteError` for a kept head that is none.
    """
    with extracted(here) as extracts:
        extract = wanted.of(extracts)
        header = replace(extract.header, opened=wanted.opened)
        records = _telling(extract.records(), header.records, progress)
        bundle.write(file, header, extract.entries(), records)
        return header.records


def _telling(
    records: Iterable[bundle.Numbered], of: int, progress: Callable[[int, int], None]
) -> Iterable[bundle.Numbered]:
    for done, record in enumerate(records, 1):
        yield record
        if done % 1000 == 0 or done == of:
            progress(done, of)
