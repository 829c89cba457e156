"""The sweep: what the passing of days makes of the cases, in the order of the law."""

import secrets
import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import structlog
from psycopg_pool import ConnectionPool

from api import instants
from api.identity import SYSTEM
from api.installation import Installation
from domain.application import Tuntas
from domain.case import Case
from domain.case_event import CaseEvent
from domain.complaint import Complaint
from domain.complaint_sweep import (
    close_unanswered,
    deem_withdrawn,
    follow_decree,
    take_step,
)
from domain.decision import Decision
from domain.event import Origin
from domain.information_request import InformationRequest
from domain.information_request_sweep import (
    follow_decree as requests_follow_decree,
)
from domain.ladder import office_open
from projections.sweep_candidates import (
    Sweeping,
    due_steps,
    moved_by_decree,
    requests_moved_by_decree,
    silent,
)
from storage.database import DatabaseUnavailable
from storage.leadership import sweepers_turn
from storage.read_model import positions

SECONDS = 60.0
POLL_SECONDS = 0.25

READ = ("clocks", "information_register")
"""The read models that say where to look."""
Decide = Callable[[Any, Decision], CaseEvent | None]

log = structlog.get_logger("sweep")


def keep_sweeping(here: Installation, stop: threading.Event) -> None:
    """Sweep at the start and every minute, unless another process does at that moment:
    twice would do nothing twice, but all the work. Then erase what is left to erase."""
    cleared = None
    while not stop.is_set():
        try:
            with sweepers_turn(here.pool) as ours:
                if ours:
                    sweep_through(here.app, here.pool, instants.now, stop)
                    here.eraser.finish_all(here.origin)
                    cleared = here.eraser.clear_out(cleared, instants.now())
        except DatabaseUnavailable:
            log.warning("sweep.lost_database", retry_in=SECONDS)
        except Exception as error:
            log.error("sweep.failed", exc_info=error)
        stop.wait(SECONDS)


def sweep_through(
    app: Tuntas,
    pool: ConnectionPool,
    now: Callable[[], datetime],
    stop: threading.Event,
) -> None:
    """Sweep until a pass records nothing: what a decree moves may be overdue, too. Each
    begins when the rows have come as far as the events."""
    while not stop.is_set():
        head = app.recorder.max_notification_id() or 0
        while _reached(pool) < head:
            if stop.wait(POLL_SECONDS):
                return
        if not sweep(app, pool, now, stop.is_set):
            return


def _reached(pool: ConnectionPool) -> int:
    known = positions(pool)
    return min(known[name] for name in READ)


def sweep(
    app: Tuntas,
    pool: ConnectionPool,
    now: Callable[[], datetime],
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """One pass; how many events it recorded.

    Safe to run twice and at once: rows only say where to look, and each decision is
    taken on the case itself. Decrees come first, for they move deadlines; then what
    ends by silence, so that nobody is called for it; then the ladders, while the
    offices are open.
    """
    passing = _Pass(app, now, stopping)
    reference = app.reference()
    today = now().astimezone(app.zone).date()
    at = Sweeping(today, app.zone, reference.calendar, reference.ladder)

    def called_now() -> bool:
        moment = now().astimezone(app.zone)
        return office_open(at.ladder, at.calendar, moment.date(), moment.time())

    passing.settle_all(moved_by_decree(pool, at), follow_decree)
    requests = requests_moved_by_decree(pool, at)
    passing.settle_all(requests, requests_follow_decree, InformationRequest)
    awaited = silent(pool, at, "clarification", "awaiting_clarification")
    passing.settle_all(awaited, deem_withdrawn)
    passing.settle_all(
        silent(pool, at, "reporter_window", "answered"), close_unanswered
    )
    if called_now():
        with closing(due_steps(pool, at)) as steps:
            for due in steps:
                if stopping() or not called_now():
                    break
                step = partial(take_step, clock=due.clock, step=due.step)
                passing.settle(due.case, step)
    if passing.recorded or passing.failed:
        log.info("swept", recorded=passing.recorded, failed=passing.failed)
    return passing.recorded


class _Pass:
    def __init__(
        self,
        app: Tuntas,
        now: Callable[[], datetime],
        stopping: Callable[[], bool],
    ):
        self.recorded = 0
        self.failed = 0
        self._app = app
        self._now = now
        self._stopping = stopping
        self._request_id = str(uuid4())

    def settle_all(
        self, cases: Iterable[UUID], decide: Decide, of: type[Case] = Complaint
    ) -> None:
        for case in cases:
            if self._stopping():
                return
            self.settle(case, decide, of)

    def settle(self, case: UUID, decide: Decide, of: type[Case] = Complaint) -> None:
        """A case that fails keeps no other from its turn; the next pass tries again."""
        try:
            if self._app.settle_case(case, self._origin(), decide, of):
                self.recorded += 1
        except DatabaseUnavailable:
            raise
        except Exception as error:
            self.failed += 1
            # Nothing else of it: its words may be personal.
            log.error("sweep.case_failed", case=str(case), error=type(error).__name__)

    def _origin(self) -> Origin:
        now = self._now()
        return Origin(
            actor=SYSTEM.id,
            role=SYSTEM.role,
            request_id=self._request_id,
            occurred_at=now,
            recorded_at=now,
            nonce=secrets.token_bytes(16),
        )
