"""Our own engine in process: a command as a desk gives it, and cases to give it on."""

import secrets
from typing import Any
from uuid import UUID, uuid4

from api.commands import COMMANDS
from api.installation import Installation
from benchmarks import lives
from domain import complaint_decisions as decisions
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, Received
from domain.complaint_fold import begin

AT_ONCE = 200


def command(here: Installation, case: UUID, step: str) -> None:
    """Load, decide, seal and save with a receipt, as the desk does; on disk after it.

    Everything that writing.py measures of ours goes through here.
    """
    decide, words = COMMANDS[step].decide, lives.WORDS[step]
    key = str(uuid4())
    scope = here.receipts.scope("bench", "desk", key)
    mark = here.receipts.fingerprint(step, str(case), words)

    def receipt(complaint: Complaint) -> Any:
        answer = {
            "id": str(complaint.id),
            "case_number": complaint.case_number,
            "state": complaint.state,
            "version": complaint.version,
            "clocks": here.cases.clocks_in_short(complaint),
        }
        return here.receipts.write(scope, mark, 200, answer)

    here.app.change_complaint(
        case,
        here.origin(),
        lambda complaint, at: decide(complaint, at, **words),
        receipt,
    )


def received(here: Installation) -> Received:
    return decisions.receive(
        here.app.decision(here.origin()),
        id=uuid4(),
        case_number=case_number(secrets.token_bytes(RANDOM_BYTES)),
        access_code_hash=secrets.token_bytes(32),
        channel="walk_in",
        classification="complaint",
        title=lives.TITLE,
        description=lives.DESCRIPTION,
        category=lives.CATEGORY,
        region=lives.REGION,
        external_id=None,
    )


def receive(here: Installation, count: int) -> list[UUID]:
    """Cases that are received and nothing else, recorded many at once."""
    found: list[UUID] = []
    while len(found) < count:
        new: list[tuple[Complaint, list[ComplaintEvent]]] = []
        for _ in range(min(AT_ONCE, count - len(found))):
            event = received(here)
            new.append((begin(event), [event]))
        here.app.save_cases(new)
        found += [complaint.id for complaint, _ in new]
    return found
