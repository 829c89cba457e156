"""What a complaint answers to each command: an event, or a refusal and none."""

from domain.complaint_deadlines import (
    clarify,
    extend,
    reclassify,
    request_clarification,
)
from domain.complaint_handling import (
    dispose,
    follow_up,
    reopen,
    reply,
    resolve,
    return_,
)
from domain.complaint_intake import (
    archive,
    hand_over,
    merge,
    receive,
    verify,
    withdraw,
)
from domain.complaint_record import (
    amend,
    attach,
    escalate,
    note,
    publish,
    rate,
    unpublish,
)

__all__ = [
    "amend",
    "archive",
    "attach",
    "clarify",
    "dispose",
    "escalate",
    "extend",
    "follow_up",
    "hand_over",
    "merge",
    "note",
    "publish",
    "rate",
    "receive",
    "reclassify",
    "reopen",
    "reply",
    "request_clarification",
    "resolve",
    "return_",
    "unpublish",
    "verify",
    "withdraw",
]
