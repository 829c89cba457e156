"""Examples of the events of requests for public information."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain import information_request_events as r
from domain.clock import ClockStop, Move
from domain.event import Event
from domain.service_standards import Promise
from tests.golden.parts import CASE, CASE_KEY, REPORTER_KEY, of, sealed

REQUEST = UUID("018f2f5e-0000-7000-8000-000000000002")
NOTICE = Promise(
    "written_notice",
    "P-03",
    1,
    10,
    "working_days",
    date(2026, 11, 20),
    date(2026, 12, 4),
    6,
    False,
)
STOPPED = ClockStop("written_notice", date(2026, 11, 26), 4, 6)
LONGER = replace(NOTICE, due_on=date(2026, 12, 15), extended=7)
MOVED = Move(date(2026, 12, 4), LONGER, True)


def window(clock: str, rule: str) -> Promise:
    return replace(NOTICE, clock=clock, rule=rule, limit=30)


WHO: dict[str, Any] = {
    "case_number": "KQ7M-4XPR-H",
    "channel": "walk_in",
    "applicant_kind": "citizen",
    "applicant": sealed("applicant", "reporter"),
    "information": sealed("information"),
    "access": "copy",
    "access_code_hash": bytes(32),
    "reporter_key": REPORTER_KEY,
    "case_key": CASE_KEY,
}

INFORMATION_REQUESTS: dict[str, Event] = {
    "information_request.requested": r.Requested(
        **of(REQUEST),
        **WHO,
        proxy=sealed("proxy", "reporter"),
        purpose=sealed("purpose"),
        form="softcopy",
        agency="dishub",
        complaint=CASE,
        note=sealed("note"),
        started=(NOTICE,),
    ),
    "information_request.requested.least": r.Requested(
        **of(REQUEST), **WHO, proxy=None, purpose=None, form=None, agency=None
    ),
    "information_request.notified_incomplete": r.NotifiedIncomplete(
        **of(REQUEST, 2),
        missing=sealed("missing"),
        started=(window("applicant_completion", "P-02"),),
        paused_on=date(2026, 11, 20),
    ),
    "information_request.completed": r.Completed(
        **of(REQUEST, 3),
        answer=sealed("answer"),
        resumed_on=date(2026, 11, 24),
        stopped=(replace(STOPPED, clock="applicant_completion"),),
    ),
    "information_request.extended": r.Extended(
        **of(REQUEST, 2),
        reason=sealed("reason"),
        units=7,
        rule="P-04",
        rule_version=1,
        moved=(MOVED,),
    ),
    "information_request.decided": r.Decided(
        **of(REQUEST, 2),
        possession="held",
        holder=None,
        outcome="partly_granted",
        withheld=(r.Withheld("h", "dik-2026-7"), r.Withheld("i", "dik-2026-8")),
        blacked_out=True,
        message=sealed("message"),
        access="copy",
        form="hardcopy",
        cost=25_000,
        payment="cash",
        stopped=(STOPPED,),
        started=(window("objection_window", "P-05"),),
    ),
    "information_request.decided.not_held": r.Decided(
        **of(REQUEST, 2),
        possession="not_held",
        holder=sealed("holder"),
        outcome="refused",
        message=sealed("message"),
    ),
    "information_request.delivered": r.Delivered(
        **of(REQUEST, 3), form="softcopy", message=sealed("message")
    ),
    "information_request.delivered.least": r.Delivered(
        **of(REQUEST, 3), form="hardcopy", message=None
    ),
    "information_request.withdrawn": r.Withdrawn(
        **of(REQUEST, 2, on_behalf_of="reporter"), reason=sealed("reason")
    ),
    "information_request.withdrawn.without_words": r.Withdrawn(
        **of(REQUEST, 2), reason=None
    ),
    "information_request.objected": r.Objected(
        **of(REQUEST, 3),
        reasons=("a", "f"),
        statement=sealed("statement"),
        proxy=sealed("proxy", "reporter"),
        started=(window("objection_answer", "P-06"),),
    ),
    "information_request.objected.least": r.Objected(
        **of(REQUEST, 3), reasons=("c",), statement=sealed("statement"), proxy=None
    ),
    "information_request.objection_answered": r.ObjectionAnswered(
        **of(REQUEST, 4, role="information_superior"),
        outcome="granted",
        message=sealed("message"),
        started=(window("dispute_window", "P-07"),),
    ),
    "information_request.objection_answered.in_part": r.ObjectionAnswered(
        **of(REQUEST, 4, role="information_superior"),
        outcome="partly_granted",
        withheld=(r.Withheld("b", "dik-2026-9"),),
        message=sealed("message"),
    ),
    "information_request.objection_answered.not_held": r.ObjectionAnswered(
        **of(REQUEST, 4, role="information_superior"),
        outcome="refused",
        message=sealed("message"),
        possession="not_held",
        holder=sealed("holder"),
    ),
    "information_request.disputed": r.Disputed(
        **of(REQUEST, 5),
        timing="in_time",
        number=sealed("number"),
        started=(window("commission_ruling", "P-09"),),
    ),
    "information_request.disputed.premature": r.Disputed(
        **of(REQUEST, 5), timing="premature", number=None
    ),
    "information_request.ruling_recorded": r.RulingRecorded(
        **of(REQUEST, 7),
        step="ruling",
        outcome="partly_granted",
        number=sealed("number"),
        message=sealed("message"),
        started=(window("court_window", "P-10"),),
    ),
    "information_request.ruling_recorded.hearing": r.RulingRecorded(
        **of(REQUEST, 6), step="hearing", outcome=None, number=None, message=None
    ),
    "information_request.deadline_moved": r.DeadlineMoved(
        **of(REQUEST, 2), decree="SKB 3 Menteri", moved=(MOVED,)
    ),
    "information_request.deadline_moved.nameless": r.DeadlineMoved(
        **of(REQUEST, 2), decree=None, moved=(MOVED,)
    ),
    "information_request.erased": r.TextsErased(
        **of(REQUEST, 9),
        scope="everything",
        ground="request",
        request=1,
        destroyed_at=datetime(2026, 11, 23, 2, 15, tzinfo=UTC),
    ),
}
