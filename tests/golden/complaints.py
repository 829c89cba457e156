"""Examples of what happens to a complaint on its way."""

from datetime import date
from typing import Any
from uuid import UUID

from domain import complaint_events as c
from domain.event import Event
from tests.golden.parts import (
    CASE,
    CASE_KEY,
    FULL,
    PROMISES,
    REPORTER_KEY,
    VERIFICATION,
    of,
    sealed,
    stop,
)

RECEIVED: dict[str, Any] = {
    "case_number": "KQ7M-4XPR-H",
    "channel": "walk_in",
    "classification": "complaint",
    "title": sealed("title"),
    "description": sealed("description"),
    "category": None,
    "incident_on": None,
    "region": None,
    "place": None,
    "suggested_agency": None,
    "reporter": None,
    "anonymous": False,
    "confidential": False,
    "external_id": None,
    "access_code_hash": bytes(range(64, 96)),
    "reporter_key": REPORTER_KEY,
    "case_key": CASE_KEY,
}
AMENDED: dict[str, Any] = {
    "changed": ("title", "description", "category", "location", "reporter"),
    "reason": sealed("reason"),
    "title": sealed("title"),
    "description": sealed("description"),
    "category": "kesehatan",
    "region": "62.03",
    "place": sealed("place"),
    "reporter": sealed("reporter", "reporter"),
}
NOTE = {"note": sealed("note")}
STOPPED = (stop("first_follow_up"), stop("completion"))

COMPLAINTS: dict[str, Event] = {
    "complaint.received": c.Received(
        **of(CASE, 1, started=(VERIFICATION,), **NOTE),
        **{
            **RECEIVED,
            "category": "perhubungan",
            "incident_on": date(2026, 11, 19),
            "region": "62.03.01.2001",
            "place": sealed("place"),
            "suggested_agency": "dishub",
            "reporter": sealed("reporter", "reporter"),
            "anonymous": True,
            "confidential": True,
            "external_id": c.ExternalId("sp4n", "5010653"),
        },
    ),
    "complaint.received.least": c.Received(**of(CASE, 1), **RECEIVED),
    "complaint.verified": c.Verified(
        **of(CASE, 2, **NOTE), classification="information", category="perhubungan"
    ),
    "complaint.verified.full_envelope": c.Verified(
        **{**of(CASE, 2), **FULL}, classification="complaint", category=None
    ),
    "complaint.disposed": c.Disposed(
        **of(CASE, 3, started=PROMISES, stopped=(stop("verification", 0),)),
        agency="dishub",
        instruction=sealed("instruction"),
    ),
    "complaint.disposed.least": c.Disposed(
        **of(CASE, 3), agency="dishub", instruction=None
    ),
    "complaint.returned": c.Returned(
        **of(CASE, 4), agency="dishub", reason=sealed("reason")
    ),
    "complaint.followed_up": c.FollowedUp(
        **of(CASE, 5, stopped=STOPPED), message=sealed("message"), public=True
    ),
    "complaint.reporter_replied": c.ReporterReplied(
        **of(CASE, 6, resumed=("completion",)), message=sealed("message"), reopens=True
    ),
    "complaint.reporter_replied.least": c.ReporterReplied(
        **of(CASE, 6), message=sealed("message"), reopens=False
    ),
    "complaint.resolved": c.Resolved(
        **of(CASE, 7, stopped=STOPPED),
        outcome="partly_substantiated",
        closed_by="officer",
        message=sealed("message"),
    ),
    "complaint.resolved.reopenable": c.Resolved(
        **of(CASE, 7, stopped=STOPPED),
        outcome="unsubstantiated",
        closed_by="reporter",
        message=None,
        reopen_until=date(2026, 12, 10),
    ),
    "complaint.resolved.time_unknown": c.Resolved(
        **of(CASE, 7),
        outcome="not_recorded",
        closed_by="system",
        message=None,
        time_known=False,
    ),
    "complaint.archived": c.Archived(
        **of(CASE, 2, stopped=(stop("verification"),)),
        reason="too_general",
        message=sealed("message"),
    ),
    "complaint.archived.duplicate": c.Archived(
        **of(CASE, 2), reason="duplicate", message=None, original=UUID(int=4)
    ),
    "complaint.archived.time_unknown": c.Archived(
        **of(CASE, 2), reason="not_recorded", message=None, time_known=False
    ),
    "complaint.amended": c.Amended(**of(CASE, 8), **AMENDED),
    "complaint.amended.incident_day": c.Amended(
        **of(CASE, 8),
        changed=("incident_on",),
        reason=sealed("reason"),
        incident_on=date(2026, 11, 18),
    ),
    "complaint.amended.removed": c.Amended(
        **of(CASE, 8), changed=("location", "reporter"), reason=sealed("reason")
    ),
    "complaint.escalated": c.Escalated(
        **of(CASE, 9), to="regional_secretary", reason=sealed("reason")
    ),
    "complaint.escalated.by_the_ladder": c.Escalated(
        **of(CASE, 9),
        to="agency_head",
        reason=sealed("reason"),
        clock="completion",
        due_on=date(2026, 12, 10),
        step_on=date(2026, 12, 14),
    ),
    "complaint.noted.late": c.Noted(
        **of(CASE, 10), message=sealed("message"), late="follow-up"
    ),
    "complaint.noted": c.Noted(**of(CASE, 10), message=sealed("message")),
}
