"""The own case as its reporter reads it: what was said, and what can be done now."""

from dataclasses import asdict, replace
from typing import Any

from api import data_requests
from api.cases import Cases, Opened
from api.erasing import requests_of
from api.identity import ANYONE, Actor
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
    Reminded,
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


_WAITED_FOR = ("clarification", "reporter_window")
"""The clocks that wait for the reporter, who is reminded of them (rule C-16)."""


def shown(
    app: Tuntas, cases: Cases, complaint: Complaint, reporter: Actor
) -> dict[str, Any]:
    """All that was said to and by the reporter, and nothing of who works on it, nor
    the files that an office attached."""
    offered = remedies(complaint, app.reference(), cases.today(), app.zone)
    files = tuple(file for file in complaint.attachments if file.by_reporter)
    own = replace(complaint, attachments=files)
    return {
        **cases.view(own, reporter, Opened(texts=True, identity=True)),
        "messages": [
            _message(told)
            for told in _told(cases, complaint, reporter)
            if _for_reporter(told)
        ],
        "data_requests": data_requests.shown(
            requests_of(app, complaint), app.vault, texts=True
        ),
        "original": _original(app, cases, complaint),
        "remedies": [asdict(remedy) for remedy in offered],
    }


def _for_reporter(told: dict[str, Any]) -> bool:
    match told["event"]:
        case Noted.TOPIC:
            return "late" in told["data"]
        case Reminded.TOPIC:
            return bool(told["data"]["clock"] in _WAITED_FOR)
        case event:
            return event in _SAID


def _original(app: Tuntas, cases: Cases, complaint: Complaint) -> dict[str, Any] | None:
    """What the office said to everybody in the case that this one repeats: its public
    follow-ups, and that it resolved the case. The words of a resolution are for that
    case's reporter, and of a restricted original nothing is told."""
    original, seen = complaint, {complaint.id}
    while original.merged_into and original.merged_into not in seen:
        seen.add(original.merged_into)
        original = app.complaint(original.merged_into)
    if original is complaint or original.restricted:
        return None
    return {
        "case_number": original.case_number,
        "state": original.state,
        "messages": said_to_everybody(cases, original),
    }


def said_to_everybody(cases: Cases, case: Complaint) -> list[dict[str, Any]]:
    """What the office said of an unrestricted case not to its reporter alone: of a
    follow-up the text that a second officer confirmed, and nothing before."""
    told = _told(cases, case, ANYONE)
    texts = _public_texts(cases, case)
    return [
        {**_message(one), "message": texts.get(one["version"])}
        for one in told
        if one["version"] in texts or _closes(one)
    ]


def _public_texts(cases: Cases, case: Complaint) -> dict[int, str | None]:
    """By the version of the answer."""
    shown = {str(text.answer): text.text for text in case.public_texts}
    return {int(answer): text for answer, text in cases.texts(shown).items()}


def _closes(told: dict[str, Any]) -> bool:
    by = told["data"].get("closed_by")
    return told["event"] == Resolved.TOPIC and bool(by == "officer")


def _told(cases: Cases, complaint: Complaint, reporter: Actor) -> list[dict[str, Any]]:
    opened = Opened(texts=True, identity=False)
    return cases.history(complaint, reporter, opened)


def _message(told: dict[str, Any]) -> dict[str, Any]:
    data = told["data"]
    return {
        "event": told["event"],
        "occurred_at": told["occurred_at"],
        "message": data.get(_SAID.get(told["event"])),
        "outcome": data.get("outcome"),
        "clock": data.get("clock"),
        "due_on": data.get("due_on"),
    }
