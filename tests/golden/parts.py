"""What the examples of many events have alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from domain.clock import ClockStop
from domain.sealing import KeyRef, SealedText
from domain.service_standards import Promise

WIB = timezone(timedelta(hours=7))
CASE = UUID("018f2f5e-0000-7000-8000-000000000001")
OFFICER = UUID("018f2f5e-0000-7000-8000-0000000000aa")
REPORTER_KEY = KeyRef(UUID(int=1), bytes(range(32)))
CASE_KEY = KeyRef(UUID(int=2), bytes(range(32, 64)))
LEAST: dict[str, Any] = {
    "actor": "018f2f5e-0000-7000-8000-0000000000bb",
    "role": "coordinator",
    "request_id": "request-1",
    "occurred_at": datetime(2026, 11, 20, 9, 15, tzinfo=WIB),
    "recorded_at": datetime(2026, 11, 23, 2, 15, 30, 123456, UTC),
    "nonce": bytes(range(16)),
}
FULL: dict[str, Any] = {
    **LEAST,
    "device_at": datetime(2026, 11, 23, 9, 20, tzinfo=WIB),
    "time": "derived",
    "on_behalf_of": "reporter",
    "run_by": str(OFFICER),
}
PROMISES = tuple(
    Promise(clock, rule, 1, limit, "working_days", date(2026, 11, 20), due_on, 6, later)
    for clock, rule, limit, due_on, later in (
        ("first_follow_up", "C-03", 5, date(2026, 11, 27), False),
        ("completion", "C-05", 14, date(2026, 12, 10), True),
    )
)
VERIFICATION = replace(PROMISES[0], clock="verification", rule="C-02", limit=3)


def sealed(text: str, subject: Any = "case") -> SealedText:
    return SealedText(subject, bytes(range(12)) + text.encode())


def stop(clock: str, working_days: int = 4) -> ClockStop:
    return ClockStop(clock, date(2026, 11, 26), working_days, 6)


def of(stream: UUID, version: int = 1, **more: Any) -> dict[str, Any]:
    """The envelope of a stream's event, with the least it may have."""
    return {**LEAST, "originator_id": stream, "originator_version": version, **more}
