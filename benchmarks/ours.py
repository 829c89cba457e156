"""Our own engine in process: a command as a desk gives it, and cases to give it on."""

import secrets
from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from api.commands import COMMANDS
from api.installation import Installation
from api.ordered_id import ordered_id
from benchmarks import lives
from domain import complaint_decisions as decisions
from domain.application import Submitted
from domain.case import Case
from domain.case_number import RANDOM_BYTES, case_number
from domain.complaint import Complaint
from domain.complaint_events import ComplaintEvent, Received
from domain.complaint_fold import begin
from domain.decision import Decision
from domain.making import Decided, make_change
from storage.chance import random_id

AT_ONCE = 200


Decide = Callable[[Complaint, Decision], Decided]
Write = Callable[[Complaint], Any]


def _asked(here: Installation, case: UUID, step: str) -> tuple[Decide, Write]:
    """The decision, and the sealed receipt under a key, as the desk makes them."""
    decide, words = COMMANDS[step].decide, lives.WORDS[step]
    scope = here.receipts.scope("bench", "desk", str(random_id()))
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

    return lambda complaint, at: decide(complaint, at, **words), receipt


def command(here: Installation, case: UUID, step: str) -> None:
    """Load, decide, seal and save with a receipt; on disk after it."""
    decide, receipt = _asked(here, case, step)
    here.app.change_case(case, here.origin(), decide, receipt)


def in_flight(here: Installation, cases: Sequence[UUID], width: int) -> None:
    """Whole lives with so many commands on their way at once, each acknowledged before
    the next on its case: what the API does with the requests that wait together."""
    waiting = iter(cases)
    flying: deque[tuple[Submitted[Case], int]] = deque()

    def submit(case: Case, step: int) -> None:
        decide, receipt = _asked(here, case.id, lives.STEPS[step])
        at = here.app.decision_as_read(here.origin())
        made = make_change(case, at, decide, receipt)
        flying.append((here.app.submit_made([made]), step))

    loaded: list[Case] = []
    while True:
        while len(flying) < width:
            if not loaded:
                # As requests that arrive together, they are read with one question.
                loaded = [*here.app.known.all_now(islice(waiting, width)).values()]
                if not loaded:
                    break
            submit(loaded.pop(), 0)
        if not flying:
            return
        submitted, step = flying.popleft()
        case = here.app.settled(submitted)[0].case
        if step + 1 < len(lives.STEPS):
            submit(here.app.known.last_seen(case.id) or case, step + 1)


def received(here: Installation) -> Received:
    return decisions.receive(
        here.app.decision(here.origin()),
        id=ordered_id(),
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
    """Cases that are received and nothing else, recorded many at once; this process
    knows them from then on, as the one that receives a case does."""
    found: list[UUID] = []
    while len(found) < count:
        new: list[tuple[Complaint, list[ComplaintEvent]]] = []
        for _ in range(min(AT_ONCE, count - len(found))):
            event = received(here)
            new.append((begin(event), [event]))
        here.app.save_cases(new)
        found += [complaint.id for complaint, _ in new]
    return found
