"""A bundle of the log: counted, recorded with its reason, and only then written."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from api.case_history import sealed_texts
from api.cases import Opened
from api.exporting.making import gathered
from api.extracts import extracted
from api.installation import Installation
from domain import data_requests
from domain.access_log import Criterion, Export, openings_of
from domain.case import Case
from domain.event import Origin
from ledger import bundle
from ledger.bundle import OpenedText
from storage.ledger_extract import Extract, Extracts

_LAST = 2**62


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All events, those between two positions, or those of one case; with proofs from
    heads of the sizes in `since`. `opened` says which texts of the case go along."""

    case: Case | None = None
    first: int | None = None
    last: int | None = None
    since: tuple[int, ...] = ()
    opened: Opened = Opened(texts=False, identity=False)

    @property
    def chosen(self) -> tuple[Criterion, ...]:
        said = {
            "case": self.case and str(self.case.id),
            "from": self.first,
            "to": self.last,
            "opened": " ".join(
                name for name in ("texts", "identity") if getattr(self.opened, name)
            ),
        }
        return tuple(Criterion(name, str(v)) for name, v in said.items() if v)

    def of(self, extracts: Extracts) -> Extract:
        if self.case is not None:
            id = self.case.id
            return extracts.case(id, streams_of(id), self.since)
        if self.first is None and self.last is None:
            return extracts.whole()
        return extracts.part(self.first or 1, self.last or _LAST, self.since)


def streams_of(case: UUID) -> tuple[UUID, ...]:
    """The case, who opened it, and what was asked about its data."""
    return case, openings_of(case), data_requests.stream_of(case)


def begun(
    here: Installation, wanted: Wanted, origin: Origin, reason: str
) -> tuple[Export, Iterator[bytes]]:
    """What will be in the file, which is committed by then, and the file itself.

    Raises `NothingSealed` and `NotSealed`, with nothing recorded.
    """
    with extracted(here) as extracts:
        head, extract = extracts.note, wanted.of(extracts)
        export = Export(
            what="bundle",
            # Beside cases a handful of streams: calendar, rules, officers.
            cases=1 if wanted.case else extract.streams(),
            events=extract.header.records,
            up_to=extract.last,
            restricted=True,
            chosen=wanted.chosen,
        )
    here.app.record_export(origin, export, reason)
    return export, gathered(_written(here, wanted, head))


def _written(here: Installation, wanted: Wanted, head: str) -> Iterator[bytes]:
    # The log only grows: up to the same head it is the same file.
    with extracted(here, head) as extracts:
        extract = wanted.of(extracts)
        told = tuple(_opened(here, wanted, extract.last))
        header = replace(extract.header, opened=told)
        yield from bundle.parts(header, extract.entries(), extract.records())


def _opened(here: Installation, wanted: Wanted, last: int) -> Iterator[OpenedText]:
    case, may = wanted.case, wanted.opened
    if case is None or not (may.texts or may.identity):
        return
    for position, event in here.app.history(case.id):
        if position > last:
            break
        found = sealed_texts(
            event, case, here.app.vault, texts=may.texts, identity=may.identity
        )
        for field, text in found.items():
            if text is not None:
                yield OpenedText(position=position, field=field, text=text)
