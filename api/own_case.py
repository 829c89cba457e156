"""The own case as its reporter reads it: what was said, and what can be done now."""

from collections.abc import Container
from dataclasses import asdict
from typing import Any

from api.cases import Cases, Opened
from domain.application import Tuntas
from domain.complaint import Complaint
from domain.complaint_events import (
    Archived,
    FollowedUp,
    Noted,
    ReporterReplied,
    Resolved,
)
from domain.complaint_side_ways import (
    ClarificationRequested,
    Clarified,
    HandedOver,
    Reopened,
    Withdrawn,
)
from domain.remedies import remedies

# By event, the field that holds what was said. Of the notes only late answers.
_SAID = {
    FollowedUp.TOPIC: "message",
    ReporterReplied.TOPIC: "message",
    Resolved.TOPIC: "message",
    Archived.TOPIC: "message",
    Noted.TOPIC: "message",
    ClarificationRequested.TOPIC: "question",
    Clarified.TOPIC: "answer",
    Reopened.TOPIC: "reason",
    Withdrawn.TOPIC: "reason",
    HandedOver.TOPIC: "reference",
}


def shown(app: Tuntas, cases: Cases, complaint: Complaint) -> dict[str, Any]:
    """All that was said to and by the reporter, and nothing of who works on it."""
    offered = remedies(complaint, app.reference(), cases.today(), app.zone)
    return {
        **cases.view(complaint, Opened(texts=True, identity=True)),
        "messages": [
            _message(told)
            for told in _told(cases, complaint, _SAID)
            if told["event"] != Noted.TOPIC or told["data"].get("late")
        ],
        "original": _original(app, cases, complaint),
        "remedies": [asdict(remedy) for remedy in offered],
    }


def _original(app: Tuntas, cases: Cases, complaint: Complaint) -> dict[str, Any] | None:
    """What the office said to everybody in the case that this one repeats: its public
    follow-ups and its resolutions; nothing of what another reporter said."""
    original, seen = complaint, {complaint.id}
    while original.merged_into and original.merged_into not in seen:
        seen.add(original.merged_into)
        original = app.complaint(original.merged_into)
    if original is complaint:
        return None
    said = (FollowedUp.TOPIC, Resolved.TOPIC)
    return {
        "case_number": original.case_number,
        "state": original.state,
        "messages": [
            _message(told)
            for told in _told(cases, original, () if original.restricted else said)
            if told["data"].get("public") or told["data"].get("closed_by") == "officer"
        ],
    }


def _told(
    cases: Cases, complaint: Complaint, events: Container[str]
) -> list[dict[str, Any]]:
    history = cases.history(complaint, Opened(texts=True, identity=False))
    return [told for told in history if told["event"] in events]


def _message(told: dict[str, Any]) -> dict[str, Any]:
    return {
        "event": told["event"],
        "occurred_at": told["occurred_at"],
        "message": told["data"].get(_SAID[told["event"]]),
    }
