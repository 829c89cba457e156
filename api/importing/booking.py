"""Books imported rows: new cases whole, known ones only with what is new."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from uuid import uuid4

from eventsourcing.persistence import IntegrityError, RecordConflictError

from api.importing.row import ImportedCase, Rejected
from api.installation import Installation
from domain import complaint_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, ExternalId
from domain.decision import Decision
from domain.reference import Reference
from domain.refusals import Refusal

BATCH = 250
Booked = tuple[Complaint, list[ComplaintEvent]]


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
    _reference: Reference = field(default_factory=Reference)

    def book(self, rows: Iterable[ImportedCase | Rejected]) -> Iterator[Rejected]:
        """Record the rows in batches; yields the rejected ones as they are met."""
        source = iter(rows)
        while batch := list(islice(source, BATCH)):
            self.tally.rows += len(batch)
            good = []
            for row in batch:
                if isinstance(row, Rejected):
                    self.tally.rejected += 1
                    yield row
                else:
                    good.append(row)
            for bad in self._book(good):
                self.tally.rejected += 1
                yield bad

    def _book(self, rows: Sequence[ImportedCase]) -> list[Rejected]:
        while True:
            self._reference = self.here.app.reference()
            rejected, booked, fresh = [], [], 0
            known = self._known(rows)
            for row in rows:
                try:
                    case = self._case(row, known.get(row.external_id))
                except Refusal as error:
                    rejected.append(Rejected(row.row, str(error), ()))
                    continue
                if case[1]:
                    booked.append(case)
                    fresh += case[1][0].originator_version == 1
            try:
                if booked:
                    self.here.app.save_cases(booked)
            except (IntegrityError, RecordConflictError):
                continue  # Another import or desk was faster: look again.
            self.tally.accepted += fresh
            self.tally.changed += len(booked) - fresh
            self.tally.unchanged += len(rows) - len(rejected) - len(booked)
            return rejected

    def _known(self, rows: Sequence[ImportedCase]) -> dict[str, Complaint]:
        by_system: dict[str, list[str]] = {}
        for row in rows:
            by_system.setdefault(row.external_system, []).append(row.external_id)
        return {
            external: self.here.app.complaint(owner)
            for system, ids in by_system.items()
            for external, owner in self.here.app.look_up.owners_of(
                f"external:{system}", ids
            ).items()
        }

    def _case(self, row: ImportedCase, known: Complaint | None) -> Booked:
        agency = self._agency(row)
        if known is None:
            case, events = self._received(row)
        else:
            case, events = known, []
        if not case.open:
            return case, events

        def add(event: ComplaintEvent) -> None:
            nonlocal case
            events.append(event)
            case = case.apply(event)

        filed = row.received_at
        if case.state == "received" and row.closing != "archived":
            add(decisions.verify(case, self._at(filed, derived=True)))
        if agency and agency != case.agency and row.closing != "archived":
            when = filed if not case.was_disposed else row.closed_at or filed
            add(decisions.dispose(case, self._at(when, derived=True), agency=agency))
        if (
            row.answered_at
            and row.answered_at != row.closed_at
            and not case.followed_up
        ):
            message = "(jawaban tidak ada dalam berkas impor)"
            at = self._at(row.answered_at)
            add(decisions.follow_up(case, at, message=message))
        if (text := self._edited(row, case)) is not None:
            reason = "disunting dalam sistem asal"
            add(
                decisions.amend(
                    case,
                    self._at(filed, derived=True),
                    reason=reason,
                    changed=("description",),
                    description=text,
                )
            )
        if row.closing and row.closed_at:
            at = self._at(max(row.closed_at, case.received_at))
            if row.closing == "resolved":
                add(
                    decisions.resolve(
                        case,
                        at,
                        outcome="not_recorded",
                        time_known=row.closing_time_known,
                        closed_by=row.closed_by or "officer",
                    )
                )
            else:
                add(
                    decisions.archive(
                        case,
                        at,
                        reason=row.archive_reason or "not_recorded",
                        message=row.archive_message,
                        time_known=row.closing_time_known,
                    )
                )
        return case, events

    def _received(self, row: ImportedCase) -> Booked:
        reporter = {"name": row.reporter_name} if row.reporter_name else None
        received = decisions.receive(
            self._at(row.received_at),
            id=uuid4(),
            case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
            access_code_hash=secrets.token_bytes(32),
            channel=row.channel,
            classification=row.classification,
            title=row.title,
            description=row.description,
            category=self._category(row),
            region=self._region(row),
            reporter=reporter,
            anonymous=row.anonymous,
            confidential=row.confidential,
            external_id=ExternalId(row.external_system, row.external_id),
            note=row.pending_reason,
        )
        return Complaint.begin(received), [received]

    def _edited(self, row: ImportedCase, case: Complaint) -> str | None:
        if row.final_description is None:
            return None
        now = self.here.vault.open([case.description])[0]
        return row.final_description if now != row.final_description else None

    def _agency(self, row: ImportedCase) -> str | None:
        agencies = self._reference.agencies
        if row.agency_code and row.agency_code in agencies:
            return row.agency_code
        if row.agency_name and (found := agencies.find(row.agency_name)):
            return found.code
        if not row.agency_code and not row.agency_name:
            return None
        name = row.agency_name or row.agency_code or ""
        if not self.register_agencies:
            raise UnknownAgency(name=name)
        from api.offices import register_agency

        code = register_agency(self.here, name)
        self._reference = self.here.app.reference()
        self.tally.agencies_registered += 1
        return code

    def _category(self, row: ImportedCase) -> str | None:
        categories = self._reference.categories
        code = row.category_code if row.category_code in categories else None
        if code is None and row.category_name:
            code = categories.find(row.category_name)
        if code is None:
            self.tally.without_category += 1
        return code

    def _region(self, row: ImportedCase) -> str | None:
        if row.region_code:
            return row.region_code
        return (
            self._reference.regions.find(row.region_path) if row.region_path else None
        )

    def _at(self, occurred_at: datetime, derived: bool = False) -> Decision:
        origin = replace(
            self.here.origin(),
            occurred_at=occurred_at,
            time="derived" if derived else None,
            run_by=self.run_by,
        )
        return Decision(
            origin, self._reference, self.here.vault, self.here.settings.time_zone
        )


class UnknownAgency(Refusal):
    """There is no agency '{name}'. Add it with 'tuntas agency add', correct the row,
    or import with --register-agencies."""
