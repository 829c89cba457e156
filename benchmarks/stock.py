"""The stock library's application doing the same: same fields, same words, same life.

Default settings, `psycopg[binary]`. It computes no deadline, seals no word, keeps no
receipt and checks the state alone: that is to its advantage.
"""

import secrets
from datetime import UTC, datetime
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

from benchmarks import lives

STARTED: dict[str, object] = {
    "clock": "first_follow_up",
    "rule": "C-03",
    "rule_version": 1,
    "limit": 5,
    "unit": "working_days",
    "started_on": "2026-11-26",
    "due_on": "2026-12-03",
    "calendar_version": 6,
    "provisional": False,
}
STOPPED: dict[str, object] = {
    "clock": "first_follow_up",
    "stopped_on": "2026-11-26",
    "working_days": 0,
    "calendar_version": 6,
}
Clocks = list[dict[str, object]]


class Complaint(Aggregate):
    """A complaint as the library's own documentation would write it."""

    @event("Received")
    def __init__(
        self,
        envelope: dict[str, str],
        started: Clocks,
        case_number: str,
        channel: str,
        classification: str,
        title: str,
        description: str,
        category: str,
        region: str,
    ) -> None:
        self.envelope = envelope
        self.clocks = list(started)
        self.case_number = case_number
        self.channel = channel
        self.classification = classification
        self.title = title
        self.description = description
        self.category = category
        self.region = region
        self.state = "received"
        self.agency: str | None = None
        self.messages: list[str] = []

    def allow(self, *states: str) -> None:
        if self.state not in states:
            msg = f"not allowed in state {self.state}"
            raise ValueError(msg)

    @event("Verified")
    def verified(
        self,
        envelope: dict[str, str],
        started: Clocks,
        stopped: Clocks,
        classification: str,
        category: str,
    ) -> None:
        self.state = "verified"
        self.clocks += started
        self.classification, self.category = classification, category

    @event("Disposed")
    def disposed(
        self,
        envelope: dict[str, str],
        started: Clocks,
        stopped: Clocks,
        agency: str,
        instruction: str,
    ) -> None:
        self.state, self.agency = "disposed", agency
        self.clocks += started
        self.messages.append(instruction)

    @event("FollowedUp")
    def followed_up(
        self,
        envelope: dict[str, str],
        started: Clocks,
        stopped: Clocks,
        message: str,
        public: bool,
    ) -> None:
        self.state = "answered"
        self.clocks += started
        self.messages.append(message)

    @event("ReporterReplied")
    def replied(
        self, envelope: dict[str, str], stopped: Clocks, message: str, reopens: bool
    ) -> None:
        self.state = "in_progress"
        self.messages.append(message)

    @event("Resolved")
    def resolved(
        self,
        envelope: dict[str, str],
        started: Clocks,
        stopped: Clocks,
        outcome: str,
        closed_by: str,
        message: str,
    ) -> None:
        self.state = "resolved"
        self.clocks += started
        self.messages.append(message)


def _envelope() -> dict[str, str]:
    now = datetime.now(UTC).isoformat()
    return {
        "actor": "system",
        "role": "system",
        "request_id": str(uuid4()),
        "occurred_at": now,
        "recorded_at": now,
        "nonce": secrets.token_hex(12),
        "mac": secrets.token_hex(22),
    }


def _new() -> Complaint:
    return Complaint(
        envelope=_envelope(),
        started=[STARTED] * 2,
        case_number=secrets.token_hex(5),
        channel="walk_in",
        classification="complaint",
        title=lives.TITLE,
        description=lives.DESCRIPTION,
        category=lives.CATEGORY,
        region=lives.REGION,
    )


def decide(complaint: Complaint, step: str) -> None:
    envelope = _envelope()
    match step:
        case "verify":
            complaint.allow("received")
            complaint.verified(
                envelope, [STARTED], [STOPPED], "complaint", lives.CATEGORY
            )
        case "dispose":
            complaint.allow("verified", "returned", "disposed")
            complaint.disposed(
                envelope, [STARTED] * 2, [STOPPED], lives.AGENCY, lives.INSTRUCTION
            )
        case "follow-up":
            complaint.allow("disposed", "in_progress", "answered")
            complaint.followed_up(
                envelope, [STARTED], [STOPPED] * 2, lives.ANSWER, False
            )
        case "reply":
            complaint.allow("answered")
            complaint.replied(envelope, [STOPPED], lives.REPLY, True)
        case "resolve":
            complaint.allow("disposed", "in_progress", "answered")
            complaint.resolved(
                envelope,
                [STARTED],
                [STOPPED] * 3,
                "substantiated",
                "officer",
                lives.CLOSING,
            )


class Complaints(Application[UUID]):
    """Loads, decides and saves; nothing else of it is asked."""

    def receive(self, count: int) -> list[UUID]:
        found: list[UUID] = []
        while len(found) < count:
            new = [_new() for _ in range(min(100, count - len(found)))]
            self.save(*new)
            found += [complaint.id for complaint in new]
        return found

    def live(self, count: int) -> None:
        """Whole lives, from the receipt to the resolution."""
        while count > 0:
            new = [_new() for _ in range(min(20, count))]
            for complaint in new:
                for step in lives.STEPS:
                    decide(complaint, step)
            self.save(*new)
            count -= len(new)

    def command(self, case: UUID, step: str) -> tuple[Complaint, int]:
        """The complaint after it, and the position."""
        complaint: Complaint = self.repository.get(case)
        decide(complaint, step)
        return complaint, self.save(complaint)[-1].notification.id
