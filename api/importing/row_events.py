"""The events of one row: a whole case, or what is new about a known one."""

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime

from api.importing.case_so_far import CaseSoFar
from api.importing.our_codes import OurCodes
from api.importing.row import ImportedCase
from api.installation import Installation
from api.ordered_id import ordered_id
from domain import complaint_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, ExternalId, Received
from domain.complaint_fold import apply, begin
from domain.decision import Decision
from domain.refusals import Refusal

NO_ANSWER = "(jawaban tidak ada dalam berkas impor)"
EDITED = "disunting dalam sistem asal"
ARCHIVED = "diarsipkan dalam sistem asal"
CLARIFIED = "(dijawab dalam sistem asal)"


class AnsweredByNobody(Refusal):
    """The row has an answer but no agency that gave it. Name the agency in the row, or
    in the mapping's constants."""


@dataclass
class RowEvents:
    """What a row, whose agency is the one given, adds to its case. Records nothing;
    raises a `Refusal` for a row that does not fit the case."""

    here: Installation
    codes: OurCodes
    run_by: str | None
    row: ImportedCase
    agency: str | None
    known: CaseSoFar | None
    events: list[ComplaintEvent] = field(default_factory=list)
    case: Complaint = field(init=False)

    def decide(self) -> tuple[Complaint, list[ComplaintEvent]]:
        """The case as it becomes, and the events that make it so: none if no news."""
        if self.known is None:
            received = self._received()
            self.case = begin(received)
            self.events.append(received)
        else:
            self.case = self.known.case
        if self.case.open:
            self._end_pause()
            self._hand_to_agency()
        self._add_words()
        if self.case.open:
            self._answer()
            self._close()
        return self.case, self.events

    def _end_pause(self) -> None:
        """What was answered, closed or passed on there waits for nobody any more; a
        case that is archived may have waited in vain."""
        archived = self.row.closing == "archived"
        if self.known is None or self.case.state != "awaiting_clarification":
            return
        if archived or not (self._answers() or self._closes() or self._other_agency()):
            return
        when = self.row.answered_at if self._answers() else self._met()
        if when:
            when = max(when, self.known.paused_at)
        at = self._at(when, derived=True)
        self._add(decisions.clarify(self.case, at, answer=CLARIFIED))

    def _hand_to_agency(self) -> None:
        """Verified and disposed at the filing time: the file has none of its own."""
        filed = self._not_before_receipt(self.row.received_at)
        if self.row.closing == "archived":
            return
        if self.case.state == "received":
            self._add(decisions.verify(self.case, self._at(filed, derived=True)))
        if agency := self._other_agency():
            when = self._met() if self.case.disposed_at else filed
            at = self._at(when, derived=True)
            self._add(decisions.dispose(self.case, at, agency=agency))

    def _other_agency(self) -> str | None:
        """The row's agency, where neither the case nor the last file has it."""
        had = (self.case.agency, self.known and self.known.agency)
        return None if self.agency in had else self.agency

    def _add_words(self) -> None:
        """The text as an officer edited it, and what the reporter is asked for."""
        text, question = self.row.final_description, self.row.pending_reason
        if text and not (self.known and self.known.has_text(text)):
            self._add(
                decisions.amend(
                    self.case,
                    self._at(self._met(), derived=True),
                    reason=EDITED,
                    changed=("description",),
                    description=text,
                )
            )
        asked = self.known and self.known.case.open and question
        if self.known and asked and not self.known.was_asked(asked):
            at = self._at(self._met(), derived=True)
            self._add(decisions.note(self.case, at, message=asked))

    def _answer(self) -> None:
        answered_at = self.row.answered_at
        if answered_at is None or not self._answers():
            return
        if self.case.state == "verified":
            raise AnsweredByNobody
        if answered_at != self.row.closed_at:
            at = self._at(self._not_before_receipt(answered_at))
            self._add(decisions.follow_up(self.case, at, message=NO_ANSWER))

    def _answers(self) -> bool:
        """Whether the row has the first answer that is known of the case."""
        answered_at = self.row.answered_at
        if answered_at is None or self.case.followed_up:
            return False
        return self._after_closings(answered_at)

    def _closes(self) -> bool:
        """Whether the row tells of a closing of which no file told before. A day that
        is only a stand-in makes no other closing."""
        row = self.row
        if row.closed_at is None or self.known is None:
            return row.closed_at is not None
        if row.closing == "archived" or not self.known.closings:
            return True
        return row.closing_time_known and self._after_closings(row.closed_at)

    def _after_closings(self, instant: datetime) -> bool:
        """Whether it is of a later day than all closings that files told of."""
        zone = self.here.settings.time_zone
        day = instant.astimezone(zone).date()
        told = self.known.closings if self.known else []
        return all(day > e.occurred_at.astimezone(zone).date() for e in told)

    def _close(self) -> None:
        if self.row.closed_at is None or not self._closes():
            return
        closed_at = self._not_before_receipt(self.row.closed_at)
        if self.row.closing == "archived":
            if self.case.state in ("disposed", "in_progress"):
                at = self._at(closed_at, derived=True)
                self._add(decisions.return_(self.case, at, reason=ARCHIVED))
            self._add(
                decisions.archive(
                    self.case,
                    self._at(closed_at),
                    reason=self.row.archive_reason or "not_recorded",
                    message=self.row.archive_message,
                    time_known=self.row.closing_time_known,
                )
            )
            return
        if self.case.state == "returned" and self.agency:
            at = self._at(closed_at, derived=True)
            self._add(decisions.dispose(self.case, at, agency=self.agency))
        self._add(
            decisions.resolve(
                self.case,
                self._at(closed_at),
                outcome="not_recorded",
                time_known=self.row.closing_time_known,
                closed_by=self.row.closed_by or "officer",
            )
        )

    def _received(self) -> Received:
        row = self.row
        return decisions.receive(
            self._at(row.received_at),
            id=ordered_id(),
            case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
            access_code_hash=secrets.token_bytes(32),
            channel=row.channel,
            classification=row.classification,
            title=row.title,
            description=row.description,
            category=self.codes.category(row),
            region=self.codes.region(row),
            reporter={"name": row.reporter_name} if row.reporter_name else None,
            anonymous=row.anonymous,
            confidential=row.confidential,
            external_id=ExternalId(row.external_system, row.external_id),
            note=row.pending_reason,
        )

    def _met(self) -> datetime | None:
        """When that happened of which the file tells no time: at the receipt of a new
        case; of a known one not before this file, so at its closing or now (None)."""
        if self.known is None:
            return self.row.received_at
        if self.row.closed_at:
            return self._not_before_receipt(self.row.closed_at)
        return None

    def _not_before_receipt(self, instant: datetime) -> datetime:
        """The desk may have received it later than the file says."""
        return max(instant, self.case.received_at)

    def _add(self, event: ComplaintEvent) -> None:
        self.events.append(event)
        self.case = apply(self.case, event)

    def _at(self, occurred_at: datetime | None, derived: bool = False) -> Decision:
        now = self.here.origin()
        origin = replace(
            now,
            occurred_at=occurred_at or now.occurred_at,
            time="derived" if derived else None,
            run_by=self.run_by,
        )
        return Decision(
            origin, self.codes.reference, self.here.vault, self.here.settings.time_zone
        )
