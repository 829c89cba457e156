"""What a complaint answers to each command: an event, or a refusal and none."""

from domain.complaint_handling import (
    dispose,
    escalate,
    follow_up,
    note,
    reply,
    resolve,
    return_,
)
from domain.complaint_intake import amend, archive, receive, verify

__all__ = [
    "amend",
    "archive",
    "dispose",
    "escalate",
    "follow_up",
    "note",
    "receive",
    "reply",
    "resolve",
    "return_",
    "verify",
]
