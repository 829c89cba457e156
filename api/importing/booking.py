"""Books imported rows: new cases whole, known ones only with what is new."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from eventsourcing.persistence import IntegrityError, RecordConflictError

from api.importing.case_so_far import CaseSoFar
from api.importing.our_codes import OurCodes
from api.importing.row import ImportedCase, Rejected
from api.importing.row_events import RowEvents
from api.installation import Installation
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, Received
from domain.complaint_fold import project
from domain.refusals import Refusal
from storage.database import DatabaseUnavailable

BATCH = 250
PATIENCE_SECONDS = 60.0


@dataclass
class Tally:
    """What became of the rows so far."""

    rows: int = 0
    accepted: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    without_category: int = 0
    agencies_registered: int = 0


@dataclass
class Booking:
    """Safe to repeat and to run twice at once: the external id is claimed."""

    here: Installation
    run_by: str | None
    register_agencies: bool
    tally: Tally = field(default_factory=Tally)

    def book(self, rows: Iterable[ImportedCase | Rejected]) -> Iterator[Rejected]:
        """Record the rows in batches; yields the rejected ones in their order."""
        source = iter(rows)
        while batch := list(islice(source, BATCH)):
            rejected = [row for row in batch if isinstance(row, Rejected)]
            good = [row for row in batch if isinstance(row, ImportedCase)]
            rejected += self._patiently(good)
            self.tally.rows += len(batch)
            self.tally.rejected += len(rejected)
            yield from sorted(rejected, key=lambda bad: bad.row)

    def _patiently(self, rows: Sequence[ImportedCase]) -> list[Rejected]:
        """Through a restart of the database: what was in doubt is met as known."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return self._book(rows)
            except DatabaseUnavailable:
                if time.monotonic() > give_up:
                    raise
                time.sleep(0.5)

    def _book(self, rows: Sequence[ImportedCase]) -> list[Rejected]:
        while True:
            known = self._known(rows)
            codes = OurCodes(self.here, self.register_agencies)
            rejected, decided = [], []
            for row in rows:
                try:
                    decided.append(self._decide(row, codes, known.get(row.external_id)))
                except Refusal as error:
                    rejected.append(Rejected(row.row, str(error), row.values))
            self.tally.agencies_registered += codes.registered
            new = [(case, events) for case, events in decided if events]
            try:
                if new:
                    self.here.app.save_cases(new)
            except (IntegrityError, RecordConflictError):
                continue  # Another import or desk was faster: look again.
            self._count(len(decided), [events[0] for _, events in new])
            return rejected

    def _decide(
        self, row: ImportedCase, codes: OurCodes, known: CaseSoFar | None
    ) -> tuple[Complaint, list[ComplaintEvent]]:
        # The agency first: it may be registered, and the decisions need to know it.
        agency = codes.agency(row)
        return RowEvents(self.here, codes, self.run_by, row, agency, known).decide()

    def _known(self, rows: Sequence[ImportedCase]) -> dict[str, CaseSoFar]:
        """By external id: the rows of one file are all of one system."""
        if not rows:
            return {}
        (system,) = {row.external_system for row in rows}
        look_up = self.here.app.look_up
        owners = look_up.owners_of(
            f"external:{system}", [row.external_id for row in rows]
        )
        found: dict[str, CaseSoFar] = {}
        events: dict[object, list[ComplaintEvent]] = {}
        for stored in look_up.select_newer(dict.fromkeys(owners.values(), 0)):
            event = self.here.app.event(stored)
            assert isinstance(event, ComplaintEvent)
            events.setdefault(event.originator_id, []).append(event)
        for external_id, owner in owners.items():
            case = project(None, events[owner])
            assert case is not None
            found[external_id] = CaseSoFar(case, events[owner], self.here.vault)
        return found

    def _count(self, decided: int, first_events: Sequence[ComplaintEvent]) -> None:
        received = [event for event in first_events if isinstance(event, Received)]
        self.tally.accepted += len(received)
        self.tally.changed += len(first_events) - len(received)
        self.tally.unchanged += decided - len(first_events)
        self.tally.without_category += sum(e.category is None for e in received)
