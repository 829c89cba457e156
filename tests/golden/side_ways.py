"""Examples of what happens beside a complaint's way, and of pauses and moves."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from domain import complaint_side_ways as s
from domain.clock import Move
from domain.event import Event
from tests.golden.parts import CASE, PROMISES, VERIFICATION, of, sealed, stop

DUPLICATE, ORIGINAL = UUID(int=5), UUID(int=6)
ASKED_ON, ANSWERED_ON = date(2026, 11, 20), date(2026, 11, 24)
CLARIFICATION = replace(
    VERIFICATION, clock="clarification", rule="C-11", limit=30, unit="calendar_days"
)
COMPLETION = PROMISES[1]
LATER = replace(COMPLETION, due_on=date(2026, 12, 17), extended=5)
REASON = sealed("reason")

SIDE_WAYS: dict[str, Event] = {
    "complaint.clarification_requested": s.ClarificationRequested(
        **of(CASE, 2, started=(CLARIFICATION,), paused_on=ASKED_ON),
        question=sealed("question"),
    ),
    "complaint.clarification_requested.again": s.ClarificationRequested(
        **of(CASE, 3), question=sealed("question")
    ),
    "complaint.clarified": s.Clarified(
        **of(CASE, 4, stopped=(stop("clarification", 2),), resumed_on=ANSWERED_ON),
        answer=sealed("answer"),
    ),
    "complaint.clarified.moved": s.Clarified(
        **of(
            CASE,
            4,
            resumed_on=ANSWERED_ON,
            moved=(Move(date(2026, 12, 10), COMPLETION),),
        ),
        answer=sealed("answer"),
    ),
    "complaint.handed_over": s.HandedOver(
        **of(CASE, 2, stopped=(stop("verification"),)),
        government="kab-kapuas",
        reference=sealed("reference"),
    ),
    "complaint.handed_over.least": s.HandedOver(
        **of(CASE, 2), government="kab-kapuas", reference=None
    ),
    "complaint.withdrawn": s.Withdrawn(**of(CASE, 2), reason=REASON, deemed=False),
    "complaint.withdrawn.by_silence": s.Withdrawn(
        **of(CASE, 3, resumed_on=ANSWERED_ON), reason=REASON, deemed=True
    ),
    "complaint.merged": s.Merged(
        **of(CASE, 3), into=ORIGINAL, into_case_number="KQ7M-4XPR-H"
    ),
    "complaint.joined": s.Joined(
        **of(ORIGINAL, 7),
        duplicate=CASE,
        duplicate_case_number="K7MQ-4XPR-H",
        followers=(DUPLICATE,),
    ),
    "complaint.joined.alone": s.Joined(
        **of(ORIGINAL, 7),
        duplicate=CASE,
        duplicate_case_number="K7MQ-4XPR-H",
        followers=(),
    ),
    "complaint.reclassified": s.Reclassified(
        **of(
            CASE,
            4,
            moved=(Move(COMPLETION.due_on, replace(LATER, rule="C-06", limit=60)),),
        ),
        classification="oversight_complaint",
        category="perhubungan",
        reason=REASON,
    ),
    "complaint.reclassified.voided": s.Reclassified(
        **of(CASE, 4, voided=("completion",)),
        classification="aspiration",
        category=None,
        reason=REASON,
    ),
    "complaint.deadline_moved": s.DeadlineMoved(
        **of(CASE, 4, moved=(Move(COMPLETION.due_on, LATER),)),
        cause="extension",
        units=5,
        reason=REASON,
    ),
    "complaint.deadline_moved.by_decree": s.DeadlineMoved(
        **of(CASE, 4, moved=(Move(date(2026, 12, 9), COMPLETION),)),
        cause="decree",
        decree="SKB 3 Menteri 2026, perubahan",
    ),
    "complaint.reminded": s.Reminded(
        **of(CASE, 4),
        clock="completion",
        step="remind",
        due_on=COMPLETION.due_on,
        step_on=date(2026, 12, 8),
    ),
    "complaint.reopened": s.Reopened(
        **of(CASE, 8, resumed=("completion", "statutory_decision")), reason=REASON
    ),
    "complaint.rated": s.Rated(**of(CASE, 8), stars=4, comment=sealed("comment")),
    "complaint.rated.least": s.Rated(**of(CASE, 8), stars=1, comment=None),
    "complaint.attachment_added": s.AttachmentAdded(
        **of(CASE, 2), file=sealed("file"), media_type="image/jpeg", size=120_000
    ),
    "complaint.published": s.Published(**of(CASE, 5)),
    "complaint.unpublished": s.Unpublished(**of(CASE, 6), reason=REASON),
    "complaint.public_text_proposed": s.PublicTextProposed(
        **of(CASE, 6),
        answer=5,
        text=sealed("text"),
        flags=sealed("flags"),
        undecided=2,
    ),
    "complaint.public_text_proposed.unflagged": s.PublicTextProposed(
        **of(CASE, 6), answer=5, text=sealed("text"), flags=None, undecided=0
    ),
    "complaint.public_text_confirmed": s.PublicTextConfirmed(
        **of(CASE, 7), proposal=6, answer=5
    ),
    "complaint.public_text_declined": s.PublicTextDeclined(
        **of(CASE, 7), proposal=6, reason=REASON
    ),
}
